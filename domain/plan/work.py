"""What is recorded of the parts of a plan, whatever its state."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from domain.dating import refuse_not_yet
from domain.errors import RuleBroken
from domain.event import Fact
from domain.facts import plan_parts as facts
from domain.law.transfer import employee_liability
from domain.occasion import Command, Occasion
from domain.plan.part_commands import (
    AddAlternative,
    AddTask,
    CompleteTask,
    RecordAsset,
    RecordDataReturn,
    RecordWorkforce,
    SetCost,
)
from domain.plan.parts import SORTS
from domain.plan.plan import Plan
from domain.values import known

# What a part is called by when it is recorded first.
_CALLED: Final[Mapping[type[Fact], str]] = {
    facts.PlanTaskAdded: "title",
    facts.PlanAlternativeAdded: "organisation_id",
    facts.PlanAssetRecorded: "title",
    facts.PlanDataReturnRecorded: "title",
}
_HAPPENED: Final = (
    "returned_on",
    "deleted_on",
    "information_asked_on",
    "information_received_on",
    "liability_received_on",
)


def add_task(
    plan: Plan, command: AddTask, occasion: Occasion, end: date | None
) -> list[Fact]:
    """DECIDE. What is to be done; `end` is the day by which all of it has to be.

    INV-X3, DECIDE: employee liability information is due 28 days before that.
    """
    plan.refuse_over("add a task to")
    plan.parts.refuse_unknown(facts.PlanTaskAdded, command.task_id)
    plan.parts.refuse_circle(command.task_id, command.after or ())
    held = plan.parts.of("tasks").get(command.task_id, {})
    asked = {**held, **command.said()}
    _refuse_hurry(known(asked.get("least_days")), known(asked.get("days")))
    last = known(plan.on("end_on", occasion.day)) or end
    _refuse_late(asked, last)
    return _part(plan, facts.PlanTaskAdded, command)


def complete_task(plan: Plan, command: CompleteTask, _: Occasion) -> list[Fact]:
    """RECORD. A task was done, or given up, on the day from which this holds."""
    plan.refuse_gone()
    plan.parts.refuse_unknown(facts.PlanTaskAdded, command.task_id)
    if plan.parts.outcomes.get(command.task_id) == command.outcome:
        return []
    return [
        facts.PlanTaskCompleted(
            task_id=command.task_id, outcome=command.outcome, reason=command.reason
        )
    ]


def add_alternative(plan: Plan, command: AddAlternative, _: Occasion) -> list[Fact]:
    """RECORD. Somebody could take over."""
    return _known_part(plan, facts.PlanAlternativeAdded, command)


def record_asset(plan: Plan, command: RecordAsset, _: Occasion) -> list[Fact]:
    """RECORD. Something is used for the service."""
    return _known_part(plan, facts.PlanAssetRecorded, command)


def record_data_return(
    plan: Plan, command: RecordDataReturn, occasion: Occasion
) -> list[Fact]:
    """RECORD. Data is to come back, did come back, or was deleted."""
    _refuse_to_come(command, occasion)
    return _known_part(plan, facts.PlanDataReturnRecorded, command)


def record_workforce(
    plan: Plan, command: RecordWorkforce, occasion: Occasion
) -> list[Fact]:
    """RECORD. Counts of people, and when information on them was there."""
    plan.refuse_gone()
    _refuse_to_come(command, occasion)
    return _part(plan, facts.PlanWorkforceRecorded, command)


def set_cost(plan: Plan, command: SetCost, _: Occasion) -> list[Fact]:
    """RECORD. What something costs, as it is known now."""
    plan.refuse_gone()
    return _part(plan, facts.PlanCostSet, command)


def _known_part(plan: Plan, kind: type[Fact], command: Command) -> list[Fact]:
    plan.refuse_gone()
    plan.parts.refuse_unknown(kind, getattr(command, SORTS[kind].key))
    return _part(plan, kind, command)


def _part(plan: Plan, kind: type[Fact], command: Command) -> list[Fact]:
    """The fact, if it says something new of its part, and the part has a name."""
    said = command.said()
    key = SORTS[kind].key
    called = _CALLED.get(kind)
    if called and said.get(key) is None and called not in said:
        detail = f"nobody knows what this is: say {called} of a new one, or its {key}"
        raise RuleBroken(detail, rule="part-named", pointer=f"/{called}")
    news = plan.parts.news(kind, said)
    if not news:
        return []
    told = {key: said.get(key), **news, "reason": command.reason}
    return [kind.model_validate(told)]


def _refuse_hurry(least: int | None, days: int | None) -> None:
    if least is not None and days is not None and least > days:
        detail = (
            f"hurried, the task would take {least} days, and {days} otherwise. Write"
            " least_days no higher than days"
        )
        raise RuleBroken(detail, rule="task-days", pointer="/least_days")


def _refuse_late(task: Mapping[str, Any], end: date | None) -> None:
    """INV-X3: refuses employee liability information later than the law has it."""
    due = known(task.get("due"))
    if task.get("purpose") != "employee_liability" or due is None or end is None:
        return
    last = employee_liability(end)
    if due > last.on:
        detail = (
            f"employee liability information is due by {last.on}, 28 days before"
            f" {end} ({last.rule.source}), and not on {due}. Set an earlier day"
        )
        raise RuleBroken(detail, rule="INV-X3", pointer="/due")


def _refuse_to_come(command: Command, occasion: Occasion) -> None:
    """Refuses to say of a day to come that something happened on it."""
    for name in _HAPPENED:
        day = getattr(command, name, None)
        if day is not None:
            refuse_not_yet(name, day, Command(), occasion)
