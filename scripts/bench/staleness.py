"""Reads that are never stale while others write, against reads that may be stale."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import count
from multiprocessing.connection import Connection
from random import Random
from uuid import UUID

from domain.log.register import Home, Register
from domain.rights import SYSTEM, Reach
from projections.alive import Pin
from projections.london import london_day
from projections.opening import open_generations, open_reads
from projections.pages import Pages
from projections.reads import Reads
from projections.store import Shelf
from projections.things import Things
from projections.view import View
from projections.writing import tracking_in
from scripts.bench.measuring import (
    NAMES,
    Effort,
    Figures,
    Row,
    Table,
    Target,
    interleaved,
)
from scripts.bench.people import enter_risks
from scripts.bench.read_your_writes import written_here_read_there
from scripts.places import register_on
from scripts.torture.acts import scored, submit
from scripts.torture.processes import started

RISKS = 1_000
EVENTS_A_SECOND = 500
READERS, THREADS = 2, 8
PAUSE = 0.002  # seconds between two reads of a thread
EVERYTHING = Reach(SYSTEM.account, everything=True)
AT_MOST = {"sqlite": 3.0, "postgres": 6.0}
Looking = Callable[[], AbstractContextManager[View]]


def run(store: str, effort: Effort) -> Table:
    """Readers of both kinds in turn, and what is written here and read there."""
    with register_on(store) as home:
        with closing(Register(home)) as register:
            risks = enter_risks(register, RISKS)
        ways = {
            name: partial(_round, home, risks, effort.seconds, never_stale=never_stale)
            for name, never_stale in (("never stale", True), ("may be stale", False))
        }
        found = interleaved(ways, effort.rounds)
        there = written_here_read_there(home, risks[0])
    rows = [
        Row(
            name,
            (
                f"{one['reads']:,.0f}",
                f"{one['p50']:.1f}",
                f"{one['p95']:.1f}",
                f"{one['writes']:,.0f}",
            ),
        )
        for name, one in found.items()
    ]
    ratio = found["never stale"]["reads"] / found["may be stale"]["reads"]
    targets = [
        Target("never stale to stale", 0.6, ratio),
        Target(
            "written here, read there, p50",
            AT_MOST[store],
            there["p50"],
            at_most=True,
            unit="ms",
        ),
    ]
    note = (
        f"{READERS} processes of {THREADS} threads, each with {PAUSE * 1000:.0f} ms"
        f" between two reads of one risk of {RISKS:,}, through the read side without"
        f" HTTP; another process tries to write {EVENTS_A_SECOND} events a second and"
        " brings the tables up to each commit. Reads that may be stale ask the log"
        f" nothing. Written here, read there: {there['count']:.0f} times a POST to one"
        " server, then the GET of another, over HTTP; every one of them saw what had"
        f" been written; p95 {there['p95']:.1f} ms, and {there['idle']:.1f} ms (p50)"
        " where nothing had been written."
    )
    head = ("reads", "reads/s", "p50 ms", "p95 ms", "writes/s")
    return Table(f"Never stale, {NAMES[store]}", head, rows, targets, (note,))


def _round(
    home: Home, risks: list[UUID], seconds: float, *, never_stale: bool
) -> Figures:
    with ExitStack() as stack:
        writer = stack.enter_context(started(write, home, risks, seconds))
        readers = [
            stack.enter_context(started(read, home, risks, seconds, never_stale))
            for _ in range(READERS)
        ]
        everybody = (writer, *readers)
        for one in everybody:
            one.hear()
        for one in everybody:
            one.pipe.send("go")
        writes, *times = (one.hear(seconds + 60) for one in everybody)
    took = sorted(ms for found in times for ms in found)
    return {
        "reads": len(took) / seconds,
        "p50": took[len(took) // 2],
        "p95": took[len(took) * 95 // 100],
        "writes": writes / seconds,
    }


def write(home: Home, risks: list[UUID], seconds: float, pipe: Connection) -> None:
    """Scores risks at an even rate, as a server would; tells how many it came to."""
    with closing(Register(home)) as register, _opened(home, register) as (reads, _):
        register.after_commit(reads.catch_up)
        pipe.send("ready")
        pipe.recv()
        start, run_name = time.monotonic(), time.time_ns()

        def keep_writing(first: int) -> int:
            written = 0
            for turn in count(first, THREADS):
                due = start + turn / EVENTS_A_SECOND
                time.sleep(max(0.0, due - time.monotonic()))
                if time.monotonic() > start + seconds:
                    break
                act = scored(risks[turn % RISKS], "The agency closed", turn // RISKS)
                submit(register, act, f"{run_name}/{turn}")
                written += 1
            return written

        with ThreadPoolExecutor(THREADS) as pool:
            pipe.send(sum(pool.map(keep_writing, range(THREADS))))


def read(
    home: Home,
    risks: list[UUID],
    seconds: float,
    never_stale: bool,  # noqa: FBT001 - it comes through a pipe
    pipe: Connection,
) -> None:
    """Reads risks from all threads; tells how many milliseconds each reading took."""
    with closing(Register(home)) as register, _opened(home, register) as (reads, shelf):
        look: Looking = partial(reads.at, EVERYTHING)
        if not never_stale:
            look = partial(_as_it_stands, shelf, register)
        pipe.send("ready")
        pipe.recv()
        end = time.monotonic() + seconds

        def keep_reading(nth: int) -> list[float]:
            chance, times = Random(nth), list[float]()  # noqa: S311 - which to read
            while time.monotonic() < end:
                start = time.perf_counter()
                with look() as view:
                    view.one("risk", str(chance.choice(risks)))
                times.append((time.perf_counter() - start) * 1000)
                time.sleep(PAUSE)
            return times

        with ThreadPoolExecutor(THREADS) as pool:
            found = pool.map(keep_reading, range(THREADS))
            pipe.send([ms for times in found for ms in times])


@contextmanager
def _opened(home: Home, register: Register) -> Iterator[tuple[Reads, Shelf]]:
    given = (register.reading, home.data, home.url, home.schema)
    with closing(open_generations(*given)) as generations:
        yield open_reads(register.reading, generations), generations


@contextmanager
def _as_it_stands(shelf: Shelf, register: Register) -> Iterator[View]:
    """What the read tables hold, however far they are behind the log."""
    store, today = shelf.current(), london_day(datetime.now(UTC))
    things = Things(store.schema)
    with store.reading() as connection:
        tracking = tracking_in(connection)
        position = tracking.position if tracking else 0
        yield View(
            connection,
            store.schema,
            Pin(position, today, position, today),
            EVERYTHING,
            register.reading,
            things,
            Pages(store.schema, things),
        )
