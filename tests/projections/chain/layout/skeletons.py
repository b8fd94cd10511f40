"""Skeletons of pictures at random, and their crossings counted the slow way."""

from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from projections.chain.layout.layers import Layers, Whole


@st.composite
def skeletons(draw: Any) -> Layers:
    """Up to four columns, with lines between neighbours where there are any."""
    counts = draw(st.lists(st.integers(1, 6), min_size=1, max_size=4))
    column = np.repeat(np.arange(len(counts)), counts)
    lines = list[tuple[int, int]]()
    for left in range(len(counts) - 1):
        from_, to = (np.flatnonzero(column == c).tolist() for c in (left, left + 1))
        pairs = st.tuples(st.sampled_from(from_), st.sampled_from(to))
        lines += draw(st.lists(pairs, max_size=10, unique=True))
    weights = [draw(st.sampled_from([1.0, 2.0, 50.0])) for _ in lines]
    return layers_of(column.tolist(), lines, weights)


def layers_of(
    column: list[int], lines: list[tuple[int, int]], weights: list[float] | None = None
) -> Layers:
    ends = np.array(lines, np.int64).reshape(-1, 2)
    weight = np.array(weights if weights is not None else [1.0] * len(lines))
    return Layers(np.array(column, np.int64), ends[:, 0], ends[:, 1], weight)


def slow_crossings(layers: Layers, rank: Whole) -> int:
    """Each pair of lines between the same two columns, one after the other."""
    lines = list(zip(layers.source.tolist(), layers.target.tolist(), strict=True))
    return sum(
        int((rank[a] - rank[c]) * (rank[b] - rank[d]) < 0)
        for (a, b), (c, d) in combinations(lines, 2)
        if layers.column[a] == layers.column[c]
    )


def networkx_order(layers: Layers) -> Whole:
    """The order in which networkx' own layout by columns has its marks: a set's.

    Another order of the same marks, by luck now and then a better one than ours.
    """
    graph: nx.Graph[int] = nx.Graph()
    for mark, column in enumerate(layers.column.tolist()):
        graph.add_node(mark, subset=column)
    graph.add_edges_from(
        zip(layers.source.tolist(), layers.target.tolist(), strict=True)
    )
    at = nx.multipartite_layout(graph)
    rank = np.zeros(layers.column.size, np.int64)
    for column in range(layers.columns):
        marks = layers.of_column(column)
        height = [at[mark][1] for mark in marks.tolist()]
        rank[marks[np.argsort(height, kind="stable")]] = np.arange(marks.size)
    return rank
