"""Tortures the register: `python -m scripts.torture [name ...] [--store ...]`.

Each torment is bounded and prints what it counted, or the first thing that did not
hold.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from domain.log.register import Home
from scripts.bench.load import NoLoad
from scripts.bench.measuring import NAMES, Row, Table
from scripts.bench.reporting import keep, page_part
from scripts.places import STORES, NoServer, register_on
from scripts.torture.beside import import_beside_a_server
from scripts.torture.crowd import all_on_one_stream, four_writers_and_a_follower
from scripts.torture.cut import connections_cut
from scripts.torture.disasters import NotHere
from scripts.torture.faults import faults_injected
from scripts.torture.full import disk_full
from scripts.torture.imports import importers_at_once
from scripts.torture.kill import kill_again_and_again
from scripts.torture.postmaster import postmaster_killed
from scripts.torture.power import power_cuts
from scripts.torture.tampering import (
    bytes_of_a_bundle_changed,
    bytes_of_a_file_changed,
    bytes_of_a_release_changed,
    rows_changed,
)


class Found(NamedTuple):
    """What came of one torment on one store."""

    name: str
    store: str
    passed: bool
    told: str
    seconds: float


Torment = Callable[[Home], Counter[str]]
TORMENTS: dict[str, Torment] = {
    "kill": partial(kill_again_and_again, kills=200),
    "cut": connections_cut,
    "follow": four_writers_and_a_follower,
    "one-stream": all_on_one_stream,
    "import": importers_at_once,
    "import-beside": import_beside_a_server,
    # These make a SQLite register of their own: ask for them with --store sqlite.
    "rows": rows_changed,
    "file": bytes_of_a_file_changed,
    "bundle": bytes_of_a_bundle_changed,
    "release": bytes_of_a_release_changed,
    # So do these, and each needs something of its own on the machine.
    "full": lambda _: disk_full(),
    "postmaster": lambda _: postmaster_killed(),
    "faults": lambda _: faults_injected(),
}


def main() -> int:
    """Runs what is asked for on each store; 1 if something broke or was missing."""
    parser = argparse.ArgumentParser("python -m scripts.torture", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="name", help=", ".join((*TORMENTS, "power"))
    )
    parser.add_argument("--store", action="append", choices=STORES)
    parser.add_argument("--lazyfs", type=Path, help="the program, for `power`")
    parser.add_argument("--keep", action="store_true", help="in docs/benchmarks.md")
    asked = parser.parse_args()
    torments = TORMENTS | {"power": lambda _: power_cuts(asked.lazyfs)}
    if unknown := set(asked.names) - torments.keys():
        parser.error(
            f"there is no {', '.join(unknown)}; there is {', '.join(torments)}"
        )
    found = [
        _torment(name, store, torments[name])
        for name in asked.names or torments
        for store in asked.store or STORES
    ]
    if asked.keep:
        keep("torture", [page_part(_table(found))])
    return int(not all(one.passed for one in found))


def _torment(name: str, store: str, torment: Torment) -> Found:
    start, passed = time.monotonic(), False
    try:
        with register_on(store) as home:
            counts = torment(home)
    except (NoServer, NoLoad, NotHere) as reason:
        told = f"skipped: {reason}"
    except AssertionError as broken:
        told = f"BROKEN: {broken}"
    else:
        passed = True
        told = ", ".join(f"{many:,} {what}" for what, many in sorted(counts.items()))
    found = Found(name, store, passed, told, time.monotonic() - start)
    print(f"{name} on {store}: {told}; {found.seconds:.0f} s", flush=True)
    return found


def _table(found: list[Found]) -> Table:
    rows = [
        Row(one.name, (NAMES[one.store], one.told, f"{one.seconds:.0f}"))
        for one in found
    ]
    head = ("torment", "store", "what was counted", "s")
    note = (
        "Made by `python -m scripts.torture --keep`. A torment fails at the first thing"
        " lost, done twice, done by halves or missed; the numbers say how much was"
        " tried. Short forms of them run with the tests."
    )
    return Table("Torture", head, rows, [], (note,))


if __name__ == "__main__":
    sys.exit(main())
