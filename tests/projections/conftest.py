"""A small council in a log of its own, and its read side."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from projections.nouns import MODELS
from projections.reads import Reads
from projections.sqlite import SQLiteStore
from projections.tables import Schema
from tests.projections.council import council
from tests.projections.logbook import Logbook

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def log() -> Logbook:
    return council()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SQLiteStore]:
    store = SQLiteStore(tmp_path / "read.db", Schema(MODELS))
    store.create()
    yield store
    store.close()


@pytest.fixture
def reads(log: Logbook, store: SQLiteStore) -> Reads:
    return Reads(log, store, lambda: NOW)
