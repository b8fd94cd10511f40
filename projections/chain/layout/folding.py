"""Which marks are shown one by one, and which are counted among the others."""

from typing import Final, NamedTuple

import numpy as np

from projections.chain.layout.layers import Flags, Layers, Real, Whole, merged

# More marks than that nobody takes in; the table beside a picture has them all.
MOST: Final = 250
# So many of a column that is unfolded can still be drawn in one piece.
UNFOLDED: Final = 1_000


class Folded(NamedTuple):
    """A skeleton in which the least of a long column stand as one mark.

    `into` is the new number of each old mark; `others` are the new marks that stand
    for several old ones, at most one a column.
    """

    layers: Layers
    into: Whole
    others: Flags


def folded(
    layers: Layers, size: Real, most: int = MOST, unfolded: int | None = None
) -> Folded:
    """At most so many marks: of each column too long for that the largest are kept.

    All columns are cut to one length, but one that is `unfolded`: of that UNFOLDED are
    kept. Of marks as large as each other the older stay.
    """
    kept = _kept(layers, size, _lengths(layers, most, unfolded))
    into = np.cumsum(kept) - 1
    columns = list(layers.column[kept])
    lone = len(columns)
    for column in np.unique(layers.column[~kept]).tolist():
        into[~kept & (layers.column == column)] = len(columns)
        columns.append(column)
    others = np.arange(len(columns)) >= lone
    return Folded(merged(layers, into, np.array(columns, np.int64)), into, others)


def _lengths(layers: Layers, most: int, unfolded: int | None) -> Whole:
    """How long each column may be."""
    counts = np.bincount(layers.column, minlength=layers.columns)
    lengths = np.full(layers.columns, _length(counts, most))
    if unfolded is not None and unfolded < layers.columns:
        lengths[unfolded] = max(UNFOLDED, lengths[unfolded])
    return lengths


def _kept(layers: Layers, size: Real, lengths: Whole) -> Flags:
    counts = np.bincount(layers.column, minlength=layers.columns)
    order = np.lexsort((np.arange(size.size), -size, layers.column))
    first = np.cumsum(counts) - counts
    nth = np.arange(size.size) - first[layers.column[order]]
    kept = np.ones(size.size, bool)
    length = lengths[layers.column[order]]
    is_cut = counts[layers.column[order]] > length
    # What stands for the others has a place of its own in the column.
    kept[order] = ~is_cut | (nth < length - 1)
    return kept


def _length(counts: Whole, most: int) -> int:
    """How long the longest columns may be for all to be no more than so many."""
    longest = int(counts.max(initial=0))
    while longest > 2 and int(np.minimum(counts, longest).sum()) > most:  # noqa: PLR2004 - one and the others
        longest -= 1
    return longest
