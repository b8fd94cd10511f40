"""The log in PostgreSQL: a schema, an append-only role and a lock for each register."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from typing import Any

import psycopg
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import tuple_row
from psycopg.sql import SQL, Identifier
from typing_extensions import override

from domain.errors import Unavailable
from domain.log.store import OwnTable, Row


@lru_cache(maxsize=256)
def _spelt(sql: str) -> bytes:
    """The statement with this driver's placeholders."""
    return sql.replace("?", "%s").encode()


class RegisterDatastore(PostgresDatastore):
    """Connections that see one register's schema and act as its append-only role."""

    def __init__(self, url: str, schema: str, *, pool_size: int = 4) -> None:
        named = conninfo_to_dict(url)
        self._role = app_role(schema)
        super().__init__(
            dbname=str(named.get("dbname", "postgres")),
            host=str(named.get("host", "127.0.0.1")),
            port=str(named.get("port", "5432")),
            user=str(named.get("user", "postgres")),
            password=str(named.get("password", "")),
            schema=schema,
            pool_size=1,
            max_overflow=pool_size - 1,
        )

    @override
    def after_connect_func(self) -> Callable[[psycopg.Connection[Any]], None]:
        configure = super().after_connect_func()
        steps = (
            SQL("SET search_path TO {}").format(Identifier(self.schema)),
            SQL("SET ROLE {}").format(Identifier(self._role)),
        )

        def after_connect(connection: psycopg.Connection[Any]) -> None:
            configure(connection)
            for step in steps:
                connection.execute(step)

        return after_connect


def lock_key(schema: str) -> int:
    """The key of a register's advisory lock: 63 bits of a hash of its schema's name."""
    return int.from_bytes(sha256(f"counterfoil {schema}".encode()).digest()[:8]) >> 1


def app_role(schema: str) -> str:
    """The role that may insert and select, and no more."""
    return f"counterfoil_{schema}"


class PostgresWriting:
    """A PostgreSQL transaction that holds the advisory lock."""

    def __init__(self, cursor: psycopg.Cursor[Row]) -> None:
        self._cursor = cursor

    def execute(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """Runs one statement and returns its rows."""
        self._cursor.execute(_spelt(sql), params, prepare=True)
        return self._cursor.fetchall() if self._cursor.description else []

    def insert(self, into: str, rows: Sequence[Sequence[Any]]) -> None:
        """Inserts rows; `into` is the statement up to its values."""
        if rows:
            sql = f"{into} VALUES ({', '.join('?' * len(rows[0]))})"
            self._cursor.executemany(_spelt(sql), rows)

    def strike_out(self, position: int, salt: bytes, state: bytes) -> None:
        """Replaces the salt and state of one event."""
        self._cursor.execute("SELECT strike_out(%s, %s, %s)", (position, salt, state))


class PostgresLog(OwnTable, PostgresApplicationRecorder):
    """The library's recorder over our own table; its database functions are never used.

    With those functions a reader missed 63 of 11,240 events: they take no lock.
    """

    def __init__(self, datastore: PostgresDatastore) -> None:
        if datastore.enable_db_functions:
            message = "POSTGRES_ENABLE_DB_FUNCTIONS loses events: leave it off"
            raise ValueError(message)
        super().__init__(datastore, events_table_name="events")
        self._lock_key = lock_key(datastore.schema)

    @override
    def create_table(self) -> None:
        """Migrations make the tables, once, before any worker starts."""

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[PostgresWriting]:
        """One transaction under the register's advisory lock.

        The lock is the first statement, so that every state read after it is fresh.
        Raises Unavailable if the server is away or refuses.
        """
        try:
            with (
                self.datastore.get_connection() as connection,
                connection.transaction(),
                connection.cursor(row_factory=tuple_row) as cursor,
            ):
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [self._lock_key])
                if not durable:
                    cursor.execute("SET LOCAL synchronous_commit = off")
                yield PostgresWriting(cursor)
        except psycopg.OperationalError as error:
            detail = f"the log cannot be written: {error}"
            raise Unavailable(detail) from error

    @override
    def query(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        with (
            self.datastore.get_connection() as connection,
            connection.cursor(row_factory=tuple_row) as cursor,
        ):
            cursor.execute(_spelt(sql), params, prepare=True)
            return cursor.fetchall()

    def scrub(self) -> None:
        """Nothing to do here: dead rows go with VACUUM, as docs/operations says."""

    def close(self) -> None:
        """Gives back all connections."""
        self.datastore.close()
