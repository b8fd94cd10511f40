"""A council on each store in turn, with the people of the stories."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from domain.log.register import Home
from tests.api.council import Council, Person
from tests.api.test_stores import serve
from tests.conftest import Clock


@pytest.fixture
def council(home: Home, clock: Clock) -> Iterator[Council]:
    """A service on each store."""
    with ExitStack() as stack:
        yield serve(stack, home, clock)


@pytest.fixture
def helena(council: Council) -> Person:
    """Head of commissioning: she approves."""
    return council.person("Helena Brandt", "commissioner")


@pytest.fixture
def priya(council: Council) -> Person:
    """A contract manager with her portfolio."""
    return council.person("Priya Nair", "contract_manager", scope={})


@pytest.fixture
def omar(council: Council) -> Person:
    """Another contract manager."""
    return council.person("Omar Okoye", "contract_manager", scope={})


@pytest.fixture
def ada(council: Council) -> Person:
    """The administrator."""
    return council.person("Ada Able", "administrator")
