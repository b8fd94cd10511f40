"""The shape of chains: who is passed through, who meets where, what is a circle."""

from collections.abc import Iterator
from typing import NamedTuple

import networkx as nx
import numpy as np

from projections.chain.measures.forest import NOT_KNOWN, Flags, Forest, Whole, sums


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
    (Freeman, L. C. (1977), A Set of Measures of Centrality Based on Betweenness,
    Sociometry 40(1), 35-41, doi:10.2307/3033543; as cited), which for money mean
    nothing.
    """
    under = np.where(forest.tier > 1, forest.value - forest.retained, 0)
    return sums(forest.organisation, under, forest.organisations)


def diamonds(forest: Forest) -> list[Diamond]:
    """Organisations on which chains of different leads rest, by what overlaps.

    For s at tier 2 or below: n leads of contracts that hold it make n (n - 1) / 2 pairs
    of rivals that both rely on s. Of contracts without a known lead nothing is said.
    Ang, E., Iancu, D. A. and Swinney, R. (2017), Disruption Risk and Optimal Sourcing
    in Multitier Supply Networks, Management Science 63(8), 2397-2419,
    doi:10.1287/mnsc.2016.2471; seen: their diamond-shaped chain is of tier 1 suppliers
    that share one of tier 2.
    """
    lead = leads(forest)
    below = slice(int(np.searchsorted(forest.tier, 2)), None)
    contract, firm = forest.contract[below], forest.organisation[below]
    some = (firm >= 0) & (lead[contract] >= 0)
    contract, firm = contract[some], firm[some]
    wide, width = forest.worth.size.bit_length(), forest.organisations.bit_length()
    held = _each_once((firm << width | lead[contract]) << wide | contract)
    if not held.size:
        return []
    worth = np.maximum(forest.worth, 0)[held & (1 << wide) - 1]
    pairs = held >> wide
    first = np.flatnonzero(np.diff(pairs, prepend=-1))
    by_lead, of = np.add.reduceat(worth, first), pairs[first] >> width
    start = np.flatnonzero(np.diff(of, prepend=-1))
    counts = np.diff(start, append=of.size)
    largest, whole = (
        np.maximum.reduceat(by_lead, start),
        np.add.reduceat(by_lead, start),
    )
    found = (
        Diamond(int(s), int(n), int(n) * (int(n) - 1) // 2, int(w - most))
        for s, n, w, most in zip(of[start], counts, whole, largest, strict=True)
        if n > 1
    )
    return sorted(found, key=lambda each: (-each.overlap, -each.pairs))


def leads(forest: Forest) -> Whole:
    """Who leads each contract: whoever stands first at tier 1; NOT_KNOWN for nobody."""
    lead = np.full(forest.worth.size, NOT_KNOWN)
    tops = np.flatnonzero(forest.tier == 1)[::-1]
    lead[forest.contract[tops]] = forest.organisation[tops]
    return lead


def leads_as_one(forest: Forest, essential_below: Flags) -> Whole:
    """The leads, those that rest on the same essential place below counted as one.

    For each organisation the least of those with which it is one; others stand for
    themselves. The effective number of what these are paid is the real number of leads.
    """
    lead = leads(forest)
    below = essential_below & (forest.tier > 1) & (forest.organisation >= 0)
    below &= lead[forest.contract] >= 0
    top, under = lead[forest.contract[below]], forest.organisation[below]
    one = np.arange(forest.organisations)
    while True:
        # Through each of those below goes the least of all that rest on it.
        least = np.arange(forest.organisations)
        least[under] = forest.organisations
        np.minimum.at(least, under, one[top])
        joined = one.copy()
        np.minimum.at(joined, top, least[under])
        if (joined == one).all():
            return one
        one = joined


def own_circles(forest: Forest) -> Whole:
    """The places whose holder stands above itself in the same contract: their numbers.

    A sign of margins stacked, and of risk that comes back; a finding wherever it is.
    """
    found = np.zeros(forest.contract.size, bool)
    firm = forest.organisation
    places = np.flatnonzero((forest.parent >= 0) & (firm >= 0))
    above = forest.parent[places]
    while places.size:
        found[places[firm[above] == firm[places]]] = True
        above = forest.parent[above]
        further = (above >= 0) & ~found[places]
        places, above = places[further], above[further]
    return np.flatnonzero(found)


def circles_across(forest: Forest, most: int = 4) -> Iterator[list[int]]:
    """Circles of payment across contracts of up to so many organisations.

    No finding by themselves: in a merged graph they are to be expected. The elementary
    circuits of Johnson, D. B. (1975), Finding All the Elementary Circuits of a Directed
    Graph, SIAM Journal on Computing 4(1), 77-84, doi:10.1137/0204007; as cited.
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
