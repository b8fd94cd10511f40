"""What stops if somebody fails: judged contract by contract, never on a merged graph.

A contract needs each of its essential places (AND); a place is kept by its holder or
by any one of those who could take over (OR); of the places of a group so many are
needed (k of m), which `standing_in` judges.
"""

from typing import Final, NamedTuple

import numpy as np

from projections.chain.measures import standing_in
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
from projections.chain.measures.places import chains_of
from projections.chain.measures.standing_in import Alternatives

STOPS: Final = standing_in.STOPS
MAY_STOP: Final = standing_in.MAY_STOP
GOES_ON: Final = standing_in.GOES_ON
# So many bits hold a level.
BITS: Final = 2


class Pairs(NamedTuple):
    """Every organisation in every contract in which it holds a place, once.

    `level` is what becomes of the contract if this organisation alone fails.
    """

    contract: Whole
    organisation: Whole
    level: Whole


def levels(forest: Forest, failed: Flags, others: Alternatives) -> Whole:
    """What each place does to its contract if some organisations fail: a level each.

    Where the holder of an essential place has failed the contract STOPS; where nobody
    knows whether it is essential it MAY_STOP, and so where somebody who has not failed
    could take over, but not at once, or where somebody above who pays it has failed,
    whoever holds it then. Else it GOES_ON. A lead is essential; of a partner nobody
    knows whether it is. Of a group the contract needs so many, and no single one.
    """
    holder = failed[np.maximum(forest.organisation, 0)] & (forest.organisation >= 0)
    essential = _essential(forest, others)
    own = np.where(holder, _own(essential), GOES_ON)
    standing = _standing(failed, others)
    spared = _spared(forest, others, standing)
    own = np.minimum(own, spared)
    cut = np.zeros_like(holder)
    for tier in list(forest.tiers())[1:]:
        above = forest.parent[tier]
        cut[tier] = cut[above] | holder[above]
    below = np.where(cut & (essential != NO), MAY_STOP, GOES_ON)
    level = np.maximum(own, below)
    if others.groups is None:
        return level
    return standing_in.held_up(forest, level, others.groups)


def contracts_hit(forest: Forest, level: Whole) -> Whole:
    """What becomes of each contract: the worst that any of its places does to it."""
    found = np.zeros(forest.worth.size, np.int64)
    np.maximum.at(found, forest.contract, level)
    return found


def single_failures(forest: Forest, others: Alternatives) -> Pairs:
    """What becomes of each contract if any one of those in it fails alone.

    All at once: one pass up the tiers, one sort of places by contract and holder; but
    contracts in which places stand in for one another, which come one after the other.
    """
    level = _own(forest.essential)
    holder = forest.organisation[others.place]
    another = (others.organisation != holder) | (others.organisation < 0)
    level = np.minimum(level, _spared(forest, others, another))
    needed = np.where(forest.essential == NO, GOES_ON, MAY_STOP)
    under = np.full_like(needed, GOES_ON)
    for tier in reversed(list(forest.tiers())[1:]):
        below = np.maximum(needed[tier], under[tier])
        np.maximum.at(under, forest.parent[tier], below)
    pairs = _paired(forest, np.maximum(level, under))
    return pairs if others.groups is None else _with_groups(forest, others, pairs)


def at_risk(forest: Forest, pairs: Pairs, level: int = STOPS) -> Whole:
    """The value of the contracts that come to this if an organisation fails; pence.

    For each organisation; `level` STOPS counts what stops, MAY_STOP that and what may.
    A contract counts once, however many places of it somebody holds, and one of unknown
    value for nothing.
    """
    worth = np.maximum(forest.worth, 0)
    some = np.where(pairs.level >= level, pairs.organisation, NOT_KNOWN)
    return sums(some, worth[pairs.contract], forest.organisations)


def dependency(forest: Forest, stopping: Whole) -> Real:
    """What part of all spending stops with each organisation, 0 to 1.

    The value of the contracts that stop over that of all; 0 where there is none.
    After Pfeffer, J. and Salancik, G. R. (1978), The External Control of Organizations:
    A Resource Dependence Perspective, Harper & Row; seen, the publisher as cited.
    """
    total = forest.total
    return stopping / total if total else np.zeros(stopping.size)


