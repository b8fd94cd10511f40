"""The log in a SQLite file: write-ahead log, every commit on disk, one writer."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore
from typing_extensions import override

from domain.errors import Unavailable
from domain.log.disk import is_of_the_file
from domain.log.lock import FileLock
from domain.log.spare import Spare
from domain.log.store import OwnTable, Row

FULL = 2
# Seconds that SQLite itself waits for another process; ours wait for the file lock.
PATIENCE = 5.0
# Rows that one statement inserts.
MANY = 64


class SQLiteWriting:
    """A SQLite transaction that holds the lock."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def execute(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """Runs one statement and returns its rows."""
        return self._cursor.execute(sql, params).fetchall()

    def insert(self, into: str, rows: Sequence[Sequence[Any]]) -> None:
        """Inserts rows; `into` is the statement up to its values.

        Many with each statement: the thread lets go of the interpreter at every step
        of one, and may have to wait for it each time.
        """
        for start in range(0, len(rows), MANY):
            some = rows[start : start + MANY]
            values = [value for row in some for value in row]
            self._cursor.execute(_insertion(into, len(some), len(some[0])), values)

    def strike_out(self, position: int, salt: bytes, state: bytes) -> None:
        """Replaces the salt and state of one event."""
        self._cursor.execute("INSERT INTO striking VALUES (?)", (position,))
        self._cursor.execute(
            "UPDATE events SET salt = ?, state = ? WHERE position = ?",
            (salt, state, position),
        )

    def dispose_of(self, sha256: str, document: str) -> None:
        """Keeps a file no longer for a document; it goes with the last of them."""
        self._cursor.execute("INSERT INTO disposing VALUES (?)", (sha256,))
        self._cursor.execute(
            "DELETE FROM blob_uses WHERE sha256 = ? AND document = ?",
            (sha256, document),
        )
        self._cursor.execute(
            "DELETE FROM blobs WHERE sha256 = ?1"
            " AND NOT EXISTS (SELECT 1 FROM blob_uses WHERE sha256 = ?1)",
            (sha256,),
        )
        self._cursor.execute("DELETE FROM disposing WHERE sha256 = ?", (sha256,))


class SQLiteLog(OwnTable, SQLiteApplicationRecorder):
    """The library's recorder over our own table, written under our own lock."""

    def __init__(self, datastore: SQLiteDatastore) -> None:
        super().__init__(datastore, events_table_name="events")
        path = str(datastore.pool.db_name)
        self._lock = FileLock(Path(f"{path}.lock"))
        self.writers = Spare(lambda: _open(path, "FULL"), sqlite3.Connection.close)
        self._readers = Spare(lambda: _open(path, "NORMAL"), sqlite3.Connection.close)

    @override
    def construct_create_table_statements(self) -> list[str]:
        return []  # migrations make the tables

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[SQLiteWriting]:
        """One transaction under the file lock, on disk when it ends.

        The lock file comes first: SQLite's own busy wait sleeps, for up to 0.9 s
        between two processes. What is not `durable` reaches the disk with the next
        that is, in order. Raises Unavailable if the disk is full or refuses.
        """
        spare = self.writers if durable else self._readers
        try:
            with self._lock, spare.taken() as connection, _ended(connection):
                cursor = connection.execute("BEGIN IMMEDIATE")
                if durable:
                    _assert_durable(cursor)
                yield SQLiteWriting(cursor)
                cursor.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            if not (
                isinstance(error, sqlite3.OperationalError) or is_of_the_file(error)
            ):
                raise
            detail = f"the log cannot be written: {error}; nothing was recorded"
            raise Unavailable(detail) from error

    @override
    def query(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """The rows of a statement. Raises Unavailable if the file cannot be read."""
        try:
            with self._readers.taken() as connection:
                return connection.execute(sql, params).fetchall()
        except sqlite3.DatabaseError as error:
            if not is_of_the_file(error):
                raise
            detail = f"the log cannot be read: {error}; `counterfoil doctor` looks why"
            raise Unavailable(detail) from error

    def scrub(self) -> None:
        """Makes sure that what was struck out is in no file: pages and journal."""
        with self._lock, self.writers.taken() as connection:
            for step in (
                "PRAGMA wal_checkpoint(TRUNCATE)",
                "VACUUM",
                "PRAGMA wal_checkpoint(TRUNCATE)",
            ):
                connection.execute(step).fetchall()

    def settle(self) -> None:
        """Empties the journal: a deleted row is overwritten in its page already."""
        with self._lock, self.writers.taken() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Gives back all connections."""
        self.writers.close()
        self._readers.close()
        self.datastore.close()


@contextmanager
def _ended(connection: sqlite3.Connection) -> Iterator[None]:
    """Leaves no transaction behind, whatever has happened in it."""
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.rollback()


@lru_cache(maxsize=1024)
def _insertion(into: str, rows: int, width: int) -> str:
    row = f"({', '.join('?' * width)})"
    return f"{into} VALUES {', '.join([row] * rows)}"


def _open(path: str, synchronous: str) -> sqlite3.Connection:
    """A connection in no transaction but those begun here."""
    connection = sqlite3.connect(
        path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    # Deleted rows are overwritten: what is forgotten is not left in free pages.
    connection.execute("PRAGMA secure_delete = ON").fetchall()
    return connection


def _assert_durable(cursor: sqlite3.Cursor) -> None:
    """Every acknowledged command has to survive a power cut: synchronous=FULL."""
    (level,) = cursor.execute("PRAGMA synchronous").fetchone()
    if level < FULL:
        message = f"SQLite runs with synchronous={level}; the log needs FULL (2)"
        raise RuntimeError(message)
