"""Shapes of chains once more, on plain trees and on graphs with a node a firm."""

from collections.abc import Sequence
from itertools import combinations, pairwise, permutations
from typing import Any

import networkx as nx

from tests.projections.chain.twins import Book, Spot


def is_in_circle(spot: Spot) -> bool:
    """Whether a place has its own holder above it."""
    above = spot.above
    while above is not None:
        if above.firm == spot.firm >= 0:
            return True
        above = above.above
    return False


def leads_as_one(book: Book) -> list[int]:
    """For each firm the least of the leads that stand on the same essential places."""
    graph: nx.Graph[Any] = nx.Graph()
    for spot in book.spots():
        lead = book.tops[spot.contract][0].firm
        if spot.tier > 1 and spot.firm >= 0 and spot.essential is True and lead >= 0:
            graph.add_edge(("lead", lead), ("below", spot.firm))
    one = list(range(book.firms))
    for joined in nx.connected_components(graph):
        leads = [firm for side, firm in joined if side == "lead"]
        for lead in leads:
            one[lead] = min(leads)
    return one


def turned(circle: Sequence[int]) -> tuple[int, ...]:
    """A circle from the least of its firms on."""
    first = circle.index(min(circle))
    return (*circle[first:], *circle[:first])


def circles_across(book: Book, most: int = 4) -> list[tuple[int, ...]]:
    """Every way round of up to so many firms that pay each other: all are tried."""
    pays = {
        (spot.above.firm, spot.firm)
        for spot in book.spots()
        if spot.above and spot.above.firm >= 0 and spot.firm >= 0
    }
    found = [
        (least, *rest)
        for size in range(2, most + 1)
        for least, *others in combinations(range(book.firms), size)
        for rest in permutations(others)
        if all(pair in pays for pair in pairwise((least, *rest, least)))
    ]
    return sorted(found)
