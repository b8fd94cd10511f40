"""Places of which so many are needed and the others stand in: k of m, under one place.

A contract needs each group as it needs an essential place; whatever fails below a
member takes that member down, and the contract only with too many of them.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple, Protocol

import numpy as np

from projections.chain.measures.forest import NO, YES, Forest, Whole

STOPS: Final = 2
MAY_STOP: Final = 1
GOES_ON: Final = 0
# By whether a place is essential: no, yes, and not known, which counts from the end.
WORST: Final = (GOES_ON, STOPS, MAY_STOP)


class Groups(NamedTuple):
    """Which place is of which group, a row each; how many each group needs, by number.

    All places of a group stand right under the same one. Of a group that has fewer
    left than it needs each that is left is needed.
    """

    place: Whole
    group: Whole
    needed: Whole


class Alternatives(NamedTuple):
    """Who could take over which place, within how many weeks; a row each.

    A firm of NOT_KNOWN is one that nobody named; weeks of NOT_KNOWN are not known.
    `groups` are places that stand in for one another, None where there are none.
    """

    place: Whole
    organisation: Whole
    weeks: Whole
    groups: Groups | None = None

    @property
    def members(self) -> Whole:
        """The places that are of some group."""
        none = np.zeros(0, np.int64)
        return none if self.groups is None else self.groups.place


class Spot(Protocol):
    """A place of one contract, as `tally.Place` has it; `group` NOT_KNOWN for none."""

    @property
    def organisation(self) -> int: ...  # noqa: D102
    @property
    def parent(self) -> int: ...  # noqa: D102
    @property
    def essential(self) -> int: ...  # noqa: D102
    @property
    def takeovers(self) -> Sequence[tuple[int, int]]: ...  # noqa: D102
    @property
    def group(self) -> int: ...  # noqa: D102
    @property
    def needed(self) -> int: ...  # noqa: D102


def held_up(forest: Forest, level: Whole, groups: Groups) -> Whole:
    """What each place does to its contract, where others of a group stand in for it.

    `level` is what it does by itself, to the group or the contract. Two passes over
    the tiers: what fails goes up as far as a group that bears it, and what lies below
    one does no more to the contract than the group.
    """
    worst, most = level.copy(), np.full(level.size, STOPS)
    count = groups.needed.size
    size = np.bincount(groups.group, minlength=count)
    needed = np.minimum(groups.needed, size)
    tiers = list(forest.tiers())
    for tier in reversed(tiers):
        here = (groups.place >= tier.start) & (groups.place < tier.stop)
        if here.any():
            place, group = groups.place[here], groups.group[here]
            stopped = np.bincount(group, worst[place] == STOPS, count)
            shaken = np.bincount(group, worst[place] == MAY_STOP, count)
            left = size - stopped
            sure = np.where(left < needed, STOPS, GOES_ON)
            found = np.where(left - shaken < needed, np.maximum(sure, MAY_STOP), sure)
            most[place] = found[group]
            worst[place] = np.minimum(worst[place], most[place])
        if tier.start:
            np.maximum.at(worst, forest.parent[tier], worst[tier])
    for tier in tiers[1:]:
        most[tier] = np.minimum(most[tier], most[forest.parent[tier]])
    borne: Whole = np.minimum(level, most)
    return borne


def alone(chain: Sequence[Spot]) -> dict[int, int]:
    """What becomes of one contract if each of its organisations fails alone: a level.

    Its places come from the top down. For the few contracts with groups; the others
    are judged all at once.
    """
    firms = {spot.organisation for spot in chain if spot.organisation >= 0}
    return {firm: together(chain, {firm}) for firm in firms}


def together(chain: Sequence[Spot], failed: Collection[int]) -> int:
    """What becomes of one contract if some organisations fail together: a level."""
    below = defaultdict[int, list[int]](list)
    for at, spot in enumerate(chain):
        below[spot.parent].append(at)
    return _worst(chain, below, _levels(chain, failed), -1)


def own_level(spot: Spot, failed: Collection[int] = ()) -> int:
    """What a place does if its holder fails, and others with it or not.

    Whoever could take over, and has not failed, is considered.
    """
    worst = WORST[YES if spot.group >= 0 else spot.essential]
    for firm, weeks in spot.takeovers:
        if firm < 0 or (firm != spot.organisation and firm not in failed):
            worst = min(worst, GOES_ON if weeks == 0 else MAY_STOP)
    return worst


def _levels(chain: Sequence[Spot], failed: Collection[int]) -> list[int]:
    """What each place does by itself if some organisations fail."""
    found, cut = list[int](), list[bool]()
    for spot in chain:
        above = spot.parent
        is_cut = above >= 0 and (cut[above] or chain[above].organisation in failed)
        cut.append(is_cut)
        is_hit = spot.organisation in failed
        level = own_level(spot, failed) if is_hit else GOES_ON
        if is_cut and (spot.group >= 0 or spot.essential != NO):
            level = max(level, MAY_STOP)
        found.append(level)
    return found


def _worst(
    chain: Sequence[Spot], below: dict[int, list[int]], level: list[int], at: int
) -> int:
    """What a place and all below it do to whatever is above it; -1 is the contract."""
    found = level[at] if at >= 0 else GOES_ON
    members, needed = defaultdict[int, list[int]](list), dict[int, int]()
    for each in below[at]:
        worst, group = _worst(chain, below, level, each), chain[each].group
        if group >= 0:
            members[group].append(worst)
            needed[group] = chain[each].needed
        else:
            found = max(found, worst)
    for group, levels in members.items():
        found = max(found, of_group(needed[group], levels))
    return found


def of_group(needed: int, levels: Sequence[int]) -> int:
    """What becomes of a group of which so many are needed, by what becomes of each."""
    needed = min(needed, len(levels))
    left = len(levels) - levels.count(STOPS)
    if left < needed:
        return STOPS
    return MAY_STOP if left - levels.count(MAY_STOP) < needed else GOES_ON
