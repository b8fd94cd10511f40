"""Readers are never behind, whoever brings the tables up to date, and never misled."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from domain.errors import Unavailable
from projections import following, postgres, sqlite
from projections.comparing import differing_tables
from projections.following import Following
from projections.generations import read_schema
from projections.pages import Question
from projections.postgres import PostgresStore
from projections.reads import Reads
from projections.rebuilding import rebuild
from projections.sqlite import SQLiteStore
from projections.store import Store
from tests.projections.council import AGENCY, EVERYTHING, FLOOD, TODAY, council, scored
from tests.projections.logbook import Logbook

Open = Callable[[], Store]


@pytest.fixture(params=["sqlite", "postgres"])
def open_again(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens the same tables again and again, as other processes would."""
    opened = ExitStack()
    name = f"read_{uuid4().hex}"

    def open_one() -> Store:
        store: Store
        if request.param == "sqlite":
            store = SQLiteStore(tmp_path / f"{name}.db", read_schema())
        else:
            url = request.getfixturevalue("postgres")
            store = PostgresStore(url, name, read_schema())
        opened.callback(store.close)
        return store

    open_one().create()
    yield open_one
    opened.close()


def test_what_was_just_written_is_read(reads: Reads, log: Logbook) -> None:
    for likelihood in (1, 2, 3):
        position = log.record(AGENCY, scored(likelihood, 3), TODAY)
        with reads.at(EVERYTHING) as view:
            shown = view.one("risk", "R-5")

        assert (view.position, shown["current"]["score"]) == (position, likelihood * 3)


def test_a_view_stays_at_its_position_whatever_is_written(
    reads: Reads, log: Logbook
) -> None:
    with reads.at(EVERYTHING) as view:
        before = view.page("risk", Question())
        log.record(AGENCY, scored(1, 1), TODAY)
        reads.catch_up(log.head())
        with reads.at(EVERYTHING) as later:
            assert later.one("risk", "R-5")["version"] == 4

        assert view.one("risk", "R-5")["version"] == 3
        assert view.page("risk", Question()) == before


def test_tables_that_are_ahead_are_read_at_the_position_asked(
    reads: Reads, log: Logbook
) -> None:
    with reads.at(EVERYTHING) as view:
        at_eight = view.page("risk", Question()).items
    for n in range(20):
        log.record((AGENCY, FLOOD)[n % 2], scored(1 + n % 5, 2), TODAY)
    reads.catch_up(log.head())

    with reads.at(EVERYTHING, 8, TODAY) as view:
        assert view.page("risk", Question()).items == at_eight


def test_many_readers_at_once_fold_every_event_once(
    open_again: Open, tmp_path: Path
) -> None:
    log = council()
    followers = [Following(log, open_again(), page=7) for _ in range(4)]
    threads = [
        threading.Thread(target=lambda f=f: f.catch_up(log.head()))
        for f in followers
        for _ in range(2)
    ]
    for n in range(60):
        log.record((AGENCY, FLOOD)[n % 2], scored(1 + n % 5, 3), TODAY)

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    fresh = SQLiteStore(tmp_path / "fresh.db", read_schema())
    rebuild(log, fresh, log.head())
    with open_again().reading() as connection:
        assert differing_tables(connection, fresh) == []
    fresh.close()


def test_a_reader_that_waits_too_long_is_told_to_come_again(
    open_again: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (following, sqlite):
        monkeypatch.setattr(module, "PATIENCE", 0.05)
    monkeypatch.setattr(postgres, "PATIENCE", "50ms")
    log, busy, other = council(), open_again(), open_again()
    reads = Reads(log, other)

    with busy.writing(), pytest.raises(Unavailable, match="try again"):
        _read(reads)

    _read(reads)


def test_a_thread_waits_for_another_of_its_process_no_longer(
    reads: Reads, log: Logbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "PATIENCE", 0.05)
    with _stuck(reads, log), pytest.raises(Unavailable, match="try again"):
        _read(reads)


@contextmanager
def _stuck(reads: Reads, log: Logbook) -> Iterator[None]:
    """Another thread that reads the log and does not come back for a while."""
    begun, go_on = threading.Event(), threading.Event()
    plain = log.recorded

    def slowly(after: int, limit: int) -> list[Any]:
        begun.set()
        go_on.wait()
        return plain(after, limit)

    log.recorded = slowly  # type: ignore[method-assign]
    thread = threading.Thread(target=_read, args=(reads,))
    thread.start()
    begun.wait()
    try:
        yield
    finally:
        go_on.set()
        thread.join()


def _read(reads: Reads) -> None:
    with reads.at(EVERYTHING) as view:
        view.one("risk", "R-5")
