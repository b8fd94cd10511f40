"""A register with its read side: sheets are read beside what is there."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from domain.log.register import Register
from projections.opening import open_generations, open_reads
from projections.reads import Reads
from tests.conftest import Clock


class Here(NamedTuple):
    """A register and the way into its read side."""

    register: Register
    reads: Reads


@pytest.fixture
def here(file_register: Register, clock: Clock) -> Iterator[Here]:
    """An open register in a file, with what people read of it."""
    log, folder = file_register.reading, file_register.home.data
    generations = open_generations(log, folder, clock=clock)
    yield Here(file_register, open_reads(log, generations))
    generations.close()
