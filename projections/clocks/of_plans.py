"""The clocks of plans: tasks dated back from the end, reviews, trials, and people."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain.law.days import shifted
from domain.law.transfer import employee_liability
from projections.clocks.looking import Look, read
from projections.clocks.tally import Subject, Tally, is_not_applicable
from projections.model import ID
from projections.plans.dating import tasks_of
from projections.plans.schedule import schedule

Json = dict[str, Any]
NAMES: Sequence[str] = (
    "kind",
    "status",
    "contract_id",
    "owner",
    "handling",
    "end_on",
    "next_review",
    "reviewed_on",
    "approved_on",
    "tested_on",
    "tasks",
    "workforce",
)
YEAR = 365


def set_clocks(look: Look, tally: Tally) -> None:
    """Sets the clocks of all plans that were not carried out yet."""
    found = [
        (thing, dict(zip(NAMES, cells, strict=True)))
        for thing, _, *cells in look.rows("plan", NAMES, ("complete",))
    ]
    ends = _ends(look, sorted({s["contract_id"] for _, s in found if s["contract_id"]}))
    for thing, said in found:
        restricted = said["handling"] == "restricted"
        subject = Subject("plan", thing, said["contract_id"], said["owner"], restricted)
        end = _day(said["end_on"]) or ends.get(said["contract_id"])
        _looks(tally, subject, said)
        _tasks(tally, subject, said, end)
        if said["kind"] == "exit" and end is not None and _is_waiting(said):
            tally.judge(subject, employee_liability(end))


def _looks(tally: Tally, subject: Subject, said: Json) -> None:
    """When an approved plan is looked at and tried out again: within a year."""
    approved = said["approved_on"]
    if said["next_review"] is not None:
        tally.due(subject, "plan_review", said["next_review"])
    elif approved is not None:
        last = max(approved, said["reviewed_on"] or "")
        tally.due(subject, "plan_review", _after_a_year(last))
    if approved is not None:
        tally.due(subject, "plan_test", _after_a_year(said["tested_on"] or approved))


def _tasks(tally: Tally, subject: Subject, said: Json, end: date | None) -> None:
    """Open tasks of a plan that is carried out; of others, those with a day set."""
    tasks = {each["id"]: each for each in read(said["tasks"]) or ()}
    active = said["status"] == "activated" and end is not None
    days = _dated(tally, tasks, end) if active and end is not None else {}
    for key, task in tasks.items():
        if task["outcome"] is not None:
            continue
        own = task["due"] if isinstance(task["due"], str) else None
        if (due := days.get(key, own)) is not None:
            owner = task["owner"] if isinstance(task["owner"], str) else None
            tally.due(subject, "plan_task", due, key, task["title"], owner)


def _dated(tally: Tally, tasks: Mapping[str, Json], end: date) -> dict[str, str]:
    today = date.fromisoformat(tally.today)
    made = schedule(tasks_of({"tasks": list(tasks.values())}), end, today)
    return {one.id: one.due.isoformat() for one in made.tasks}


def _is_waiting(said: Json) -> bool:
    """Whether information on people who move is still to come, as far as is known."""
    people = read(said["workforce"]) or ()
    return not people or any(
        one["liability_received_on"] is None
        and one["headcount"] != 0
        and not is_not_applicable(one["headcount"])
        for one in people
    )


def _ends(look: Look, contracts: Sequence[str]) -> Mapping[str, date]:
    """The last days of the contracts that plans are for."""
    if not contracts:
        return {}
    model = look.view.schema.models["contract"]
    found = {
        row[ID]: _day(model.read(row, "end"))
        for row in look.view.rows("contract", contracts)
    }
    return {contract: end for contract, end in found.items() if end is not None}


def _after_a_year(day: str) -> str:
    return shifted(date.fromisoformat(day), YEAR).isoformat()


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)
