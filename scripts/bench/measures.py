"""Measures of supply chains: kernels beside networkx in one run, then over HTTP."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from time import thread_time
from typing import Final

import numpy as np

from projections.chain.dated import FOREVER, Dated
from projections.chain.measures import dependence
from projections.chain.measures.forest import Forest
from scripts.bench.chains import CONTRACTS, SEATS, seeded
from scripts.bench.forests import (
    BELOW,
    KERNELS,
    OF_SEATS,
    THEIRS,
    as_graph,
    made_up,
    one_pass,
    pairs_of,
)
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
from scripts.bench.sums import brought_on
from scripts.places import register_on

AUTHORITY: Final = 1_000
SIZES: Final = (AUTHORITY, 10_000, 100_000)
# For more contracts than these networkx takes minutes.
MOST_FOR_THEM: Final = 10_000
EVENTS: Final = 100_000
WANTED_SOON: Final = ("failure", "concentration")
MILLISECONDS: Final = 1_000.0
# Seconds of calls of which each figure is the mean.
WHILE: Final = 0.005
Found = Mapping[str, Mapping[str, float]]


class Report:
    """The lines of the table and what was wanted of them."""

    def __init__(self) -> None:
        self.rows = list[Row]()
        self.targets = list[Target]()

    def line(self, name: str, figure: str, slower: str = "", passes: str = "") -> None:
        """One line: what was measured, and what it is held against."""
        self.rows.append(Row(name, (figure, slower, passes)))

    def wanted(self, what: str, least: float, found: float) -> None:
        """A ratio that should be so much or more."""
        self.targets.append(Target(what, least, found))

    def at_most(self, what: str, most: float, found: float, unit: str) -> None:
        """A figure that should be so much or less."""
        self.targets.append(Target(what, most, found, at_most=True, unit=unit))


def run(store: str, effort: Effort) -> Table:
    """The kernels at some sizes, sums from event to event, memory, two questions."""
    report = Report()
    for size in SIZES:
        _kernels(report, size, effort.rounds)
    _events(report)
    _memory(report)
    for name, each in _served(store, effort).items():
        what = f"{name} over HTTP, p95"
        report.line(what, f"{each['p95']:.1f} ms")
        if name in WANTED_SOON:
            report.at_most(what, 50, each["p95"], "ms")
    note = (
        f"{BELOW} places below each lead on average; the graph of networkx is built"
        " beforehand, and so are the columns. The sums that are kept are brought on by"
        f" {EVENTS:,} events, each another value and other days of one place; what they"
        " are made anew from is beside them. All of this is CPU time; over HTTP it is"
        f" {CONTRACTS:,} contracts with {SEATS} seats each and one client. Medians of"
        f" {effort.rounds} rounds, a kernel being called for"
        f" {WHILE * MILLISECONDS:.0f} ms in each."
    )
    head = ("measure", "figure", "networkx is slower", "of one pass of numpy")
    title = f"Supply chain measures, {NAMES[store]}"
    return Table(title, head, report.rows, report.targets, (note,))


def _kernels(report: Report, size: int, rounds: int) -> None:
    chains = made_up(size)
    ways: dict[str, Callable[[], Figures]]
    ways = {n: partial(_timed, partial(way, chains)) for n, way in KERNELS.items()}
    pairs = pairs_of(chains)
    ways[PAIRS] = partial(_timed, lambda: dependence.at_risk(chains, pairs))
    dated = _dated(chains)
    ways[MASK] = partial(_timed, lambda: dated.mask(1, 500))
    ways[FLOOR] = partial(_timed, partial(one_pass, chains))
    if size <= MOST_FOR_THEM:
        graph = as_graph(chains)
        ways |= {
            f"networkx: {name}": partial(_timed, partial(way, graph))
            for name, way in THEIRS.items()
        }
    found = interleaved(ways, rounds)
    _told(report, size, found)
    if size == AUTHORITY:
        whole = sum(found[name]["ms"] for name in KERNELS)
        report.line("all of these, one authority", f"{whole:.2f} ms")
        report.at_most("all of these, one authority", 20, whole, "ms")


PAIRS: Final = "value at risk of every organisation, pairs kept"
MASK: Final = "chains as at a day, as known at a position"
FLOOR: Final = "one pass"


def _told(report: Report, size: int, found: Found) -> None:
    floor = found[FLOOR]["ms"]
    for name in (*KERNELS, PAIRS, MASK):
        ms, theirs = found[name]["ms"], found.get(f"networkx: {name}")
        slower = None if theirs is None else theirs["ms"] / ms
        told = "" if slower is None else f"{slower:,.0f}x"
        what = f"{name}, {size:,} contracts"
        report.line(what, f"{ms:.2f} ms", told, f"{ms / floor:.1f}x")
        if name in OF_SEATS and size == MOST_FOR_THEM and slower is not None:
            report.wanted(f"{what}, against networkx", 100, slower)
            report.at_most(f"{what}, of one pass", 4, ms / floor, "x")
        if size == SIZES[-1] and name in (PAIRS, MASK):
            report.at_most(what, 10 if name == PAIRS else 5, ms, "ms")


def _dated(chains: Forest) -> Dated:
    """As many rows with their four dates: some to come, some over, some put right."""
    chance, rows = np.random.default_rng(3), chains.contract.size
    since = chance.integers(0, 600, rows, np.int32)
    until = np.where(chance.random(rows) < 0.8, FOREVER, since + 300)  # noqa: PLR2004
    known = chance.integers(0, 2, rows, np.int32)
    gone = np.where(chance.random(rows) < 0.9, FOREVER, known + 1)  # noqa: PLR2004
    ends = until.astype(np.int32), gone.astype(np.int32)
    return Dated(np.arange(rows), (since, ends[0], known, ends[1]), {})


def _events(report: Report) -> None:
    """What an event costs with sums that are kept, and how far these drift."""
    for size in SIZES[:2]:
        each, again, drift = brought_on(size, EVENTS)
        name = f"an event, {size:,} contracts"
        report.line(f"{name}, sums made anew every 10,000 included", f"{each:.1f} us")
        report.line(f"all sums made anew, {size:,} contracts", f"{again:.0f} ms")
        report.line(f"drift of {EVENTS:,} events, {size:,} contracts", f"{drift:.1e}")
        report.at_most(name, 50, each, "us")
        report.at_most(f"drift, {size:,} contracts", 1e-9, drift, "")


def _memory(report: Report) -> None:
    """What a million seats take in a process of their own."""
    said = subprocess.run(
        [sys.executable, "-m", "scripts.bench.memory"],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    ).stdout.split()
    columns, chains = float(said[0]), float(said[1])
    report.line("1,000,000 seats with all their dates", f"{columns:.0f} MB")
    report.line("the forest of one day of them, and making it", f"{chains:.0f} MB")
    report.at_most("1,000,000 seats", 150, columns, "MB")


def _timed(way: Callable[[], object]) -> Figures:
    """A call's time, of as many as take a while: one alone would be that of its start.

    Whatever ran before has left the caches full of its own.
    """
    began, calls = thread_time(), 0
    while (spent := thread_time() - began) < WHILE:
        way()
        calls += 1
    return {"ms": spent / calls * MILLISECONDS}


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
            "critical": [f"{root}/critical"],
            "timeline of 120 months": [
                f"{root}/timeline?figure=hhi_look_through&months=120"
            ],
        }
        ways = {
            name: partial(_asked, Asked(server, key, "GET", some), effort.seconds)
            for name, some in paths.items()
        }
        return interleaved(ways, effort.rounds)


def _asked(asked: Asked, seconds: float) -> Figures:
    return drive(asked, 1, seconds)._asdict()
