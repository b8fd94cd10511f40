"""All places of all chains as a forest of columns, the places of a tier together.

The lead of a contract and its partners stand at tier 1. A place comes after whatever
it stands under, so that what follows from above, or from below, is a pass a tier.
"""

import itertools
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]
Real = NDArray[np.float64]
# Stands for what is not known: a number, a firm, whether something is so.
NOT_KNOWN: Final = -1
YES: Final = 1
NO: Final = 0
MILLION: Final = 1_000_000


class Places(NamedTuple):
    """What is said of each place, in any order; each names that which it stands under.

    `contract` and `organisation` count from 0; `parent` is NOT_KNOWN at tier 1.
    `pence` is said a year, or follows from `share`, millionths of the value above.
    `ends` is whether it was said that nobody stands below. `waits` is whether it is
    paid only when whoever is above is paid.
    """

    contract: Whole
    organisation: Whole
    parent: Whole
    pence: Whole
    share: Whole
    ends: Flags
    days: Whole
    waits: Whole
    essential: Whole


class Forest(NamedTuple):
    """Places in the order of their tiers, with what they are worth.

    `value` is what a place is paid a year in pence, as far as that is known: where
    nobody says (`valued`), what stands below shows the least that it can be. `retained`
    is `value` less what stands right below, never less than nothing; the retained of a
    contract comes to its value. `unseen` is whether some of what is retained may in
    truth be paid on to somebody whom nobody has named. `levels` are the bounds of the
    tiers, `at` where each of the places said was before.
    """

    contract: Whole
    organisation: Whole
    parent: Whole
    tier: Whole
    value: Whole
    valued: Flags
    retained: Whole
    unseen: Flags
    days: Whole
    waits: Whole
    essential: Whole
    levels: Whole
    at: Whole
    worth: Whole
    organisations: int

    def tiers(self) -> Iterator[slice]:
        """The places of each tier, from the leads down."""
        for first, last in zip(self.levels[:-1], self.levels[1:], strict=True):
            yield slice(int(first), int(last))

    @property
    def total(self) -> int:
        """What all contracts are worth whose value is known."""
        return int(self.worth[self.worth > 0].sum())


def forest(said: Places, worth: Whole, organisations: int) -> Forest:
    """The forest of some places; `worth` is that of each contract, or NOT_KNOWN.

    A contract of unknown value gives its places no value either: such are counted, and
    left out of sums. Raises ValueError for places that stand under one another.
    """
    tier = tiers_of(said.parent)
    at = np.argsort(tier, kind="stable")
    where = np.empty_like(at)
    where[at] = np.arange(at.size)
    levels = np.searchsorted(tier[at], np.arange(1, tier.max(initial=0) + 2))
    above, contract = said.parent[at], said.contract[at]
    parent = np.where(above == NOT_KNOWN, NOT_KNOWN, where[np.maximum(above, 0)])
    known = worth[contract] >= 0
    value, valued = _values(parent, said.pence[at], said.share[at], levels, known)
    below = sums(parent, value, at.size)
    is_leaf = sums(parent, np.ones_like(parent), at.size) == 0
    has_gap = sums(parent, (~valued).astype(np.int64), at.size) > 0
    return Forest(
        contract,
        said.organisation[at],
        parent,
        tier[at],
        value,
        valued,
        value - below,
        known & (has_gap | (is_leaf & ~said.ends[at])),
        said.days[at],
        said.waits[at],
        said.essential[at],
        levels,
        at,
        worth,
        organisations,
    )


def tiers_of(parent: Whole) -> Whole:
    """The tier of each place: 1 at the top, one more below each; a pass a tier.

    Raises ValueError for places that stand under one another.
    """
    tier = np.where(parent == NOT_KNOWN, 1, 0).astype(np.int64)
    under = np.flatnonzero(tier == 0)
    while under.size:
        reached = tier[parent[under]] > 0
        if not reached.any():
            message = "places stand under one another in a circle"
            raise ValueError(message)
        here = under[reached]
        tier[here] = tier[parent[here]] + 1
        under = under[~reached]
    return tier


def part(value: Whole, share: Whole) -> Whole:
    """A share in millionths of each value, to the penny, halves up; exact."""
    whole, rest = np.divmod(value, MILLION)
    found: Whole = whole * share + (rest * share + MILLION // 2) // MILLION
    return found


def sums(keys: Whole, amounts: Whole, size: int) -> Whole:
    """The sum of whole amounts for each key; exact. What has no key is left out."""
    return sums_and_rest(keys, amounts, size)[0]


def sums_and_rest(keys: Whole, amounts: Whole, size: int) -> tuple[Whole, int]:
    """The sum of whole amounts for each key, and that of those that have none; exact.

    One pass: NOT_KNOWN counts from the end, where the rest has a place of its own.
    """
    found = np.zeros(size + 1, np.int64)
    np.add.at(found, keys, amounts)
    return found[:size], int(found[size])


def _values(
    parent: Whole, pence: Whole, share: Whole, levels: Whole, known: Flags
) -> tuple[Whole, Flags]:
    """What each place is worth, and whether that was said or follows from a share."""
    tiers = [slice(a, b) for a, b in itertools.pairwise(levels.tolist())]
    value = np.where(known, pence, NOT_KNOWN)
    for tier in tiers[1:]:
        above = value[parent[tier]]
        follows = known[tier] & (value[tier] < 0) & (share[tier] >= 0) & (above >= 0)
        shared = part(np.maximum(above, 0), np.maximum(share[tier], 0))
        value[tier] = np.where(follows, shared, value[tier])
    valued = value >= 0
    value[~known] = 0
    for tier, under in reversed(list(itertools.pairwise(tiers))):
        told = np.maximum(value[under], 0)
        least = sums(parent[under] - tier.start, told, tier.stop - tier.start)
        value[tier] = np.where(value[tier] < 0, least, value[tier])
    value[value < 0] = 0
    for tier, under in itertools.pairwise(tiers):
        _fit(value, parent, tier, under)
    return value, valued


def _fit(value: Whole, parent: Whole, tier: slice, under: slice) -> None:
    """Scales down what is said to stand below a place where it is more than all of it.

    Nobody pays on more than they are paid: which of the sums is wrong is not known.
    """
    said = sums(parent[under] - tier.start, value[under], tier.stop - tier.start)
    is_over = said > value[tier]
    for place in np.flatnonzero(is_over[parent[under] - tier.start]) + under.start:
        above = int(parent[place])
        whole = int(said[above - tier.start])
        value[place] = int(value[place]) * int(value[above]) // whole
