"""What can have happened to an issue: something that has happened and needs work."""

from typing import ClassVar, Literal

from pydantic import Field

from domain.event import Fact
from domain.facts.commented import Commented
from domain.facts.error_reported import ErrorReported
from domain.facts.issue_proceedings import (
    IssueDisputeAdvanced,
    IssueDisputeRaised,
    IssueImprovementJudged,
    IssueImprovementPlanOpened,
    IssueRemedyRecorded,
    IssueRepresented,
)
from domain.facts.issue_terms import (
    Clause,
    Handling,
    Judgement,
    Level,
    Remedy,
    Route,
    Scope,
    Severity,
    Status,
    Type,
)
from domain.values import Code, Day, Id, Ids, Known, Money, Title, Words


class DescribedFields(Fact):
    """What describes an issue and may change by a description alone."""

    title: Title | None = None
    severity: Known[Severity] | None = None
    priority: Known[Code] | None = None
    service_impact: Known[Words] | None = None
    due: Known[Day] | None = None
    root_cause: Known[Words] | None = None
    lessons: Known[Words] | None = None


class IssueFields(DescribedFields):
    """Everything that is said of an issue when it is entered. Left out: not said."""

    type: Known[Type] | None = None
    owner: Known[Id] | None = None


class IssueRaised(IssueFields):
    """Something went wrong, or will for certain, and was entered.

    `readers` may read it beside its owner and who entered it, where it is
    restricted; whoever acts for an organisation of `confidential_from` never may.
    """

    fact_name: ClassVar[str] = "issue-raised"

    title: Title = Field()
    scope: Scope
    contract_id: Id | None = None
    organisation_id: Id | None = None
    from_risk: Id | None = None
    handling: Handling = "normal"
    readers: Ids | None = None
    confidential_from: Ids | None = None


class IssueConcernRaised(IssueRaised):
    """Whoever holds a place in the chain of the contract is worried by something."""

    fact_name: ClassVar[str] = "issue-concern-raised"

    raised_by_id: Id


class IssueAdopted(IssueRaised):
    """An issue that was known before the register was brought in, as it stood."""

    fact_name: ClassVar[str] = "issue-adopted"

    opening: Literal[True] = True
    status: Status = "open"
    escalation_level: Level | None = None


class IssueAssigned(Fact):
    """Somebody is to see to it, perhaps by a day."""

    fact_name: ClassVar[str] = "issue-assigned"

    owner: Id
    due: Day | None = None


class IssueEscalated(Fact):
    """It was taken to a higher level, or back to a lower one."""

    fact_name: ClassVar[str] = "issue-escalated"

    escalation_level: Level


class IssueHandlingSet(Fact):
    """Who may know of it was settled anew, for all that was ever said of it."""

    fact_name: ClassVar[str] = "issue-handling-set"

    handling: Handling
    readers: Ids = ()
    confidential_from: Ids = ()


class IssueMoved(Fact):
    """It hung on the wrong thing: it was this one's all along."""

    fact_name: ClassVar[str] = "issue-moved"

    scope: Scope
    contract_id: Id | None = None
    organisation_id: Id | None = None


class IssueResolved(Fact):
    """What had to be done was done."""

    fact_name: ClassVar[str] = "issue-resolved"

    root_cause: Known[Words] | None = None
    lessons: Known[Words] | None = None


class IssueClosed(Fact):
    """Nothing is left to do about it."""

    fact_name: ClassVar[str] = "issue-closed"


class IssueReopened(Fact):
    """A resolved or closed issue is back."""

    fact_name: ClassVar[str] = "issue-reopened"


class IssueDescribed(DescribedFields):
    """A description of the issue was changed."""

    fact_name: ClassVar[str] = "issue-described"


class IssueCorrected(IssueFields):
    """What was recorded of the issue was wrong; this is right."""

    fact_name: ClassVar[str] = "issue-corrected"

    supersedes: int
    plan_objectives: Words | None = None
    plan_deadline: Day | None = None
    plan_outcome: Judgement | None = None
    dispute_route: Known[Route] | None = None
    dispute_defined_in: Known[Clause] | None = None
    remedy: Remedy | None = None
    amount: Known[Money] | None = None


class IssueEnteredInError(Fact):
    """There was no such issue."""

    fact_name: ClassVar[str] = "issue-entered-in-error"


class IssueErrorReported(ErrorReported):
    """Somebody says that there was no such issue, or that there was."""

    fact_name: ClassVar[str] = "issue-error-reported"


class IssueRestored(Fact):
    """The entry was right after all."""

    fact_name: ClassVar[str] = "issue-restored"


class IssueCommented(Commented):
    """Somebody said something of the issue."""

    fact_name: ClassVar[str] = "issue-commented"


FACTS: tuple[type[Fact], ...] = (
    IssueRaised,
    IssueConcernRaised,
    IssueAdopted,
    IssueAssigned,
    IssueEscalated,
    IssueImprovementPlanOpened,
    IssueImprovementJudged,
    IssueDisputeRaised,
    IssueDisputeAdvanced,
    IssueRemedyRecorded,
    IssueRepresented,
    IssueHandlingSet,
    IssueMoved,
    IssueResolved,
    IssueClosed,
    IssueReopened,
    IssueDescribed,
    IssueCorrected,
    IssueEnteredInError,
    IssueErrorReported,
    IssueRestored,
    IssueCommented,
)
