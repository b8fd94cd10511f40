"""How far an issue has come: its status, level, improvement plan and dispute."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from domain import issue_status as moves
from domain.event import Fact, Recorded
from domain.facts import issue as facts
from domain.facts import issue_proceedings as between

_DISPUTED: Final = frozenset({"raised", "in_progress"})


@dataclass(frozen=True, slots=True)
class Course:
    """`plan_issued_on` and `outcome` are of the last plan, `stage` of the dispute."""

    status: str = "open"
    level: int = 0
    plan_issued_on: date | None = None
    outcome: str | None = None
    stage: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether it is resolved or closed."""
        return self.status in moves.OVER

    @property
    def is_disputed(self) -> bool:
        """Whether a dispute is open."""
        return self.stage in _DISPUTED

    @property
    def has_open_plan(self) -> bool:
        """Whether a plan was issued and nobody has said what came of it."""
        return self.plan_issued_on is not None and self.outcome is None

    def after(self, recorded: Recorded[Any]) -> "Course":
        """The course after one more fact."""
        fact = recorded.fact
        moved = _STATUS.get(type(fact), _stays)(self.status, fact)
        return replace(self, status=moved, **_others(recorded))


def _stays(status: str, _: Any) -> str:
    return status


_STATUS: dict[type[Fact], Callable[[str, Any], str]] = {
    facts.IssueAdopted: lambda _, fact: fact.status,
    facts.IssueAssigned: lambda status, _: moves.assigned(status),
    facts.IssueEscalated: lambda status, fact: moves.escalated(
        status, fact.escalation_level
    ),
    between.IssueImprovementPlanOpened: lambda status, _: moves.advanced(
        status, "improvement_plan"
    ),
    between.IssueImprovementJudged: lambda status, fact: moves.advanced(
        status, fact.plan_outcome
    ),
    facts.IssueCorrected: lambda status, fact: moves.judged_anew(
        status, fact.plan_outcome
    ),
    between.IssueRemedyRecorded: lambda status, _: moves.remedied(status),
    facts.IssueResolved: lambda _, __: "resolved",
    facts.IssueClosed: lambda _, __: "closed",
    facts.IssueReopened: lambda _, __: "open",
}


def _others(recorded: Recorded[Any]) -> dict[str, Any]:
    """What a fact moves beside the status."""
    moved = dict[str, Any]()
    match recorded.fact:
        case facts.IssueAdopted(escalation_level=level):
            moved = {"level": level or 0}
        case facts.IssueEscalated(escalation_level=level):
            moved = {"level": level}
        case between.IssueImprovementPlanOpened():
            moved = {"plan_issued_on": recorded.envelope.effective_on, "outcome": None}
        case between.IssueImprovementJudged(plan_outcome=outcome):
            moved = {"outcome": outcome}
        case facts.IssueCorrected(plan_outcome=outcome) if outcome:
            moved = {"outcome": outcome}
        case between.IssueDisputeRaised() | between.IssueDisputeAdvanced():
            moved = {"stage": recorded.fact.dispute_stage}
        case _:
            pass
    return moved
