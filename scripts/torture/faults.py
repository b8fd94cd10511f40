"""Has the system refuse the k-th write or sync of the log: strace plays the disk.

Each run is a process of its own under strace, which lets one call on the log's files
fail (EIO, ENOSPC, EINTR) or kills the process at it. What the process had been told is
recorded has to be there, whole and once, and the log has to be sound.
"""

import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from domain.errors import Unavailable
from domain.log.register import Home, Register, init_register
from scripts.places import AUTHORITY, ORIGIN, tables
from scripts.torture.acts import enter, scored, submit
from scripts.torture.audit import Broken, require, require_gapless, require_sealed
from scripts.torture.disasters import NotHere

CALLS = ("pwrite64", "fdatasync", "ftruncate", "openat")
FAULTS = ("error=EIO", "error=ENOSPC", "error=EINTR", "signal=SIGKILL")
# Counted in each thread by itself, and from its first such call on.
WHEN = (1, 2, 3, 5, 8)
TURNS = 12
FILES = ("log.db", "log.db-wal", "log.db-journal", "log.db-shm")
Case = tuple[str, str, int]
PATIENCE = 600.0


def faults_injected(cases: int | None = None) -> Counter[str]:
    """Every call with every fault, early and late; the first `cases` of them."""
    strace = shutil.which("strace")
    if strace is None:
        raise NotHere("strace makes the calls fail: apt-get install strace")
    counts = Counter[str]()
    for case in sorted(product(CALLS, FAULTS, WHEN), key=lambda one: one[2])[:cases]:
        counts.update(_faulted(strace, case))
    return counts


def _faulted(strace: str, case: Case) -> Counter[str]:
    call, fault, when = case
    with TemporaryDirectory(prefix="counterfoil-") as folder:
        home = Home(Path(folder))
        init_register(home, ORIGIN, AUTHORITY)
        with closing(Register(home)) as register:
            risk = enter(register, "Sole agency")
        paths = [word for name in FILES for word in ("-P", str(home.data / name))]
        said = [
            strace,
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-o",
            f"{folder}/trace",
            "-e",
            f"trace={call}",
        ]
        said += ["-e", f"inject={call}:{fault}:when={when}", *paths]
        said += [sys.executable, "-m", "scripts.torture.faults", folder, str(risk)]
        done = subprocess.run(  # noqa: S603 - ourselves
            said, check=False, capture_output=True, text=True, timeout=PATIENCE
        )
        told = [line.split() for line in done.stdout.splitlines()]
        injected = "INJECTED" in Path(folder, "trace").read_text()
        killed = "SIGKILL" in fault and injected
        _require_sound(home, risk, told, case)
    return Counter(
        {
            "runs": 1,
            "faults met": int(injected or killed),
            "acknowledged": sum(word[0] == "acknowledged" for word in told),
            "refused": sum(word[0] == "refused" for word in told),
        }
    )


def _require_sound(home: Home, risk: UUID, told: list[list[str]], case: Case) -> None:
    acked = [int(word[1]) for word in told if word[0] == "acknowledged"]
    try:
        with closing(Register(home)) as register:
            log_id = register.log_id
        with tables(home) as store:
            with store.writing() as writing:
                head = require_gapless(writing)
            require_sealed(store, log_id)
            sql = "SELECT position FROM events WHERE stream = ? ORDER BY position"
            there = [row[0] for row in store.query(sql, (str(risk),))]
    except Broken as broken:
        raise Broken(f"{case}: {broken}") from None
    lacking = set(acked) - set(there)
    require(not lacking, f"{case}: {lacking} were acknowledged and are gone of {head}")
    # A command whose answer was lost may be there; two of them cannot be.
    require(len(there) - 1 <= len(acked) + _refused(told) + 1, f"{case}: {there}")


def _refused(told: list[list[str]]) -> int:
    return sum(word[0] == "refused" for word in told)


def _write(folder: str, risk: str) -> None:
    """What runs under strace: it scores a risk, and says of each turn what it heard."""
    register = _opened(Home(Path(folder)))
    for line in _turns(register, UUID(risk)):
        print(line, flush=True)
    with suppress(
        Unavailable
    ):  # whatever is not sealed now is sealed at the next start
        register.close()


def _opened(home: Home) -> Register:
    """A register, tried again where its opening met the fault."""
    for _ in range(TURNS):
        with suppress(Unavailable, sqlite3.OperationalError):
            return Register(home)
    raise Broken(f"the log did not open in {TURNS} tries")


def _turns(register: Register, risk: UUID) -> Iterator[str]:
    for turn in range(TURNS):
        key = f"{risk}/{turn}"
        try:
            outcome = submit(register, scored(risk, key, turn), key)
        except Unavailable:
            yield f"refused {turn}"
        else:
            yield f"acknowledged {outcome.position}"


if __name__ == "__main__":
    _write(*sys.argv[1:])
