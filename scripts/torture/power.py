"""Cuts the power: what was not brought to the disk by then is gone.

LazyFS (github.com/dsrhaslab/lazyfs) is a file system that keeps what is written to
itself until it is told to bring it to the disk; killed, it loses the rest.
"""

import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from domain.log import sqlite
from domain.log.register import Home
from scripts.torture.audit import Broken, require
from scripts.torture.disasters import (
    NotHere,
    live_until_struck,
    struck_again_and_again,
)
from scripts.torture.processes import Silent

PATIENCE = 20.0
CONFIG = """\
[faults]
fifo_path="{folder}/faults.fifo"
[cache]
apply_eviction=false
[cache.simple]
custom_size="0.2gb"
blocks_per_page=1
[filesystem]
log_all_operations=false
logfile="{folder}/lazyfs.log"
"""


class LazyDisk:
    """A folder on LazyFS, over one on the disk."""

    def __init__(self, program: Path, folder: Path) -> None:
        self._program = program
        self._mount, self._disk = folder / "mount", folder / "disk"
        self._mount.mkdir()
        self._disk.mkdir()
        self._config = folder / "lazyfs.toml"
        self._config.write_text(CONFIG.format(folder=folder))
        self._process: subprocess.Popen[bytes] | None = None
        self.home = Home(self._mount / "data", signer=folder / "signer")

    @contextmanager
    def standing(self) -> Iterator[None]:
        """Mounted; what was written is lost at the end unless it was asked for."""
        said = [str(self._program), str(self._mount), "--config-path"]
        said += [str(self._config), "-o", "allow_other", "-o", "modules=subdir"]
        said += ["-o", f"subdir={self._disk}", "-f"]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(said, stdout=quiet, stderr=quiet)  # noqa: S603
        try:
            self._wait()
            yield
        finally:
            self.strike()

    def strike(self) -> None:
        """The power is gone."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        self._process = None
        away = [str(shutil.which("fusermount3")), "-u", "-z", str(self._mount)]
        # Where it never came to be mounted there is nothing to take away.
        subprocess.run(away, check=False, capture_output=True)  # noqa: S603

    def _wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while not self._mount.is_mount():
            if time.monotonic() > end:
                raise NotHere("LazyFS does not mount here: is there /dev/fuse?")
            time.sleep(0.05)


def power_cuts(lazyfs: Path | None, cuts: int = 100) -> Counter[str]:
    """Power cuts lose nothing that was acknowledged; with a weaker disk they do.

    The control, `synchronous=NORMAL`, has to lose something: else this proves nothing.
    """
    if lazyfs is None or not lazyfs.is_file() or shutil.which("fusermount3") is None:
        said = "name the program with --lazyfs (built from its sources) and have fuse3"
        raise NotHere(said)
    with TemporaryDirectory(prefix="counterfoil-") as folder:
        counts = struck_again_and_again(LazyDisk(lazyfs, Path(folder)), cuts)
    with TemporaryDirectory(prefix="counterfoil-") as folder:
        lost = _lost_without_care(LazyDisk(lazyfs, Path(folder)), cuts)
    require(lost, "the control with synchronous=NORMAL lost nothing: no power was cut")
    counts["losses found in the control (synchronous=NORMAL)"] = 1
    return counts


def _lost_without_care(ground: LazyDisk, cuts: int) -> bool:
    with suppress(Silent):
        try:
            struck_again_and_again(ground, cuts, life=live_carelessly)
        except Broken:
            return True
    return False


def live_carelessly(
    home: Home, reached: Mapping[UUID, int], turns: int | None, pipe: Connection
) -> None:
    """As `live_until_struck`, with a log that does not wait: what must never be."""
    opened = sqlite._open  # noqa: SLF001 - the control breaks what the log takes care of
    sqlite._open = lambda path, _: opened(path, "NORMAL")  # noqa: SLF001
    sqlite._assert_durable = lambda _: None  # noqa: SLF001
    live_until_struck(home, reached, turns, pipe)
