"""What stops if organisations fail, contract by contract, and what is known to help."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from projections.chain.answers.frame import Json, frame, part
from projections.chain.answers.hits import LEVELS, Hit, Telling, worth_of
from projections.chain.assembling import chains_at
from projections.chain.dated import NOT_KNOWN
from projections.chain.measures import dependence
from projections.chain.measures.forest import Flags
from projections.chain.naming import ids_of
from projections.chain.standing import Standing
from projections.view import View


class Asked(NamedTuple):
    """Which organisations fail, with their corporate groups or without, from when."""

    organisations: Sequence[str]
    group: bool
    since: date


def failure(view: View, asked: Asked) -> Json:
    """What stops, what may stop, what goes on. Raises NotFound."""
    found = chains_at(view)
    hit, over = hit_by(found, failed_by(view, found, asked), asked.since)
    told = Telling(view, hit)
    every = [told.entry(int(one)) for one in np.flatnonzero(hit.touched)]
    total = found.forest.total
    stopped = worth_of(found, hit.outcome == dependence.STOPS)
    return {
        **frame(view, found),
        "from": asked.since.isoformat(),
        "group": asked.group,
        "organisations": [
            told.told.firm(firm) for firm in np.flatnonzero(hit.failed).tolist()
        ],
        **{
            name: [one for one in every if one["outcome"] == name]
            for name in LEVELS.values()
        },
        "totals": {name: told.total(number) for number, name in LEVELS.items()},
        "share_of_value": part(stopped / total if total else None),
        "over_by_then": over,
        "merged_picture": dependence.merged_picture(found.forest, hit.failed),
        "plans_for_organisations": told.plans_of(None),
    }


def failed_by(view: View, found: Standing, asked: Asked) -> Flags:
    """Which organisations fail. Raises NotFound for one that there is not."""
    numbers = [firm_number(view, found, one) for one in asked.organisations]
    named = np.array([number for number in numbers if number >= 0], np.int64)
    failed = np.isin(np.arange(found.firms.size), named)
    if asked.group:
        failed |= np.isin(found.group, found.group[named])
        # A record that was merged into another is no firm of its own.
        failed &= found.survivor == np.arange(found.firms.size)
    return failed


def firm_number(view: View, found: Standing, named: str) -> int:
    """The number of an organisation; who sees its place in a chain may know of it.

    Raises NotFound.
    """
    thing = view.things.find(view.connection, "organisation", named)
    for born in ids_of(view, ids=[thing] if thing else []):
        number = found.firm(born)
        if number >= 0 and (found.forest.organisation == number).any():
            return number
    (born,) = ids_of(view, ids=[view.known("organisation", named)])
    return found.firm(born)


def hit_by(found: Standing, failed: Flags, since: date) -> tuple[Hit, int]:
    """What becomes of contracts, and how many have run out before it happens."""
    forest, end = found.forest, found.contracts.cells["end"]
    over = (end != NOT_KNOWN) & (end < since.toordinal())
    level = dependence.levels(forest, failed, found.others)
    outcome = np.where(over, 0, dependence.contracts_hit(forest, level))
    held = (forest.organisation >= 0) & np.isin(
        forest.organisation, np.flatnonzero(failed)
    )
    touched = np.bincount(forest.contract[held], minlength=forest.worth.size) > 0
    hit = Hit(
        found,
        failed,
        held & ~over[forest.contract],
        level,
        outcome,
        touched & ~over,
        since,
    )
    return hit, int((touched & over).sum())
