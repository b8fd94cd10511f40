"""Fills the disk while commands are sent: refused as they should be, nothing lost."""

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from domain.errors import Unavailable
from domain.log.register import Home, Register, init_register
from domain.log.store import Store
from domain.log.submission import Outcome
from scripts.places import AUTHORITY, ORIGIN, tables
from scripts.torture.acts import enter, scored, submit
from scripts.torture.audit import (
    require,
    require_gapless,
    require_sealed,
    require_standing,
)
from scripts.torture.disasters import NotHere

SMALL, LARGER = "size=2m", "size=16m"
MOST = 20_000
# Commands that are sent while there is no room: each is refused, none hangs.
REFUSALS = 20


def disk_full(rounds: int = 3) -> Counter[str]:
    """The last acknowledged entry stays, and all goes on once there is room."""
    counts = Counter[str]()
    for _ in range(rounds):
        with _small_disk() as folder:
            counts.update(_filled(folder))
    return counts


def _filled(folder: Path) -> Counter[str]:
    home = Home(folder)
    init_register(home, ORIGIN, AUTHORITY)
    told: list[Outcome] = []
    with closing(Register(home)) as register:
        risk = enter(register, "Sole agency")
        refused = _write_until_full(register, risk, told)
        with tables(home) as store:
            _require_kept(store, told)
        _mount("-o", f"remount,{LARGER}", str(folder))
        before = len(told)
        told += [_score(register, risk, before + more) for more in range(REFUSALS)]
        log_id = register.log_id
    with tables(home) as store:
        _require_kept(store, told)
        require_sealed(store, log_id)
    return Counter(
        {"acknowledged": before, "refused": refused, "after room was made": REFUSALS}
    )


def _write_until_full(register: Register, risk: UUID, told: list[Outcome]) -> int:
    refused = 0
    for turn in range(MOST):
        try:
            told.append(_score(register, risk, turn))
        except Unavailable:
            refused += 1
            if refused == REFUSALS:
                return refused
    raise NotHere(f"{MOST} commands did not fill a disk of {SMALL}")


def _score(register: Register, risk: UUID, turn: int) -> Outcome:
    key = f"{risk}/{turn}"
    return submit(register, scored(risk, key, turn), key)


def _require_kept(store: Store, told: list[Outcome]) -> None:
    with store.writing() as writing:
        require_gapless(writing)
        require_standing(writing, told)
    require(told, "nothing was ever acknowledged")


@contextmanager
def _small_disk() -> Iterator[Path]:
    if os.geteuid() != 0 or shutil.which("mount") is None:
        raise NotHere("needs root, to mount a small file system")
    with TemporaryDirectory(prefix="counterfoil-") as folder:
        _mount("-t", "tmpfs", "-o", SMALL, "counterfoil", folder)
        try:
            yield Path(folder)
        finally:
            # Lazily: the key store lets go of its file when it is collected.
            umount = [str(shutil.which("umount")), "-l", folder]
            subprocess.run(umount, check=True, capture_output=True)  # noqa: S603


def _mount(*words: str) -> None:
    said = [str(shutil.which("mount")), *words]
    done = subprocess.run(said, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise NotHere(f"a small file system cannot be mounted: {done.stderr.strip()}")
