"""The page of all supply chains: its weight, and how long server and layout take."""

from contextlib import ExitStack, closing
from functools import partial
from http.client import HTTPConnection
from statistics import median
from time import perf_counter
from typing import Final

import networkx as nx
import numpy as np

from projections.chain.layout.folding import folded
from projections.chain.layout.layers import Layers
from projections.chain.layout.ordering import crossings, first_order, ordered
from projections.chain.layout.placing import placed
from scripts.bench.chains import seeded
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

# How many contracts and firms make about so many marks.
SIZES: Final = {"40": (6, 12), "300": (60, 60), "3,000": (1_000, 400)}
COLUMNS: Final = 5
MOST_MS: Final = 150.0
MOST_KB: Final = 60.0
A_THOUSAND: Final = 1_000.0
PAGE: Final = "/supply-chain"


def run(store: str, effort: Effort) -> Table:
    """The page at three sizes over HTTP; the layout alone beside that of networkx."""
    rows, targets = list[Row](), list[Target]()
    for name, (contracts, firms) in SIZES.items():
        found = _served(store, contracts, firms, effort.rounds)
        marks = int(name.replace(",", ""))
        layers = skeleton(marks)
        ways = {
            "ours": partial(_timed, layers, ours=True),
            "theirs": partial(_timed, layers, ours=False),
        }
        laid = interleaved(ways, effort.rounds)
        fewer = [crossings(layers, way(layers)) for way in (ordered, first_order)]
        cells = (
            f"{found['kb']:.1f}",
            f"{found['p50']:.0f}",
            f"{found['p95']:.0f}",
            f"{laid['ours']['ms']:.1f}",
            f"{laid['theirs']['ms']:.1f}",
            f"{fewer[0]:,} of {fewer[1]:,}",
        )
        rows.append(Row(f"about {name} marks", cells))
        most = partial(Target, at_most=True)
        if name == "300":
            targets += [
                most("page of 300 marks, packed", MOST_KB, found["kb"], unit="KB"),
                most("page of 300 marks, p95", MOST_MS, found["p95"], unit="ms"),
            ]
    note = (
        "One client, the page with picture and table; packed with gzip. The layout"
        " alone, cut to 250 marks, beside multipartite_layout of networkx, which orders"
        " nothing; crossings of all marks, in our order and in that of entry."
    )
    head = ("page", "KB", "p50 ms", "p95 ms", "layout ms", "networkx ms", "crossings")
    return Table(f"Pictures, {NAMES[store]}", head, rows, targets, (note,))


def skeleton(marks: int) -> Layers:
    """Marks in five columns with lines between neighbours; the same ones each time."""
    chance = np.random.default_rng(5)
    column = np.sort(chance.integers(0, COLUMNS, marks))
    source, target = list[int](), list[int]()
    for left in range(COLUMNS - 1):
        from_, to = (np.flatnonzero(column == each) for each in (left, left + 1))
        source += chance.choice(from_, to.size * 3 // 2).tolist()
        target += np.resize(to, to.size * 3 // 2).tolist()
    weight = chance.lognormal(3, 1, len(source))
    return Layers(column, np.array(source), np.array(target), weight)


def _timed(layers: Layers, *, ours: bool) -> Figures:
    began = perf_counter()
    if ours:
        size = np.bincount(layers.target, layers.weight, layers.column.size) * 1.0
        cut = folded(layers, size).layers
        placed(cut, ordered(cut))
    else:
        graph: nx.Graph[int] = nx.Graph()
        for mark, column in enumerate(layers.column.tolist()):
            graph.add_node(mark, subset=column)
        lines = zip(layers.source.tolist(), layers.target.tolist(), strict=True)
        graph.add_edges_from(lines)
        nx.multipartite_layout(graph)
    return {"ms": (perf_counter() - began) * A_THOUSAND}


def _served(store: str, contracts: int, firms: int, rounds: int) -> Figures:
    """What the page weighs, and how long it takes once it has been asked for before."""
    with ExitStack() as stack:
        home = stack.enter_context(register_on(store))
        _, key, _ = seeded(home, contracts, firms)
        server = stack.enter_context(our_server(home))
        client = HTTPConnection("127.0.0.1", server.port, timeout=120)
        stack.enter_context(closing(client))
        took, size = list[float](), 0
        for nth in range(10 * rounds + 1):
            began = perf_counter()
            size = _asked(client, key)
            if nth:  # the first builds what is kept
                took.append((perf_counter() - began) * A_THOUSAND)
    return {
        "p50": median(took),
        "p95": sorted(took)[int(len(took) * 0.95)],
        "kb": size / A_THOUSAND,
    }


def _asked(client: HTTPConnection, key: str) -> int:
    headers = {"Authorization": f"Bearer {key}", "Accept-Encoding": "gzip"}
    client.request("GET", PAGE, headers=headers)
    reply = client.getresponse()
    content = reply.read()
    if reply.status != 200:  # noqa: PLR2004
        message = f"{PAGE} answered {reply.status}"
        raise RuntimeError(message)
    return len(content)
