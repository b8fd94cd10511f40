"""Failures that stop a contract only together: of those who stand in for others."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from projections.chain.measures.dependence import STOPS, Pairs
from projections.chain.measures.forest import NOT_KNOWN, Flags, Forest, Real, Whole
from projections.chain.measures.places import Place, chains_of
from projections.chain.measures.standing_in import Alternatives, together

# Of more there would be too many ways to fail: such a contract is left out.
MOST: Final = 10


class Joint(NamedTuple):
    """A contract with groups, and with which failures of these firms it stops.

    `stops` has a row for each set of them, whose number has a bit for each firm.
    """

    contract: int
    firms: Whole
    stops: Flags

    def chance(self, fails: Real) -> float:
        """The chance that it stops by these alone, given that of each to fail."""
        each = np.ones(1)
        for p in fails[self.firms].tolist():
            each = np.concatenate((each * (1 - p), each * p))
        return float(each[self.stops].sum())

    def is_hit(self, failed: Flags) -> bool:
        """Whether it stops by the firms that have failed."""
        bits = failed[self.firms].astype(np.int64) << np.arange(self.firms.size)
        return bool(self.stops[bits.sum()])


class Together(NamedTuple):
    """What stops by failures together, and how many contracts were left out of it."""

    found: Sequence[Joint] = ()
    left_out: int = 0


def jointly(forest: Forest, others: Alternatives, pairs: Pairs) -> Together:
    """The contracts that stop if several of those that stand in for others fail.

    Of organisations that stop it alone nothing is said here: `pairs` have these.
    """
    if others.groups is None:
        return Together()
    some = np.unique(forest.contract[others.members])
    stopping = pairs.level == STOPS
    alone = set(
        zip(
            pairs.contract[stopping].tolist(),
            pairs.organisation[stopping].tolist(),
            strict=True,
        )
    )
    found, left_out = list[Joint](), 0
    for contract, chain in chains_of(forest, others, some).items():
        firms = [f for f in _in_groups(chain) if (contract, f) not in alone]
        if len(firms) > MOST:
            left_out += 1
            continue
        stops = [
            together(chain, [f for bit, f in enumerate(firms) if each >> bit & 1])
            for each in range(1 << len(firms))
        ]
        found.append(
            Joint(contract, np.array(firms, np.int64), np.array(stops) == STOPS)
        )
    return Together(found, left_out)


def _in_groups(chain: Sequence[Place]) -> list[int]:
    """Who holds a place of a group, or one below it."""
    inside = list[bool]()
    for place in chain:
        above = place.parent != NOT_KNOWN and inside[place.parent]
        inside.append(above or place.group != NOT_KNOWN)
    held = {p.organisation for p, inner in zip(chain, inside, strict=True) if inner}
    return sorted(held - {NOT_KNOWN})
