"""What a fold of one noun has to write, kept until enough of it is there."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from projections.intervals import fork
from projections.kinds import Row
from projections.london import ordinal
from projections.model import FROM, ID, KNOWN, UNTIL

# The cells that a row has in addition once it is past, counted from its end.
KNOWN_TO, FORK, DAY_FORK, ENDED_ON, ENDED_TO = -5, -4, -3, -2, -1

Key = tuple[str, str]
# The thing, the first day and the `known_to` of the row that was cut short.
Stump = tuple[str, str, int]


class Over(NamedTuple):
    """What is known now of days that are over, of one thing: in two forms.

    `rows` stand by themselves, `stumps` are what is left of rows that were cut short.
    """

    rows: list[Row]
    stumps: list[Row]


def stump(past: Row) -> Row:
    """The days that a row which was cut short has stood for since, as a row."""
    return (*past[:UNTIL], past[ENDED_ON], past[KNOWN_TO], *past[KNOWN + 1 : KNOWN_TO])


def closed(row: Row, position: int, cut_on: str | None) -> Row:
    """A row as replaced by a position that left its days before `cut_on` alone."""
    days = None if cut_on is None else fork(ordinal(row[FROM]), ordinal(cut_on))
    # Adding tuples copies once; unpacking them copies three times.
    return row + (position, fork(row[KNOWN], position), days, cut_on, None)  # noqa: RUF005


class Changes:
    """Closed versions to append, ended rows to add and to remove, things to replace."""

    def __init__(self) -> None:
        self.past: list[Row] = []
        self.dirty: set[str] = set()
        self.unended: set[Key] = set()
        self.felled: dict[Stump, int] = {}
        self._ended: dict[str, dict[str, Row]] = {}
        self._stumps: dict[str, list[int]] = defaultdict(list)

    @property
    def ended(self) -> Iterator[Row]:
        """The rows that have ended, in no order."""
        for rows in self._ended.values():
            yield from rows.values()

    def close(self, past: Row) -> None:
        """Appends a row that has been replaced."""
        if past[ENDED_ON] is not None:
            self._stumps[past[ID]].append(len(self.past))
        self.past.append(past)

    def end(self, row: Row) -> None:
        """Adds a row that is known now and in effect no longer."""
        self._ended.setdefault(row[ID], {})[row[FROM]] = row

    def unend(self, row: Row) -> None:
        """Removes an ended row: it has been replaced."""
        if self._ended.get(row[ID], {}).pop(row[FROM], None) is None:
            self.unended.add((row[ID], row[FROM]))

    def fell(self, row: Row, position: int) -> None:
        """Says that a position replaced a stump, given as a row."""
        for at in self._stumps.get(row[ID], ()):
            past = self.past[at]
            if (past[FROM], past[KNOWN_TO]) == (row[FROM], row[KNOWN]):
                self.past[at] = (*past[:ENDED_TO], position)
                return
        self.felled[row[ID], row[FROM], row[KNOWN]] = position

    def over(self, thing: str, stored: Over) -> Over:
        """What is known of a thing's days that are over, given what is stored of it."""
        rows = [row for row in stored.rows if (thing, row[FROM]) not in self.unended]
        standing = [
            row
            for row in stored.stumps
            if (thing, row[FROM], row[KNOWN]) not in self.felled
        ]
        pending = (self.past[at] for at in self._stumps.get(thing, ()))
        standing += [stump(past) for past in pending if past[ENDED_TO] is None]
        return Over([*rows, *self._ended.get(thing, {}).values()], standing)


def nothing_over() -> Over:
    """What is stored of a thing that is new."""
    return Over([], [])
