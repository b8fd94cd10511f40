"""What one contract adds to the sums over all of them, in plain Python.

A chain has ten places or so: for one of them a loop is quicker than columns, which are
for all of them at once. What comes out is what the columns give; tests hold both to it.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from projections.chain.measures.dependence import GOES_ON, MAY_STOP, STOPS, Alternatives
from projections.chain.measures.forest import MILLION, NO, NOT_KNOWN, YES, Forest

LIMIT_DAYS: Final = 30
# The columns of a forest that say what a place is.
SAID: Final = (
    *("contract", "organisation", "parent", "value", "valued", "unseen"),
    *("days", "waits", "essential"),
)


class Place(NamedTuple):
    """One place as it is said, in the words of `forest.Places`.

    `parent` counts from 0 within the contract, whose places come from the top down.
    `takeovers` are those who could take over: a firm (NOT_KNOWN: nobody named) and the
    weeks it takes (NOT_KNOWN: not known).
    """

    organisation: int
    parent: int
    pence: int
    share: int
    ends: bool
    days: int
    waits: int
    essential: int
    takeovers: Sequence[tuple[int, int]] = ()


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
    value, valued = _values(worth, chain)
    rest, unseen = list(value), [not place[4] for place in chain]
    for at, place in enumerate(chain):
        if (above := place[1]) >= 0:
            rest[above] -= value[at]
            # Of who has somebody below it is unseen what has no value there.
            unseen[above] = False
    for at, place in enumerate(chain):
        if not valued[at] and place[1] >= 0:
            unseen[place[1]] = True
    paid, kept, hidden = dict[int, int](), dict[int, int](), 0
    for at, (firm, above, *_) in enumerate(chain):
        if above < 0:
            paid[firm] = paid.get(firm, 0) + value[at]
        if unseen[at] and worth >= 0:
            hidden += rest[at]
            kept[NOT_KNOWN] = kept.get(NOT_KNOWN, 0) + rest[at]
        else:
            kept[firm] = kept.get(firm, 0) + rest[at]
    return Tally(worth, paid, kept, hidden, _levels(chain), *_terms(chain))


def tallies(forest: Forest, others: Alternatives) -> list[Tally]:
    """What each contract of a forest adds, in the order of its contracts."""
    chains: list[list[Place]] = [[] for _ in range(forest.worth.size)]
    takeovers = dict[int, list[tuple[int, int]]]()
    rows = zip(*(column.tolist() for column in others), strict=True)
    for place, firm, weeks in rows:
        takeovers.setdefault(place, []).append((firm, weeks))
    at, columns = list[int](), [getattr(forest, name).tolist() for name in SAID]
    for place, row in enumerate(zip(*columns, strict=True)):
        contract, firm, above, pence, valued, unseen, days, waits, essential = row
        mine = chains[contract]
        parent = NOT_KNOWN if above < 0 else at[above]
        at.append(len(mine))
        known, ends = pence if valued else NOT_KNOWN, not unseen
        ready = takeovers.get(place, ())
        mine.append(
            Place(firm, parent, known, NOT_KNOWN, ends, days, waits, essential, ready)
        )
    return list(map(tally, forest.worth.tolist(), chains))


def _values(worth: int, chain: Sequence[Place]) -> tuple[list[int], list[bool]]:
    """What each place is worth, and whether that was said or follows from a share."""
    if worth < 0:
        return [0] * len(chain), [False] * len(chain)
    value = list[int]()
    for _, parent, pence, share, *_ in chain:
        if pence < 0 <= share and parent >= 0 and value[parent] >= 0:
            pence = (value[parent] * share + MILLION // 2) // MILLION  # noqa: PLW2901
        value.append(pence)
    valued = [each >= 0 for each in value]
    _fit(chain, value)
    return value, valued


def _fit(chain: Sequence[Place], value: list[int]) -> None:
    """What nobody says is the least that stands below; nobody pays on more than all."""
    least = [0] * len(chain)
    for at in range(len(chain) - 1, -1, -1):
        if value[at] < 0:
            value[at] = least[at]
        if (above := chain[at][1]) >= 0:
            least[above] += value[at]
    for at, (_, above, *_) in enumerate(chain):
        if above >= 0 and least[above] > value[above]:
            value[at] = value[at] * value[above] // least[above]


def _terms(chain: Sequence[Place]) -> tuple[int, int, int, int]:
    """Seats, those on late and on known terms, and the most days added up."""
    seats = late = dated = 0
    found, most = list[int](), NOT_KNOWN
    for _, above, _, _, _, days, waits, *_ in chain:
        if above >= 0:
            seats += 1
            dated += days >= 0
            late += days > LIMIT_DAYS
        if waits < 0 or days < 0:
            found.append(NOT_KNOWN)
            continue
        if waits and above >= 0:
            days = days + found[above] if found[above] >= 0 else NOT_KNOWN  # noqa: PLW2901
        found.append(days)
        most = max(most, days)
    return seats, late, dated, most


def _levels(chain: Sequence[Place]) -> dict[int, int]:
    """What becomes of the contract if each of its organisations fails alone."""
    under = [NO] * len(chain)
    for at in range(len(chain) - 1, -1, -1):
        place = chain[at]
        if place[1] >= 0 and (under[at] or place[7] != NO):
            under[place[1]] = MAY_STOP
    found = dict[int, int]()
    for place, below in zip(chain, under, strict=True):
        if (firm := place[0]) >= 0:
            found[firm] = max(found.get(firm, GOES_ON), below, _own(place))
    return found


def _own(place: Place) -> int:
    if place.essential == NO:
        return GOES_ON
    worst = STOPS if place.essential == YES else MAY_STOP
    for firm, weeks in place.takeovers:
        if firm != place.organisation or firm < 0:
            worst = min(worst, GOES_ON if weeks == 0 else MAY_STOP)
    return worst
