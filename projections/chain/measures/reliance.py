"""How much of what an organisation lives on is the council's money: spend by turnover.

What a place gets is seldom known to the penny, so all of it is a least and a most.
"""

from typing import Final, NamedTuple

import numpy as np

from projections.chain.measures.forest import (
    NOT_KNOWN,
    Flags,
    Forest,
    Real,
    Whole,
    sums,
)

# Above it the council's exit may be the end of the firm: a label, and no verdict.
MARK: Final = 0.40
YEAR: Final = 12


class Spent(NamedTuple):
    """What each organisation gets a year, at the least and at the most; pence.

    `is_open` says of whom no most is known: they stand in a contract of unknown value.
    """

    least: Whole
    most: Whole
    is_open: Flags


class Reliance(NamedTuple):
    """Spend over turnover, 0 up: -1 where that is not known, inf for no known most."""

    least: Real
    most: Real


def a_year(amount: Whole, months: Whole) -> Whole:
    """What the sum of a period of so many months comes to in twelve; pence.

    NOT_KNOWN where the sum or the months are not known.
    """
    known = (amount >= 0) & (months > 0)
    return np.where(known, amount * YEAR // np.maximum(months, 1), NOT_KNOWN)


def paid(forest: Forest) -> Spent:
    """What each organisation is paid at tier 1, as lead or partner; pence a year.

    What a consortium has not shared out may be that of any of its partners.
    """
    tops = slice(0, int(np.searchsorted(forest.tier, 1, "right")))
    firm, rest = forest.organisation[tops], _not_shared_out(forest)
    least = sums(firm, forest.value[tops], forest.organisations)
    more = sums(firm, rest[forest.contract[tops]], forest.organisations)
    return Spent(least, least + more, _unbounded(forest, tops))


def kept(forest: Forest) -> Spent:
    """What each organisation keeps of our money at any tier (`retained`); pence a year.

    The least counts what is kept for sure: who pays on to somebody not known may keep
    nothing. The most is all that its places are known to be left with, and for one of
    which nobody said what it is paid all that is left of who pays it.
    """
    room = forest.retained.copy()
    for tier in list(forest.tiers())[1:]:
        room[tier] += np.where(forest.valued[tier], 0, room[forest.parent[tier]])
    room += _not_shared_out(forest)[forest.contract]
    sure = np.where(forest.unseen, NOT_KNOWN, forest.organisation)
    return Spent(
        sums(sure, forest.retained, forest.organisations),
        sums(forest.organisation, room, forest.organisations),
        _unbounded(forest, slice(None)),
    )


def reliance(spent: Spent, turnover: Whole) -> Reliance:
    """What part of its turnover each organisation has from us, by the year; 0 up.

    `turnover` is that of filed accounts brought to twelve months, in pence, NOT_KNOWN
    where it is not known; of one of nothing there is no part. More than 1 is no error:
    accounts are older than contracts.
    """
    known = turnover > 0
    least, most = np.full(turnover.size, -1.0), np.full(turnover.size, -1.0)
    np.divide(spent.least, turnover, out=least, where=known)
    np.divide(spent.most, turnover, out=most, where=known)
    return Reliance(least, np.where(known & spent.is_open, np.inf, most))


def _not_shared_out(forest: Forest) -> Whole:
    """What of each contract goes to nobody known beside known partners; pence."""
    tops = slice(0, int(np.searchsorted(forest.tier, 1, "right")))
    contract, contracts = forest.contract[tops], forest.worth.size
    nobody = np.where(forest.organisation[tops] < 0, forest.value[tops], 0)
    several = np.bincount(contract, minlength=contracts) > 1
    return np.where(several, sums(contract, nobody, contracts), 0)


def _unbounded(forest: Forest, places: slice) -> Flags:
    """Who stands in a contract of which nobody knows the value."""
    dark = forest.worth[forest.contract[places]] < 0
    firm = forest.organisation[places]
    found: Flags = sums(firm, dark.astype(np.int64), forest.organisations) > 0
    return found
