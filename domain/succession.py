"""What of each thing goes over where somebody takes the place of somebody else."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal, NamedTuple, get_args
from uuid import UUID

from domain.change.change import ChangeRequest
from domain.contract.contract import Contract
from domain.described import Described
from domain.document.document import Document
from domain.event import Fact
from domain.facts.change import ChangeHandedOver
from domain.facts.contract_life import ContractOwnersAssigned
from domain.facts.issue import IssueAssigned
from domain.facts.plan_parts import PlanTaskAdded
from domain.facts.risk_work import RiskActionAdded, RiskControlAdded
from domain.feedback.feedback import Feedback
from domain.issue.issue import Issue
from domain.kpi.kpi import Kpi
from domain.occasion import Dated
from domain.outcome.outcome import Outcome
from domain.plan.plan import Plan
from domain.risk.risk import Risk
from domain.service.service import Service

What = Literal[
    "contracts",
    "risks",
    "actions",
    "controls",
    "issues",
    "changes",
    "plans",
    "tasks",
    "documents",
    "kpis",
    "services",
    "outcomes",
    "feedback",
]
ALL: Final[tuple[What, ...]] = get_args(What)
Holder = (
    Contract
    | Risk
    | Issue
    | ChangeRequest
    | Plan
    | Document
    | Kpi
    | Service
    | Outcome
    | Feedback
)


class Passing(NamedTuple):
    """From whom to whom, from which day on, with which note."""

    giver: UUID
    taker: UUID
    day: date
    today: date
    note: str | None = None


Parts = dict[What, list[Fact | Dated]]


def passed(state: Holder, passing: Passing) -> Parts:
    """What handing a thing over comes to, by the kind of thing that goes over."""
    if state.entered_in_error:
        return {}
    give = GIVING[type(state)]
    return {what: facts for what, facts in give(state, passing).items() if facts}


def _contract(contract: Contract, passing: Passing) -> Parts:
    if contract.status == "closed":
        return {}
    roles = ("contract_manager", "commissioner")
    return {
        "contracts": [
            Dated(ContractOwnersAssigned(reason=passing.note, **moved), day)
            for day, moved in _by_day(contract, roles, passing)
        ]
    }


def _risk(risk: Risk, passing: Passing) -> Parts:
    if risk.status == "closed":
        return {}
    day, parts = _floor(risk, passing), risk.parts
    actions, controls = (
        [part for part, said in held.items() if said.get("owner") == passing.giver]
        for held in (parts.actions, parts.controls)
    )
    said: dict[str, Any] = {"owner": passing.taker, "reason": passing.note}
    return {
        "risks": _owned(risk, passing),
        "actions": [
            Dated(RiskActionAdded(action_id=action, **said), day)
            for action in actions
            if action not in parts.outcomes
        ],
        "controls": [
            Dated(RiskControlAdded(control_id=control, **said), day)
            for control in controls
        ],
    }


def _issue(issue: Issue, passing: Passing) -> Parts:
    if issue.course.is_over:
        return {}
    return {
        "issues": [
            Dated(IssueAssigned(reason=passing.note, **moved), day)
            for day, moved in _by_day(issue, ("owner",), passing)
        ]
    }


def _change(change: ChangeRequest, passing: Passing) -> Parts:
    if change.status in {"rejected", "withdrawn", "closed"}:
        return {}
    moved: dict[str, Any] = {}
    if change.steward == passing.giver:
        moved["steward"] = passing.taker
    if change.on("decision_by", passing.today) == passing.giver:
        moved["decision_by"] = passing.taker
    if not moved:
        return {}
    fact = ChangeHandedOver(reason=passing.note, **moved)
    return {"changes": [Dated(fact, _since(change, "decision_by", passing))]}


def _plan(plan: Plan, passing: Passing) -> Parts:
    """A task that is over stays with whoever did it: said anew, it would be open."""
    if plan.status == "complete":
        return {}
    said: dict[str, Any] = {"owner": passing.taker, "reason": passing.note}
    return {
        "plans": _owned(plan, passing),
        "tasks": [
            Dated(PlanTaskAdded(task_id=task, **said), _floor(plan, passing))
            for task, held in plan.parts.of("tasks").items()
            if isinstance(task, UUID)
            and held.get("owner") == passing.giver
            and task not in plan.parts.outcomes
        ],
    }


def _document(document: Document, passing: Passing) -> Parts:
    return {"documents": _owned(document, passing)}


def _kpi(kpi: Kpi, passing: Passing) -> Parts:
    return {} if kpi.status == "retired" else {"kpis": _owned(kpi, passing)}


def _service(service: Service, passing: Passing) -> Parts:
    return {} if service.closed else {"services": _owned(service, passing)}


def _outcome(outcome: Outcome, passing: Passing) -> Parts:
    over = outcome.result is not None
    return {} if over else {"outcomes": _owned(outcome, passing)}


def _feedback(feedback: Feedback, passing: Passing) -> Parts:
    over = feedback.status != "open"
    return {} if over else {"feedback": _owned(feedback, passing)}


# Of each kind of thing that somebody can hold, what goes over.
GIVING: Final[Mapping[type[Any], Callable[[Any, Passing], Parts]]] = {
    Contract: _contract,
    Risk: _risk,
    Issue: _issue,
    ChangeRequest: _change,
    Plan: _plan,
    Document: _document,
    Kpi: _kpi,
    Service: _service,
    Outcome: _outcome,
    Feedback: _feedback,
}


def _owned(state: Described[Any], passing: Passing) -> list[Fact | Dated]:
    """The owner of a thing whose description says who that is."""
    return [
        Dated(state.described(reason=passing.note, **moved), day)
        for day, moved in _by_day(state, ("owner",), passing)
    ]


def _by_day(
    state: Described[Any], fields: Sequence[str], passing: Passing
) -> list[tuple[date, dict[str, Any]]]:
    """The fields that name the giver, with the taker, by the day of the change."""
    found: dict[date, dict[str, Any]] = {}
    for name in fields:
        if state.on(name, passing.today) == passing.giver:
            day = _since(state, name, passing)
            found.setdefault(day, {})[name] = passing.taker
    return sorted(found.items())


def _since(state: Described[Any], field: str, passing: Passing) -> date:
    """From when it goes over: not from before it was the giver's."""
    behind = state.timeline.behind((field,), passing.today)
    return max(passing.day, behind.start) if behind else _floor(state, passing)


def _floor(state: Described[Any], passing: Passing) -> date:
    """Not from before anything was said of the thing."""
    return max(passing.day, state.timeline.assertions[0].start)
