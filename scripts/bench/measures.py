"""Measures of supply chains: kernels beside networkx in one run, then over HTTP.

Chains are made up: contracts of log-normal value, leads and subcontractors by a law of
few large and many small, down to five tiers.
"""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from time import perf_counter
from typing import Final

import networkx as nx
import numpy as np

from projections.chain.measures import concentration, dependence, payment, structure
from projections.chain.measures.dependence import Alternatives
from projections.chain.measures.forest import NOT_KNOWN, Forest, Places, forest
from scripts.bench.chains import CONTRACTS, SEATS, seeded
from scripts.bench.load import Asked, drive
from scripts.bench.measuring import (
    NAMES,
    Effort,
    Figures,
    Row,
    Table,
    Target,
    interleaved,
)
from scripts.bench.servers import our_server
from scripts.places import register_on

SIZES: Final = (1_000, 10_000)
BELOW: Final = 8
FIRMS_A_CONTRACT: Final = 0.5
MILLISECONDS: Final = 1_000.0
WANTED_RATIO: Final = 100.0
WANTED_MS: Final = 50.0


def run(store: str, effort: Effort) -> Table:
    """The kernels at some sizes, networkx at the same, and two questions over HTTP."""
    rows, ratios = list[Row](), dict[str, float]()
    for size in SIZES:
        chains = made_up(size)
        # To build the graph takes networkx longer than to measure: it is not counted.
        graph = _as_graph(chains)
        ways = {
            name: partial(_timed, partial(way, chains))
            for name, way in (*OURS.items(), ("one pass", _floor))
        }
        ways |= {n: partial(_timed, partial(way, graph)) for n, way in THEIRS.items()}
        found = interleaved(ways, effort.rounds)
        floor = found["one pass"]["ms"]
        for name in OURS:
            ours, theirs = found[name]["ms"], found.get(f"networkx: {name}")
            slower = theirs["ms"] / ours if theirs else None
            told = "" if slower is None else f"{slower:,.0f}x"
            ratios |= {} if slower is None else {f"{name} at {size:,}": slower}
            cells = (f"{ours:.2f}", told, f"{ours / floor:.1f}x")
            rows.append(Row(f"{name}, {size:,} contracts", cells))
    served = _served(store, effort)
    rows += [
        Row(f"{name} over HTTP, p95", (f"{each['p95']:.1f}", "", ""))
        for name, each in served.items()
    ]
    targets = [
        Target(f"{name}, against networkx", WANTED_RATIO, found_)
        for name, found_ in ratios.items()
        if name.endswith(f"{SIZES[-1]:,}")
    ]
    targets += [
        Target(f"{name}, p95", WANTED_MS, each["p95"], at_most=True, unit="ms")
        for name, each in served.items()
    ]
    note = (
        f"{BELOW} places below each lead on average; over HTTP {CONTRACTS:,} contracts"
        f" with {SEATS} seats each and one client. Medians of {effort.rounds} rounds."
    )
    head = ("measure", "ms", "networkx is slower", "of one pass of numpy")
    return Table(f"Supply chain measures, {NAMES[store]}", head, rows, targets, (note,))


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


def _timed(way: Callable[[], object]) -> Figures:
    began = perf_counter()
    way()
    return {"ms": (perf_counter() - began) * MILLISECONDS}


def _floor(chains: Forest) -> object:
    return np.bincount(chains.organisation, chains.retained)


def _nobody() -> Alternatives:
    nothing = np.zeros(0, np.int64)
    return Alternatives(nothing, nothing, nothing)


def _at_risk(chains: Forest) -> object:
    pairs = dependence.single_failures(chains, _nobody())
    return dependence.at_risk(chains, pairs)


OURS: Final[Mapping[str, Callable[[Forest], object]]] = {
    "look-through HHI": lambda of: concentration.hhi(*concentration.look_through(of)),
    "cumulative days": payment.cumulative_days,
    "value at risk of every organisation": _at_risk,
    "pass-through": structure.passed_through,
    "diamonds": structure.diamonds,
}


def _as_graph(chains: Forest) -> "nx.DiGraph[int]":
    graph: nx.DiGraph[int] = nx.DiGraph()
    rows = zip(
        chains.parent.tolist(),
        chains.organisation.tolist(),
        chains.value.tolist(),
        chains.days.tolist(),
        chains.waits.tolist(),
        strict=True,
    )
    for place, (above, firm, value, days, waits) in enumerate(rows):
        graph.add_node(place, firm=firm, value=value, days=days, waits=waits)
        if above >= 0:
            graph.add_edge(above, place)
    return graph


def _their_hhi(graph: "nx.DiGraph[int]") -> object:
    kept = dict[int, int]()
    for node, said in graph.nodes(data=True):
        rest = said["value"] - sum(graph.nodes[n]["value"] for n in graph[node])
        kept[said["firm"]] = kept.get(said["firm"], 0) + rest
    total = sum(kept.values())
    return sum((value / total) ** 2 for value in kept.values())


def _their_days(graph: "nx.DiGraph[int]") -> object:
    days = dict[int, int]()
    for node in nx.topological_sort(graph):
        said = graph.nodes[node]
        above = next(iter(graph.pred[node]), None)
        waits = said["waits"] and above is not None
        days[node] = said["days"] + (days[above] if waits and above is not None else 0)
    return max(days.values())


THEIRS: Final[Mapping[str, Callable[["nx.DiGraph[int]"], object]]] = {
    "networkx: look-through HHI": _their_hhi,
    "networkx: cumulative days": _their_days,
}


def _served(store: str, effort: Effort) -> dict[str, dict[str, float]]:
    """How soon failure and concentration are answered, one client asking."""
    with ExitStack() as stack:
        home = stack.enter_context(register_on(store))
        _, key, firms = seeded(home)
        server = stack.enter_context(our_server(home))
        root = "/v1/supply-chain"
        paths = {
            "failure": [f"{root}/failure?organisation={firm}" for firm in firms[:50]],
            "concentration": [f"{root}/concentration"],
        }
        ways = {
            name: partial(_asked, Asked(server, key, "GET", some), effort.seconds)
            for name, some in paths.items()
        }
        return interleaved(ways, effort.rounds)


def _asked(asked: Asked, seconds: float) -> Figures:
    return drive(asked, 1, seconds)._asdict()
