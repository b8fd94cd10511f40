"""Single things by id, as a pin sees them, and how they are called."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Select, bindparam, select, union_all

from projections.alive import Pin
from projections.filters import born_at
from projections.kinds import Row
from projections.model import BORN, FROM, ID, UNTIL, VERSION, Model
from projections.rendering import Json
from projections.tables import Schema, Tables

# What a thing is called, by noun; what is not here has a title.
NAMES = {"organisation": "name"}


class Things:
    """Rows of things by their ids; statements are made once for each case."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._made = dict[tuple[str, bool, bool], Select[Any]]()

    def rows(
        self, connection: Connection, noun: str, pin: Pin, ids: Sequence[str]
    ) -> list[Row]:
        """The rows that were in effect on the day; each with its thing's version."""
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
        prefix = self._schema.models[noun].prefix
        number = born_at(named)
        if number is None:
            return named
        if named.partition("-")[0].upper() != prefix:
            return None
        things = self._schema.things
        wanted = select(things.c.id).where(
            things.c.born_at == number, things.c.noun == noun
        )
        return connection.execute(wanted).scalar()

    def labels(
        self, connection: Connection, noun: str, pin: Pin, ids: Sequence[str]
    ) -> Mapping[str, Json]:
        """What things are called: a person's or an organisation's name, or a title."""
        if noun in ("person", "account"):
            return self._people(connection, ids, whole=noun == "person")
        model = self._schema.models[noun]
        rows = self.rows(connection, noun, pin, ids)
        labels = {row[ID]: _label(model, row) for row in rows}
        if model.named:
            for who, known in self._people(connection, ids, whole=False).items():
                labels[who] = labels.get(who, {}) | known
        return labels

    def _people(
        self, connection: Connection, ids: Sequence[str], *, whole: bool
    ) -> dict[str, Json]:
        people = self._schema.people
        wanted = select(people).where(people.c.subject.in_(ids))
        return {
            row.subject: {
                name: said
                for name, said in row._mapping.items()  # noqa: SLF001 - its public name
                if said is not None
                and (name == "name" or (whole and name != "subject"))
            }
            for row in connection.execute(wanted)
        }

    def _known(
        self, connection: Connection, noun: str, pin: Pin, ids: Sequence[str]
    ) -> Any:
        case = (noun, pin.is_past, pin.looks_back)
        if case not in self._made:
            self._made[case] = _by_id(self._schema.nouns[noun], *case[1:])
        params = {"ids": list(ids), "position": pin.position}
        return connection.execute(self._made[case], params)


def _by_id(tables: Tables, is_past: bool, looks_back: bool) -> Select[Any]:  # noqa: FBT001
    """All rows of things that were known at a position."""
    ids: BindParameter[str] = bindparam("ids", expanding=True)
    names = [column.name for column in tables.live.c]
    known = [tables.live, *([tables.ended] if looks_back else [])]
    arms = [select(table).where(table.c.id.in_(ids)) for table in known]
    if is_past:
        position: BindParameter[int] = bindparam("position")
        arms = [arm.where(arm.selected_columns.known_from <= position) for arm in arms]
        past = tables.past
        arms.append(
            select(*(past.c[name] for name in names)).where(
                past.c.id.in_(ids),
                past.c.known_from <= position,
                past.c.known_to > position,
            )
        )
    rows = (union_all(*arms) if len(arms) > 1 else arms[0]).subquery()
    return select(rows)


def _label(model: Model, row: Row) -> Json:
    name = NAMES.get(model.noun, "title")
    said = model.read(row, name)
    reference = {"reference": f"{model.prefix}-{row[BORN]}"}
    return reference | ({name: said} if said is not None else {})
