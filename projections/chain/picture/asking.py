"""What a picture of the chains is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from projections.chain.answers.failure import firm_number
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
    keeps one tier, `depth` the tiers down to one; leads stand in tier 1. `today` is
    the day by which the layout goes, whichever day is looked at.
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

    @property
    def is_part(self) -> bool:
        """Whether routes are left out of chains that are drawn."""
        return self.through is not None or self.tier is not None


def shown(view: View, seen: Seen, asked: Asked) -> Flags:
    """Which places are drawn: seen, and asked for. Raises NotFound for no such firm."""
    forest = seen.found.forest
    wanted = seen.known.copy()
    if asked.contract is not None:
        wanted &= (seen.found.contracts.born == asked.contract)[forest.contract]
    if asked.through is not None:
        wanted &= _through(seen, firm_number(view, seen.found, asked.through))
    if asked.tier is not None:
        wanted &= forest.tier == asked.tier
    if asked.depth is not None:
        wanted &= forest.tier <= asked.depth
    return wanted


def _through(seen: Seen, firm: int) -> Flags:
    """The places of an organisation, all above them, and all below them."""
    forest = seen.found.forest
    own = (forest.organisation == firm) & seen.known & (firm >= 0)
    below, above = own.copy(), own.copy()
    tiers = list(forest.tiers())
    for tier in tiers[1:]:
        below[tier] |= below[forest.parent[tier]]
    for tier in reversed(tiers[1:]):
        above[forest.parent[tier][above[tier]]] = True
    both: Flags = below | above
    return np.asarray(both)
