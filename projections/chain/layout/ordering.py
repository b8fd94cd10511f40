"""In which order marks stand in their columns, so that few lines cross."""

from typing import Final

import numpy as np

from projections.chain.layout.layers import Layers, Real, Whole

SWEEPS: Final = 24
# So many sweeps in a row that mend nothing are the last.
PATIENCE: Final = 6


def ordered(layers: Layers) -> Whole:
    """The place of each mark in its column, from 0 at the top.

    Barycentres, swept to and fro: each mark moves to the weighted mean of its
    neighbours in the column before, which has its new order by then (as Gauss and
    Seidel solve equations; with the old order there were four times as many crossings).
    The best order met is kept. The same skeleton always gives the same order.
    Sugiyama, K., Tagawa, S. and Toda, M. (1981), Methods for Visual Understanding of
    Hierarchical System Structures, IEEE Transactions on Systems, Man, and Cybernetics
    11(2), 109-125, doi:10.1109/TSMC.1981.4308636; as others cite it, not seen.
    """
    rank = first_order(layers)
    best, fewest, since = rank, crossings(layers, rank), 0
    height = _heights(layers, rank)
    for sweep in range(SWEEPS):
        if not fewest or since >= PATIENCE:
            break
        height = _swept(layers, height, rightward=sweep % 2 == 0)
        rank = _ranks(layers, height)
        count = crossings(layers, rank)
        since += 1
        if count < fewest:
            best, fewest, since = rank, count, 0
    return best


def first_order(layers: Layers) -> Whole:
    """The order in which the marks are given, column by column."""
    return _ranks(layers, np.arange(layers.column.size, dtype=float))


def crossings(layers: Layers, rank: Whole) -> int:
    """How many pairs of lines cross, of lines between the same two columns.

    Those that share an end do not.
    """
    count = 0
    column = layers.column[layers.source]
    for each in range(layers.columns - 1):
        lines = np.flatnonzero(column == each)
        left, right = rank[layers.source[lines]], rank[layers.target[lines]]
        count += inversions(right[np.lexsort((right, left))])
    return count


def inversions(values: Whole) -> int:
    """How many pairs of whole numbers from 0 up stand the wrong way round.

    Bit by bit from the highest: among numbers that are alike so far, each with the bit
    that comes before one without is such a pair. One pass a bit.
    """
    count, group = 0, np.zeros(values.size, np.int64)
    for bit in reversed(range(int(values.max(initial=0)).bit_length())):
        has = (values >> bit) & 1
        before = np.cumsum(has) - has
        starts = np.flatnonzero(np.diff(group, prepend=-1))
        offset = np.repeat(before[starts], np.diff(starts, append=values.size))
        count += int((before - offset)[has == 0].sum())
        group = group * 2 + has
        order = np.argsort(group, kind="stable")
        values, group = values[order], group[order]
    return count


def _swept(layers: Layers, height: Real, *, rightward: bool) -> Real:
    """Heights after each column in turn has looked at the one before it."""
    ends = (layers.source, layers.target)
    near, own = ends if rightward else ends[::-1]
    height, size = height.copy(), layers.column.size
    columns = range(layers.columns)
    weight = np.bincount(own, layers.weight, size)
    for each in columns if rightward else reversed(columns):
        lines = np.flatnonzero(layers.column[own] == each)
        pulls = layers.weight[lines] * height[near[lines]]
        pull = np.bincount(own[lines], pulls, size)
        marks = layers.of_column(each)
        held = weight[marks] > 0
        wanted = np.where(held, pull[marks] / np.where(held, weight[marks], 1), -1)
        wanted = np.where(held, wanted, height[marks])
        sorted_marks = marks[np.argsort(wanted, kind="stable")]
        height[sorted_marks] = _spread(marks.size)
    return height


def _spread(count: int) -> Real:
    """Heights from 0 to 1, evenly apart."""
    return (np.arange(count) + 0.5) / max(count, 1)


def _heights(layers: Layers, rank: Whole) -> Real:
    height = np.zeros(rank.size)
    for column in range(layers.columns):
        marks = layers.of_column(column)
        height[marks] = _spread(marks.size)[rank[marks]]
    return height


def _ranks(layers: Layers, height: Real) -> Whole:
    rank = np.zeros(layers.column.size, np.int64)
    for column in range(layers.columns):
        marks = layers.of_column(column)
        rank[marks[np.argsort(height[marks], kind="stable")]] = np.arange(marks.size)
    return rank
