"""Read tables that are built anew hold what those hold that followed the log."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select

from domain.facts import risk
from domain.occasion import Dated
from projections import rebuilding
from projections.comparing import differing_tables
from projections.following import Following
from projections.generations import read_schema
from projections.rebuilding import rebuild
from projections.sqlite import SQLiteStore
from projections.store import Store
from tests.projections.conftest import empty
from tests.projections.council import AGENCY, HOME, JUNE, MAY, TODAY, found, scored
from tests.projections.logbook import Logbook
from tests.projections.test_versions import logbooks


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(log=logbooks())
def test_one_pass_makes_the_rows_that_many_small_ones_make(
    log: Logbook, sqlite_tables: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    empty(sqlite_tables)
    Following(log, sqlite_tables, page=2).catch_up(log.head())
    fresh = SQLiteStore(tmp_path_factory.mktemp("fresh") / "read.db", read_schema())

    rebuild(log, fresh, log.head())

    with sqlite_tables.reading() as connection:
        assert differing_tables(connection, fresh) == []
    fresh.close()


def test_rows_written_out_early_are_found_when_a_late_entry_changes_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(rebuilding, "HELD", 0)
    monkeypatch.setattr(rebuilding, "PAGE", 1)
    log = Logbook()
    log.record(AGENCY, found("A", HOME), MAY)
    for day in range(5):
        log.record(AGENCY, scored(1 + day % 5, 5), JUNE + timedelta(day))
    late = risk.RiskDescribed(category="late")
    log.record(AGENCY, Dated(late, JUNE + timedelta(1), JUNE + timedelta(3)), TODAY)
    early, slow = (
        SQLiteStore(tmp_path / f"{name}.db", read_schema()) for name in ("a", "b")
    )

    rebuild(log, early, log.head())
    slow.create()
    Following(log, slow, page=100).catch_up(log.head())

    with early.reading() as connection:
        assert differing_tables(connection, slow) == []
        past = early.schema.nouns["risk"].past
        felled = past.select().where(past.c.cut_to.is_not(None))
        assert len(connection.execute(felled).all()) == 2
    early.close()
    slow.close()


def test_many_rows_at_once_are_those_written_a_few_at_a_time(tmp_path: Path) -> None:
    log = Logbook()
    risks = [UUID(int=1000 + nth) for nth in range(600)]
    for one in risks:
        log.record(one, found("A", HOME), MAY)
    log.record(risks[-1], risk.RiskDescribed(category="late"), MAY)
    for one in risks:
        log.record(one, scored(1 + one.int % 5, 5), JUNE)
    at_once, slow = (
        SQLiteStore(tmp_path / f"{name}.db", read_schema()) for name in ("a", "b")
    )

    rebuild(log, at_once, log.head())
    slow.create()
    Following(log, slow, page=100).catch_up(log.head())

    with at_once.reading() as connection:
        assert differing_tables(connection, slow) == []
        past = at_once.schema.nouns["risk"].past
        categories = connection.execute(select(past.c.category).distinct()).scalars()
        assert set(categories) == {None, "late"}
    at_once.close()
    slow.close()


def test_a_row_that_differs_is_found_out(
    log: Logbook, store: Store, tmp_path: Path
) -> None:
    Following(log, store).catch_up(log.head())
    fresh = SQLiteStore(tmp_path / "fresh.db", read_schema())
    rebuild(log, fresh, log.head())
    things = store.schema.things

    with store.reading() as connection:
        assert differing_tables(connection, fresh) == []
    with store.writing() as writing:
        moved = things.update().where(things.c.born_at == 5).values(id="another")
        writing.connection.execute(moved)
    with store.reading() as connection:
        assert differing_tables(connection, fresh) == ["thing"]
    fresh.close()
