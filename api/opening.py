"""Opens a register with its read side, for whoever has to close both again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import psycopg

from api.settings import Settings, key_place
from domain.log.home import open_store
from domain.log.opening import NoRegister
from domain.log.register import Home, Register, Sources
from domain.rights import SYSTEM, Reach
from projections.generations import Generations
from projections.opening import open_generations, open_reads
from projections.reads import Reads

# Seconds in which a database that is there has answered.
PATIENCE = 5


# What the program itself may read, for whoever runs it.
EVERYTHING = Reach(SYSTEM.account, everything=True, administers=True)


class Opened(NamedTuple):
    """A register, the generations of its read side, and the way into them."""

    register: Register
    generations: Generations
    reads: Reads


def home_of(data: Path | None = None, keys: str | None = None) -> Home:
    """Where the register lies: as said, else as the environment has it."""
    home = Settings().home
    return replace(home, data=data or home.data, keys=key_place(keys) or home.keys)


@contextmanager
def opened_register(home: Home, sources: Sources | None = None) -> Iterator[Register]:
    """A register without its read side. Raises NoRegister where there is none."""
    require(home)
    register = Register(home, sources)
    try:
        yield register
    finally:
        register.close()


@contextmanager
def opened(home: Home, sources: Sources | None = None) -> Iterator[Opened]:
    """A register with its read side, which is built first if it is not there."""
    with opened_register(home, sources) as register:
        log, clock = register.reading, register.sources.clock
        generations = open_generations(log, home.data, home.url, home.schema, clock)
        try:
            yield Opened(register, generations, open_reads(log, generations))
        finally:
            generations.close()


def require(home: Home) -> None:
    """Raises NoRegister where there is none, before empty files are left there."""
    if not has_tables(home):
        message = f"no register in {_named(home)} yet; make one with `counterfoil init`"
        raise NoRegister(message)


def has_tables(home: Home) -> bool:
    """Whether there are the tables of a register, with anything in them or not."""
    if home.url is None:
        return (home.data / "log.db").exists()
    with psycopg.connect(home.url, connect_timeout=PATIENCE) as connection:
        named = "SELECT 1 FROM pg_tables WHERE schemaname = %s AND tablename = %s"
        return bool(connection.execute(named, [home.schema, "events"]).fetchone())


def holds_register(home: Home) -> bool:
    """Whether a register lies there; looking changes nothing."""
    if not has_tables(home):
        return False
    store = open_store(home)
    try:
        return bool(store.query("SELECT 1 FROM events LIMIT 1"))
    finally:
        store.close()


def _named(home: Home) -> str:
    return str(home.data) if home.url is None else f"schema {home.schema}"
