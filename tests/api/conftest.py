"""The service of a council in a SQLite file."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.models import MODELS
from domain.log.register import Register
from projections.reads import Reads
from projections.sqlite import SQLiteStore
from projections.tables import Schema
from tests.api.council import Council, Person
from tests.conftest import Clock


@pytest.fixture
def council(file_register: Register, clock: Clock) -> Iterator[Council]:
    """An empty register with its service."""
    register = file_register
    store = SQLiteStore(register.home.data / "read.db", Schema(MODELS.values()))
    store.create()
    reads = Reads(register.reading, store, clock)
    register.after_commit(reads.catch_up)
    with TestClient(create_app(register, reads)) as client:
        yield Council(register, client)
    store.close()


@pytest.fixture
def ann(council: Council) -> Person:
    """A commissioner of everything, who may also approve."""
    return council.person("Ann Atkins", "commissioner")


@pytest.fixture
def ben(council: Council) -> Person:
    """Another commissioner: the second pair of eyes."""
    return council.person("Ben Bright", "commissioner")
