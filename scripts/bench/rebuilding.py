"""The read side built anew from a long log, and brought up to it while it lives."""

import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import NamedTuple

from domain.log.register import Home, Register
from projections.following import Following
from projections.generations import Generations
from projections.opening import open_generations
from projections.rebuilding import rebuild
from projections.store import Store
from scripts.bench.measuring import (
    NAMES,
    Effort,
    Figures,
    Row,
    Table,
    Target,
    interleaved,
)
from scripts.bench.seeding import Seeded, seeded_register, told

# How many events a live read side takes at a time, and how many are timed: as after
# a while without a server, and as after each commit of a busy one.
PAGES = {5_000: 50_000, 8: 2_000}
WANTED = {"sqlite": 40_000.0, "postgres": 30_000.0}
LIVE = 8_000.0
MOST = 500.0  # megabytes


class Alone(NamedTuple):
    """A shelf with one generation of read tables on it."""

    store: Store

    def current(self) -> Store:
        """That one."""
        return self.store


# Does something to the read side of a register up to a position; events a second.
Work = Callable[[Home, int], dict[str, float]]


def run(store: str, effort: Effort) -> Table:
    """All on one log; each round is a process of its own, for its memory's sake."""
    with seeded_register(store, effort.events) as seeded:
        ways = {
            "anew": partial(_alone, anew, seeded),
            "live": partial(_alone, live, seeded),
        }
        found = interleaved(ways, effort.rounds)
    built, lived = found["anew"], found["live"]
    rows = [Row("built anew", (f"{seeded.head:,}", f"{built['rate']:,.0f}"))]
    for page, behind in PAGES.items():
        cells = (f"{behind:,}", f"{lived[str(page)]:,.0f}")
        rows.append(Row(f"brought up, {page:,} at a time", cells))
    targets = [
        Target("built anew", WANTED[store], built["rate"], unit="events/s"),
        Target("memory of that", MOST, built["mb"], at_most=True, unit="MB"),
        Target("brought up", LIVE, lived["5000"], unit="events/s"),
    ]
    note = (
        f"{told(seeded)}; every version kept, names decrypted. Memory is the most that"
        f" the whole process ever held; {effort.rounds} rounds."
    )
    head = ("read side", "events", "events/s")
    return Table(f"From the log, {NAMES[store]}", head, rows, targets, (note,))


def anew(home: Home, head: int) -> dict[str, float]:
    """Builds a generation up to the head and swaps it in, as `counterfoil rebuild`."""
    with _read_side(home) as (_register, generations):
        start = time.perf_counter()
        generations.rebuild()
        return {"rate": head / (time.perf_counter() - start)}


def live(home: Home, head: int) -> dict[str, float]:
    """Brings read tables that are behind to the head, in large pages and in small."""
    rates = dict[str, float]()
    with _read_side(home) as (register, generations):
        log = register.reading
        name = generations.new_name(generations.release)
        with closing(generations.open(name)) as store:
            position = head - sum(PAGES.values())
            rebuild(log, store, position)
            for page, behind in PAGES.items():
                position += behind
                following = Following(log, Alone(store), page=page)
                start = time.perf_counter()
                following.catch_up(position)
                rates[str(page)] = behind / (time.perf_counter() - start)
        generations.drop(name)
    return rates


@contextmanager
def _read_side(home: Home) -> Iterator[tuple[Register, Generations]]:
    with closing(Register(home)) as register:
        given = (register.reading, home.data, home.url, home.schema)
        with closing(open_generations(*given)) as generations:
            yield register, generations


def _alone(work: Work, seeded: Seeded) -> Figures:
    """Does the work in a new process; what it gave, and the most memory it ever had."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    given = (work, seeded.home, seeded.head, theirs)
    process = context.Process(target=_measured, args=given)
    process.start()
    theirs.close()
    try:
        found: dict[str, float] = ours.recv()
    finally:
        process.join()
    return found


def _measured(work: Work, home: Home, head: int, pipe: Connection) -> None:
    found = work(home, head)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pipe.send(found | {"mb": most / (2**20 if sys.platform == "darwin" else 2**10)})
