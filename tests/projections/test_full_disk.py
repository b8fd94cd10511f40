"""A read side without room says so, and is as it was: the log has what is recorded."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.errors import Unavailable
from projections.generations import read_schema
from projections.spelling import fetch
from projections.sqlite import SQLiteStore


def test_without_room_it_is_unavailable_until_there_is_some(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "read.db", read_schema())
    store.create()
    with closing(sqlite3.connect(store.path)) as found:
        before = found.execute("SELECT count(*) FROM sqlite_master").fetchone()

    # As large as it is now, and no larger: the next page finds no room.
    with pytest.raises(Unavailable, match="make room"):
        _grow(store, at_most=1)

    with closing(sqlite3.connect(store.path)) as found:
        after = found.execute("SELECT count(*) FROM sqlite_master").fetchone()
    assert after == before
    _grow(store, at_most=1_000_000)
    store.close()


def _grow(store: SQLiteStore, at_most: int) -> None:
    with store.writing() as writing:
        fetch(writing.connection, f"PRAGMA max_page_count = {at_most}")
        fetch(writing.connection, "CREATE TABLE another (page BLOB)")


def test_a_fault_of_the_program_is_no_full_disk(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "read.db", read_schema())
    store.create()

    with pytest.raises(sqlite3.OperationalError), store.writing() as writing:
        fetch(writing.connection, "INSERT INTO nowhere VALUES (1)")
    store.close()
