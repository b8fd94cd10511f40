"""An import beside a server: those who use the server do not notice."""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from tempfile import NamedTemporaryFile

from domain.log.register import Home, Register
from scripts.bench.load import Asked, Load, drive
from scripts.bench.people import commissioner_key, enter_risks
from scripts.bench.servers import COUNTERFOIL, ROOT, our_environment, our_server
from scripts.places import tables
from scripts.torture.audit import require
from scripts.torture.notices import notices_file

CLIENTS = 4
SECONDS = 5.0
PATIENCE = 60.0
AT_MOST = 250.0  # milliseconds


def import_beside_a_server(home: Home, *, notices: int = 5_000) -> Counter[str]:
    """The p99 of commands while a large file is imported, in milliseconds.

    Raises Broken if it goes above AT_MOST, and NoLoad without wrk.
    """
    with closing(Register(home)) as register:
        key, risks = commissioner_key(register), enter_risks(register, 100)
    with our_server(home) as server:
        paths = [f"/v1/risks/{risk}/assess" for risk in risks]
        asked = Asked(server, key, "POST", paths)
        drive(asked, CLIENTS, 1)
        alone = drive(asked, CLIENTS, SECONDS)
        with _importing(home, notices) as process:
            beside = drive(asked, CLIENTS, SECONDS)
            require(process.poll() is None, "the import was over too soon")
    said = f"p99 {beside.p99:.0f} ms beside an import, {alone.p99:.0f} ms without"
    require(beside.p99 <= AT_MOST, said)
    return _told(alone, "alone") + _told(beside, "beside")


def _told(load: Load, where: str) -> Counter[str]:
    return Counter(
        {
            f"req/s {where}": round(load.rate),
            f"ms p50 {where}": round(load.p50),
            f"ms p99 {where}": round(load.p99),
        }
    )


@contextmanager
def _importing(home: Home, notices: int) -> Iterator[subprocess.Popen[bytes]]:
    """`counterfoil import` of a large file, at work; it is stopped with the block."""
    with NamedTemporaryFile(suffix=".json") as file:
        file.write(notices_file(notices))
        file.flush()
        words = ["import", file.name, "--kind", "contracts-finder"]
        process = subprocess.Popen(  # noqa: S603 - our own words, and no shell
            [sys.executable, "-c", COUNTERFOIL, *words],
            cwd=ROOT,
            env=our_environment(home),
            stdout=subprocess.DEVNULL,
        )
        try:
            _await_first_notice(home)
            yield process
        finally:
            process.kill()
            process.wait()


def _await_first_notice(home: Home) -> None:
    """Waits until the import writes: starting up is not yet importing."""
    sql = "SELECT 1 FROM claims WHERE kind = 'notice' LIMIT 1"
    end = time.monotonic() + PATIENCE
    with tables(home) as store:
        while not store.query(sql):
            require(time.monotonic() < end, "the import did not begin")
            time.sleep(0.05)
