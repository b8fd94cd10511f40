"""The register by itself: commands from many threads, without HTTP or a read side."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from itertools import count
from typing import NamedTuple
from uuid import UUID

from domain.log.register import Register
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
from scripts.places import register_on
from scripts.torture.acts import scored, submit

RISKS = 1_000
BUDGET = 150.0  # microseconds of the writer's thread a command


class Ready(NamedTuple):
    """An open register with risks, its threads by name, and a number a command."""

    register: Register
    risks: list[UUID]
    threads: dict[str, threading.Thread]
    numbers: Iterator[int]

    def spent(self, name: str) -> float:
        """Seconds of processor that one of its threads has used."""
        ident = self.threads[name].ident
        if ident is None or not self.threads[name].is_alive():
            return 0.0
        return time.clock_gettime(time.pthread_getcpuclockid(ident))


def run(store: str, effort: Effort) -> Table:
    """A register that seals and one that does not, with 1, 16 and 64 threads."""
    with ExitStack() as stack:
        ready = {
            "sealing": stack.enter_context(opened_register(store, seals=True)),
            "not sealing": stack.enter_context(opened_register(store, seals=False)),
        }
        ways = {
            f"{name}, {threads} threads": partial(
                round_of, given, threads, effort.seconds
            )
            for name, given in ready.items()
            for threads in (1, 16, 64)
        }
        found = interleaved(ways, effort.rounds)
    head = ("register", "commands/s", "writer us", "sealer us", "all us")
    rows = [
        Row(name, (f"{one.pop('rate'):,.0f}", *(f"{us:.0f}" for us in one.values())))
        for name, one in found.items()
    ]
    spent = found["not sealing, 16 threads"]["writer"]
    target = Target("writer, 16 threads", BUDGET, spent, at_most=True, unit="us")
    note = (
        "`Risk.assess` with an Idempotency-Key, from threads of one process;"
        " microseconds are CPU a command, of one thread or of the whole process."
    )
    return Table(f"The register alone, {NAMES[store]}", head, rows, [target], (note,))


@contextmanager
def opened_register(store: str, *, seals: bool) -> Iterator[Ready]:
    """An open register with risks, which seals or does not."""
    before = set(threading.enumerate())
    with register_on(store) as home, closing(Register(home)) as register:
        threads = {t.name: t for t in threading.enumerate() if t not in before}
        if not seals:
            register._follower.close()  # noqa: SLF001 - nobody but a bench may
        yield Ready(register, enter_risks(register, RISKS), threads, count())


def round_of(ready: Ready, threads: int, seconds: float) -> Figures:
    """So many threads, each sending its next command once the last is on disk."""
    end = time.monotonic() + seconds

    def send(_: int) -> int:
        sent = 0
        while time.monotonic() < end:
            turn = next(ready.numbers)
            risk = ready.risks[turn * 7 % RISKS]
            # A score that differs from the last that this risk was given.
            act = scored(risk, "The second agency has closed", turn // RISKS)
            submit(ready.register, act, f"bench-{turn}")
            sent += 1
        return sent

    start, all_before = time.perf_counter(), time.process_time()
    before = {name: ready.spent(name) for name in ready.threads}
    with ThreadPoolExecutor(threads) as pool:
        sent = sum(pool.map(send, range(threads)))
    each = 1e6 / sent
    return {
        "rate": sent / (time.perf_counter() - start),
        "writer": (ready.spent("writer") - before["writer"]) * each,
        "sealer": (ready.spent("sealer") - before["sealer"]) * each,
        "all": (time.process_time() - all_before) * each,
    }
