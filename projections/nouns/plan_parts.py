"""The parts of a plan as its rows show them: each list is one JSON value of the row."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, get_args
from uuid import UUID

from domain.event import Fact
from domain.facts import plan_parts as facts
from domain.facts.risk_work import part_id
from domain.values import Unknown
from projections.kinds import Json
from projections.model import Effect, Held
from projections.telling import Told


class Sort(NamedTuple):
    """A list of parts: its column, the field that names a part, what each shows.

    `numbered` parts show their id as `id`; the others are known by what they are about.
    """

    column: str
    key: str
    names: tuple[str, ...]
    numbered: bool = True


TASK = ("title", "owner", "purpose", "days", "least_days", "after", "due")
ENDED = ("outcome", "ended_on")
SORTS: Mapping[type[Fact], Sort] = {
    facts.PlanTaskAdded: Sort("tasks", "task_id", (*TASK, *ENDED)),
    facts.PlanAlternativeAdded: Sort(
        "alternatives",
        "alternative_id",
        ("organisation_id", "capacity", "lead_days", "agreed"),
    ),
    facts.PlanAssetRecorded: Sort(
        "assets", "asset_id", ("title", "kind", "held_by", "route", "value")
    ),
    facts.PlanDataReturnRecorded: Sort(
        "data",
        "data_id",
        (
            "title",
            "formats",
            "retention",
            "return_by",
            "returned_on",
            "deleted_on",
            "certificate",
        ),
    ),
    facts.PlanWorkforceRecorded: Sort(
        "workforce",
        "seat_id",
        (
            "headcount",
            "full_time_equivalent",
            "pension_scheme",
            "information_asked_on",
            "information_received_on",
            "liability_received_on",
            "redundancy_exposure",
        ),
        numbered=False,
    ),
    facts.PlanSeatDecided: Sort(
        "seats",
        "seat_id",
        ("decision", "provider_id", "consent_given", "decided_on"),
        numbered=False,
    ),
    facts.PlanCostSet: Sort(
        "costs", "kind", ("amount", "provided_for", "budget_code"), numbered=False
    ),
}
TESTED = ("kind", "outcome", "findings")
# What of a part is descriptive: left out, nobody has been asked.
ASKED: Mapping[str, Sequence[str]] = {
    sort.column: [
        name
        for name in sort.names
        if name in kind.model_fields
        and Unknown in get_args(kind.model_fields[name].annotation)
    ]
    for kind, sort in SORTS.items()
}
NOT_ASKED = {"unknown": "not_asked"}


def _said(told: Told, held: Held) -> Mapping[str, Any]:
    """The list with what is said of one part laid over it, or with a new one."""
    sort = SORTS[told.kind]
    parts: Sequence[Json] = held[sort.column] or ()
    shown_as = "id" if sort.numbered else sort.key
    said = {name: value for name, value in told.said.items() if name in sort.names}
    if told.kind is facts.PlanSeatDecided:
        said["decided_on"] = told.effective_on
    if told.kind is facts.PlanTaskAdded:
        # What is said anew of a task that was over opens it again.
        said |= dict.fromkeys(ENDED)
    key = told.said.get(sort.key)
    if key is None and sort.numbered:
        key = str(part_id(UUID(told.stream), told.position))
    if any(each[shown_as] == key for each in parts):
        laid = [{**e, **said} if e[shown_as] == key else e for e in parts]
    else:
        blank = {name: _blank(sort.column, name) for name in sort.names}
        laid = [*parts, {shown_as: key, **blank, **said}]
    return {sort.column: laid} | _follows(sort.column, laid)


def _blank(column: str, name: str) -> Any:
    return NOT_ASKED if name in ASKED[column] else None


def _completed(told: Told, held: Held) -> Mapping[str, Any]:
    task, outcome = told.said["task_id"], told.said.get("outcome", "done")
    over = {"outcome": outcome, "ended_on": told.effective_on}
    tasks = [{**e, **over} if e["id"] == task else e for e in held["tasks"] or ()]
    return {"tasks": tasks} | _follows("tasks", tasks)


def _follows(column: str, parts: Iterable[Json]) -> dict[str, Any]:
    """What a list comes to that is asked for often: how many tasks are open."""
    if column != "tasks":
        return {}
    return {"open_tasks": sum(1 for each in parts if each["outcome"] is None)}


def _tested(told: Told, held: Held) -> Mapping[str, Any]:
    said = {name: told.said.get(name) for name in TESTED}
    tests = [*(held["tests"] or ()), {"on": told.effective_on, **said}]
    tests.sort(key=lambda test: str(test["on"]))
    last = tests[-1]
    return {"tests": tests, "tested_on": last["on"], "test_outcome": last["outcome"]}


PART_EFFECTS: Mapping[type[Fact], Effect] = {
    **dict.fromkeys(SORTS, Effect(_said, says=False)),
    facts.PlanTaskCompleted: Effect(_completed, says=False),
}
TESTED_EFFECT = Effect(_tested, says=False)
