"""What things are called and which ids they have, by when they were born."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from projections.view import View

Json = dict[str, Any]
# How many one statement names.
NAMED = 500


def ids_of(
    view: View, born: Iterable[int] = (), ids: Sequence[str] = ()
) -> dict[int, str]:
    """The ids of things that were born at some positions, or that have some ids."""
    things, found = view.schema.things, dict[int, str]()
    for column, values in ((things.c.born_at, sorted(set(born))), (things.c.id, ids)):
        for first in range(0, len(values), NAMED):
            some = values[first : first + NAMED]
            wanted = select(things.c.born_at, things.c.id).where(column.in_(some))
            found |= {row[0]: row[1] for row in view.connection.execute(wanted)}
    return found


class Names:
    """Ids, references and names of things, asked for once and then told one by one."""

    def __init__(self, view: View, noun: str, born: Iterable[int]) -> None:
        self._prefix = view.schema.models[noun].prefix
        self._ids = ids_of(view, born)
        self._labels: Mapping[str, Json] = {}
        if noun != "seat":
            self._labels = view.labels(noun, sorted(self._ids.values()))

    def of(self, born: int) -> Json:
        """The id, the reference and the name of a thing, which has a title instead."""
        thing = self._ids[born]
        label = self._labels.get(thing, {})
        called = label.get("name") or label.get("title")
        return {"id": thing, "reference": f"{self._prefix}-{born}", "name": called}
