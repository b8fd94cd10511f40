"""Every version of things: what each event replaced, and what it wrote."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Connection, Select, cast, null, select, union_all

from projections.alive import Pin, stump_columns
from projections.kinds import Row
from projections.model import FROM, ID, KNOWN, UNTIL
from projections.tables import Schema, Tables

Place = tuple[str, int]


class Version(NamedTuple):
    """A row and the position that replaced it, None for one that stands."""

    row: Row
    known_to: int | None


class Versions:
    """Versions of some things, by the positions that wrote and replaced them."""

    def __init__(self, found: Sequence[Version]) -> None:
        self._written = defaultdict[Place, list[Row]](list)
        self._replaced = defaultdict[Place, list[Row]](list)
        for row, known_to in found:
            self._written[row[ID], row[KNOWN]].append(row)
            if known_to is not None:
                self._replaced[row[ID], known_to].append(row)

    def before(self, thing: str, position: int, day: str) -> Row | None:
        """The row of a day that a position replaced."""
        return _on(self._replaced[thing, position], day)

    def after(self, thing: str, position: int, day: str) -> Row | None:
        """The row of a day that a position wrote."""
        return _on(self._written[thing, position], day)


def read_versions(
    connection: Connection, schema: Schema, noun: str, pin: Pin, ids: Sequence[str]
) -> Versions:
    """All versions of things that were written at or before the pinned position."""
    wanted = _versions(schema.nouns[noun], pin, ids)
    rows = connection.execute(wanted)
    return Versions([Version(tuple(row[:-1]), row[-1]) for row in rows])


def _versions(tables: Tables, pin: Pin, ids: Sequence[str]) -> Select[Any]:
    nothing = cast(null(), BigInteger).label("known_to")
    past = tables.past
    names = [column.name for column in tables.live.c]
    whole = [
        select(*(table.c[name] for name in names), known_to).where(
            table.c.id.in_(ids), table.c.known_from <= pin.position
        )
        for table, known_to in (
            (tables.live, nothing),
            (tables.ended, nothing),
            (past, past.c.known_to),
        )
    ]
    left = select(*stump_columns(tables), past.c.cut_to).where(
        past.c.id.in_(ids),
        past.c.cut_on.is_not(None),
        past.c.known_to <= pin.position,
    )
    return select(union_all(*whole, left).subquery())


def _on(rows: Sequence[Row], day: str) -> Row | None:
    return next(
        (
            row
            for row in rows
            if row[FROM] <= day and (row[UNTIL] is None or day < row[UNTIL])
        ),
        None,
    )


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The fields in which two renderings of a thing differ."""
    names = [*after, *(name for name in before if name not in after)]
    return [name for name in names if before.get(name) != after.get(name)]
