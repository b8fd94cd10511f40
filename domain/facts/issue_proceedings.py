"""What can have happened between the council and a provider about an issue."""

from typing import ClassVar

from domain.event import Fact
from domain.facts.issue_terms import Clause, Judgement, Remedy, Route, Stage
from domain.values import Day, Known, Money, Words


class IssueImprovementPlanOpened(Fact):
    """The provider was told, on the fact's first day, to improve by a deadline."""

    fact_name: ClassVar[str] = "issue-improvement-plan-opened"

    plan_objectives: Words
    plan_deadline: Day


class IssueImprovementJudged(Fact):
    """It was decided, on the fact's first day, what came of the improvement plan."""

    fact_name: ClassVar[str] = "issue-improvement-judged"

    plan_outcome: Judgement


class IssueDisputeRaised(Fact):
    """One side formally disputes it; without a clause nobody knows the route agreed."""

    fact_name: ClassVar[str] = "issue-dispute-raised"

    dispute_route: Known[Route]
    dispute_defined_in: Known[Clause] | None = None
    dispute_stage: Stage = "raised"


class IssueDisputeAdvanced(Fact):
    """The dispute went on, perhaps by another route, or came to an end."""

    fact_name: ClassVar[str] = "issue-dispute-advanced"

    dispute_stage: Stage
    dispute_route: Known[Route] | None = None
    dispute_defined_in: Known[Clause] | None = None


class IssueRemedyRecorded(Fact):
    """The council took, or was given, a remedy on the fact's first day."""

    fact_name: ClassVar[str] = "issue-remedy-recorded"

    remedy: Remedy
    amount: Known[Money] | None = None


class IssueRepresented(Fact):
    """The provider concerned said how it sees it."""

    fact_name: ClassVar[str] = "issue-represented"

    representation: Words
