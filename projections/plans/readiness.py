"""How ready somebody is to leave a contract: ten things, each in place or not, and why.

The number alone says nothing: what is lacking is said beside it. That there are ten and
that each weighs the same is the register's own proposal.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple, TypeAlias

Json = dict[str, Any]
State = Literal["met", "not_met", "not_known"]

# A plan that was approved, or tried out, longer ago is not counted on.
FRESH = timedelta(days=365)
PASSED = ("passed", "passed_with_actions")


class NotKnown(NamedTuple):
    """That something cannot be said, and for want of what."""

    why: str


# What is lacking, that it is not known, or nothing: it is in place.
Judged: TypeAlias = str | NotKnown | None


class Item(NamedTuple):
    """One thing that an exit needs, and what of it is lacking."""

    item: str
    state: State
    gap: str | None


class Exit(NamedTuple):
    """What readiness is judged by.

    `plan` is the plan of exit as it is read, None where there is none; `seats` are the
    ids of the seats that stand, by what they are called; `liability_due` is the last
    day for employee liability information, and `contingent` whether a contingency plan
    has been approved.
    """

    plan: Json | None
    seats: Mapping[str, str]
    liability_due: date | None
    contingent: bool
    today: date


def readiness(asked: Exit) -> list[Item]:
    """The ten items. Without a plan none of them is known but the contingency."""
    if asked.plan is None:
        no_plan = [
            Item(name, "not_known", "there is no plan of exit") for name in _WITH
        ]
        return [*no_plan, _contingency(asked)]
    judged = [_item(name, judge(asked.plan, asked)) for name, judge in _WITH.items()]
    return [*judged, _contingency(asked)]


def in_place(items: Sequence[Item]) -> int:
    """How many items are met."""
    return sum(1 for item in items if item.state == "met")


def _item(name: str, found: Judged) -> Item:
    """Met where nothing is lacking; a gap of knowledge is not the same as a no."""
    if isinstance(found, NotKnown):
        return Item(name, "not_known", found.why)
    return Item(name, "met" if found is None else "not_met", found)


def _approved(plan: Json, asked: Exit) -> Judged:
    on = plan["approved_on"]
    if on is None:
        return "nobody has approved the plan"
    if date.fromisoformat(on) + FRESH < asked.today:
        return f"the approval of {on} is more than a year old"
    if plan["worked_on_since"]:
        return "the plan was worked on after it was approved"
    return None


def _option(plan: Json, _: Exit) -> Judged:
    if not plan["options"]:
        return "nobody has decided what comes after the contract"
    return None


def _seats(plan: Json, asked: Exit) -> Judged:
    decided = {
        each["seat_id"] for each in plan["seats"] if each["decision"] != "undecided"
    }
    lacking = [name for seat, name in asked.seats.items() if seat not in decided]
    if lacking:
        return f"nobody has decided what becomes of: {', '.join(lacking)}"
    return None


def _liability(plan: Json, asked: Exit) -> Judged:
    """Employee liability information is there, and was there in time."""
    if not plan["workforce"]:
        return NotKnown("nobody has said whether people move with the work")
    if asked.liability_due is None:
        return NotKnown("the last day of the contract is not known")
    due = asked.liability_due.isoformat()
    for each in plan["workforce"]:
        if each["headcount"] == 0 or "not_applicable" in _object(each["headcount"]):
            continue
        on = each["liability_received_on"]
        whose = asked.seats.get(each["seat_id"] or "", "the lead")
        if on is None:
            return f"not received from {whose}, due by {due}"
        if on > due:
            return f"received late from {whose}: on {on}, due by {due}"
    return None


def _data(plan: Json, _: Exit) -> Judged:
    if not plan["data"]:
        return NotKnown("nobody has said which data comes back")
    lacking = [
        each["title"]
        for each in plan["data"]
        if not (isinstance(each["formats"], str) and isinstance(each["return_by"], str))
    ]
    if lacking:
        return f"no format or no day is agreed for: {', '.join(map(str, lacking))}"
    return None


def _assets(plan: Json, _: Exit) -> Judged:
    if not plan["assets"]:
        return NotKnown("nobody has said which assets there are")
    lacking = [a["title"] for a in plan["assets"] if not isinstance(a["route"], str)]
    if lacking:
        return f"nobody has said what becomes of: {', '.join(map(str, lacking))}"
    return None


def _tested(plan: Json, asked: Exit) -> Judged:
    on = plan["tested_on"]
    if on is None:
        return "the plan was never tried out"
    if date.fromisoformat(on) + FRESH < asked.today:
        return f"the last trial, of {on}, is more than a year old"
    if plan["test_outcome"] not in PASSED:
        return f"the trial of {on} failed"
    return None


def _costs(plan: Json, _: Exit) -> Judged:
    if not plan["costs"]:
        return NotKnown("nobody has said what the exit costs")
    lacking = [c["kind"] for c in plan["costs"] if c["provided_for"] is not True]
    if lacking:
        return f"nobody has said that there is money for: {', '.join(lacking)}"
    return None


def _told(plan: Json, _: Exit) -> Judged:
    if not isinstance(plan["communications"], str):
        return NotKnown("nobody has said who is told, when and how")
    return None


def _contingency(asked: Exit) -> Item:
    lacking = None if asked.contingent else "no contingency plan has been approved"
    return _item("contingency", lacking)


def _object(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


_WITH = {
    "approved_within_a_year": _approved,
    "option_decided": _option,
    "seats_decided": _seats,
    "liability_information": _liability,
    "data_route": _data,
    "assets": _assets,
    "continuity_tested": _tested,
    "costs_provided_for": _costs,
    "communications": _told,
}
ITEMS = (*_WITH, "contingency")
