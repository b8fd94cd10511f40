"""Servers that a bench starts on this machine, and stops again."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

from domain.log.register import Home

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
# The command line of this very tree, wherever another one may be installed.
COUNTERFOIL = "from api.cli.app import app; app()"


class Server(NamedTuple):
    """A server that runs: where it listens, and its process."""

    port: int
    pid: int

    def cpu(self) -> float:
        """Seconds of processor that it and its workers have used; 0 if unknown."""
        ticks = 0
        family = {str(self.pid)}
        for stat in sorted(Path("/proc").glob("[0-9]*/stat"), key=_pid):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if stat.parent.name in family or fields[1] in family:
                family.add(stat.parent.name)
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def _pid(stat: Path) -> int:
    return int(stat.parent.name)


@contextmanager
def serving(
    words: Sequence[str], environment: Mapping[str, str] | None = None
) -> Iterator[Server]:
    """A server `python words --port N`, which is stopped where the block ends.

    Raises RuntimeError with the server's own words if it does not come up.
    """
    port = _free_port()
    with TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603 - our own words, and no shell
            [sys.executable, *words, "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            if not _comes_up(process, port):
                said.seek(0)
                message = f"{words} did not come up: {said.read()[-2000:]!r}"
                raise RuntimeError(message)
            yield Server(port, process.pid)
        finally:
            _stop(process)


@contextmanager
def our_server(home: Home, workers: int = 1) -> Iterator[Server]:
    """The service over a register, with no limit on any one caller."""
    words = ["-c", COUNTERFOIL, "serve", "--workers", str(workers)]
    with serving(words, our_environment(home)) as server:
        yield server


def our_environment(home: Home) -> dict[str, str]:
    """What tells `counterfoil` where a register lies."""
    told = {
        "COUNTERFOIL_DATA": str(home.data),
        "COUNTERFOIL_REQUESTS_PER_SECOND": "1000000",
        "COUNTERFOIL_BURST": "1000000",
    }
    if home.url is not None:
        told["COUNTERFOIL_DATABASE_URL"] = home.url
        told["COUNTERFOIL_DATABASE_SCHEMA"] = home.schema
    return os.environ | told


def _comes_up(process: subprocess.Popen[bytes], port: int) -> bool:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return True
        finally:
            connection.close()
    return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
