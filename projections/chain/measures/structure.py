"""The shape of chains: who is passed through, who meets where, what is a circle."""

from collections.abc import Iterator
from typing import NamedTuple

import networkx as nx
import numpy as np

from projections.chain.measures.forest import Flags, Forest, Whole, sums


class Diamond(NamedTuple):
    """An organisation below several leads: how many pairs of these meet in it.

    `overlap` is the value of the contracts that hold it, less those of the largest of
    the leads; pence.
    """

    organisation: int
    leads: int
    pairs: int
    overlap: int


def passed_through(forest: Forest) -> Whole:
    """What each organisation is paid below tier 1 and pays on; pence.

    B_j = the sum over its places at tier 2 and below of value less retained: how much
    money of others runs through it. In the place of the betweenness of shortest paths
    (Freeman, L. C. (1977), Sociometry 40(1), 35-41), which for money mean nothing.
    """
    under = np.where(forest.tier > 1, forest.value - forest.retained, 0)
    return sums(forest.organisation, under, forest.organisations)


def diamonds(forest: Forest) -> list[Diamond]:
    """Organisations on which chains of different leads rest, by what overlaps.

    For s at tier 2 or below: n leads of contracts that hold it make n (n - 1) / 2 pairs
    of rivals that both rely on s. Of contracts without a known lead nothing is said.
    Ang, E., Iancu, D. A. and Swinney, R. (2017), Disruption Risk and Optimal Sourcing
    in Multitier Supply Networks, Management Science 63(8), 2397-2419.
    """
    lead = np.full(forest.worth.size, -1)
    tops = np.flatnonzero(forest.tier == 1)[::-1]
    lead[forest.contract[tops]] = forest.organisation[tops]
    some = (forest.tier > 1) & (forest.organisation >= 0) & (lead[forest.contract] >= 0)
    size = max(forest.worth.size, 1)
    held = _each_once(forest.organisation[some] * size + forest.contract[some])
    firm, contract = held // size, held % size
    firms = max(forest.organisations, 1)
    pairs = firm * firms + lead[contract]
    order = np.argsort(pairs, kind="stable")
    pairs = pairs[order]
    if not pairs.size:
        return []
    worth = np.maximum(forest.worth, 0)[contract][order]
    first = np.flatnonzero(np.diff(pairs, prepend=-1))
    by_lead, of = np.add.reduceat(worth, first), pairs[first] // firms
    start = np.flatnonzero(np.diff(of, prepend=-1))
    leads = np.diff(start, append=of.size)
    largest, whole = (
        np.maximum.reduceat(by_lead, start),
        np.add.reduceat(by_lead, start),
    )
    found = (
        Diamond(int(s), int(n), int(n) * (int(n) - 1) // 2, int(w - most))
        for s, n, w, most in zip(of[start], leads, whole, largest, strict=True)
        if n > 1
    )
    return sorted(found, key=lambda each: (-each.overlap, -each.pairs))


def leads_as_one(forest: Forest, essential_below: Flags) -> Whole:
    """The leads, those that rest on the same essential place below counted as one.

    For each organisation the least of those with which it is one; others stand for
    themselves. The effective number of what these are paid is the real number of leads.
    """
    graph: nx.Graph[int] = nx.Graph()
    lead = np.full(forest.worth.size, -1)
    tops = np.flatnonzero(forest.tier == 1)[::-1]
    lead[forest.contract[tops]] = forest.organisation[tops]
    below = essential_below & (forest.tier > 1) & (forest.organisation >= 0)
    pairs = zip(lead[forest.contract[below]], forest.organisation[below], strict=True)
    # Those below are numbered on from the leads: a firm may be both.
    graph.add_edges_from(
        (int(a), forest.organisations + int(b)) for a, b in pairs if a >= 0
    )
    one = np.arange(forest.organisations)
    for group in nx.connected_components(graph):
        leads = [each for each in group if each < forest.organisations]
        one[leads] = min(leads)
    return one


def own_circles(forest: Forest) -> Whole:
    """The places whose holder stands above itself in the same contract: their numbers.

    A sign of margins stacked, and of risk that comes back; a finding wherever it is.
    """
    found = np.zeros(forest.contract.size, bool)
    above = forest.parent.copy()
    while (has := above >= 0).any():
        same = forest.organisation[np.maximum(above, 0)] == forest.organisation
        found |= has & same & (forest.organisation >= 0)
        above = np.where(has, forest.parent[np.maximum(above, 0)], -1)
    return np.flatnonzero(found)


def circles_across(forest: Forest, most: int = 4) -> Iterator[list[int]]:
    """Circles of payment across contracts of up to so many organisations.

    No finding by themselves: in a merged graph they are to be expected. The elementary
    circuits of Johnson, D. B. (1975), Finding All the Elementary Circuits of a Directed
    Graph, SIAM Journal on Computing 4(1), 77-84.
    """
    graph: nx.DiGraph[int] = nx.DiGraph()
    has = (forest.parent >= 0) & (forest.organisation >= 0)
    payer = forest.organisation[forest.parent[has]]
    pairs = zip(payer.tolist(), forest.organisation[has].tolist(), strict=True)
    graph.add_edges_from((a, b) for a, b in pairs if a >= 0 and a != b)
    yield from nx.simple_cycles(graph, length_bound=most)


def _each_once(keys: Whole) -> Whole:
    keys = np.sort(keys)
    return keys[np.flatnonzero(np.diff(keys, prepend=-1))]
