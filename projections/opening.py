"""Opens the read side of a register, on the store that its log is on."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from projections.generations import Generations
from projections.generations_postgres import PostgresGenerations
from projections.generations_sqlite import SQLiteGenerations
from projections.log import Log
from projections.reads import Reads


def open_generations(
    log: Log,
    data: Path,
    url: str | None = None,
    schema: str = "register",
    clock: Callable[[], datetime] | None = None,
) -> Generations:
    """The generations of a register: beside its log, be that a folder or a schema."""
    if url is not None:
        return PostgresGenerations(log, url, schema, clock)
    return SQLiteGenerations(log, data, clock)


def open_reads(log: Log, generations: Generations) -> Reads:
    """The read side; it is built first if this release has none yet."""
    generations.current()
    return Reads(log, generations, generations.now)
