"""Where each place of a chain is drawn: tiers left to right, whoever holds it above.

A drawing has so many rows at most; a longer chain has several, each with everybody who
stands above what is in it.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import networkx as nx

Json = dict[str, Any]
# So low that a drawing leaves little of the page before it empty.
ROWS = 8


class Place(NamedTuple):
    """A place: its name, what is said below the name, and whether it stands out."""

    name: str
    note: str
    marked: bool


def drawings(
    places: dict[str, Place], above: dict[str, str], rows: int = ROWS
) -> list[Json]:
    """The drawings of a chain, whose one top is in `places` and not in `above`.

    Each has `nodes` with a layer and a row (a fraction where it stands between those
    below it), `edges` between them by their index, and how many rows and layers.
    """
    tree: nx.DiGraph[str] = nx.DiGraph()
    tree.add_nodes_from(places)
    tree.add_edges_from((parent, child) for child, parent in above.items())
    layers = {
        one: depth
        for depth, layer in enumerate(nx.topological_generations(tree))
        for one in layer
    }
    (top,) = (one for one in places if one not in above)
    order = [
        one for one in nx.dfs_preorder_nodes(tree, top) if not tree.out_degree(one)
    ]
    return [_drawing(tree, layers, places, leaves) for leaves in _batches(order, rows)]


def _drawing(
    tree: "nx.DiGraph[str]",
    layers: dict[str, int],
    places: dict[str, Place],
    leaves: Sequence[str],
) -> Json:
    row: dict[str, float] = {one: float(at) for at, one in enumerate(leaves)}
    shown = set(leaves)
    for leaf in leaves:
        shown |= nx.ancestors(tree, leaf)
    for one in sorted(shown - row.keys(), key=lambda each: -layers[each]):
        below = [row[each] for each in tree.successors(one) if each in row]
        row[one] = (min(below) + max(below)) / 2
    order = sorted(shown, key=lambda one: (layers[one], row[one]))
    index = {one: at for at, one in enumerate(order)}
    return {
        "rows": len(leaves),
        "layers": max(layers[one] for one in order) + 1,
        "nodes": [
            {**places[one]._asdict(), "layer": layers[one], "row": row[one]}
            for one in order
        ],
        "edges": [
            [index[a], index[b]] for a, b in tree.edges if a in index and b in index
        ],
    }


def _batches(order: Sequence[str], size: int) -> Iterator[list[str]]:
    left = iter(order)
    while batch := list(islice(left, size)):
        yield batch
