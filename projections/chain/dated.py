"""All rows there ever were of a noun as columns, each with its four dates.

A row says something of one stretch of days, and was known for one stretch of positions.
So the register at any position, on any day, is a mask over four columns, and no past is
kept beside another.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Bounds = tuple[Column, Column, Column, Column]
# Stands for what is not known, of numbers, days, things and words alike.
NOT_KNOWN: Final = -1
FOREVER: Final = 2**31 - 1


class Wanted(NamedTuple):
    """Which cells of a noun are wanted, by what they are.

    `things` are ids of other things, kept as the positions at which these were born,
    and where there is no such thing, as a word in `<name>_else`; `words` are any text,
    kept as places in a list of all words that occur.
    """

    noun: str
    numbers: Sequence[str] = ()
    days: Sequence[str] = ()
    things: Sequence[str] = ()
    words: Sequence[str] = ()

    @property
    def cells(self) -> Sequence[str]:
        """The columns that are kept, in the order in which they are read."""
        elsewhere = (f"{name}_else" for name in self.things)
        return (*self.numbers, *self.days, *self.things, *elsewhere, *self.words)


class Words:
    """All words that occur, each kept once."""

    def __init__(self) -> None:
        self.known: list[str] = []
        self._places: dict[str, int] = {}

    def place(self, word: str | None) -> int:
        """Where a word is kept; it is from now on."""
        if word is None:
            return NOT_KNOWN
        at = self._places.setdefault(word, len(self.known))
        if at == len(self.known):
            self.known.append(word)
        return at

    def among(self, words: Iterable[str]) -> Column:
        """The places of those of the words that occur."""
        found = (self._places.get(word, NOT_KNOWN) for word in words)
        return np.array([at for at in found if at != NOT_KNOWN], np.int32)

    def of(self, places: Column) -> list[str | None]:
        """The words at some places."""
        return [None if at == NOT_KNOWN else self.known[at] for at in places.tolist()]


class Dated(NamedTuple):
    """Rows as columns: whose they are (`born`), their four dates and their cells.

    Days are ordinals; what has no end ends at FOREVER. The dates are those from which
    and before which it is true, then the positions from and before which it is known.
    """

    born: Column
    edges: Bounds
    cells: Mapping[str, Column]

    def at(self, position: int, day: int) -> "Dated":
        """The rows that were known at a position and true on a day, by their things."""
        places = np.flatnonzero(self.mask(position, day))
        return self.take(places[np.argsort(self.born[places], kind="stable")])

    def mask(self, position: int, day: int) -> Column:
        """Which rows were known at a position and true on a day."""
        since, until, known, forgotten = self.edges
        mask = since <= day
        mask &= until > day
        mask &= known <= position
        mask &= forgotten > position
        return mask

    def take(self, places: Column) -> "Dated":
        """Some of the rows."""
        return self._each(lambda column: column[places])

    def without(self, born: Column) -> "Dated":
        """All rows but those of some things."""
        return self.take(np.flatnonzero(~np.isin(self.born, born)))

    def and_also(self, more: "Dated") -> "Dated":
        """These rows, and more."""
        edges = zip(self.edges, more.edges, strict=True)
        return Dated(
            np.concatenate((self.born, more.born)),
            four(np.concatenate(both) for both in edges),
            {n: np.concatenate((c, more.cells[n])) for n, c in self.cells.items()},
        )

    def place(self, born: Column) -> Column:
        """Where each of some things is among these rows, which are sorted by them."""
        if not self.born.size:
            return np.full(born.shape, NOT_KNOWN)
        at = np.minimum(np.searchsorted(self.born, born), self.born.size - 1)
        return np.where(self.born[at] == born, at, NOT_KNOWN)

    @property
    def bytes(self) -> int:
        """How much memory the columns take."""
        return sum(c.nbytes for c in (self.born, *self.edges, *self.cells.values()))

    def _each(self, change: Callable[[Column], Column]) -> "Dated":
        cells = {name: change(column) for name, column in self.cells.items()}
        return Dated(change(self.born), four(map(change, self.edges)), cells)


def four(columns: Iterable[Column]) -> Bounds:
    """Four columns, as which the dates of rows are kept."""
    first, second, third, fourth = columns
    return first, second, third, fourth
