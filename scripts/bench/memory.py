"""How much memory a million seats take: run on its own, it prints what was added.

`python -m scripts.bench.memory` prints two numbers in MB: the columns of all seats with
their four dates as they are kept between requests, and the forest of one day of them.
"""

import gc
from pathlib import Path
from typing import Final

import numpy as np

from projections.chain.dated import Dated
from projections.chain.holding import NOUNS
from scripts.bench.forests import made_up

SEATS: Final = 1_000_000
PAGES_OF: Final = 4096
MEGABYTE: Final = 1_000_000
CONTRACTS: Final = 111_111


def resident() -> float:
    """What the process holds in memory, in MB."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGES_OF / MEGABYTE


def columns() -> Dated:
    """The columns of a million seats, each cell another one."""
    (wanted,) = (one for one in NOUNS if one.noun == "seat")
    rows = np.arange(SEATS, dtype=np.int32)
    wide = {name for name in wanted.numbers if name.endswith("_pence")}
    cells = {
        name: rows.astype(np.int64 if name in wide else np.int32)
        for name in ("in_error", *wanted.cells)
    }
    return Dated(rows, (rows + 1, rows + 2, rows + 3, rows + 4), cells)


def main() -> None:
    """Prints what the columns take, and what a forest of as many places does."""
    began = resident()
    kept = columns()
    with_columns = resident()
    chains = made_up(CONTRACTS)
    with_forest = resident()
    print(f"{with_columns - began:.1f} {with_forest - with_columns:.1f}")
    print(kept.born.size, chains.contract.size)


if __name__ == "__main__":
    main()
