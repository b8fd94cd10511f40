"""Single things by id, as a pin sees them."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from projections.alive import Pin
from projections.kinds import Row
from projections.model import FROM, ID, UNTIL, VERSION
from projections.references import born_at
from projections.spelling import Spelling, fetch
from projections.tables import Schema, Tables


class Things:
    """Rows of things by their ids. The statements go to the driver as they are."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def rows(
        self, connection: Connection, noun: str, pin: Pin, ids: Sequence[str]
    ) -> list[Row]:
        """The rows that were in effect on the day; each with its thing's version."""
        if not ids:
            return []
        found = [tuple(row) for row in self._known(connection, noun, pin, ids)]
        versions = dict[str, int]()
        for row in found:
            versions[row[ID]] = max(versions.get(row[ID], 0), row[VERSION])
        day = pin.effective_on.isoformat()
        return [
            (*row[:VERSION], versions[row[ID]], *row[VERSION + 1 :])
            for row in found
            if row[FROM] <= day and (row[UNTIL] is None or day < row[UNTIL])
        ]

    def find(self, connection: Connection, noun: str, named: str) -> str | None:
        """The id of a thing by its reference or its id, None if there is none."""
        number = born_at(named)
        if number is None:
            return named
        if named.partition("-")[0].upper() != self._schema.models[noun].prefix:
            return None
        where = Spelling(connection).equals(("born_at", "noun"))
        sql = f"SELECT id FROM thing WHERE {where}"  # noqa: S608 - our own names
        found = fetch(connection, sql, (number, noun))
        return str(found[0][0]) if found else None

    def hidden(
        self, connection: Connection, noun: str, account: str, ids: Sequence[str]
    ) -> set[str]:
        """Those of the things whose readers are others: by the rows of now."""
        if not ids:
            return set()
        spell, tables = Spelling(connection), self._schema.nouns[noun]
        live, ended = spell.name(tables.live), spell.name(tables.ended)
        named = f"id IN ({spell.marks(len(ids))})"
        others = (
            f"handling = 'restricted' AND coalesce(owner, '') <> {spell.mark}"
            f" AND entered_by <> {spell.mark}"
        )
        me: tuple[str, ...] = (account, account)
        if "readers" in self._schema.models[noun].columns:
            others += f" AND coalesce(readers, '') NOT LIKE {spell.mark}"
            me = (*me, f'%"{account}"%')
        # What is over altogether has no row of now, and is judged by what it was.
        gone = f"id NOT IN (SELECT id FROM {live} WHERE {named})"  # noqa: S608
        sql = (
            f"SELECT id FROM {live} WHERE {named} AND {others} UNION ALL"  # noqa: S608
            f" SELECT id FROM {ended} WHERE {named} AND {others} AND {gone}"
        )
        return {row[0] for row in fetch(connection, sql, (*ids, *me, *ids, *me, *ids))}

    def _known(
        self, connection: Connection, noun: str, pin: Pin, ids: Sequence[str]
    ) -> Sequence[Any]:
        """All rows of things that were known at the position and may be in effect."""
        arms = list(_arms(Spelling(connection), self._schema.nouns[noun], pin, ids))
        sql = " UNION ALL ".join(arm for arm, _ in arms)
        return fetch(connection, sql, [value for _, params in arms for value in params])


# What stands for the days and the position of a row in what is left of it.
STUMP = {"effective_until": "cut_on", "known_from": "known_to"}


def _arms(
    spell: Spelling, tables: Tables, pin: Pin, ids: Sequence[str]
) -> Iterator[tuple[str, Sequence[Any]]]:
    names, where = spell.names(tables.live), f"id IN ({spell.marks(len(ids))})"
    position = (pin.position,) if pin.is_past else ()
    if pin.is_past:
        where += f" AND known_from <= {spell.mark}"
    for table in (tables.live, *([tables.ended] if pin.looks_back else [])):
        sql = f"SELECT {names} FROM {spell.name(table)} WHERE {where}"  # noqa: S608
        yield sql, (*ids, *position)
    past = spell.name(tables.past)
    if pin.is_past:
        sql = f"SELECT {names} FROM {past} WHERE {where}"  # noqa: S608 - our own names
        yield f"{sql} AND known_to > {spell.mark}", (*ids, *position, *position)
    if pin.looks_back:
        yield _stumps(spell, tables, pin, ids)


def _stumps(
    spell: Spelling, tables: Tables, pin: Pin, ids: Sequence[str]
) -> tuple[str, Sequence[Any]]:
    """What is left of rows that were cut short, as rows."""
    names = ", ".join(STUMP.get(c.name, spell.quote(c.name)) for c in tables.live.c)
    sql = (
        f"SELECT {names} FROM {spell.name(tables.past)}"  # noqa: S608 - our own names
        f" WHERE id IN ({spell.marks(len(ids))}) AND cut_on IS NOT NULL"
        f" AND known_to <= {spell.mark}"
        f" AND (cut_to IS NULL OR cut_to > {spell.mark})"
    )
    return sql, (*ids, pin.position, pin.position)
