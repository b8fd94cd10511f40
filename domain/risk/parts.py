"""The parts of a risk: its controls, its actions and its indicators, by their ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from domain.errors import RuleBroken, UnknownReference
from domain.event import Fact, Recorded
from domain.facts import risk_work as facts

Said = Mapping[str, Any]


class Limits(NamedTuple):
    """From where on a reading is amber or red, on which side it gets worse."""

    amber: Decimal | None
    red: Decimal | None
    worse: facts.Worse | None


@dataclass(frozen=True, slots=True)
class Parts:
    """Every control, action and indicator of one risk, with what was said of it.

    `outcomes` are those of the actions that are over.
    """

    controls: Mapping[UUID, Said] = field(default_factory=dict)
    actions: Mapping[UUID, Said] = field(default_factory=dict)
    indicators: Mapping[UUID, Said] = field(default_factory=dict)
    outcomes: Mapping[UUID, str] = field(default_factory=dict)

    def after(self, recorded: Recorded[Any]) -> "Parts":
        """The parts after one more fact about one of them."""
        fact = recorded.fact
        new = facts.part_id(recorded.stream, recorded.position)
        match fact:
            case facts.RiskControlAdded(control_id=known):
                return replace(self, controls=_put(self.controls, known or new, fact))
            case facts.RiskActionAdded(action_id=known):
                kept = {a: o for a, o in self.outcomes.items() if a != known}
                actions = _put(self.actions, known or new, fact)
                return replace(self, actions=actions, outcomes=kept)
            case facts.RiskIndicatorRecorded(indicator_id=known):
                indicators = _put(self.indicators, known or new, fact)
                return replace(self, indicators=indicators)
            case facts.RiskActionCompleted(action_id=action, outcome=outcome):
                return replace(self, outcomes={**self.outcomes, action: outcome})
            case _:
                return self

    def indicator_called(self, name: str | None) -> UUID | None:
        """The indicator that goes by a name, without regard to case."""
        called = (
            indicator
            for indicator, said in self.indicators.items()
            if name is not None and said["name"].casefold() == name.casefold()
        )
        return next(called, None)

    def limits(self, indicator: UUID | None, said: Said) -> Limits:
        """The limits of an indicator after what is said of it. Raises RuleBroken."""
        held = self.indicators.get(indicator, {}) if indicator else {}
        merged = {**held, **said}
        limits = Limits(*(merged.get(name) for name in Limits._fields))
        amber, red, worse = limits
        if amber is not None and red is not None and amber != red and worse is not None:
            side = facts.worse_side(amber, red)
            if side != worse:
                detail = (
                    f"amber {amber} and red {red} say that readings get worse when"
                    f" they are {side}, and worse says {worse}. Mend one of them"
                )
                raise RuleBroken(detail, rule="indicator-limits", pointer="/worse")
        return limits

    def refuse_no_control(self, control: UUID | None) -> None:
        """Refuses a control that the risk does not have."""
        _refuse_none(self.controls, control, "control")

    def refuse_no_action(self, action: UUID | None) -> None:
        """Refuses an action that the risk does not have."""
        _refuse_none(self.actions, action, "action")

    def refuse_no_indicator(self, indicator: UUID | None) -> None:
        """Refuses an indicator that the risk does not have."""
        _refuse_none(self.indicators, indicator, "indicator")


def _put(parts: Mapping[UUID, Said], part: UUID, fact: Fact) -> dict[UUID, Said]:
    """The parts with what a fact says of one of them laid over what stood."""
    said = {
        name: value
        for name in type(fact).model_fields
        if name != "reason" and (value := getattr(fact, name)) is not None
    }
    return {**parts, part: {**parts.get(part, {}), **said}}


def _refuse_none(parts: Mapping[UUID, Said], part: UUID | None, what: str) -> None:
    if part is None or part in parts:
        return
    known = ", ".join(str(each) for each in parts) or "none yet"
    detail = (
        f"this risk has no {what} {part}; it has: {known}. Record the {what} first,"
        f" or leave {what}_id out"
    )
    raise UnknownReference(detail, pointer=f"/{what}_id")
