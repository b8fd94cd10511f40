"""Generations: built once, swapped in whole, dropped when nobody reads them."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import check_output
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from projections import generations
from projections.generations import Generations
from projections.opening import open_generations, open_reads
from tests.projections.council import AGENCY, EVERYTHING, TODAY, council, scored
from tests.projections.logbook import Logbook

START = datetime(2026, 11, 21, 9, tzinfo=UTC)
Open = Callable[..., Generations]


class Hours:
    """A clock that a test moves on."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


IMPORTED = """
import sys
import projections.folding, projections.nouns, projections.telling
for name, module in list(sys.modules.items()):
    if name.startswith(("domain.", "projections.")):
        print(module.__file__)
"""


def test_whatever_decides_on_rows_makes_another_release() -> None:
    said = check_output([sys.executable, "-c", IMPORTED], text=True)  # noqa: S603
    decides = {path for path in said.splitlines() if "__init__" not in path}
    named = {
        str(path)
        for package, patterns in generations.SOURCES
        for pattern in patterns
        for path in Path(package.__path__[0]).glob(pattern)
    }

    assert decides - named == set()


@pytest.fixture
def clock() -> Hours:
    return Hours()


@pytest.fixture(params=["sqlite", "postgres"])
def open_shelf(request: pytest.FixtureRequest, tmp_path: Path, clock: Hours) -> Open:
    """Opens the generations of one register, as another process would."""
    where: dict[str, Any] = {"data": tmp_path, "clock": clock}
    if request.param == "postgres":
        url = request.getfixturevalue("postgres")
        where |= {"url": url, "schema": f"register_{uuid4().hex[:12]}"}
        with psycopg.connect(url, autocommit=True) as connection:
            schema = Identifier(where["schema"])
            connection.execute(SQL("CREATE SCHEMA {}").format(schema))

    def open_one(log: Logbook) -> Generations:
        opened = open_generations(log, **where)
        request.addfinalizer(opened.close)
        return opened

    return open_one


@pytest.fixture(autouse=True)
def _look_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "GLANCE", 0.0)
    monkeypatch.setattr(generations, "TOUCH", 0.0)


def _score(shelf: Generations, log: Logbook) -> int:
    with open_reads(log, shelf).at(EVERYTHING) as view:
        return int(view.one("risk", str(AGENCY))["current"]["score"])


def test_a_register_is_built_once_and_then_followed(open_shelf: Open) -> None:
    log = council()
    first, second = open_shelf(log), open_shelf(log)

    assert _score(first, log) == 10
    log.record(AGENCY, scored(1, 5), TODAY)
    assert (_score(second, log), _score(first, log)) == (5, 5)
    assert first.pointer() == second.pointer() is not None


def test_a_rebuild_is_swapped_in_for_everybody(open_shelf: Open) -> None:
    log = council()
    first, second = open_shelf(log), open_shelf(log)
    old = first.current()

    name = first.rebuild()

    assert name == first.pointer() == second.pointer()
    assert first.current() is not old
    assert _score(second, log) == _score(first, log) == 10
    assert first.check() == []


def test_a_reader_in_the_old_generation_finishes_there(open_shelf: Open) -> None:
    log = council()
    shelf = open_shelf(log)

    with open_reads(log, shelf).at(EVERYTHING) as view:
        shelf.rebuild()
        shelf.current()
        assert view.one("risk", str(AGENCY))["version"] == 3


def test_a_log_brought_back_from_a_backup_is_read_anew(open_shelf: Open) -> None:
    log = council()
    shelf = open_shelf(log)
    shelf.current()
    before = shelf.pointer()
    log.record(AGENCY, scored(1, 1), TODAY)
    assert _score(shelf, log) == 1

    restored = council()
    reopened = open_shelf(restored)

    assert _score(reopened, restored) == 10
    assert reopened.pointer() != before


def test_a_log_that_went_another_way_is_read_anew(open_shelf: Open) -> None:
    log, other = council(), council()
    log.record(AGENCY, scored(1, 1), TODAY)
    assert _score(open_shelf(log), log) == 1

    other.record(AGENCY, scored(5, 5), TODAY)
    other.record(AGENCY, scored(4, 5), TODAY)

    assert _score(open_shelf(other), other) == 20


def test_another_log_in_the_same_place_is_read_anew(open_shelf: Open) -> None:
    log = council()
    assert _score(open_shelf(log), log) == 10

    other = Logbook(UUID(int=4711))
    other.extend(council().events)

    assert _score(open_shelf(other), other) == 10


def test_old_generations_are_dropped_when_unread_for_an_hour(
    open_shelf: Open, clock: Hours
) -> None:
    log = council()
    shelf = open_shelf(log)
    shelf.current()
    old = shelf.pointer()
    new = shelf.rebuild()
    shelf.current()
    assert shelf.unread(clock.now + timedelta(seconds=1)) == [old]

    clock.now += timedelta(hours=2)
    shelf.current()

    assert shelf.unread(clock.now + timedelta(hours=9)) == []
    assert shelf.pointer() == new
    assert _score(shelf, log) == 10


def test_a_name_is_never_used_again(open_shelf: Open) -> None:
    shelf = open_shelf(council())
    names = [shelf.new_name("r") for _ in range(3)]
    shelf.drop(names[2])

    assert len({*names, shelf.new_name("r"), shelf.new_name("s")}) == 5


def test_a_check_names_the_table_that_differs(open_shelf: Open) -> None:
    log = council()
    shelf = open_shelf(log)
    store = shelf.current()
    risks = store.schema.nouns["risk"].live
    with store.writing() as writing:
        writing.connection.execute(risks.update().values(status="closed"))

    assert shelf.check() == ["risk"]
