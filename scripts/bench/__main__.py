"""Measures Counterfoil: `python -m scripts.bench [name ...] [--store ...] [--keep]`.

Prints a table a bench and store; `--keep` writes them to docs/benchmarks.md as well.
"""

import argparse
import sys
from collections.abc import Callable

from scripts.bench import (
    chains,
    command,
    imports,
    ledger,
    listing,
    measures,
    papers,
    pictures,
    questions,
    rebuilding,
    register,
    staleness,
)
from scripts.bench.load import NoLoad
from scripts.bench.measuring import Effort, Table
from scripts.bench.reporting import keep, page_part
from scripts.places import STORES, NoServer

BENCHES: dict[str, Callable[[str, Effort], Table]] = {
    "register": register.run,
    "command": command.run,
    "rebuild": rebuilding.run,
    "imports": imports.run,
    "lists": listing.run,
    "questions": questions.run,
    "chains": chains.run,
    "measures": measures.run,
    "pictures": pictures.run,
    "papers": papers.run,
    "reads": staleness.run,
    "ledger": ledger.run,
}


def main() -> int:
    """Runs what is asked for; 1 if something could not be run."""
    parser = argparse.ArgumentParser("python -m scripts.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHES))
    parser.add_argument("--store", action="append", choices=STORES)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each round")
    parser.add_argument("--events", type=int, default=1_000_000, help="of a long log")
    parser.add_argument("--keep", action="store_true")
    asked = parser.parse_args()
    if unknown := set(asked.names) - BENCHES.keys():
        parser.error(f"there is no {', '.join(unknown)}")
    effort, skipped = Effort(asked.rounds, asked.seconds, asked.events), 0
    for name in asked.names or BENCHES:
        parts = []
        for store in asked.store or STORES:
            try:
                table = BENCHES[name](store, effort)
            except (NoServer, NoLoad) as reason:
                print(f"{name} on {store}: skipped: {reason}")
                skipped = 1
                continue
            parts.append(page_part(table))
            print(parts[-1], flush=True)
        if asked.keep and parts:
            keep(name, parts)
    return skipped


if __name__ == "__main__":
    sys.exit(main())
