"""A small council in a log of its own, and its read side on each of the two stores."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from projections.generations import read_schema
from projections.postgres import PostgresStore
from projections.reads import Reads
from projections.sqlite import SQLiteStore
from projections.store import Store
from tests.projections.council import council
from tests.projections.logbook import Logbook

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def log() -> Logbook:
    return council()


@pytest.fixture(scope="session")
def sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("read") / "read.db"
    with closing(SQLiteStore(path, read_schema())) as store:
        store.create()
        yield store


@pytest.fixture(scope="session")
def postgres_tables(postgres: str) -> Iterator[Store]:
    name = f"read_{uuid4().hex}"
    with closing(PostgresStore(postgres, name, read_schema())) as store:
        store.create()
        yield store


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    """Read tables, all empty: making new ones for each test takes a second."""
    store: Store = request.getfixturevalue(f"{request.param}_tables")
    empty(store)
    return store


@pytest.fixture
def reads(log: Logbook, store: Store) -> Reads:
    return Reads(log, store, lambda: NOW)


def empty(store: Store) -> None:
    """Forgets everything that a store has read."""
    with store.writing() as writing:
        for table in store.schema.meta.sorted_tables:
            writing.connection.execute(table.delete())
