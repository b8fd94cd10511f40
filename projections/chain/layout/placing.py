"""How far down each mark stands, so that lines run straight and nothing overlaps."""

from typing import Final

import numpy as np

from projections.chain.layout.layers import Layers, Real, Whole

# By then nothing moves any more that could be seen.
SWEEPS: Final = 30


def placed(layers: Layers, rank: Whole) -> Real:
    """The height of each mark in slots, 0 at the top; at least one apart in a column.

    The longest column is full and stands still; in the others each mark comes as near
    to the mean of its neighbours as its order allows. What nothing pulls down stands at
    the top, where people begin to read.
    """
    columns = [_in_order(layers, rank, each) for each in range(layers.columns)]
    tallest = max((marks.size for marks in columns), default=0)
    height = np.zeros(rank.size)
    for marks in columns:
        height[marks] = np.arange(marks.size)
    for sweep in range(SWEEPS):
        for marks in columns if sweep % 2 == 0 else reversed(columns):
            wanted = _wanted(layers, height)[marks]
            height[marks] = apart(wanted, tallest)
    return height


def apart(wanted: Real, tallest: int) -> Real:
    """The heights nearest to those wanted that rise by one or more, within bounds.

    Least squares under an order: pools of adjacent violators (Ayer, M., Brunk, H. D.,
    Ewing, G. M., Reid, W. T. and Silverman, E. (1955), An Empirical Distribution
    Function for Sampling with Incomplete Information, Annals of Mathematical Statistics
    26(4), 641-647, doi:10.1214/aoms/1177728423; as others cite it, not seen).
    """
    step = np.arange(wanted.size, dtype=float)
    pools: list[tuple[float, int]] = []
    for each in (wanted - step).tolist():
        mean, count = each, 1
        while pools and pools[-1][0] > mean:
            above, many = pools.pop()
            mean = (above * many + mean * count) / (many + count)
            count += many
        pools.append((mean, count))
    means: Real = np.repeat([mean for mean, _ in pools], [count for _, count in pools])
    height: Real = np.clip(means, 0, tallest - wanted.size) + step
    return height


def _in_order(layers: Layers, rank: Whole, column: int) -> Whole:
    marks = layers.of_column(column)
    return marks[np.argsort(rank[marks], kind="stable")]


def _wanted(layers: Layers, height: Real) -> Real:
    """The mean of the neighbours of each mark on both sides; its own without any."""
    size, weight = height.size, layers.weight
    pull = np.bincount(layers.source, weight * height[layers.target], size)
    pull += np.bincount(layers.target, weight * height[layers.source], size)
    whole = np.bincount(layers.source, weight, size)
    whole += np.bincount(layers.target, weight, size)
    return np.where(whole > 0, pull / np.where(whole > 0, whole, 1), height)
