"""Lists look at what they need: never at every version there has been."""

from collections.abc import Callable
from datetime import date

import pytest

from projections.pages import Question
from projections.reads import Reads
from projections.risk_register import risk_register
from projections.spelling import fetch
from projections.sqlite import SQLiteStore
from projections.view import View
from tests.projections.conftest import empty
from tests.projections.council import AGENCY, EVERYTHING, FLOOD, TODAY, scored
from tests.projections.logbook import Logbook

JUNE = date(2026, 6, 20)


@pytest.mark.parametrize("position", [None, 8])
@pytest.mark.parametrize("day", [TODAY, JUNE])
def test_no_question_looks_through_the_past(
    log: Logbook, sqlite_tables: SQLiteStore, position: int | None, day: date
) -> None:
    empty(sqlite_tables)
    for n in range(10):
        log.record((AGENCY, FLOOD)[n % 2], scored(1 + n % 5, 2), TODAY)
    reads = Reads(log, sqlite_tables)
    reads.catch_up(log.head())

    lists = _plans(reads, position, day, _lists)
    register = _plans(reads, position, day, _register)

    now_only = position is None and day == TODAY
    assert any("_past_" in step for step in lists) != now_only
    assert any("_past_thing" in step for step in register)
    # There is one policy, of whose few versions each score may need another.
    for step in (*lists, *(step for step in register if "policy" not in step)):
        assert not step.startswith("SCAN") or "_past" not in step
        assert not step.startswith("SCAN") or "_ended" not in step


def test_of_a_thing_in_the_past_one_version_is_looked_at(
    log: Logbook, sqlite_tables: SQLiteStore
) -> None:
    empty(sqlite_tables)
    for n in range(10):
        log.record(AGENCY, scored(1 + n % 5, 2), TODAY)
    reads = Reads(log, sqlite_tables)
    reads.catch_up(log.head())

    (index,) = (
        index
        for index in sqlite_tables.schema.nouns["risk"].past.indexes
        if index.name == "risk_past_thing"
    )

    # Both ends are in the index: rows that were not known then are not read.
    assert [c.name for c in index.columns] == ["id", "known_from", "known_to"]
    plans = _plans(reads, 8, TODAY, _lists)
    steps = [step for step in plans if "risk_past_thing" in step]
    assert any(step.startswith("SEARCH risk_past") for step in steps)


def test_words_are_looked_for_once_and_in_sources_by_an_index(
    log: Logbook, sqlite_tables: SQLiteStore
) -> None:
    empty(sqlite_tables)
    log.record(AGENCY, scored(2, 2), TODAY)
    reads = Reads(log, sqlite_tables)
    reads.catch_up(log.head())

    steps = _plans(reads, None, TODAY, _words)

    # No index finds the middle of a title: the risks are gone through, but once.
    assert [step for step in steps if step.startswith("SCAN risk")] == ["SCAN risk"]
    assert not [step for step in steps if step.startswith("SCAN row")]
    assert [s for s in steps if s.startswith("SEARCH row USING INDEX row_by_became")]


def _words(view: View) -> None:
    view.page("risk", Question(q="agency"))


def _lists(view: View) -> None:
    view.page("risk", Question(sort="-current", q="agency"))
    view.page("contract", Question(sort="title"))
    view.one("risk", "R-5")


def _register(view: View) -> None:
    risk_register(view, Question())


def _plans(
    reads: Reads, position: int | None, day: date, ask: Callable[[View], None]
) -> list[str]:
    """The steps by which SQLite answers what is asked of a view."""
    asked: list[str] = []
    with reads.at(EVERYTHING, position, day) as view:
        driver = view.connection.connection.driver_connection
        assert driver is not None
        # By the driver, which hears of the statements that Core does not make, too.
        driver.set_trace_callback(asked.append)
        try:
            ask(view)
        finally:
            driver.set_trace_callback(None)
        return [step for sql in asked for step in _steps(view, sql)]


def _steps(view: View, sql: str) -> list[str]:
    explained = fetch(view.connection, f"EXPLAIN QUERY PLAN {sql}")
    return [row[3] for row in explained]
