"""The read tables in SQLAlchemy Core: three a noun, and what they share."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects import registry
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.types import TypeEngine

from domain.event import Fact
from projections.model import PAST, Model

# Both stores sort by code point, so that a page is the same on either.
WORDS: TypeEngine[Any] = Text().with_variant(Text(collation="C"), "postgresql")
WHOLE: TypeEngine[Any] = BigInteger()


@dataclass(frozen=True)
class Tables:
    """The tables of one noun: known and in effect, known and over, known no longer.

    All three have the columns of a row; `past` says also until when it was known.
    """

    live: Table
    ended: Table
    past: Table

    @property
    def by_thing(self) -> Iterable[Index]:
        """The indexes by which what is over is looked for."""
        for table in (self.ended, self.past):
            yield from (i for i in table.indexes if i.name == f"{table.name}_thing")


def column(name: str, of: type[Any], **more: Any) -> Column[Any]:
    """A column of one of the two types that both stores have."""
    return Column(name, WHOLE if of is int else WORDS, **more)


def tables_of(model: Model, meta: MetaData) -> Tables:
    """Declares the tables of a model with their indexes."""
    cells = list(model.cells())
    live = _table(model.noun, meta, cells)
    Index(f"{model.noun}_thing", live.c.id, live.c.effective_from, unique=True)
    for names in model.indexes:
        Index(f"{model.noun}_by_{'_'.join(names)}", *(live.c[name] for name in names))
    ended = _table(f"{model.noun}_ended", meta, cells)
    Index(f"{ended.name}_thing", ended.c.id, ended.c.effective_from, unique=True)
    # Finds what was in effect on a day: over after it, begun before it.
    Index(f"{ended.name}_days", ended.c.effective_until, ended.c.effective_from)
    past = _table(f"{model.noun}_past", meta, [*cells, *PAST])
    for name in ("known_from", "known_to"):
        Index(f"{past.name}_{name}", past.c.fork, past.c[name])
    # Both ends: of a thing's many versions only the one asked for is looked at.
    Index(f"{past.name}_thing", past.c.id, past.c.known_from, past.c.known_to)
    for name in ("effective_from", "cut_on"):
        Index(f"{past.name}_{name}", past.c.day_fork, past.c[name])
    return Tables(live, ended, past)


def _table(name: str, meta: MetaData, cells: Iterable[tuple[str, type[Any]]]) -> Table:
    return Table(name, meta, *(column(n, of) for n, of in cells))


class Schema:
    """All tables of a read database."""

    def __init__(self, models: Iterable[Model]) -> None:
        self.meta = MetaData()
        self.models = {model.noun: model for model in models}
        self.nouns = {n: tables_of(m, self.meta) for n, m in self.models.items()}
        # Whose rows a kind of fact moves on.
        self.homes = defaultdict[type[Fact], list[Model]](list)
        for model in self.models.values():
            for kind in model.facts:
                self.homes[kind].append(model)
        # How far the read side has come, in which log, and how that log is known.
        self.tracking = Table(
            "tracking",
            self.meta,
            column("one", int, primary_key=True, autoincrement=False),
            column("position", int, nullable=False),
            column("log_id", str, nullable=False),
            Column("stamp", LargeBinary, nullable=False),
        )
        # Every thing there is: its reference is its noun's prefix and born_at.
        self.things = Table(
            "thing",
            self.meta,
            column("born_at", int, primary_key=True, autoincrement=False),
            column("id", str, nullable=False, unique=True),
            column("noun", str, nullable=False),
        )
        # What was recorded on a later day than that from which it is true.
        self.late = Table(
            "late",
            self.meta,
            column("position", int, primary_key=True, autoincrement=False),
            column("stream", str, nullable=False),
            column("fact", str, nullable=False),
            column("effective_on", str, nullable=False),
            column("recorded_on", str, nullable=False),
        )
        # The only place of personal values: forgetting somebody empties a row.
        self.people = Table(
            "people",
            self.meta,
            column("subject", str, primary_key=True),
            *(column(name, str) for name in PERSONAL),
        )

    def create_tables(self, connection: Connection) -> None:
        """Makes the tables, none of them with an index yet but for its keys."""
        for table in self.meta.sorted_tables:
            connection.exec_driver_sql(_worded(table, connection.dialect.name))

    def create_indexes(self, connection: Connection) -> None:
        """Makes the indexes that are not there: much faster when tables are full."""
        for table in self.meta.sorted_tables:
            make_indexes(connection, table.indexes)


def make_indexes(connection: Connection, indexes: Iterable[Index]) -> None:
    """Makes those of some indexes that are not there."""
    for index in sorted(indexes, key=lambda index: str(index.name)):
        connection.exec_driver_sql(_worded(index, connection.dialect.name))


@cache
def _worded(made: Table | Index, dialect: str) -> str:
    """What makes it, in the words of a dialect: to find them takes most of the time."""
    ddl = (
        CreateTable(made)
        if isinstance(made, Table)
        else CreateIndex(made, if_not_exists=True)
    )
    return str(ddl.compile(dialect=registry.load(dialect)()))


PERSONAL = ("name", "name_key", "name_words", "email", "phone")
# What of it is for looking somebody up, and never shown.
KEYS = frozenset({"name_key", "name_words"})
