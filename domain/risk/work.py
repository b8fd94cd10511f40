"""What is done on a risk: controls and their tests, actions, readings of indicators."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from domain.errors import RuleBroken
from domain.event import Fact
from domain.facts import risk_work as facts
from domain.occasion import Command, Occasion
from domain.risk.risk import Risk
from domain.risk.work_commands import (
    AddAction,
    AddControl,
    CheckControl,
    CompleteAction,
    RecordIndicator,
)


def add_control(risk: Risk, command: AddControl, _: Occasion) -> list[Fact]:
    """RECORD. A control that there is, or what is new of one that is known."""
    risk.refuse_gone()
    controls, known = risk.parts.controls, command.control_id
    risk.parts.refuse_no_control(known)
    told = _news(controls, known, command)
    if not told:
        return []
    if known is None:
        told = {"in_place": True, **told}
    return [facts.RiskControlAdded(control_id=known, reason=command.reason, **told)]


def check_control(risk: Risk, command: CheckControl, _: Occasion) -> list[Fact]:
    """RECORD. Somebody looked whether a control works; each look counts."""
    risk.refuse_gone()
    risk.parts.refuse_no_control(command.control_id)
    return [
        facts.RiskControlTested(
            control_id=command.control_id,
            effectiveness=command.effectiveness,
            line=command.line,
            findings=command.findings,
            reason=command.reason,
        )
    ]


def add_action(risk: Risk, command: AddAction, _: Occasion) -> list[Fact]:
    """DECIDE. What is to be done on an open risk, by whom and by when.

    An action that is over is open again once something new is said of it.
    """
    risk.refuse_unless_open("add an action to")
    actions, known = risk.parts.actions, command.action_id
    risk.parts.refuse_no_action(known)
    told = _news(actions, known, command)
    if not told:
        return []
    return [facts.RiskActionAdded(action_id=known, reason=command.reason, **told)]


def complete_action(risk: Risk, command: CompleteAction, _: Occasion) -> list[Fact]:
    """RECORD. An action was done, or given up, whatever the risk has come to."""
    risk.refuse_gone()
    risk.parts.refuse_no_action(command.action_id)
    if risk.parts.outcomes.get(command.action_id) == command.outcome:
        return []
    return [
        facts.RiskActionCompleted(
            action_id=command.action_id,
            outcome=command.outcome,
            reason=command.reason,
        )
    ]


def record_indicator(risk: Risk, command: RecordIndicator, _: Occasion) -> list[Fact]:
    """RECORD. A reading, true on its day whatever the risk has come to."""
    risk.refuse_gone()
    risk.parts.refuse_no_indicator(command.indicator_id)
    known = command.indicator_id or risk.parts.indicator_called(command.name)
    _refuse_name_of_another(risk, command, known)
    _refuse_nameless(command.name, known, "indicator")
    told = {f: v for f, v in command.said().items() if f != "indicator_id"}
    risk.parts.limits(known, told)
    fields: dict[str, Any] = told
    return [
        facts.RiskIndicatorRecorded(indicator_id=known, reason=command.reason, **fields)
    ]


def _news(
    parts: Mapping[UUID, Mapping[str, Any]],
    known: UUID | None,
    command: AddControl | AddAction,
) -> dict[str, Any]:
    """What the command says that is not known of the part; it has to have a title."""
    what = "control" if isinstance(command, AddControl) else "action"
    _refuse_nameless(command.title, known, what)
    said = {f: v for f, v in Command.said(command).items() if f != f"{what}_id"}
    held = parts.get(known, {}) if known else {}
    return {field: value for field, value in said.items() if held.get(field) != value}


def _refuse_nameless(name: str | None, known: UUID | None, what: str) -> None:
    if name is None and known is None:
        field = "name" if what == "indicator" else "title"
        detail = (
            f"nobody knows which {what} this is: say a {field} for a new one, or its"
            f" {what}_id"
        )
        raise RuleBroken(detail, rule="part-named", pointer=f"/{field}")


def _refuse_name_of_another(
    risk: Risk, command: RecordIndicator, known: UUID | None
) -> None:
    other = risk.parts.indicator_called(command.name)
    if other is not None and other != known:
        detail = (
            f"{command.name} is how indicator {other} is called; leave name out, or"
            " choose another"
        )
        raise RuleBroken(detail, rule="named-twice", pointer="/name")
