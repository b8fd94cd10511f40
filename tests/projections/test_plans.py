"""Lists look at what they need: never at every version there has been."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from projections.pages import Question
from projections.reads import Reads
from projections.sqlite import SQLiteStore
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

    plans = _plans(reads, position, day)

    now_only = position is None and day == TODAY
    assert any("_past_" in step for step in plans) != now_only
    for step in plans:
        assert not step.startswith("SCAN") or "_past" not in step
        assert not step.startswith("SCAN") or "_ended" not in step


def _plans(reads: Reads, position: int | None, day: date) -> list[str]:
    """The steps by which SQLite answers a list, a thing and the risk register."""
    asked: list[tuple[str, Any]] = []

    def hear(*said: Any) -> None:
        asked.append((said[2], said[3]))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        with reads.at(EVERYTHING, position, day) as view:
            view.page("risk", Question(sort="-current", q="agency"))
            view.page("contract", Question(sort="title"))
            view.one("risk", "R-5")
            event.remove(Engine, "before_cursor_execute", hear)
            return [step for sql, params in asked for step in _steps(view, sql, params)]
    finally:
        if event.contains(Engine, "before_cursor_execute", hear):
            event.remove(Engine, "before_cursor_execute", hear)


def _steps(view: Any, sql: str, params: Sequence[Any]) -> list[str]:
    explained = view.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", params)
    return [row[3] for row in explained]
