"""What may be asked of an issue, in the shapes of the public contract."""

from collections.abc import Iterator
from typing import ClassVar
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.described import Correction
from domain.facts import issue_terms as terms
from domain.occasion import Command, Link
from domain.values import Code, Day, Id, Ids, Known, Money, Title, Words


class DescribeIssue(Command):
    """Says anew what the issue is, how grave it is and by when it is due."""

    title: Title | None = None
    severity: Known[terms.Severity] | None = None
    priority: Known[Code] | None = None
    service_impact: Known[Words] | None = None
    due: Known[Day] | None = None
    root_cause: Known[Words] | None = None
    lessons: Known[Words] | None = None


class IssueEntry(DescribeIssue):
    """What is said of an issue beside what may be described anew."""

    type: Known[terms.Type] | None = None
    owner: Known[Id] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.owner, UUID):
            yield Link("/owner", "account", self.owner)


class KeptFromOthers(IssueEntry):
    """Says who may read it, where not everybody may who reads what it hangs on.

    The provider concerned reads an issue like anybody else who reads its contract.
    What is restricted is kept to `readers`, its owner and who enters it;
    `confidential_from` keeps it from whoever acts for one of these organisations.
    """

    readers: Ids | None = None
    confidential_from: Ids | None = None

    @override
    def links(self) -> Iterator[Link]:
        yield from IssueEntry.links(self)
        for nth, reader in enumerate(self.readers or ()):
            yield Link(f"/readers/{nth}", "account", reader)
        for nth, organisation in enumerate(self.confidential_from or ()):
            yield Link(f"/confidential_from/{nth}", "organisation", organisation)


class HungIssue(KeptFromOthers):
    """An issue with the thing that it hangs on."""

    title: Title = Field()
    contract_id: Id | None = None
    organisation_id: Id | None = None
    handling: terms.Handling = "normal"

    @override
    def links(self) -> Iterator[Link]:
        yield from KeptFromOthers.links(self)
        yield from _hooks(self)


class RaiseIssue(HungIssue):
    """Enters an issue: a sentence, and the thing that it hangs on.

    From a risk it takes what that hangs on, and its handling: the risk has happened.
    """

    from_risk: Id | None = None


class AdoptIssue(HungIssue):
    """Brings in an issue as it stood before the register began."""

    status: terms.Status = "open"
    escalation_level: terms.Level | None = None


class AssignIssue(Command):
    """Says who is to see to it, perhaps by when."""

    owner: Id
    due: Day | None = None

    @override
    def links(self) -> Iterator[Link]:
        yield Link("/owner", "account", self.owner)


class EscalateIssue(Command):
    """Takes it to a level, 1 to 4; to a lower one, or 0, only for a reason."""

    level: terms.Level


class OpenImprovementPlan(Command):
    """Records that the provider was told to improve: in what, and by when."""

    objectives: Words
    deadline: Day
    issued_on: Day | None = None


class JudgeImprovement(Command):
    """Decides what came of the improvement plan, and says why."""

    outcome: terms.Judgement
    reason: Words = Field()
    decided_on: Day | None = None


class RaiseDispute(Command):
    """Records that one side formally disputes it, and by which route."""

    route: Known[terms.Route]
    defined_in: Known[terms.Clause] | None = None


class AdvanceDispute(Command):
    """Records how the dispute went on, or how it ended."""

    stage: terms.Stage
    route: Known[terms.Route] | None = None
    defined_in: Known[terms.Clause] | None = None


class RecordRemedy(Command):
    """Records what the council took, or was given, for what went wrong."""

    remedy: terms.Remedy
    amount: Known[Money] | None = None
    taken_on: Day | None = None


class RepresentIssue(Command):
    """Says how the provider concerned sees it."""

    statement: Words


class MoveIssue(Command):
    """Hangs the issue on the thing that it belonged to all along, and says why."""

    moves_its_thing: ClassVar[bool] = True

    contract_id: Id | None = None
    organisation_id: Id | None = None
    reason: Words = Field()

    @override
    def links(self) -> Iterator[Link]:
        yield from _hooks(self)


class ResolveIssue(Command):
    """Says that what had to be done was done, and what."""

    reason: Words = Field()
    root_cause: Known[Words] | None = None
    lessons: Known[Words] | None = None


class CloseIssue(Command):
    """Closes a resolved issue, and says why."""

    reason: Words = Field()


class ReopenIssue(Command):
    """Reopens a resolved or closed issue, and says why."""

    reason: Words = Field()


class CorrectIssue(IssueEntry, Correction):
    """Puts right what was recorded of an issue."""

    plan_objectives: Words | None = None
    plan_deadline: Day | None = None
    plan_outcome: terms.Judgement | None = None
    dispute_route: Known[terms.Route] | None = None
    dispute_defined_in: Known[terms.Clause] | None = None
    remedy: terms.Remedy | None = None
    amount: Known[Money] | None = None


def _hooks(command: HungIssue | MoveIssue) -> Iterator[Link]:
    for noun in ("contract", "organisation"):
        if (found := getattr(command, f"{noun}_id")) is not None:
            yield Link(f"/{noun}_id", noun, found)
