"""The formal steps on an issue: improvement plans, disputes, remedies."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.dating import refuse_not_yet
from domain.described import Described
from domain.event import Fact
from domain.facts import issue_proceedings as between
from domain.issue import checks
from domain.issue.commands import (
    AdvanceDispute,
    JudgeImprovement,
    OpenImprovementPlan,
    RaiseDispute,
    RecordRemedy,
    RepresentIssue,
)
from domain.issue.course import Course
from domain.occasion import Command, Dated, Occasion


@dataclass(frozen=True, slots=True)
class Proceedings(Described[Fact]):
    """What an issue knows and decides of the steps that have a form.

    `course` is how far the issue has come.
    """

    course: Course

    def open_improvement_plan(
        self, command: OpenImprovementPlan, occasion: Occasion
    ) -> list[Dated]:
        """RECORD. The provider was told to improve, in what and by when."""
        self.refuse_gone()
        day = _own_day("issued_on", command, occasion)
        checks.refuse_early_deadline(command.deadline, day)
        told: dict[str, Any] = {
            "plan_objectives": command.objectives,
            "plan_deadline": command.deadline,
        }
        moved = replace(occasion, day=day)
        repeated = self.course.plan_issued_on == day and self.course.outcome is None
        if repeated and not self.news(told, moved):
            return []
        self.timeline.refuse_override(told, moved)
        fact = between.IssueImprovementPlanOpened(reason=command.reason, **told)
        return [Dated(fact, day)]

    def judge_improvement(
        self, command: JudgeImprovement, occasion: Occasion
    ) -> list[Dated]:
        """DECIDE. INV-I1: whoever failed was told, and had the time to improve."""
        self.refuse_over("judge")
        day = _own_day("decided_on", command, occasion)
        if self.course.outcome == command.outcome:
            return []
        deadline = self.on("plan_deadline", day)
        checks.refuse_unfair(self.course, command.outcome, day, deadline)
        fact = between.IssueImprovementJudged(
            plan_outcome=command.outcome, reason=command.reason
        )
        return [Dated(fact, day)]

    def raise_dispute(self, command: RaiseDispute, _: Occasion) -> list[Fact]:
        """RECORD. INV-I4: a route that no clause names is a finding."""
        self.refuse_gone()
        checks.refuse_second_dispute(self.course)
        return [
            between.IssueDisputeRaised(
                dispute_route=command.route,
                dispute_defined_in=command.defined_in,
                reason=command.reason,
            )
        ]

    def advance_dispute(
        self, command: AdvanceDispute, occasion: Occasion
    ) -> list[Fact]:
        """RECORD. The dispute went on or ended; what has ended is raised anew."""
        self.refuse_gone()
        told: dict[str, Any] = {
            f"dispute_{name}": value
            for name, value in command.said().items()
            if name != "stage"
        }
        if command.stage == self.course.stage and not self.news(told, occasion):
            return []
        checks.refuse_no_dispute(self.course)
        self.timeline.refuse_override(told, occasion)
        return [
            between.IssueDisputeAdvanced(
                dispute_stage=command.stage, reason=command.reason, **told
            )
        ]

    def record_remedy(self, command: RecordRemedy, occasion: Occasion) -> list[Dated]:
        """RECORD. What was taken or given; each one counts."""
        self.refuse_gone()
        day = _own_day("taken_on", command, occasion)
        fact = between.IssueRemedyRecorded(
            remedy=command.remedy, amount=command.amount, reason=command.reason
        )
        return [Dated(fact, day)]

    def represent(self, command: RepresentIssue, _: Occasion) -> list[Fact]:
        """RECORD. The provider concerned was heard; each statement counts."""
        self.refuse_gone()
        return [
            between.IssueRepresented(
                representation=command.statement, reason=command.reason
            )
        ]

    def refuse_over(self, verb: str) -> None:
        """Refuses work on an issue that is resolved or closed, or never was."""
        self.refuse_gone()
        checks.refuse_over(self.course, verb)


def _own_day(field: str, command: Command, occasion: Occasion) -> date:
    """The day that a command says in a field of its own, else the occasion's."""
    day: date | None = getattr(command, field)
    if day is None:
        return occasion.day
    refuse_not_yet(field, day, command, occasion)
    return day
