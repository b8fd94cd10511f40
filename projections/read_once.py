"""What one view reads of single things, each of them once.

A view is one transaction: what it has read stays as it was. On a server each time that
is saved is a journey there and back.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from projections.alive import Pin
from projections.kinds import Row
from projections.model import ID
from projections.spelling import Spelling, fetch
from projections.things import Things


class ReadOnce:
    """Rows of things and names of people, as a pin sees them."""

    def __init__(self, connection: Connection, things: Things, pin: Pin) -> None:
        self.connection = connection
        self._things = things
        self._pin = pin
        self._rows = defaultdict[str, dict[str, Row | None]](dict)
        self._people: dict[str, Row | None] = {}

    def rows(self, noun: str, ids: Sequence[str]) -> list[Row]:
        """The rows of those things that are there, in the order of their ids."""
        known = self._rows[noun]
        if new := [one for one in ids if one not in known]:
            known.update(dict.fromkeys(new))
            found = self._things.rows(self.connection, noun, self._pin, new)
            known.update((row[ID], row) for row in found)
        return _there(known[one] for one in dict.fromkeys(ids))

    def people(self, subjects: Sequence[str]) -> list[Row]:
        """What is kept of people, their ids first."""
        if new := [one for one in subjects if one not in self._people]:
            self._people.update(dict.fromkeys(new))
            marks = Spelling(self.connection).marks(len(new))
            sql = f"SELECT * FROM people WHERE subject IN ({marks})"  # noqa: S608
            found = fetch(self.connection, sql, new)
            self._people.update((row[0], tuple(row)) for row in found)
        return _there(self._people[one] for one in dict.fromkeys(subjects))


def _there(rows: Iterable[Row | None]) -> list[Row]:
    return [row for row in rows if row is not None]
