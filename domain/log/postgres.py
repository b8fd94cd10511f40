"""The log in PostgreSQL: a schema, an append-only role and a lock for each register."""

from collections.abc import Iterator, Sequence
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
from domain.log.spare import Spare
from domain.log.store import OwnTable, Row

# Seconds for a server to take a connection.
PATIENCE = 5
_LOCK = "SELECT pg_advisory_xact_lock(%s)"


@lru_cache(maxsize=256)
def _spelt(sql: str) -> bytes:
    """The statement with this driver's placeholders."""
    return sql.replace("?", "%s").encode()


def _kind(column: Sequence[Any]) -> str | None:
    """The server's type of numbers, or of bytes; None for a column of anything else."""
    return {frozenset({int}): "bigint", frozenset({bytes}): "bytea"}.get(
        frozenset(map(type, column))
    )


def _array(kind: str, column: Sequence[Any]) -> str:
    """Numbers, or bytes, as the server's own words for an array."""
    if kind == "bigint":
        return f"{{{','.join(map(str, column))}}}"
    words = ",".join(f'"\\\\x{each.hex()}"' for each in column)
    return f"{{{words}}}"


class RegisterDatastore(PostgresDatastore):
    """Connections that see one register's schema and act as its append-only role."""

    def __init__(self, url: str, schema: str) -> None:
        self._url = url
        self._role = app_role(schema)
        named = conninfo_to_dict(url)
        super().__init__(
            dbname=str(named.get("dbname", "postgres")),
            host=str(named.get("host", "127.0.0.1")),
            port=str(named.get("port", "5432")),
            user=str(named.get("user", "postgres")),
            password=str(named.get("password", "")),
            schema=schema,
        )

    def connect(self) -> psycopg.Connection[Row]:
        """One more connection, in no transaction but those begun on it."""
        connection = psycopg.connect(
            self._url, autocommit=True, row_factory=tuple_row, connect_timeout=PATIENCE
        )
        for step in (
            SQL("SET search_path TO {}").format(Identifier(self.schema)),
            SQL("SET ROLE {}").format(Identifier(self._role)),
        ):
            connection.execute(step)
        return connection


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
        # In a pipeline nothing but its words tells yet whether there will be rows.
        return self._cursor.fetchall() if sql.startswith("SELECT") else []

    def insert(self, into: str, rows: Sequence[Sequence[Any]]) -> None:
        """Inserts rows; `into` is the statement up to its values.

        Rows of numbers and bytes alone, as the ledger's are, go as one array a column:
        a statement a row took the sealer half of its time.
        """
        if not rows:
            return
        columns = list(zip(*rows, strict=True))
        kinds = [kind for kind in map(_kind, columns) if kind is not None]
        if len(kinds) == len(columns):
            unnested = ", ".join(f"?::{kind}[]" for kind in kinds)
            sql = f"{into} SELECT * FROM unnest({unnested})"  # noqa: S608 - our own
            self.execute(sql, list(map(_array, kinds, columns)))
        else:
            sql = f"{into} VALUES ({', '.join('?' * len(rows[0]))})"
            self._cursor.executemany(_spelt(sql), rows)

    def strike_out(self, position: int, salt: bytes, state: bytes) -> None:
        """Replaces the salt and state of one event."""
        self._cursor.execute("SELECT strike_out(%s, %s, %s)", (position, salt, state))

    def dispose_of(self, sha256: str, document: str) -> None:
        """Keeps a file no longer for a document; it goes with the last of them."""
        self._cursor.execute("SELECT dispose_of(%s, %s)", (sha256, document))


class PostgresLog(OwnTable, PostgresApplicationRecorder):
    """The library's recorder over our own table; its database functions are never used.

    With those functions a reader missed 63 of 11,240 events: they take no lock.
    """

    def __init__(self, datastore: RegisterDatastore) -> None:
        if datastore.enable_db_functions:
            message = "POSTGRES_ENABLE_DB_FUNCTIONS loses events: leave it off"
            raise ValueError(message)
        super().__init__(datastore, events_table_name="events")
        self._lock_key = lock_key(datastore.schema)
        self._spare = Spare(datastore.connect, psycopg.Connection.close)

    @override
    def create_table(self) -> None:
        """Migrations make the tables, once, before any worker starts."""

    @contextmanager
    def writing(self, *, durable: bool = True) -> Iterator[PostgresWriting]:
        """One transaction under the register's advisory lock.

        The lock is the first statement, so that every state read after it is fresh.
        Statements go off together until an answer is asked for: a batch waits for the
        server three times, not eight. What is not `durable`, which is the ledger, has
        a lock of its own: commands do not wait for it. Raises Unavailable if the
        server is away or refuses.
        """
        lock = self._lock_key if durable else self._lock_key ^ 1
        try:
            with (
                self._spare.taken() as connection,
                connection.pipeline(),
                connection.transaction(),
                connection.cursor() as cursor,
            ):
                cursor.execute(_LOCK, [lock], prepare=True)
                if not durable:
                    cursor.execute("SET LOCAL synchronous_commit = off")
                yield PostgresWriting(cursor)
        except psycopg.OperationalError as error:
            self._spare.close()  # the others may have lost their server, too
            detail = f"the log cannot be written: {error}"
            raise Unavailable(detail) from error

    @override
    def query(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        try:
            return self._ask(sql, params)
        except psycopg.OperationalError:
            # Connections at rest do not notice that the server was started anew.
            self._spare.close()
        try:
            return self._ask(sql, params)
        except psycopg.OperationalError as error:
            detail = f"the log cannot be read: {error}"
            raise Unavailable(detail) from error

    def _ask(self, sql: str, params: Sequence[Any]) -> list[Row]:
        with self._spare.taken() as connection:
            return connection.execute(_spelt(sql), params, prepare=True).fetchall()

    def scrub(self) -> None:
        """Nothing to do here: dead rows go with VACUUM, as docs/operations says."""

    def settle(self) -> None:
        """Nothing to do here either."""

    def close(self) -> None:
        """Gives back all connections."""
        self._spare.close()
        self.datastore.close()
