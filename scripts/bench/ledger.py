"""What the ledger costs: commands beside sealing, sealing, proofs, and verifying."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple
from uuid import UUID, uuid4

from api.bundle_file import Asked, write_bundle
from api.opening import opened
from domain.ledger.proof import consistency_proof, inclusion_proof
from domain.log.opening import open_log
from domain.log.register import Home, Register
from domain.log.sealing import Sealer
from domain.log.signing_keys import create_key
from domain.log.submission import Asker
from scripts.bench.measuring import (
    NAMES,
    Effort,
    Row,
    Table,
    Target,
    interleaved,
    say,
)
from scripts.bench.people import enter_risks
from scripts.bench.register import opened_register, round_of
from scripts.bench.seeding import seed_register
from scripts.places import empty_home, register_on, tables
from scripts.torture.acts import scored, submit

CLIENTS = 16
PROOFS = 2_000
# Of a few dozen, the p99 is the one that met a full collection of garbage.
LAGS = 500
VERIFIER = Path(__file__).parents[1] / "verify_register.py"
MEGABYTE = 2**20
# Has a program run and tells what it took; from a small process, because what a
# process held before it became another program counts as its memory, too.
RUN = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
cpu = used.ru_utime + used.ru_stime
print(json.dumps([done.stdout.split()[0], cpu, used.ru_maxrss * 1024]))
"""


class Spent(NamedTuple):
    """What a piece of work took: seconds by the clock and of the processor."""

    wall: float
    cpu: float


class Checked(NamedTuple):
    """What verifying a bundle took: seconds by the clock, its own, and its memory."""

    wall: float
    cpu: float
    megabytes: float
    verdict: str


def run(store: str, effort: Effort) -> Table:
    """The ledger of one store: as it grows, and when it is a million leaves large."""
    beside = _beside(store, effort)
    lags = _lags(store)
    with empty_home(store) as home:
        say("a long history is written")
        head = seed_register(home, effort.events, seals=False).head
        sealed = _spent(partial(_seal, home))
        proofs = _proofs(home, head)
        checked = _bundled(home)
    ratio = beside["sealing"]["rate"] / beside["not sealing"]["rate"]
    late, slow = _p99(lags), _p99(proofs)
    figures = {
        f"commands, {CLIENTS} threads, sealing": f"{beside['sealing']['rate']:,.0f} /s",
        "the same, not sealing": f"{beside['not sealing']['rate']:,.0f} /s",
        "from acknowledgement to leaf, p50": f"{_p50(lags):.0f} ms",
        "the same, p99": f"{late:.0f} ms",
        f"sealing {head:,} entries": f"{head / sealed.wall:,.0f} /s",
        "the same by time of the processor": f"{head / sealed.cpu:,.0f} /s",
        f"a proof of {head:,} leaves, p50": f"{_p50(proofs):.2f} ms",
        "a proof, p99": f"{slow:.2f} ms",
        f"a bundle of {head:,} entries, verified": f"{checked.wall:.0f} s",
        "time of the processor for that": f"{checked.cpu:.0f} s",
        "memory for that": f"{checked.megabytes:.0f} MB",
    }
    rows = [Row(what, (told,)) for what, told in figures.items()]
    targets = [
        Target("commands with the sealer on, to off", 0.9, ratio),
        Target("sealing", 12_000, head / sealed.wall, unit="/s"),
        Target("to the leaf, p99", 100, late, at_most=True, unit="ms"),
        Target("a proof, p99", 5, slow, at_most=True, unit="ms"),
        Target("a bundle verified", 120, checked.wall, at_most=True, unit="s"),
        Target("memory of that", 300, checked.megabytes, at_most=True, unit="MB"),
    ]
    note = (
        f"Lags of {LAGS:,} commands while {CLIENTS} threads write. Proofs of inclusion"
        f" and of consistency by turns, {PROOFS:,} at random, from the tables, by time"
        " of the processor. The bundle is verified by"
        " `scripts/verify_register.py` in a Python of its own:"
        f" {checked.verdict}."
    )
    head_line = ("what", "found")
    return Table(f"The ledger, {NAMES[store]}", head_line, rows, targets, (note,))


