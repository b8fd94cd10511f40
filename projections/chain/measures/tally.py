"""What one contract adds to the sums over all of them, in plain Python.

A chain has ten places or so: for one of them a loop is quicker than columns, which are
for all of them at once. What comes out is what the columns give; tests hold both to it.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from projections.chain.measures.forest import MILLION, NO, NOT_KNOWN, Forest
from projections.chain.measures.places import Place, chains_of
from projections.chain.measures.standing_in import (
    GOES_ON,
    MAY_STOP,
    WORST,
    Alternatives,
    alone,
)

LIMIT_DAYS: Final = 30
Column = Sequence[int]
Takeovers = Sequence[tuple[int, int]]


class Tally(NamedTuple):
    """What a contract adds: amounts are pence, by organisation or NOT_KNOWN for nobody.

    `paid` is at tier 1, `kept` what is retained for sure, `hidden` what is retained by
    places of which the next tier is unseen. `level` is what becomes of the contract if
    an organisation fails alone. Of places below tier 1 `late` have terms over thirty
    days, of `dated` they are known; `longest` is the most cumulative days of any place.
    """

    worth: int
    paid: Mapping[int, int]
    kept: Mapping[int, int]
    hidden: int
    level: Mapping[int, int]
    seats: int
    late: int
    dated: int
    longest: int


def tally(worth: int, chain: Sequence[Place]) -> Tally:
    """What a contract of a worth (NOT_KNOWN: nobody knows) adds with its places."""
    if not chain:
        return Tally(worth, {}, {}, 0, {}, 0, 0, 0, NOT_KNOWN)
    # By column: to take each place apart again costs more than the sums.
    firms, above, pence, share, ends, days, waits, essential, takeovers, group, _ = zip(
        *chain, strict=True
    )
    value, valued = _values(worth, above, pence, share)
    rest, unseen = _kept(above, value, valued, ends)
    paid, kept, hidden = dict[int, int](), dict[int, int](), 0
    rows = zip(firms, above, value, rest, unseen, strict=True)
    for firm, up, amount, left, is_unseen in rows:
        if up < 0:
            paid[firm] = paid.get(firm, 0) + amount
        if is_unseen and worth >= 0:
            hidden += left
            kept[NOT_KNOWN] = kept.get(NOT_KNOWN, 0) + left
        else:
            kept[firm] = kept.get(firm, 0) + left
    if max(group) < 0:
        level = _levels(firms, above, essential, takeovers)
    else:
        level = alone(chain)
    return Tally(worth, paid, kept, hidden, level, *_terms(above, days, waits))


def tallies(forest: Forest, others: Alternatives) -> list[Tally]:
    """What each contract of a forest adds, in the order of its contracts."""
    worth = forest.worth.tolist()
    chains = chains_of(forest, others, np.arange(len(worth)))
    return [tally(each, chains[contract]) for contract, each in enumerate(worth)]


def _values(
    worth: int, above: Column, pence: Column, share: Column
) -> tuple[list[int], list[bool]]:
    """What each place is worth, and whether that was said or follows from a share."""
    if worth < 0:
        return [0] * len(above), [False] * len(above)
    value = list(pence)
    for at, (up, part) in enumerate(zip(above, share, strict=True)):
        if value[at] < 0 <= part and up >= 0 and value[up] >= 0:
            value[at] = (value[up] * part + MILLION // 2) // MILLION
    valued = [each >= 0 for each in value]
    _fit(above, value)
    return value, valued


def _fit(above: Column, value: list[int]) -> None:
    """What nobody says is the least that stands below; nobody pays on more than all."""
    least = [0] * len(above)
    for at in range(len(above) - 1, -1, -1):
        if value[at] < 0:
            value[at] = least[at]
        if (up := above[at]) >= 0:
            least[up] += value[at]
    for at, up in enumerate(above):
        if up >= 0 and least[up] > value[up]:
            value[at] = value[at] * value[up] // least[up]


def _kept(
    above: Column, value: Column, valued: Sequence[bool], ends: Sequence[bool]
) -> tuple[list[int], list[bool]]:
    """What each place retains, and whether some of that may be paid on unseen."""
    rest, unseen = list(value), [not each for each in ends]
    for up, amount in zip(above, value, strict=True):
        if up >= 0:
            rest[up] -= amount
            # Of who has somebody below it is unseen what has no value there.
            unseen[up] = False
    for up, is_valued in zip(above, valued, strict=True):
        if up >= 0 and not is_valued:
            unseen[up] = True
    return rest, unseen


def _terms(above: Column, days: Column, waits: Column) -> tuple[int, int, int, int]:
    """Seats, those on late and on known terms, and the most days added up."""
    seats = late = dated = 0
    found, most = list[int](), NOT_KNOWN
    for up, own, is_waiting in zip(above, days, waits, strict=True):
        if up >= 0:
            seats += 1
            dated += own >= 0
            late += own > LIMIT_DAYS
        gone = NOT_KNOWN if is_waiting < 0 else own
        if is_waiting > 0 and up >= 0 and own >= 0:
            gone = own + found[up] if found[up] >= 0 else NOT_KNOWN
        found.append(gone)
        most = max(most, gone)
    return seats, late, dated, most


def _levels(
    firms: Column, above: Column, essential: Column, takeovers: Sequence[Takeovers]
) -> dict[int, int]:
    """What becomes of the contract if each of its organisations fails alone."""
    under = [GOES_ON] * len(above)
    for at in range(len(above) - 1, -1, -1):
        if (up := above[at]) >= 0 and (under[at] or essential[at] != NO):
            under[up] = MAY_STOP
    found = dict[int, int]()
    rows = zip(firms, essential, takeovers, under, strict=True)
    for firm, need, others, below in rows:
        if firm < 0:
            continue
        worst = _own(firm, need, others)
        found[firm] = max(found.get(firm, GOES_ON), below, worst)
    return found


def _own(firm: int, essential: int, takeovers: Takeovers) -> int:
    worst = WORST[essential]
    for other, weeks in takeovers:
        if other != firm or other < 0:
            worst = min(worst, GOES_ON if weeks == 0 else MAY_STOP)
    return worst
