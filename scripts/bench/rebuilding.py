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

# How far behind the live read side is, and how many events it takes at a time: as
# after a while without a server, and as after each commit of a busy one.
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


# Does something to the read side of a register, and says in how many seconds.
Work = Callable[[Home, int], float]


def run(store: str, effort: Effort) -> Table:
    """All on one log; each round is a process of its own, for its memory's sake."""
    with seeded_register(store, effort.events) as seeded:
        ways = {"built anew": partial(_alone, anew, seeded, seeded.head)}
        for page, behind in PAGES.items():
            work = partial(live, page=page, behind=behind)
            ways[f"live, {page:,} at a time"] = partial(_alone, work, seeded, behind)
        found = interleaved(ways, effort.rounds)
    rows = [
        Row(name, (f"{one['events']:,.0f}", f"{one['rate']:,.0f}", f"{one['mb']:.0f}"))
        for name, one in found.items()
    ]
    built, followed = list(found.values())[:2]
    targets = [
        Target("built anew", WANTED[store], built["rate"], unit="events/s"),
        Target("memory of that", MOST, built["mb"], at_most=True, unit="MB"),
        Target("live catch-up", LIVE, followed["rate"], unit="events/s"),
    ]
    note = (
        f"{told(seeded)}; every version kept, names decrypted. Memory is"
        f" the most that the whole process ever held; {effort.rounds} rounds."
    )
    head = ("read side", "events", "events/s", "MB")
    return Table(f"From the log, {NAMES[store]}", head, rows, targets, (note,))


def anew(home: Home, _: int) -> float:
    """Builds a generation up to the head and swaps it in, as `counterfoil rebuild`."""
    with _read_side(home) as (_register, generations):
        start = time.perf_counter()
        generations.rebuild()
        return time.perf_counter() - start


def live(home: Home, head: int, *, page: int, behind: int) -> float:
    """Brings read tables to the head that are some way behind, page by page."""
    with _read_side(home) as (register, generations):
        name = generations.new_name(generations.release)
        with closing(generations.open(name)) as store:
            rebuild(register.reading, store, head - behind)
            following = Following(register.reading, Alone(store), page=page)
            start = time.perf_counter()
            following.catch_up(head)
            seconds = time.perf_counter() - start
        generations.drop(name)
        return seconds


@contextmanager
def _read_side(home: Home) -> Iterator[tuple[Register, Generations]]:
    with closing(Register(home)) as register:
        given = (register.reading, home.data, home.url, home.schema)
        with closing(open_generations(*given)) as generations:
            yield register, generations


def _alone(work: Work, seeded: Seeded, events: int) -> Figures:
    """Does the work in a new process; its rate, and the most memory it ever had."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    given = (work, seeded.home, seeded.head, theirs)
    process = context.Process(target=_measured, args=given)
    process.start()
    theirs.close()
    try:
        seconds, mb = ours.recv()
    finally:
        process.join()
    return {"events": events, "rate": events / seconds, "mb": mb}


def _measured(work: Work, home: Home, head: int, told: Connection) -> None:
    seconds = work(home, head)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told.send((seconds, most / (2**20 if sys.platform == "darwin" else 2**10)))
