"""Registers of a bench or a torture: in a folder or a database that goes away after."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
from eventsourcing.sqlite import SQLiteDatastore
from psycopg.sql import SQL, Identifier

from domain.log.postgres import PostgresLog, RegisterDatastore
from domain.log.register import Home, init_register
from domain.log.sqlite import SQLiteLog
from domain.log.store import Store

STORES = ("sqlite", "postgres")
SERVER = os.environ.get(
    "COUNTERFOIL_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres"
)
ORIGIN, AUTHORITY = "register.northmoor.example/2026", "Northmoor Borough Council"


class NoServer(RuntimeError):
    """PostgreSQL does not answer at the address of COUNTERFOIL_TEST_POSTGRES."""


@contextmanager
def register_on(store: str) -> Iterator[Home]:
    """An open, empty register, gone afterwards. Raises NoServer."""
    with empty_home(store) as home:
        init_register(home, ORIGIN, AUTHORITY)
        yield home


@contextmanager
def empty_home(store: str) -> Iterator[Home]:
    """Where a register may be made, gone afterwards. Raises NoServer."""
    with TemporaryDirectory(prefix="counterfoil-") as folder:
        # A key made here goes, too: it would stay with whoever runs this.
        home = Home(Path(folder) / "data", signer=Path(folder) / "signers")
        if store == "sqlite":
            yield home
            return
        with database() as (address, name):
            yield replace(home, url=address, schema=name)


@contextmanager
def tables(home: Home) -> Iterator[Store]:
    """The tables of a log, with no writer and no sealer at them."""
    store: Store
    if home.url is not None:
        store = PostgresLog(RegisterDatastore(home.url, home.schema))
    else:
        store = SQLiteLog(SQLiteDatastore(str(home.data / "log.db"), pool_size=2))
    try:
        yield store
    finally:
        store.close()


@contextmanager
def database() -> Iterator[tuple[str, str]]:
    """A new database: its address and its name, also free as a schema's name."""
    name = f"bench_{uuid4().hex[:12]}"
    try:
        server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        raise NoServer(str(error)) from error
    with server:
        server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            yield f"{SERVER.rsplit('/', 1)[0]}/{name}", name
        finally:
            drop = SQL("DROP DATABASE {} WITH (FORCE)")
            server.execute(drop.format(Identifier(name)))
            role = Identifier(f"counterfoil_{name}")
            server.execute(SQL("DROP ROLE IF EXISTS {}").format(role))
