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

from domain.log.register import Home
from scripts.bench.load import NoLoad
from scripts.places import STORES, NoServer, register_on
from scripts.torture.beside import import_beside_a_server
from scripts.torture.crowd import all_on_one_stream, four_writers_and_a_follower
from scripts.torture.cut import connections_cut
from scripts.torture.imports import importers_at_once
from scripts.torture.kill import kill_again_and_again

TORMENTS: dict[str, Callable[[Home], Counter[str]]] = {
    "kill": partial(kill_again_and_again, kills=200),
    "cut": connections_cut,
    "follow": four_writers_and_a_follower,
    "one-stream": all_on_one_stream,
    "import": importers_at_once,
    "import-beside": import_beside_a_server,
}


def main() -> int:
    """Runs what is asked for on each store; 1 if something broke or was missing."""
    parser = argparse.ArgumentParser("python -m scripts.torture", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(TORMENTS))
    parser.add_argument("--store", action="append", choices=STORES)
    asked = parser.parse_args()
    if unknown := set(asked.names) - TORMENTS.keys():
        parser.error(
            f"there is no {', '.join(unknown)}; there is {', '.join(TORMENTS)}"
        )
    failed = 0
    for name in asked.names or TORMENTS:
        for store in asked.store or STORES:
            failed |= _torment(name, store)
    return failed


def _torment(name: str, store: str) -> int:
    start = time.monotonic()
    try:
        with register_on(store) as home:
            counts = TORMENTS[name](home)
    except (NoServer, NoLoad) as reason:
        print(f"{name} on {store}: skipped: {reason}")
        return 1
    except AssertionError as broken:
        print(f"{name} on {store}: BROKEN: {broken}", flush=True)
        return 1
    told = ", ".join(f"{n} {what}" for what, n in sorted(counts.items()))
    print(f"{name} on {store}: {told}; {time.monotonic() - start:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
