"""The skeleton of a picture: marks in columns, lines between neighbouring columns."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
Real = NDArray[np.float64]


class Layers(NamedTuple):
    """Marks by their column, from 0 at the left; lines by the marks at their ends.

    A line runs from a mark to one in the next column; `weight` is how much it wants to
    run straight. The order of the marks in the arrays is what decides where nothing
    else does, so it has to be one that stays: the age of what they stand for.
    """

    column: Whole
    source: Whole
    target: Whole
    weight: Real

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return int(self.column.max(initial=-1)) + 1

    def of_column(self, column: int) -> Whole:
        """The marks of a column."""
        return np.flatnonzero(self.column == column)


def merged(layers: Layers, into: Whole, columns: Whole) -> Layers:
    """The skeleton with marks put together: `into` is the new number of each.

    Lines between the same two marks become one, of their whole weight.
    """
    size = max(columns.size, 1)
    pairs = into[layers.source] * size + into[layers.target]
    kept, at = np.unique(pairs, return_inverse=True)
    weight = np.bincount(at, layers.weight, kept.size).astype(float)
    return Layers(columns, kept // size, kept % size, weight)
