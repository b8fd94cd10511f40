"""The log in a SQLite file: write-ahead log, every commit on disk, one writer."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore
from typing_extensions import override

from domain.errors import Unavailable
from domain.log.lock import FileLock
from domain.log.store import OwnTable, Row

FULL = 2


class SQLiteWriting:
    """A SQLite transaction that holds the lock."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def execute(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """Runs one statement and returns its rows."""
        return self._cursor.execute(sql, params).fetchall()

    def executemany(self, sql: str, params: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for each of the parameters."""
        self._cursor.executemany(sql, params)

    def strike_out(self, position: int, salt: bytes, state: bytes) -> None:
        """Replaces the salt and state of one event."""
        self._cursor.execute("INSERT INTO striking VALUES (?)", (position,))
        self._cursor.execute(
            "UPDATE events SET salt = ?, state = ? WHERE position = ?",
            (salt, state, position),
        )


class SQLiteLog(OwnTable, SQLiteApplicationRecorder):
    """The library's recorder over our own table, written under our own lock."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        super().__init__(datastore, events_table_name="events")
        self._lock = FileLock(Path(f"{datastore.pool.db_name}.lock"))

    @override
    def construct_create_table_statements(self) -> list[str]:
        return []  # migrations make the tables

    @contextmanager
    def writing(self) -> Iterator[SQLiteWriting]:
        """One transaction under the file lock, on disk when it ends.

        The lock file comes first: SQLite's own busy wait sleeps, for up to 0.9 s
        between two processes. Raises Unavailable if the disk is full or refuses.
        """
        with self._lock, self.datastore.get_connection(commit=True) as connection:
            cursor = connection.cursor().sqlite_cursor
            cursor.row_factory = None
            try:
                _assert_durable(cursor)
                cursor.execute("PRAGMA secure_delete=ON")
                cursor.execute("BEGIN IMMEDIATE")
                yield SQLiteWriting(cursor)
                cursor.execute("COMMIT")
            except sqlite3.OperationalError as error:
                detail = f"the log cannot be written: {error}; nothing was recorded"
                raise Unavailable(detail) from error
            finally:
                if cursor.connection.in_transaction:
                    cursor.execute("ROLLBACK")
                cursor.close()

    @override
    def query(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        with self.datastore.get_connection(commit=False) as connection:
            cursor = connection.cursor().sqlite_cursor
            cursor.row_factory = None
            try:
                return cursor.execute(sql, params).fetchall()
            finally:
                cursor.close()

    def scrub(self) -> None:
        """Makes sure that what was struck out is in no file: pages and journal."""
        with self._lock, self.datastore.get_connection(commit=True) as connection:
            cursor = connection.cursor().sqlite_cursor
            for step in ("secure_delete=ON", "wal_checkpoint(TRUNCATE)"):
                cursor.execute(f"PRAGMA {step}").fetchall()
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            cursor.close()

    def close(self) -> None:
        """Gives back all connections."""
        self.datastore.close()


def _assert_durable(cursor: sqlite3.Cursor) -> None:
    """Every acknowledged command has to survive a power cut: synchronous=FULL."""
    (level,) = cursor.execute("PRAGMA synchronous").fetchone()
    if level < FULL:
        message = f"SQLite runs with synchronous={level}; the log needs FULL (2)"
        raise RuntimeError(message)
