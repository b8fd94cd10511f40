"""What a picture of the chains is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from projections.chain.answers.failure import firm_number
from projections.chain.answers.hits import Hit
from projections.chain.assembling import ALL
from projections.chain.measures.forest import Flags
from projections.chain.picture.lenses import RISK
from projections.chain.picture.seen import Seen
from projections.chain.standing import Which
from projections.view import View


@dataclass(frozen=True, slots=True)
class Asked:
    """Which chains, through which glass.

    `contract` is one by when it was born; `through` and `failing` name
    organisations by id or reference, with their corporate groups if `group`. `tier`
    keeps one tier, `depth` the tiers down to one; leads stand in tier 1. `unfolded` is
    the column that is not cut as others are. `only_touched` keeps the routes through
    those who fail. `today` is the day by which the layout goes, whichever day is looked
    at.
    """

    today: date
    which: Which = ALL
    lens: str = RISK
    contract: int | None = None
    through: str | None = None
    failing: Sequence[str] = ()
    group: bool = True
    tier: int | None = None
    depth: int | None = None
    unfolded: int | None = None
    only_touched: bool = False

    @property
    def is_part(self) -> bool:
        """Whether routes are left out of chains that are drawn."""
        touched = self.only_touched and bool(self.failing)
        return touched or self.through is not None or self.tier is not None


def shown(view: View, seen: Seen, asked: Asked, hit: Hit | None) -> Flags:
    """Which places are drawn: seen, and asked for. Raises NotFound for no such firm."""
    forest = seen.found.forest
    wanted = seen.known.copy()
    if asked.contract is not None:
        wanted &= (seen.found.contracts.born == asked.contract)[forest.contract]
    if asked.through is not None:
        firm = firm_number(view, seen.found, asked.through)
        wanted &= _routes(seen, (forest.organisation == firm) & (firm >= 0))
    if asked.only_touched and hit is not None:
        wanted &= _routes(seen, hit.held)
    if asked.tier is not None:
        wanted &= forest.tier == asked.tier
    if asked.depth is not None:
        wanted &= forest.tier <= asked.depth
    return wanted


def _routes(seen: Seen, through: Flags) -> Flags:
    """Some places, all above them, and all below them."""
    forest = seen.found.forest
    own = through & seen.known
    below, above = own.copy(), own.copy()
    tiers = list(forest.tiers())
    for tier in tiers[1:]:
        below[tier] |= below[forest.parent[tier]]
    for tier in reversed(tiers[1:]):
        above[forest.parent[tier][above[tier]]] = True
    both: Flags = below | above
    return np.asarray(both)
