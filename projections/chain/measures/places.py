"""The places of single contracts as rows, for what is worked out in plain Python."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from projections.chain.measures.forest import NOT_KNOWN, Forest, Whole
from projections.chain.measures.standing_in import Alternatives

# The columns of a forest that say what a place is.
SAID: Final = (
    *("contract", "organisation", "parent", "value", "valued", "unseen"),
    *("days", "waits", "essential"),
)


class Place(NamedTuple):
    """One place as it is said, in the words of `forest.Places`.

    `parent` counts from 0 within the contract, whose places come from the top down.
    `takeovers` are those who could take over: a firm (NOT_KNOWN: nobody named) and the
    weeks it takes (NOT_KNOWN: not known); `group` is the one of which so many places
    are `needed`, NOT_KNOWN for none.
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
    group: int = NOT_KNOWN
    needed: int = 0


def chains_of(
    forest: Forest, others: Alternatives, some: Whole
) -> dict[int, list[Place]]:
    """The places of some contracts, each from the top down, by contract."""
    mine = np.flatnonzero(np.isin(forest.contract, some))
    chains: dict[int, list[Place]] = {int(contract): [] for contract in some}
    takeovers, grouped = _takeovers(others, mine), _grouped(others)
    at, columns = dict[int, int](), [getattr(forest, name)[mine] for name in SAID]
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for place, row in zip(mine.tolist(), rows, strict=True):
        contract, firm, above, pence, valued, unseen, days, waits, essential = row
        chain = chains[contract]
        parent = NOT_KNOWN if above < 0 else at[above]
        at[place] = len(chain)
        known, ends = pence if valued else NOT_KNOWN, not unseen
        said = (firm, parent, known, NOT_KNOWN, ends, days, waits, essential)
        group = grouped.get(place, (NOT_KNOWN, 0))
        chain.append(Place(*said, takeovers.get(place, ()), *group))
    return chains


def _takeovers(others: Alternatives, places: Whole) -> dict[int, list[tuple[int, int]]]:
    """Who could take over each of some places, and within how many weeks."""
    found = dict[int, list[tuple[int, int]]]()
    some = np.isin(others.place, places)
    columns = (others.place[some], others.organisation[some], others.weeks[some])
    for place, *ready in zip(*(each.tolist() for each in columns), strict=True):
        found.setdefault(place, []).append((ready[0], ready[1]))
    return found


def _grouped(others: Alternatives) -> dict[int, tuple[int, int]]:
    """Of which group each member is, and how many of its places are needed."""
    if (groups := others.groups) is None:
        return {}
    needed = groups.needed[groups.group]
    columns = (groups.place.tolist(), groups.group.tolist(), needed.tolist())
    return {place: (group, k) for place, group, k in zip(*columns, strict=True)}
