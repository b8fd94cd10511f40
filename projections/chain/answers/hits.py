"""What becomes of each contract if somebody fails, told with all that may help."""

from datetime import date, timedelta
from typing import Any, Final, NamedTuple

import numpy as np
import orjson

from domain.dating import months_after
from projections.chain.answers.frame import Json, Told, pounds, ways, worth
from projections.chain.answers.plans import plans_about
from projections.chain.dated import NOT_KNOWN
from projections.chain.measures import dependence
from projections.chain.measures.forest import NO, Flags, Whole
from projections.chain.sight import reads_terms
from projections.chain.standing import Standing
from projections.view import View

LEVELS: Final = {
    dependence.STOPS: "stops",
    dependence.MAY_STOP: "may_stop",
    dependence.GOES_ON: "goes_on",
}
NO_PLAN: Final = "no plan known"
PLANS_APART: Final = "plans are read by officers and auditors"
REASONS: Final = (
    "lead_has_failed",
    "essential",
    "essential_not_known",
    "can_be_taken_over",
    "payer_has_failed",
    "not_essential",
    "others_stand_in",
    "too_few_left",
)


class Hit(NamedTuple):
    """Who fails, which places they hold, and what becomes of places and contracts."""

    found: Standing
    failed: Flags
    held: Flags
    level: Whole
    outcome: Whole
    touched: Flags
    since: date


class Telling:
    """Tells what becomes of each contract, with all that is known to help."""

    def __init__(self, view: View, hit: Hit) -> None:
        forest = hit.found.forest
        self._hit = hit
        self._grouped = hit.found.in_groups
        self._places = _by(forest.contract, hit.held)
        under = np.isin(forest.parent, np.flatnonzero(hit.held))
        self._next = _by(forest.parent, under)
        self._worst = self._reasons()
        some = np.flatnonzero(hit.held | under).tolist()
        some += ways(hit.found, self._worst.values())
        contracts = np.flatnonzero(hit.touched).tolist()
        self.told = Told(view, hit.found, some, contracts, np.flatnonzero(hit.failed))
        ids = sorted(self.told.contract(one)["id"] for one in contracts)
        firms = [self.told.firm(one) for one in np.flatnonzero(hit.failed).tolist()]
        self._terms = reads_terms(view.reach)
        self._plans = list[tuple[str | None, Json]]()
        if self._terms:
            about = [one["id"] for one in firms if one]
            self._plans = plans_about(view, ids, about)
        self._people = [_people(one) for one in hit.found.said("people_served")]

    def _reasons(self) -> dict[int, int]:
        """The place for which each contract comes to what it comes to."""
        forest, level = self._hit.found.forest, self._hit.level
        found = {
            contract: max(places, key=lambda at: (level[at], -at))
            for contract, places in self._places.items()
        }
        for place in np.flatnonzero(level > 0).tolist():
            contract = int(forest.contract[place])
            if contract in found and level[place] > level[found[contract]]:
                found[contract] = place
        return found

    def entry(self, contract: int) -> Json:
        """One contract: what becomes of it, why, and what is known to help."""
        found, worst = self._hit.found, self._worst[contract]
        thing = self.told.contract(contract)
        plans = self.plans_of(thing["id"])
        return {
            "contract": thing,
            "outcome": LEVELS[int(self._hit.outcome[contract])],
            "why": self._why(worst),
            "value": worth(found, contract),
            "people_served": self._people[contract],
            "path": self.told.path(worst),
            "seats": [self._seat(place) for place in self._places[contract]],
            "notice": _notice(found, contract, self._hit.since),
            "plans": plans,
            "plans_note": None if plans else self._no_plans,
        }

    def _why(self, place: int) -> str:
        """Why a contract comes to what it comes to: one of REASONS."""
        forest, level = self._hit.found.forest, int(self._hit.level[place])
        if self._grouped[place] and self._hit.held[place]:
            return "too_few_left" if level > dependence.GOES_ON else "others_stand_in"
        if not self._hit.held[place]:
            return "payer_has_failed"
        if forest.essential[place] == NO:
            return "not_essential"
        if (self._hit.found.others.place == place).any():
            return "can_be_taken_over" if self._hit.level[place] < 2 else "essential"  # noqa: PLR2004
        if forest.essential[place] == NOT_KNOWN:
            return "essential_not_known"
        return "lead_has_failed" if forest.tier[place] == 1 else "essential"

    def _seat(self, place: int) -> Json:
        found = self._hit.found
        essential = int(found.forest.essential[place])
        row = int(found.seat[place])
        months = int(found.seats.cells["notice_months"][row]) if row >= 0 else NOT_KNOWN
        terms = self._terms
        return {
            **self.told.place(place),
            "outcome": LEVELS[int(self._hit.level[place])],
            "essential": None if essential == NOT_KNOWN else bool(essential),
            "value": _amount(found, place) if terms else None,
            "notice_months": months if terms and months >= 0 else None,
            "next_tier": [self.told.place(each) for each in self._next.get(place, ())],
        }

    @property
    def _no_plans(self) -> str:
        return NO_PLAN if self._terms else PLANS_APART

    def plans_of(self, contract: str | None) -> list[Json] | None:
        """The plans that are about a contract, or about none but an organisation.

        None for those who read no plans: whether there are any is not told.
        """
        if not self._terms:
            return None
        return [one for about, one in self._plans if about == contract]

    def total(self, level: int) -> Json:
        """How many contracts come to it, what they are worth, whom they serve."""
        found = self._hit.found
        which = (self._hit.outcome == level) & self._hit.touched
        people = [self._people[one] for one in np.flatnonzero(which)]
        known = [one["count"] for one in people if one is not None]
        return {
            "contracts": int(which.sum()),
            "value": pounds(found, worth_of(found, which)),
            "value_not_known": int((found.forest.worth[which] < 0).sum()),
            "people_served": sum(known),
            "people_not_known": len(people) - len(known),
        }


def _by(keys: Whole, shown: Flags) -> dict[int, list[int]]:
    """Places by what they belong to, in the order of their tiers."""
    found = dict[int, list[int]]()
    for place in np.flatnonzero(shown).tolist():
        found.setdefault(int(keys[place]), []).append(place)
    return found


def _amount(found: Standing, place: int) -> Json | None:
    if not found.forest.valued[place]:
        return None
    return pounds(found, int(found.forest.value[place]))


def _people(said: str | None) -> Json | None:
    """How many people are served, by whose count of when; None if nobody says."""
    told = orjson.loads(said) if said else None
    return None if told is None else {"as_of": None, "basis": None, **told}


def _notice(found: Standing, contract: int, since: date) -> Json:
    """How long notice takes, and when it would be over if it were given then."""
    said = found.words.known
    at = int(found.contracts.cells["notice_period_months"][contract])
    months: dict[str, Any] = orjson.loads(said[at]) if at != NOT_KNOWN else {}
    ends: Json = {}
    for side in ("council", "provider"):
        length = months.get(side)
        length = length if isinstance(length, int) else None
        ends[f"{side}_months"] = length
        day = since - timedelta(days=1)
        last = None if length is None else months_after(day, length).isoformat()
        ends[f"ends_if_{side}_gives_it_then"] = last
    return ends


def worth_of(found: Standing, which: Flags) -> int:
    """What some contracts are worth together, in pence."""
    return int(np.maximum(found.forest.worth, 0)[which].sum())
