"""Fixtures for every test: a register on each of the two stores."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.demo.making import stage_of
from api.demo.stage import Stage
from domain.log.register import Home, Register, Sources, init_register
from tests.databases import home_on, postgres_database


@pytest.fixture(scope="session", autouse=True)
def signing_keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test leaves keys where whoever runs it keeps their own, or finds these."""
    with pytest.MonkeyPatch.context() as environment:
        folder = tmp_path_factory.mktemp("signers")
        environment.setenv("COUNTERFOIL_SIGNER", str(folder))
        # For a home that the tests make themselves, and that names no folder of keys.
        environment.setenv("XDG_DATA_HOME", str(folder))
        yield


class Clock:
    """A clock that a test sets; each look moves it on by one microsecond."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Now."""
        self.now += timedelta(microseconds=1)
        return self.now

    def forward(self, **by: float) -> None:
        """Lets time pass."""
        self.now += timedelta(**by)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL database of this test run."""
    with postgres_database() as address:
        yield address


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The demonstration, played once for all who only look, with its register open."""
    with stage_of(Home(tmp_path_factory.mktemp("lived"))) as stage:
        yield stage


@pytest.fixture
def clock() -> Clock:
    """The clock of the test's register."""
    return Clock()


ORIGIN, AUTHORITY = "register.northmoor.example/2026", "Northmoor Borough Council"


@pytest.fixture(params=["sqlite", "postgres"])
def home(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Home:
    """Where an open, empty register lies, on each store in turn."""
    store = request.param
    database = request.getfixturevalue("postgres") if store == "postgres" else None
    home = home_on(store, tmp_path, database)
    init_register(home, ORIGIN, AUTHORITY, Sources(clock))
    return home


@pytest.fixture
def file_register(tmp_path: Path, clock: Clock) -> Iterator[Register]:
    """An open register in a SQLite file."""
    home = home_on("sqlite", tmp_path, None)
    init_register(home, ORIGIN, AUTHORITY, Sources(clock))
    register = Register(home, Sources(clock))
    yield register
    register.close()


@pytest.fixture
def server_register(postgres: str, tmp_path: Path, clock: Clock) -> Iterator[Register]:
    """An open register on PostgreSQL."""
    home = home_on("postgres", tmp_path, postgres)
    init_register(home, ORIGIN, AUTHORITY, Sources(clock))
    register = Register(home, Sources(clock))
    yield register
    register.close()


@pytest.fixture
def register(home: Home, clock: Clock) -> Iterator[Register]:
    """An open register."""
    register = Register(home, Sources(clock))
    yield register
    register.close()
