"""Kills PostgreSQL, its postmaster and all that it started, while it is written to."""

import os
import shutil
import signal
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.log.register import Home
from scripts.torture.disasters import NotHere, struck_again_and_again

PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


class Cluster:
    """A PostgreSQL of its own, on a port of its own."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._data, self._log = folder / "cluster", folder / "log"
        self._port = _free_port()
        folder.chmod(0o755)
        (folder / "home").mkdir()
        self._data.mkdir()
        self._log.touch()
        for path in (self._data, self._log):
            shutil.chown(path, "postgres")
        self._run("initdb", "--auth=trust", "--username=postgres", "--no-sync")
        url = f"postgresql://postgres@127.0.0.1:{self._port}/postgres"
        self.home = Home(folder / "home", url=url, schema="torture")

    @contextmanager
    def standing(self) -> Iterator[None]:
        """Started; it recovers first from whatever has happened to it."""
        port = f"-p {self._port} -c listen_addresses=127.0.0.1"
        port += " -c unix_socket_directories=''"
        self._run("pg_ctl", "-w", "-l", str(self._log), "-o", port, "start")
        try:
            yield
        finally:
            if (self._data / "postmaster.pid").exists():
                self._run("pg_ctl", "-w", "-m", "fast", "stop")

    def strike(self) -> None:
        """SIGKILL to all of its processes."""
        first = self._postmaster()
        for process in (first, *_children(first)):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        # Dead, and in a container without anybody to reap them still with a number.
        (self._data / "postmaster.pid").unlink()

    def _postmaster(self) -> int:
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def _run(self, program: str, *words: str) -> None:
        said = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        said += [str(self._programs / program), "-D", str(self._data), *words]
        quiet = subprocess.DEVNULL
        done = subprocess.run(said, check=False, stdout=quiet, stderr=quiet)  # noqa: S603
        if done.returncode:
            tail = self._log.read_text().splitlines()[-5:]
            raise NotHere(f"{program} did not do it: {'; '.join(tail)}")


def postmaster_killed(kills: int = 25) -> Counter[str]:
    """A killed server loses nothing that was acknowledged."""
    if not PLACES or os.geteuid() != 0 or shutil.which("setpriv") is None:
        raise NotHere("needs the programs of PostgreSQL, and root to become its user")
    with TemporaryDirectory(prefix="counterfoil-") as folder:
        return struck_again_and_again(Cluster(PLACES[0], Path(folder)), kills)


def _children(process: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[1]) == process:
                found.append(int(stat.parent.name))
    return found


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])
