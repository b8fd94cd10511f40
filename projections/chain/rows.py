"""Reads rows of the read tables into columns: all of them, or what has changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

import numpy as np
from sqlalchemy import (
    BigInteger,
    BindParameter,
    Connection,
    Executable,
    FromClause,
    Result,
    Select,
    bindparam,
    case,
    cast,
    null,
    or_,
    select,
    union,
    union_all,
)

from projections.alive import stump_columns
from projections.chain.dated import (
    FOREVER,
    NOT_KNOWN,
    Column,
    Dated,
    Wanted,
    Words,
    four,
)
from projections.tables import Schema

EDGES: Final = ("effective_from", "effective_until", "known_from", "known_to")
# So many rows are turned from text into numbers at a time.
AT_ONCE: Final = 5_000
# How many ids one statement names.
NAMED: Final = 500
WIDE: Final = "_pence"


class Rows:
    """Reads the rows of a noun into columns; its statements are made once."""

    def __init__(self, schema: Schema, wanted: Wanted) -> None:
        self._things = schema.things
        self._tables = schema.nouns[wanted.noun]
        self._wanted = wanted
        self._every = self._select(some=False)
        self._some = self._select(some=True)
        self._news = self._changed()

    def all(self, connection: Connection, words: Words) -> Dated:
        """Every row there is."""
        return self._read(connection.execute(self._every), words)

    def of(self, connection: Connection, words: Words, ids: Sequence[str]) -> Dated:
        """Every row of some things."""
        whole = self._dated([self._columns([], words)])
        for first in range(0, len(ids), NAMED):
            named = {"ids": ids[first : first + NAMED]}
            more = self._read(connection.execute(self._some, named), words)
            whole = whole.and_also(more)
        return whole

    def changed(self, connection: Connection, since: int) -> Mapping[str, int]:
        """The things of which a row was written or given up after a position."""
        found = connection.execute(self._news, {"since": since})
        return dict(tuple(row) for row in found)

    def _changed(self) -> Executable:
        past = self._tables.past
        since: BindParameter[int] = bindparam("since")
        arms = [
            select(table.c.id, table.c.born_at).where(table.c.known_from > since)
            for table in (self._tables.live, self._tables.ended)
        ]
        gone = or_(past.c.known_to > since, past.c.cut_to > since)
        return union(*arms, select(past.c.id, past.c.born_at).where(gone))

    def _read(self, found: Result[Any], words: Words) -> Dated:
        parts = [self._columns([], words)]
        while rows := found.fetchmany(AT_ONCE):
            parts.append(self._columns([tuple(row) for row in rows], words))
        return self._dated(parts)

    def _select(self, *, some: bool) -> Executable:
        rows = union_all(*self._arms(some=some)).subquery("rows")
        joined: FromClause = rows
        born, elsewhere = list[Any](), list[Any]()
        for name in self._wanted.things:
            thing = self._things.alias(f"of_{name}")
            joined = joined.outerjoin(thing, thing.c.id == rows.c[name])
            born.append(thing.c.born_at)
            elsewhere.append(case((thing.c.born_at.is_(None), rows.c[name])))
        plain = ("born_at", *EDGES, "in_error", *self._wanted.numbers)
        columns: list[Any]
        columns = [rows.c[name] for name in (*plain, *self._wanted.days)]
        columns += [*born, *elsewhere, *(rows.c[n] for n in self._wanted.words)]
        return select(*columns).select_from(joined)

    def _arms(self, *, some: bool) -> Iterator[Select[Any]]:
        """What is known now, what is known no longer, and what that left standing."""
        tables, wanted = self._tables, self._wanted
        texts = (*wanted.things, *wanted.words)
        cells = ("born_at", "in_error", *wanted.numbers, *wanted.days, *texts)
        for table in (tables.live, tables.ended):
            forever = cast(null(), BigInteger).label("known_to")
            columns = [table.c[name] for name in (*EDGES[:3], *cells)]
            yield _of(select(*columns, forever), table, some=some)
        past = tables.past
        columns = [past.c[name] for name in (*EDGES[:3], *cells)]
        yield _of(select(*columns, past.c.known_to), past, some=some)
        left: dict[str, Any]
        left = {column.name: column for column in stump_columns(tables)}
        columns = [left[name] for name in (*EDGES[:3], *cells)]
        cut = select(*[*columns, past.c.cut_to.label("known_to")])
        yield _of(cut.where(past.c.cut_on.is_not(None)), past, some=some)

    def _columns(
        self, rows: Sequence[tuple[Any, ...]], vocabulary: Words
    ) -> list[Column]:
        wanted = self._wanted
        width = 6 + len(wanted.cells)
        cells = list(zip(*rows, strict=True)) if rows else [()] * width
        born, since, until, known, forgotten, error, *rest = cells
        numbers, rest = rest[: len(wanted.numbers)], rest[len(wanted.numbers) :]
        days, rest = rest[: len(wanted.days)], rest[len(wanted.days) :]
        things, words = rest[: len(wanted.things)], rest[len(wanted.things) :]
        wide = [np.int64 if n.endswith(WIDE) else np.int32 for n in wanted.numbers]
        place = vocabulary.place
        return [
            _numbers(born),
            _days(since),
            _days(until, FOREVER),
            _numbers(known),
            _numbers(forgotten, FOREVER),
            _numbers(error),
            *(_numbers(c, of=k) for c, k in zip(numbers, wide, strict=True)),
            *map(_days, days),
            *map(_numbers, things),
            *(np.fromiter(map(place, c), np.int32, len(c)) for c in words),
        ]

    def _dated(self, parts: Sequence[Sequence[Column]]) -> Dated:
        born, *rest = (np.concatenate(each) for each in zip(*parts, strict=True))
        names = ("in_error", *self._wanted.cells)
        return Dated(born, four(rest[:4]), dict(zip(names, rest[4:], strict=True)))


def _of(arm: Any, table: FromClause, *, some: bool) -> Select[Any]:
    """The rows of all things, or of those that are named."""
    named: BindParameter[list[str]] = bindparam("ids", expanding=True)
    rows: Select[Any] = arm.where(table.c.id.in_(named)) if some else arm
    return rows


def _numbers(
    cells: Iterable[int | None], missing: int = NOT_KNOWN, of: type[Any] = np.int32
) -> Column:
    return np.array([missing if cell is None else cell for cell in cells], of)


def _days(cells: Iterable[str | None], missing: int = NOT_KNOWN) -> Column:
    days = [missing if cell is None else _ordinal(cell) for cell in cells]
    return np.array(days, np.int32)


@lru_cache(maxsize=50_000)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
