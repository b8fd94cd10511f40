"""The service of a council in a SQLite file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from domain.log.register import Register, Sources
from projections.opening import open_generations, open_reads
from tests.api.council import Council, Person
from tests.conftest import Clock
from tests.empty_register import copied_to


@contextmanager
def open_council(
    folder: Path, clock: Clock, settings: Settings | None = None
) -> Iterator[Council]:
    """An empty register in a folder, with its service."""
    register = Register(copied_to(folder), Sources(clock))
    generations = open_generations(register.reading, folder, clock=clock)
    reads = open_reads(register.reading, generations)
    register.after_commit(reads.catch_up)
    with TestClient(create_app(register, reads, settings)) as client:
        yield Council(register, client)
    register.close()
    generations.close()


@pytest.fixture
def council(tmp_path: Path, clock: Clock) -> Iterator[Council]:
    """An empty register with its service."""
    with open_council(tmp_path, clock) as council:
        yield council


@pytest.fixture(scope="module")
def standing_council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Council]:
    """A council for all tests of a module, where one leaves nothing to the next."""
    with open_council(tmp_path_factory.mktemp("council"), Clock()) as council:
        yield council


@pytest.fixture
def ann(council: Council) -> Person:
    """A commissioner of everything, who may also approve."""
    return council.person("Ann Atkins", "commissioner")


@pytest.fixture
def ben(council: Council) -> Person:
    """Another commissioner: the second pair of eyes."""
    return council.person("Ben Bright", "commissioner")
