"""When money comes: days down the chain, what is over the limit, who funds whom."""

from math import sqrt
from typing import Final, NamedTuple

import numpy as np

from projections.chain.measures.concentration import Between
from projections.chain.measures.forest import (
    NO,
    NOT_KNOWN,
    YES,
    Flags,
    Forest,
    Real,
    Whole,
    sums,
)

YEAR: Final = 365
# Stands for days that are not known while days are added up: no chain has so many.
NEVER: Final = 2**40
# The quantile of the normal distribution that leaves 2.5% on each side.
Z_95: Final = 1.959963984540054


class Late(NamedTuple):
    """Of the places of a tier: how many have longer terms, and what these are paid."""

    tier: int
    places: int
    late: int
    days_unknown: int
    value: int
    late_value: int


def cumulative_days(forest: Forest) -> Whole:
    """Within how many days the council's money comes to each place; days.

    T_i = d_i, and T of whoever is above beside it where i is paid only when paid.
    NOT_KNOWN where the days, or whether it waits, are not known, here or, for who
    waits, above. A lead waits for nobody: its days are those of the contract.
    """
    dark = (forest.days < 0) | (forest.waits == NOT_KNOWN)
    found = np.where(dark, NEVER, forest.days)
    for tier in list(forest.tiers())[1:]:
        waits = forest.waits[tier] == YES
        found[tier] += found[forest.parent[tier]] * waits
    found[found >= NEVER] = NOT_KNOWN
    return found


def worst_place(forest: Forest, days: Whole) -> Whole:
    """The place of each contract that waits longest, NOT_KNOWN where no days are known.

    Of places that wait as long it is the one nearest to the lead.
    """
    worst = np.full(forest.worth.size, NOT_KNOWN)
    most = np.full(forest.worth.size, NOT_KNOWN)
    np.maximum.at(most, forest.contract, days)
    which = np.flatnonzero((days >= 0) & (days == most[forest.contract]))[::-1]
    worst[forest.contract[which]] = which
    return worst


def late_by_tier(forest: Forest, limit: int = 30) -> list[Late]:
    """How many places of each tier are paid on terms longer than the limit, and value.

    Counts, and pence a year; days that nobody knows are counted apart. Thirty days are
    implied in public contracts and subcontracts by the Procurement Act 2023, s.68 and
    s.73 (as solicitors' guides tell them); which statute rules a contract is not asked
    here.
    """
    found = []
    for nth, tier in enumerate(forest.tiers(), 1):
        days, value = forest.days[tier], forest.value[tier]
        late = days > limit
        counts = (days.size, int(late.sum()), int((days < 0).sum()))
        found.append(Late(nth, *counts, int(value.sum()), int(value[late].sum())))
    return found


def wilson(hits: int, tested: int) -> Between | None:
    """The 95% interval of a share found by spot checks, 0 to 1; None without any.

    Wilson, E. B. (1927), Probable Inference, the Law of Succession, and Statistical
    Inference, Journal of the American Statistical Association 22(158), 209-212; seen.
    """
    if not tested:
        return None
    share, z = hits / tested, Z_95
    middle = share + z * z / (2 * tested)
    spread = z * sqrt(share * (1 - share) / tested + z * z / (4 * tested * tested))
    whole = 1 + z * z / tested
    return Between(
        max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)
    )


def funded(forest: Forest) -> tuple[Whole, Flags]:
    """What each place lends to its customer on its terms, and where that is known.

    F_i = V_i d_i / 365 less the sum of V_k d_k / 365 over whoever stands right below:
    positive where i funds its customer, negative where its own suppliers fund it;
    pence, rounded down. Known where its days and value, and those below, are known.
    """
    is_known = forest.valued & (forest.days >= 0)
    owed = forest.value * np.maximum(forest.days, 0)
    lent = (owed - sums(forest.parent, owed, owed.size)) // YEAR
    gaps = sums(forest.parent, (~is_known).astype(np.int64), owed.size)
    return lent, is_known & (gaps == 0)


def lent_by(forest: Forest) -> tuple[Whole, Whole]:
    """What each organisation lends to its customers in all, and of how many not known.

    The sum of F_i over its places where that is known, in pence: below nothing for who
    is funded by others. Places of which days or values are not known are counted.
    """
    lent, known = funded(forest)
    firm, size = forest.organisation, forest.organisations
    dark = sums(firm, (~known).astype(np.int64), size)
    return sums(firm, np.where(known, lent, 0), size), dark


def share_of_cash(lent: Whole, cash: Whole) -> Real:
    """What is lent over the cash of filed accounts, 0 up; -1 where that is not known.

    0 for who lends nothing. Of who shows no cash at all there is no such share.
    """
    found = np.full(lent.size, -1.0)
    np.divide(np.maximum(lent, 0), cash, out=found, where=cash > 0)
    return found


def share_with(forest: Forest, flag: Whole, places: Flags) -> Between | None:
    """What part of what some places keep is kept by firms of a kind, 0 to 1.

    `flag` says of each organisation YES, NO or NOT_KNOWN: an SME, a VCSE. The least
    counts those known to be, the most all that are not known not to be, and what is
    unseen with them. None where there is nothing to share.
    """
    kept = forest.retained[places]
    total = int(kept.sum())
    if total <= 0:
        return None
    firms = forest.organisation[places]
    padded = np.append(flag, NOT_KNOWN)
    said = padded[np.where(firms < 0, flag.size, firms)]
    open_end = forest.unseen[places]
    sure = int(kept[(said == YES) & ~open_end].sum())
    never = int(kept[(said == NO) & ~open_end].sum())
    return Between(sure / total, (total - never) / total)


def gross_with(forest: Forest, flag: Whole, places: Flags) -> Real:
    """What such firms are paid, whatever they pay on; known, unknown and not; pence."""
    firms = forest.organisation[places]
    padded = np.append(flag, NOT_KNOWN)
    said = padded[np.where(firms < 0, flag.size, firms)]
    value = forest.value[places]
    parts = [int(value[said == one].sum()) for one in (YES, NOT_KNOWN, NO)]
    return np.array(parts, float)
