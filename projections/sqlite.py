"""The read tables in an SQLite file beside the log."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, create_engine, event

from domain.errors import Unavailable
from domain.log.disk import is_of_the_file
from domain.log.spare import Spare
from projections.spelling import end, fetch
from projections.tables import Schema
from projections.writing import Writing

# How long a reader waits for another who is bringing the tables up to date.
PATIENCE = 2.0
SETTINGS = (
    "PRAGMA synchronous = NORMAL",
    # Deleted rows are overwritten: what is forgotten is not left in free pages.
    "PRAGMA secure_delete = ON",
    "PRAGMA cache_size = -65536",
    # Pages of the past lie far apart: each is looked at where it is, not copied.
    "PRAGMA mmap_size = 1073741824",
    "PRAGMA temp_store = MEMORY",
    # As on PostgreSQL; what is searched is folded to one case beforehand.
    "PRAGMA case_sensitive_like = ON",
)
# Nothing points to a file that is being built, so that nothing is lost with it.
BUILDING = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA mmap_size = 0",
)
# Half of the cells have no value. The driver looks long for a way to adapt None, and
# takes a third less time over a row when it is told one.
sqlite3.register_adapter(type(None), lambda nothing: nothing)


class SQLiteStore:
    """One generation in one file."""

    def __init__(self, path: Path, schema: Schema) -> None:
        self.path = path
        self.schema = schema
        self._engine = create_engine(
            f"sqlite:///{path}",
            # No transaction but those begun here: a deferred one that turns to
            # writing fails at once, whatever the patience.
            connect_args={"isolation_level": None, "timeout": PATIENCE},
            pool_size=8,
            max_overflow=32,
        )
        event.listen(self._engine, "connect", _set_up)
        self._spare = Spare(self._engine.connect, Connection.close)

    def create(self) -> None:
        """Makes the tables and their indexes, all empty."""
        with self.building():
            pass

    def current(self) -> Self:
        """The only store it knows: itself."""
        return self

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that sees one state of the tables."""
        with self._spare.taken() as connection:
            fetch(connection, "BEGIN")
            try:
                yield connection
            finally:
                end(connection)

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """The one writing transaction. Raises Unavailable after PATIENCE.

        And where the disk is full or refuses: what was recorded stands in the log.
        """
        with self._spare.taken() as connection:
            try:
                fetch(connection, "BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                detail = "the read side is being brought up to date; try again"
                raise Unavailable(detail) from error
            try:
                yield Writing(connection, self.schema)
                fetch(connection, "COMMIT")
            except sqlite3.DatabaseError as error:
                if not is_of_the_file(error):
                    raise
                detail = (
                    f"the read side cannot be written: {error}. What was recorded is in"
                    " the log; make room, and try again"
                )
                raise Unavailable(detail) from error
            finally:
                end(connection)

    @contextmanager
    def building(self) -> Iterator[Writing]:
        """Fills an empty file, indexes last."""
        with self._engine.connect() as connection:
            for setting in BUILDING:
                connection.exec_driver_sql(setting)
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            self.schema.create_tables(connection)
            yield Writing(connection, self.schema)
            self.schema.create_indexes(connection)
            connection.commit()
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            for setting in SETTINGS:
                connection.exec_driver_sql(setting)

    def scrub(self) -> None:
        """Writes the log of pages back: deleted rows were overwritten in them."""
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Lets go of all connections."""
        self._spare.close()
        self._engine.dispose()


def _set_up(connection: sqlite3.Connection, _: Any) -> None:
    for setting in SETTINGS:
        connection.execute(setting)
