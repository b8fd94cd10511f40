"""How things are called: a person's or an organisation's name, or a title."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import to_json

from domain.facts.service import service_name
from projections.kinds import Row
from projections.model import BORN, ID, IN_ERROR, KNOWN, Model
from projections.read_once import ReadOnce
from projections.rendering import Json
from projections.spelling import Spelling, fetch
from projections.tables import KEYS, PERSONAL, Schema

# What a thing is called, by noun; others have a title, or nothing but a reference.
NAMES = {"organisation": "name", "import": "file_name", "seat": "role"}
SHOWN = tuple(name for name in PERSONAL if name not in KEYS)


class Labels:
    """Looks up what things are called, as a pin sees them.

    `newest` is the last position that wrote anything of what was looked up, but for
    the names of people, which have no versions.
    """

    def __init__(self, schema: Schema, read: ReadOnce) -> None:
        self.newest = 0
        self._schema = schema
        self._read = read

    def __call__(self, noun: str, ids: Sequence[str]) -> Mapping[str, Json]:
        """The labels of things of one noun, by id."""
        if noun in ("person", "account"):
            return self._people(ids, whole=noun == "person")
        if noun == "service by name":
            return self._services(ids)
        model = self._schema.models[noun]
        rows = self._read.rows(noun, ids)
        self.newest = max([self.newest, *(row[KNOWN] for row in rows)])
        labels = {row[ID]: _label(model, row) for row in rows}
        if model.named:
            # Whose name stands in the row is no natural person.
            hidden = [one for one in ids if "name" not in labels.get(one, {})]
            for who, known in self._people(hidden, whole=False).items():
                labels[who] = labels.get(who, {}) | known
        return labels

    def look_ahead(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Reads what rows of some nouns link to, of each other noun all at once."""
        wanted = defaultdict[str, set[str]](set)
        for noun, some in rows.items():
            model = self._schema.models[noun]
            for name, linked in model.links.items():
                wanted[linked].update(filter(None, (model.read(r, name) for r in some)))
        people = wanted.pop("account", set())
        for noun, ids in wanted.items():
            found = self._read.rows(noun, sorted(ids))
            if (model := self._schema.models[noun]).named:
                people |= ids - {r[ID] for r in found if model.read(r, "name")}
        self._read.people(sorted(people))

    def _services(self, texts: Sequence[str]) -> dict[str, Json]:
        """The services that words name, by the words as they were written."""
        connection = self._read.connection
        spell, model = Spelling(connection), self._schema.models["service"]
        meant = {text: service_name(text).value for text in texts}
        names = [_anywhere(name) for name in sorted(set(meant.values()))]
        where = " OR ".join([f"names LIKE {spell.mark} ESCAPE '!'"] * len(names))
        sql = f"SELECT DISTINCT id FROM service WHERE {where}"  # noqa: S608 - our own
        ids = [row[0] for row in fetch(connection, sql, names)]
        rows = self._read.rows("service", ids)
        self.newest = max([self.newest, *(row[KNOWN] for row in rows)])
        called = {
            name: {"id": row[ID], "reference": f"{model.prefix}-{row[BORN]}"}
            for row in rows
            if not row[IN_ERROR]
            for name in model.read(row, "names")
        }
        return {text: called[name] for text, name in meant.items() if name in called}

    def _people(self, ids: Sequence[str], *, whole: bool) -> dict[str, Json]:
        shown = SHOWN if whole else ("name",)
        people: dict[str, dict[str, Any]] = {
            row[0]: dict(zip(PERSONAL, row[1:], strict=True))
            for row in self._read.people(ids)
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
