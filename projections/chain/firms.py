"""Which organisation each record stands for: merged records, corporate groups."""

from typing import Final

import numpy as np

from projections.chain.dated import NOT_KNOWN, Column, Dated
from projections.chain.measures.forest import Whole

# No chain of links is longer; one that turns in a circle is followed no further.
MOST_LINKS: Final = 64


def followed(firms: Column, rows: Dated, link: str) -> Whole:
    """For each organisation the one at the end of its links, mostly itself."""
    to = np.arange(firms.size)
    target = rows.cells[link]
    linked = np.isin(target, firms) & np.isin(rows.born, firms)
    to[np.searchsorted(firms, rows.born[linked])] = np.searchsorted(
        firms, target[linked]
    )
    for _ in range(MOST_LINKS):
        further = to[to]
        if (further == to).all():
            break
        to = further
    return to


def numbered(born: Whole, firms: Column, survivor: Whole) -> Whole:
    """The number of each organisation, that of its survivor where it was merged."""
    if not firms.size:
        return np.full(born.size, NOT_KNOWN)
    at = np.minimum(np.searchsorted(firms, born), firms.size - 1)
    return np.where(firms[at] == born, survivor[at], NOT_KNOWN)