def _beside(store: str, effort: Effort) -> dict[str, dict[str, float]]:
    """Commands of a register that seals, and of one that does not."""
    with (
        opened_register(store, seals=True) as sealing,
        opened_register(store, seals=False) as bare,
    ):
        ways = {
            "sealing": partial(round_of, sealing, CLIENTS, effort.seconds),
            "not sealing": partial(round_of, bare, CLIENTS, effort.seconds),
        }
        return interleaved(ways, effort.rounds)


def _lags(store: str) -> list[float]:
    """Milliseconds from an acknowledgement until the ledger has the leaf."""
    with register_on(store) as home, closing(Register(home)) as register:
        (risk,) = enter_risks(register, 1)
        found: list[float] = []
        done = threading.Event()
        others = [
            threading.Thread(target=_keep_busy, args=(register, done))
            for _ in range(CLIENTS - 1)
        ]
        for other in others:
            other.start()
        try:
            for turn in range(LAGS):
                act = scored(risk, "The second agency has closed", turn)
                position = submit(register, act, f"lag-{turn}").position
                start = time.perf_counter()
                while register.ledger.size() < position:
                    time.sleep(0.001)
                found.append((time.perf_counter() - start) * 1e3)
        finally:
            done.set()
            for other in others:
                other.join()
    return found


def _keep_busy(register: Register, done: threading.Event) -> None:
    (risk,) = enter_risks(register, 1)
    for turn in count():
        if done.is_set():
            return
        act = scored(risk, "The second agency has closed", turn)
        submit(register, act, f"{risk}-{turn}")


def _seal(home: Home) -> None:
    with tables(home) as store:
        ledger = Sealer(store, open_log(store))
        while ledger.step():
            pass


def _proofs(home: Home, head: int) -> list[float]:
    """Milliseconds of the processor that each of many proofs takes."""
    chance, found = Random(1), list[float]()  # noqa: S311 - which leaves
    with tables(home) as store:
        node = Sealer(store, open_log(store)).node_reader()
        for nth in range(PROOFS):
            at = chance.randrange(1, head)
            start = time.thread_time()
            if nth % 2:
                inclusion_proof(at, head, node)
            else:
                consistency_proof(at, head, node)
            found.append((time.thread_time() - start) * 1e3)
    return found


def _bundled(home: Home) -> Checked:
    """Writes the whole log as a bundle, and has it verified by a stranger."""
    with TemporaryDirectory(prefix="counterfoil-") as folder:
        bundle, trust = Path(folder) / "audit.zip", Path(folder) / "trust"
        say("the bundle is written")
        with opened(home) as found:
            key = create_key(found.register, Asker(UUID(int=0), "cli", uuid4()))
            write_bundle(found, Asked(), bundle)
        trust.write_text(f"{key}\n")
        alone = [sys.executable, "-I", "-S"]
        said = [*alone, str(VERIFIER), str(bundle), "--trust", str(trust)]
        say("the bundle is verified")
        start = time.perf_counter()
        done = subprocess.run(  # noqa: S603 - our own script
            [*alone, "-c", RUN, *said], check=True, capture_output=True, text=True
        )
        wall = time.perf_counter() - start
    verdict, cpu, memory = json.loads(done.stdout)
    if not verdict.startswith("VERIFIED"):
        raise RuntimeError(verdict)
    return Checked(wall, cpu, memory / MEGABYTE, verdict)


def _spent(work: Callable[[], None]) -> Spent:
    start, cpu = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - start, time.process_time() - cpu)


def _p50(found: list[float]) -> float:
    return quantiles(found, n=2)[0]


def _p99(found: list[float]) -> float:
    return quantiles(found, n=100)[98]
