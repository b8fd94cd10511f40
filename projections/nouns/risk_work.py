"""What is done on a risk, as its rows show it: controls, actions, indicators.

Each list is one JSON value of the row. A test or reading of an earlier day that is
recorded late does not stand in for a later one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from domain.event import Fact
from domain.facts import risk_work as facts
from projections.kinds import Json
from projections.model import Effect, Held
from projections.telling import Told

FOUND = ("effectiveness", "line", "findings")
CONTROL = ("title", "kind", "owner", "in_place", *FOUND, "tested_on")
ACTION = ("title", "owner", "due", "outcome", "ended_on")
LIMITED = ("name", "unit", "amber", "red", "worse", "frequency")
INDICATOR = (*LIMITED, "value", "on", "previous", "state", "since")
STATES = ("red", "amber", "green")


def _control_added(told: Told, held: Held) -> Mapping[str, Any]:
    return {"controls": _laid(told, held["controls"], "control_id", CONTROL)}


def _control_tested(told: Told, held: Held) -> Mapping[str, Any]:
    said = told.said
    found = {name: said.get(name) for name in FOUND}
    found["tested_on"] = told.effective_on
    controls = [
        {**each, **found} if _is_later(told, each, "control_id", "tested_on") else each
        for each in held["controls"] or ()
    ]
    return {"controls": controls}


def _action_added(told: Told, held: Held) -> Mapping[str, Any]:
    actions = _laid(told, held["actions"], "action_id", ACTION)
    named = told.said.get("action_id")
    # What is said anew of an action that was over opens it again.
    again = {"outcome": None, "ended_on": None}
    return _actions(
        {**each, **again} if each["id"] == named else each for each in actions
    )


def _action_completed(told: Told, held: Held) -> Mapping[str, Any]:
    outcome = told.said.get("outcome", "done")
    over = {"outcome": outcome, "ended_on": told.effective_on}
    return _actions(
        {**each, **over} if each["id"] == told.said["action_id"] else each
        for each in held["actions"] or ()
    )


def _actions(actions: Iterable[Json]) -> Mapping[str, Any]:
    """The actions, with the day on which the next of them is due."""
    kept = list(actions)
    due = [
        each["due"]
        for each in kept
        if each["outcome"] is None and isinstance(each["due"], str)
    ]
    return {"actions": kept, "next_action_due": min(due, default=None)}


def _recorded(told: Told, held: Held) -> Mapping[str, Any]:
    lasting = {k: v for k, v in told.said.items() if k != "value"}
    indicators = _laid(
        told._replace(said=lasting), held["indicators"], "indicator_id", INDICATOR
    )
    read = [
        _read(each, told) if _is_later(told, each, "indicator_id", "on") else each
        for each in indicators
    ]
    judged = [_judged(each, told.effective_on) for each in read]
    states = {each["state"] for each in judged}
    worst = next((state for state in STATES if state in states), None)
    return {"indicators": judged, "worst_indicator": worst}


def _read(indicator: Json, told: Told) -> Json:
    before = indicator["value"] if indicator["on"] is not None else None
    return {
        **indicator,
        "value": told.said["value"],
        "on": told.effective_on,
        "previous": before,
    }


def _judged(indicator: Json, day: str) -> Json:
    """Its state, and since when it has been in that."""
    state = _state(indicator)
    since = indicator["since"] if state == indicator["state"] else day
    return {**indicator, "state": state, "since": since if state else None}


def _state(indicator: Json) -> str | None:
    """Green, amber or red; None without a value or a limit to hold it against."""
    value = indicator["value"]
    amber, red = (
        None if indicator[name] is None else Decimal(indicator[name])
        for name in ("amber", "red")
    )
    if not isinstance(value, str) or (amber is None and red is None):
        return None
    worse = indicator["worse"] or facts.worse_side(amber, red)
    if facts.is_beyond(Decimal(value), red, worse):
        return "red"
    return "amber" if facts.is_beyond(Decimal(value), amber, worse) else "green"


def _laid(
    told: Told, parts: Sequence[Json] | None, named: str, names: Sequence[str]
) -> list[Json]:
    """The parts with what is said of one of them, or with a new one at the end."""
    part = told.said.get(named)
    said = {name: value for name, value in told.said.items() if name in names}
    if part is None:
        new = str(facts.part_id(UUID(told.stream), told.position))
        return [*(parts or ()), {"id": new, **dict.fromkeys(names), **said}]
    return [{**each, **said} if each["id"] == part else each for each in parts or ()]


def _is_later(told: Told, part: Json, named: str, day: str) -> bool:
    """Whether what is told is of this part, and of no earlier day than what stands."""
    new = str(facts.part_id(UUID(told.stream), told.position))
    mine: bool = part["id"] == told.said.get(named, new)
    return mine and (part[day] is None or part[day] <= told.effective_on)


def _beside(sets: Callable[[Told, Held], Mapping[str, Any]]) -> Effect:
    """A fact about a part says nothing of the risk's own fields."""
    return Effect(sets, says=False)


WORK_EFFECTS: Mapping[type[Fact], Effect] = {
    facts.RiskControlAdded: _beside(_control_added),
    facts.RiskControlTested: _beside(_control_tested),
    facts.RiskActionAdded: _beside(_action_added),
    facts.RiskActionCompleted: _beside(_action_completed),
    facts.RiskIndicatorRecorded: _beside(_recorded),
}
