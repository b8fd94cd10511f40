"""Load on a server: wrk with a script of our own, and what it measured."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple
from uuid import uuid4

from scripts.bench.servers import Server

SCRIPT = Path(__file__).with_name("load.lua")
HOW_TO_GET_IT = "wrk makes the load: apt-get install wrk"


class NoLoad(RuntimeError):
    """There is nothing to make the load with; the message says how to get it."""


class Load(NamedTuple):
    """What one round of load has shown.

    Times in milliseconds, `cpu` in microseconds of the server's processes a request.
    """

    rate: float
    cpu: float
    p50: float
    p95: float
    p99: float


class Asked(NamedTuple):
    """What is asked of a server: a method on any of some paths, with a key."""

    server: Server
    key: str
    method: str
    paths: Sequence[str]


def drive(asked: Asked, clients: int, seconds: float) -> Load:
    """Lets so many clients ask, each again as soon as it is answered.

    Raises NoLoad without wrk, and RuntimeError if any reply was not a success.
    """
    wrk = shutil.which("wrk")
    if wrk is None:
        raise NoLoad(HOW_TO_GET_IT)
    with NamedTemporaryFile("w", suffix=".paths") as paths:
        paths.write("\n".join(asked.paths))
        paths.flush()
        before = asked.server.cpu()
        found = _figures(_run(wrk, asked, clients, seconds, paths.name))
        cpu = (asked.server.cpu() - before) * 1e6 / found["requests"]
    if found["bad"]:
        message = f"{found['bad']:.0f} of {found['requests']:.0f} requests failed"
        raise RuntimeError(message)
    rate = found["requests"] / found["seconds"]
    return Load(rate, cpu, found["p50"], found["p95"], found["p99"])


def _run(wrk: str, asked: Asked, clients: int, seconds: float, paths: str) -> str:
    prefix = uuid4()
    shape = ["-t1", f"-c{clients}", f"-d{seconds:.0f}s", "--timeout", "30s"]
    server = f"http://127.0.0.1:{asked.server.port}"
    seed = str(prefix.int % 2**31)
    given = [asked.method, asked.key, paths, prefix.hex, seed]
    return subprocess.run(  # noqa: S603 - our own words, and no shell
        [wrk, *shape, "-s", str(SCRIPT), server, "--", *given],
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + 60,
    ).stdout


def _figures(output: str) -> dict[str, float]:
    for line in output.splitlines():
        if line.startswith("FIGURES "):
            found: dict[str, float] = json.loads(line.removeprefix("FIGURES "))
            return found
    raise RuntimeError(f"wrk said nothing of use: {output[-500:]}")
