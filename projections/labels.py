"""How things are called: a person's or an organisation's name, or a title."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection

from domain.facts.service import service_name
from projections.alive import Pin
from projections.kinds import Row
from projections.model import BORN, ID, IN_ERROR, KNOWN, Model
from projections.rendering import Json
from projections.spelling import Spelling, fetch
from projections.tables import KEYS, PERSONAL, Schema
from projections.things import Things

# What a thing is called, by noun; others have a title, or nothing but a reference.
NAMES = {"organisation": "name", "import": "file_name", "seat": "role"}
SHOWN = tuple(name for name in PERSONAL if name not in KEYS)


class Labels:
    """Looks up what things are called, as a pin sees them.

    `newest` is the last position that wrote anything of what was looked up, but for
    the names of people, which have no versions.
    """

    def __init__(
        self, connection: Connection, schema: Schema, things: Things, pin: Pin
    ) -> None:
        self.newest = 0
        self._connection = connection
        self._schema = schema
        self._things = things
        self._pin = pin

    def __call__(self, noun: str, ids: Sequence[str]) -> Mapping[str, Json]:
        """The labels of things of one noun, by id."""
        if noun in ("person", "account"):
            return self._people(ids, whole=noun == "person")
        if noun == "service by name":
            return self._services(ids)
        model = self._schema.models[noun]
        rows = self._things.rows(self._connection, noun, self._pin, ids)
        self.newest = max([self.newest, *(row[KNOWN] for row in rows)])
        labels = {row[ID]: _label(model, row) for row in rows}
        if model.named:
            for who, known in self._people(ids, whole=False).items():
                labels[who] = labels.get(who, {}) | known
        return labels

    def _services(self, texts: Sequence[str]) -> dict[str, Json]:
        """The services that words name, by the words as they were written."""
        spell, model = Spelling(self._connection), self._schema.models["service"]
        meant = {text: service_name(text).value for text in texts}
        names = [_anywhere(name) for name in sorted(set(meant.values()))]
        where = " OR ".join([f"names LIKE {spell.mark} ESCAPE '!'"] * len(names))
        sql = f"SELECT DISTINCT id FROM service WHERE {where}"  # noqa: S608 - our own
        ids = [row[0] for row in fetch(self._connection, sql, names)]
        rows = self._things.rows(self._connection, "service", self._pin, ids)
        self.newest = max([self.newest, *(row[KNOWN] for row in rows)])
        called = {
            name: {"id": row[ID], "reference": f"{model.prefix}-{row[BORN]}"}
            for row in rows
            if not row[IN_ERROR]
            for name in model.read(row, "names")
        }
        return {text: called[name] for text, name in meant.items() if name in called}

    def _people(self, ids: Sequence[str], *, whole: bool) -> dict[str, Json]:
        if not ids:
            return {}
        marks = Spelling(self._connection).marks(len(ids))
        sql = f"SELECT * FROM people WHERE subject IN ({marks})"  # noqa: S608
        shown = SHOWN if whole else ("name",)
        people: dict[str, dict[str, Any]] = {
            row[0]: dict(zip(PERSONAL, row[1:], strict=True))
            for row in fetch(self._connection, sql, ids)
        }
        return {
            who: {name: known[name] for name in shown if known[name] is not None}
            for who, known in people.items()
        }


def _anywhere(name: str) -> str:
    """A pattern of lists that hold a name, which may itself look like a pattern."""
    held = re.sub("([!%_])", r"!\1", to_json(name).decode())
    return f"%{held}%"


def _label(model: Model, row: Row) -> Json:
    name = NAMES.get(model.noun, "title")
    label = {"reference": f"{model.prefix}-{row[BORN]}"}
    if name not in model.columns:
        return label
    said = model.read(row, name)
    called = "title" if model.noun == "seat" else name
    return label if said is None else {**label, called: said}
