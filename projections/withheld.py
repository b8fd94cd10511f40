"""Which things are withheld from some who read the rest, and who are people.

Kept and brought on from entry to entry: whoever answers a question looks whether the
answer names any of them, and must not have to ask for them each time.
"""

from collections.abc import Iterable, Mapping
from threading import Lock
from typing import NamedTuple

from sqlalchemy import ColumnElement, Table, select

from projections.moves import Mark, Moves, mark_of, moves
from projections.tables import Schema
from projections.view import View

RESTRICTED = "restricted"
# Of these nouns are those who have a name that is kept under a key of their own.
PEOPLE = frozenset({"account", "organisation"})


class Withheld(NamedTuple):
    """Restricted things and people, where the tables stand.

    `restricted` gives the id of a thing by its id, and by its reference.
    """

    restricted: Mapping[str, str]
    people: frozenset[str]
    mark: Mark


class RememberedWithheld:
    """What is withheld, as it stood last."""

    def __init__(self) -> None:
        self._known: Withheld | None = None
        self._lock = Lock()

    def known_at(self, head: int) -> Withheld | None:
        """What is withheld, if that is known of the tables at a position or later."""
        known = self._known
        return known if known is not None and known.mark.tracked >= head else None

    def of(self, view: View) -> Withheld:
        """What is withheld now, whatever position the view is at."""
        with self._lock:
            known = self._known
            moved = None if known is None else moves(view, known.mark)
            if known is None or moved is None:
                found = _all(view)
            else:
                found = _brought_on(view, known, moved)
            self._known = found
            return found


def _all(view: View) -> Withheld:
    restricted = dict[str, str]()
    for noun in _nouns(view.schema):
        restricted |= _restricted(view, noun, None)
    return Withheld(restricted, _people(view), mark_of(view))


def _brought_on(view: View, known: Withheld, moved: Moves) -> Withheld:
    """The same after some things have moved: only these are looked at."""
    restricted = dict(known.restricted)
    for noun in _nouns(view.schema):
        if ids := moved.get(noun):
            kept = {name: of for name, of in restricted.items() if of not in ids}
            restricted = kept | _restricted(view, noun, ids)
    people = _people(view) if PEOPLE & moved.keys() else known.people
    return Withheld(restricted, people, mark_of(view))


def _nouns(schema: Schema) -> Iterable[str]:
    """The nouns of which some things can be restricted."""
    return (n for n, model in schema.models.items() if "handling" in model.columns)


def _restricted(view: View, noun: str, ids: Iterable[str] | None) -> dict[str, str]:
    """The restricted among things; what is over altogether is judged by what it was."""
    tables, prefix = view.schema.nouns[noun], view.schema.models[noun].prefix
    found = dict[str, str]()
    for rows in (tables.live, tables.ended):
        wanted = select(rows.c.id, rows.c.born_at).where(_is_restricted(rows, ids))
        for thing, born_at in view.connection.execute(wanted):
            found[thing] = found[f"{prefix}-{born_at}"] = thing
    return found


def _is_restricted(rows: Table, ids: Iterable[str] | None) -> ColumnElement[bool]:
    restricted: ColumnElement[bool] = rows.c.handling == RESTRICTED
    return restricted if ids is None else restricted & rows.c.id.in_(sorted(ids))


def _people(view: View) -> frozenset[str]:
    subjects = view.connection.execute(select(view.schema.people.c.subject))
    return frozenset(row.subject for row in subjects)