def leverage(stopping: Whole, kept: Whole) -> Real:
    """How many pounds of service a pound paid to each organisation holds up; 0 up.

    The value that stops over what the organisation keeps. Where it keeps nothing that
    anybody knows there is no such ratio: NOT_KNOWN, -1. Related to the nexus supplier
    of Yan, T., Choi, T. Y., Kim, Y. and Yang, Y. (2015), A Theory of the Nexus
    Supplier: A Critical Supplier From a Network Perspective, Journal of Supply Chain
    Management 51(1), 52-66; seen, the volume as cited.
    """
    found = np.full(stopping.size, -1.0)
    np.divide(stopping, kept, out=found, where=kept > 0)
    return found


def merged_picture(forest: Forest, failed: Flags) -> int:
    """How many contracts a merged graph of organisations would name; contracts.

    There every contract hangs on all that its lead reaches through any contract of
    anybody: more than truly stop. Shown beside the truth, and never instead of it.
    """
    has = (forest.parent >= 0) & (forest.organisation >= 0)
    payer = forest.organisation[forest.parent[has]]
    holder = forest.organisation[has][payer >= 0]
    payer = payer[payer >= 0]
    reached = failed.copy()
    while True:
        more = payer[reached[holder] & ~reached[payer]]
        if not more.size:
            break
        reached[more] = True
    tops = (forest.tier == 1) & (forest.organisation >= 0)
    hit = forest.contract[tops][reached[forest.organisation[tops]]]
    return int(np.count_nonzero(np.bincount(hit)))


def _own(essential: Whole) -> Whole:
    """What each place does to its contract if its holder fails."""
    found: Whole = np.array(standing_in.WORST)[essential]
    return found


def _essential(forest: Forest, others: Alternatives) -> Whole:
    """Whether each place is essential: a member is, to its group."""
    if others.groups is None:
        return forest.essential
    found = forest.essential.copy()
    found[others.members] = YES
    return found


def _with_groups(forest: Forest, others: Alternatives, pairs: Pairs) -> Pairs:
    """The pairs, with those of contracts that have groups judged one by one."""
    level = pairs.level.copy()
    some = np.unique(forest.contract[others.members])
    chains = chains_of(forest, others, some)
    mine = np.flatnonzero(np.isin(pairs.contract, some))
    found = {contract: standing_in.alone(chain) for contract, chain in chains.items()}
    for at in mine.tolist():
        level[at] = found[int(pairs.contract[at])][int(pairs.organisation[at])]
    return pairs._replace(level=level)


def _standing(failed: Flags, others: Alternatives) -> Flags:
    """Which of those who could take over have not failed themselves."""
    named = others.organisation >= 0
    if not failed.size:
        return ~named
    return ~(named & failed[np.maximum(others.organisation, 0)])


def _spared(forest: Forest, others: Alternatives, standing: Flags) -> Whole:
    """The worst that each place can do, where somebody can take over."""
    worst = np.full(forest.contract.size, STOPS)
    place, weeks = others.place[standing], others.weeks[standing]
    np.minimum.at(worst, place, np.where(weeks == 0, GOES_ON, MAY_STOP))
    return worst


def _paired(forest: Forest, level: Whole) -> Pairs:
    width = forest.organisations.bit_length()
    # The level takes the last bits of the key: the worst of a pair comes last.
    keys = (forest.contract << width | forest.organisation) << BITS | level
    has = forest.organisation >= 0
    keys = keys if has.all() else keys[has]
    keys.sort()
    pair = keys >> BITS
    is_last = np.ones(pair.size, bool)
    np.not_equal(pair[1:], pair[:-1], out=is_last[:-1])
    last = np.flatnonzero(is_last)
    pair = pair[last]
    return Pairs(pair >> width, pair & (1 << width) - 1, keys[last] & (1 << BITS) - 1)
