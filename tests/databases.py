"""Real databases for tests: a folder for SQLite, a database each on PostgreSQL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from domain.log.register import Home

SERVER = os.environ.get(
    "COUNTERFOIL_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres"
)
REQUIRED = os.environ.get("COUNTERFOIL_REQUIRE_POSTGRES") == "1"
_schemas = count(1)


@contextmanager
def postgres_database() -> Iterator[str]:
    """The address of a new database, which is dropped afterwards.

    Skips the test where there is no server, or fails it if one is required.
    """
    name = f"counterfoil_test_{uuid4().hex[:12]}"
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        if REQUIRED:
            raise
        pytest.skip(
            f"no PostgreSQL at the address of COUNTERFOIL_TEST_POSTGRES: {error}"
        )
    with server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            yield SERVER.rsplit("/", 1)[0] + f"/{name}"
        finally:
            server.execute(
                SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name))
            )
            roles = server.execute(
                "SELECT rolname FROM pg_roles WHERE rolname LIKE %s",
                [f"counterfoil_t{name[-12:]}%"],
            ).fetchall()
            for (role,) in roles:
                server.execute(SQL("DROP ROLE {}").format(Identifier(role)))


def home_on(store: str, folder: Path, database: str | None) -> Home:
    """Where a new register of a test lies; its signing key has a folder of its own."""
    signer = folder / "signer"
    if store == "sqlite" or database is None:
        return Home(folder, signer=signer)
    schema = f"t{database[-12:]}_{next(_schemas)}"
    return Home(folder, url=database, schema=schema, signer=signer)
