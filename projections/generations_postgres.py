"""Generations in schemas of the register's database, and the tables that point."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from typing_extensions import override

from projections.generations import Generations, read_schema
from projections.log import Log
from projections.postgres import PostgresStore

TABLES = """
CREATE TABLE IF NOT EXISTS {schema}.read_generation (
    serial bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    release text NOT NULL,
    read_at timestamptz NOT NULL,
    dropped boolean NOT NULL DEFAULT false
);
CREATE TABLE IF NOT EXISTS {schema}.read_pointer (
    release text PRIMARY KEY, name text NOT NULL
);
"""


class PostgresGenerations(Generations):
    """Tables in the register's schema say which schema a release reads."""

    def __init__(
        self,
        log: Log,
        url: str,
        schema: str,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__(log, clock)
        self._url = url
        self._register = schema
        self._schema = read_schema()
        with self.building():
            self._run(TABLES)

    @override
    def pointer(self) -> str | None:
        query = "SELECT name FROM {schema}.read_pointer WHERE release = %s"
        rows = self._run(query, self.release)
        return rows[0][0] if rows else None

    @override
    def point(self, release: str, name: str) -> None:
        query = (
            "INSERT INTO {schema}.read_pointer VALUES (%s, %s)"
            " ON CONFLICT (release) DO UPDATE SET name = excluded.name"
        )
        self._run(query, release, name)

    @override
    def new_name(self, release: str) -> str:
        query = (
            "INSERT INTO {schema}.read_generation (release, read_at)"
            " VALUES (%s, %s) RETURNING serial"
        )
        ((serial,),) = self._run(query, release, self.now())
        return f"read_{self._register}_{release}_{serial}"

    @override
    def touch(self, name: str, now: datetime) -> None:
        query = "UPDATE {schema}.read_generation SET read_at = %s WHERE serial = %s"
        self._run(query, now, _serial(name))

    @override
    def unread(self, since: datetime) -> list[str]:
        query = (
            "SELECT release, serial FROM {schema}.read_generation"
            " WHERE NOT dropped AND read_at < %s ORDER BY serial"
        )
        old = self._run(query, since)
        names = [f"read_{self._register}_{release}_{n}" for release, n in old]
        return [name for name in names if name != self.pointer()]

    @override
    def open(self, name: str) -> PostgresStore:
        return PostgresStore(self._url, name, self._schema)

    @override
    def drop(self, name: str) -> None:
        self._run("DELETE FROM {schema}.read_pointer WHERE name = %s", name)
        query = "UPDATE {schema}.read_generation SET dropped = true WHERE serial = %s"
        self._run(query, _serial(name))
        with psycopg.connect(self._url, autocommit=True) as connection:
            gone = sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(
                sql.Identifier(name)
            )
            connection.execute(gone)

    @override
    @contextmanager
    def building(self) -> Iterator[None]:
        digest = sha256(f"read side of {self._register}".encode()).digest()
        key = int.from_bytes(digest[:8]) >> 1
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [key])
            yield

    def _run(self, query: LiteralString, *params: Any) -> Sequence[Any]:
        spelt = sql.SQL(query).format(schema=sql.Identifier(self._register))
        with psycopg.connect(self._url, autocommit=True) as connection:
            found = connection.execute(spelt, params or None)
            return found.fetchall() if found.description else ()


def _serial(name: str) -> int:
    return int(name.rpartition("_")[2])
