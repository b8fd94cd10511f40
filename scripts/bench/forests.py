"""Chains that are made up, as columns and as graphs of networkx, and what both measure.

Contracts of log-normal value, leads and subcontractors by a law of few large and many
small, down to five tiers and more.
"""

from collections.abc import Callable, Mapping
from typing import Final

import networkx as nx
import numpy as np

from projections.chain.measures import (
    concentration,
    coverage,
    dependence,
    payment,
    reliance,
    structure,
    transfer,
)
from projections.chain.measures.dependence import Pairs
from projections.chain.measures.forest import NOT_KNOWN, YES, Forest, Places, forest
from projections.chain.measures.standing_in import Alternatives

BELOW: Final = 8
FIRMS_A_CONTRACT: Final = 0.5
Graph = nx.DiGraph
Kernel = Callable[[Forest], object]


def made_up(contracts: int) -> Forest:
    """Chains of so many contracts; the same ones each time."""
    chance = np.random.default_rng(7)
    below = chance.poisson(BELOW, contracts)
    count, firms = int(below.sum()), int(contracts * FIRMS_A_CONTRACT)
    of = np.repeat(np.arange(contracts), below)
    nth = np.arange(count) - np.repeat(np.cumsum(below) - below, below)
    above = np.where(
        nth < 2,  # noqa: PLR2004 - the first two stand right under the lead
        of,
        contracts + np.arange(count) - 1 - chance.integers(0, np.maximum(nth, 1)),
    )
    holders = np.minimum(chance.zipf(1.6, contracts + count), firms) - 1
    size = contracts + count
    worth = (chance.lognormal(13, 1.6, contracts)).astype(np.int64)
    tops = np.full(contracts, NOT_KNOWN)
    said = Places(
        np.concatenate((np.arange(contracts), of)),
        holders,
        np.concatenate((tops, above)),
        np.concatenate((worth, np.full(count, NOT_KNOWN))),
        np.concatenate((tops, chance.integers(50_000, 300_000, count))),
        chance.random(size) < 0.5,  # noqa: PLR2004 - of every other the end is known
        chance.integers(7, 90, size),
        chance.integers(0, 2, size),
        chance.integers(-1, 2, size),
    )
    return forest(said, worth, firms)


def nobody() -> Alternatives:
    """Nobody who could take over anything."""
    nothing = np.zeros(0, np.int64)
    return Alternatives(nothing, nothing, nothing)


def one_pass(chains: Forest) -> object:
    """One pass of numpy over all places: what kernels are held against."""
    return np.bincount(chains.organisation, chains.retained)


def pairs_of(chains: Forest) -> Pairs:
    """Every organisation in every contract that it holds a place of."""
    return dependence.single_failures(chains, nobody())


def at_risk(chains: Forest) -> object:
    """The value at risk of every organisation, from the chains up."""
    return dependence.at_risk(chains, pairs_of(chains))


def _kind(chains: Forest) -> object:
    every = np.ones(chains.contract.size, bool)
    flag = np.arange(chains.organisations) % 2
    return payment.share_with(chains, flag, every)


# What is one or two passes over the seats: these are held to targets.
OF_SEATS: Final[Mapping[str, Kernel]] = {
    "direct HHI": lambda of: concentration.hhi(*concentration.direct(of)),
    "look-through HHI": lambda of: concentration.hhi(*concentration.look_through(of)),
    "cumulative days": payment.cumulative_days,
    "pass-through": structure.passed_through,
}
KERNELS: Final[Mapping[str, Kernel]] = {
    **OF_SEATS,
    "value at risk of every organisation": at_risk,
    "places late by tier": payment.late_by_tier,
    "who lends to whom": payment.funded,
    "what each organisation lends": payment.lent_by,
    "share of a kind of firm": _kind,
    "what part of turnover is ours": lambda of: reliance.reliance(
        reliance.kept(of), np.full(of.organisations, 100_000_000)
    ),
    "coverage by tier": coverage.seen_by_tier,
    "exit path and float": lambda of: transfer.exit_path(of, of.days),
    "risk against money": lambda of: transfer.hoover(of, of.essential),
    "diamonds": structure.diamonds,
    "leads as one": lambda of: structure.leads_as_one(of, of.essential == YES),
    "own circles": structure.own_circles,
}


def as_graph(chains: Forest) -> "nx.DiGraph[int]":
    """The places as nodes with what is known of them, each under that which pays it."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    rows = zip(
        chains.contract.tolist(),
        chains.organisation.tolist(),
        chains.parent.tolist(),
        chains.value.tolist(),
        chains.unseen.tolist(),
        chains.days.tolist(),
        chains.waits.tolist(),
        chains.essential.tolist(),
        strict=True,
    )
    names = ("contract", "firm", "above", "value", "unseen", "days", "waits", "needed")
    for place, row in enumerate(rows):
        graph.add_node(place, **dict(zip(names, row, strict=True)))
        if row[2] >= 0:
            graph.add_edge(row[2], place)
    return graph


def _squares(amounts: Mapping[int, int], gone: int) -> float:
    total = sum(amounts.values()) + gone
    return 10_000 * sum((value / total) ** 2 for value in amounts.values())


def _their_direct(graph: "nx.DiGraph[int]") -> object:
    paid = dict[int, int]()
    for node, said in graph.nodes(data=True):
        if not graph.in_degree(node):
            paid[said["firm"]] = paid.get(said["firm"], 0) + said["value"]
    return _squares(paid, 0)


def _their_look_through(graph: "nx.DiGraph[int]") -> object:
    kept, gone = dict[int, int](), 0
    for node, said in graph.nodes(data=True):
        rest = said["value"] - sum(graph.nodes[n]["value"] for n in graph[node])
        if said["unseen"]:
            gone += rest
        else:
            kept[said["firm"]] = kept.get(said["firm"], 0) + rest
    return _squares(kept, gone)


def _their_days(graph: "nx.DiGraph[int]") -> object:
    days = dict[int, int]()
    for node in nx.topological_sort(graph):
        said = graph.nodes[node]
        above = next(iter(graph.pred[node]), None)
        waits = said["waits"] and above is not None
        days[node] = said["days"] + (days[above] if waits and above is not None else 0)
    return days


def _their_pass_through(graph: "nx.DiGraph[int]") -> object:
    through = dict[int, int]()
    for node, said in graph.nodes(data=True):
        if graph.in_degree(node):
            on = sum(graph.nodes[n]["value"] for n in graph[node])
            through[said["firm"]] = through.get(said["firm"], 0) + on
    return through


THEIRS: Final[Mapping[str, Callable[["nx.DiGraph[int]"], object]]] = {
    "direct HHI": _their_direct,
    "look-through HHI": _their_look_through,
    "cumulative days": _their_days,
    "pass-through": _their_pass_through,
}
