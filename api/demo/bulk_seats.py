"""Draws the terms of a seat, within the habits of the chain in which it stands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from api.demo.beat import Row
from api.demo.drawn import LAST, Days

_GRAVE = 10
_MONTHS = 12
_RISKS = (
    "uncapped_liability",
    "penalties_passed_down",
    "volume_risk",
    "outcome_payment_delay",
    "pay_when_paid",
    "indexation_withheld",
    "tupe_or_pension_risk",
    "termination_without_cost",
)
_NOT_ASKED = {"unknown": "not_asked"}


class Rivals(Protocol):
    """Knows who else could do somebody's work."""

    def rivals(self, firm: str) -> list[str]:
        """Who else is of the same trade."""
        ...


class Seat(NamedTuple):
    """A seat as the story knows it: its work, who does it, and what that brings."""

    of: str
    role: str
    firm: str
    share: int
    amount: float
    at: datetime
    told: Row
    above: str | None
    is_leaf: bool

    @property
    def is_told(self) -> bool:
        """Whether whoever runs the chain told of it."""
        return bool(self.told.get("disclosure", "disclosed") == "disclosed")

    def told_by(self, chain: Row) -> str:
        """Who tells of it: the lead, or the council what it found out by itself."""
        by: str = chain.get("lead", chain["by"]) if self.is_told else chain["by"]
        return by


def terms_of(
    chain: Row, seat: Seat, words: Row, market: Rivals, days: Days
) -> dict[str, Any]:
    """What was said of a seat when it was declared; what nobody said is left out."""
    # Who answers one question answers most; what was found out is known by halves.
    knows = 1 - (1 - chain["knows"]) ** 3 if seat.is_told else chain["knows"] / 2
    one = days.one
    paid = days.chance(knows)
    trigger = one(chain["triggers"]) if paid else None
    ends = chain["until"] > LAST
    sometimes: Sequence[tuple[str, float, Any]] = (
        ("end", knows if ends else 0, chain["until"]),
        ("payment_terms_days", paid, one(chain["pays"])),
        ("payment_trigger", paid, trigger),
        ("change_mechanism", knows, one(["mirrors_head", "mirrors_head", "own"])),
        ("issue_route", knows, _route(words["issue_route"], days)),
        ("exit_arrangement", knows, _route(words["exit_arrangement"], days)),
        ("activity", knows, [_activity(chain, seat)]),
        ("notice_months", knows * 0.6, one([1, 3, 3, 6])),
        ("alternatives", 0.5, _alternatives(market.rivals(seat.firm), days)),
        ("risk_facts", knows * 0.6, _risks(chain["hard"], trigger, days)),
        ("selection", 0.3 if seat.above is None else 0, one(words["selection"])),
    )
    return {
        "start": chain["since"],
        "essential": _essential(seat, days),
        "monitoring_right": one([True, True, False, _NOT_ASKED]),
        **{name: value for name, likely, value in sometimes if days.chance(likely)},
    }


def _essential(seat: Seat, days: Days) -> bool | dict[str, str]:
    if days.chance(0.15):
        return _NOT_ASKED
    return days.chance(0.35 if seat.share >= _GRAVE else 0.1)


def _route(words: Sequence[str], days: Days) -> Row:
    """In the contract's own clauses, or known and no more."""
    route: dict[str, Any] = {"description": days.one(words)}
    if days.chance(0.96):
        clause = f"{days.random.randint(8, 34)}.{days.random.randint(1, 9)}"
        route["defined_in"] = {"clause": clause}
    return route


def _activity(chain: Row, seat: Seat) -> Row:
    unit, _ = chain["unit"]
    return {"unit": unit, "planned": planned(chain, seat, _MONTHS), "every": "month"}


def planned(chain: Row, seat: Seat, a_year: int) -> str:
    """How much is to be delivered, as many times a year, for what the seat is paid."""
    _, price = chain["unit"]
    return str(max(round(seat.amount / a_year / price), 1))


def _alternatives(rivals: Sequence[str], days: Days) -> list[Row]:
    """Up to two who could take over, and in how many weeks."""
    found = days.random.sample(rivals, min(len(rivals), days.random.randint(0, 2)))
    return [
        {"organisation_id": f"@{name}", "weeks_to_replace": days.one([2, 4, 8, 13])}
        for name in found
    ]


def _risks(hard: float, trigger: str | None, days: Days) -> Row:
    facts: dict[str, Any] = {name: days.chance(hard * 0.7) for name in _RISKS}
    facts["pay_when_paid"] = trigger == "pay_when_paid"
    return facts
