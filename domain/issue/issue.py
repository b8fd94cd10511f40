"""The issue: what it knows and what it decides."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from typing_extensions import override

from domain.described import Birth, Described, assert_fields
from domain.errors import RuleBroken
from domain.event import Fact, Recorded
from domain.facts import issue as facts
from domain.issue import checks
from domain.issue.commands import (
    AdoptIssue,
    AssignIssue,
    CloseIssue,
    EscalateIssue,
    HungIssue,
    KeptFromOthers,
    MoveIssue,
    ReopenIssue,
    ResolveIssue,
)
from domain.issue.course import Course
from domain.issue.proceedings import Proceedings
from domain.occasion import Occasion
from domain.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Issue(Proceedings):
    """Something that happened and needs work, from the sentence to the close.

    `named` may read it where it is restricted, and nobody who acts for one of
    `confidential_from`.
    """

    noun: ClassVar[str] = "issue"
    prefix: ClassVar[str] = "I"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS
    corrected: ClassVar[type[Any]] = facts.IssueCorrected
    described: ClassVar[type[Any]] = facts.IssueDescribed
    erred: ClassVar[type[Fact]] = facts.IssueEnteredInError
    reported: ClassVar[type[Any]] = facts.IssueErrorReported
    restored: ClassVar[type[Fact]] = facts.IssueRestored
    commented: ClassVar[type[Any]] = facts.IssueCommented
    plain: ClassVar[frozenset[str]] = (
        frozenset(facts.DescribedFields.model_fields) - Described.apart
    )
    apart: ClassVar[frozenset[str]] = Described.apart | {
        "scope",
        "contract_id",
        "organisation_id",
        "from_risk",
        "raised_by_id",
        "handling",
        "readers",
        "confidential_from",
        "status",
        "escalation_level",
        "dispute_stage",
        "representation",
    }

    home: checks.Home
    handling: str
    named: frozenset[UUID]
    confidential_from: frozenset[UUID]
    entered_by: frozenset[UUID]
    from_risk: UUID | None

    # The provider concerned reads it, unless it is kept from that provider.
    is_shared: ClassVar[bool] = True

    @property
    def contract_id(self) -> UUID | None:
        """The contract that it hangs on, if it does."""
        return self.home.contract_id

    @property
    def organisation_id(self) -> UUID | None:
        """The organisation that it hangs on, if it does."""
        return self.home.organisation_id

    @property
    def status(self) -> str:
        """How far it has come."""
        return self.course.status

    @property
    def readers(self) -> frozenset[UUID] | None:
        """Who may read a restricted issue: who is named, owns it or entered it."""
        if self.handling != "restricted":
            return None
        owner = self.on("owner", date.max)
        held = {owner} if isinstance(owner, UUID) else set[UUID]()
        return self.entered_by | self.named | held

    @classmethod
    def raise_(cls, command: HungIssue, occasion: Occasion) -> list[Fact]:
        """DECIDE. Enters an issue: a sentence and what it hangs on are enough."""
        told = _told(command, checks.home(command), command.handling, occasion)
        return [facts.IssueRaised(**told)]

    @classmethod
    def raise_concern(
        cls, organisation: UUID, command: HungIssue, occasion: Occasion
    ) -> list[Fact]:
        """RECORD. Something worries an organisation that has a place in the chain."""
        told = _told(command, checks.home(command), command.handling, occasion)
        return [facts.IssueConcernRaised(raised_by_id=organisation, **told)]

    @classmethod
    def raise_from(
        cls,
        risk: checks.Origin,
        title: str,
        command: KeptFromOthers,
        occasion: Occasion,
    ) -> list[Fact]:
        """RECORD. A risk has happened: it hangs on what that hung on."""
        told = _told(command, risk.home, risk.handling, occasion)
        told |= {"title": title, "from_risk": risk.id}
        if risk.readers is not None:
            told["readers"] = tuple(sorted(risk.readers | {*(command.readers or ())}))
        told.setdefault("type", "risk_materialised")
        return [facts.IssueRaised(**told)]

    @classmethod
    def adopt(cls, command: AdoptIssue, occasion: Occasion) -> list[Fact]:
        """RECORD. Takes on an issue in whatever state it is."""
        told = _told(command, checks.home(command), command.handling, occasion)
        return [facts.IssueAdopted(status=command.status, **told)]

    def assign(self, command: AssignIssue, occasion: Occasion) -> list[Fact]:
        """DECIDE. Gives it to somebody; who is given an open one has begun."""
        self.refuse_over("assign")
        told: dict[str, Any] = command.said()
        if not self.news(told, occasion) and self.course.status != "open":
            return []
        self.timeline.refuse_override(told, occasion)
        return [facts.IssueAssigned(reason=command.reason, **told)]

    def escalate(self, command: EscalateIssue, _: Occasion) -> list[Fact]:
        """DECIDE. INV-I3: upwards, or down for a reason."""
        self.refuse_over("escalate")
        if command.level == self.course.level:
            return []
        if command.level < self.course.level and command.reason is None:
            detail = (
                f"the issue is at level {self.course.level}; to take it down to"
                f" {command.level} say why in `reason`"
            )
            raise RuleBroken(detail, rule="INV-I3", pointer="/reason")
        return [
            facts.IssueEscalated(escalation_level=command.level, reason=command.reason)
        ]

    def move(self, command: MoveIssue, _: Occasion) -> list[Fact]:
        """DECIDE. It hung on the wrong thing all along."""
        self.refuse_gone()
        home = checks.home(command)
        if home == self.home:
            return []
        return [facts.IssueMoved(reason=command.reason, **home._asdict())]

    def resolve(self, command: ResolveIssue, _: Occasion) -> list[Fact]:
        """DECIDE. What had to be done was done, and nothing formal is open."""
        self.refuse_gone()
        if self.course.status == "resolved":
            return []
        self.refuse_over("resolve")
        checks.refuse_unfinished(self.course)
        told: dict[str, Any] = command.said()
        return [facts.IssueResolved(reason=command.reason, **told)]

    def close(self, command: CloseIssue, _: Occasion) -> list[Fact]:
        """DECIDE. Only what is resolved is closed."""
        self.refuse_gone()
        if self.course.status == "closed":
            return []
        if self.course.status != "resolved":
            detail = (
                f"the issue is {checks.said(self.course.status)}; resolve it before you"
                " close it, and say what was done"
            )
            raise RuleBroken(detail, rule="issue-status")
        return [facts.IssueClosed(reason=command.reason)]

    def reopen(self, command: ReopenIssue, _: Occasion) -> list[Fact]:
        """RECORD. It is back."""
        self.refuse_gone()
        if not self.course.is_over:
            return []
        return [facts.IssueReopened(reason=command.reason)]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        return cls(
            stream=recorded.stream,
            born=Birth.of(recorded),
            timeline=assert_fields(Timeline(), recorded, cls.apart),
            entered_in_error=False,
            course=Course().after(recorded),
            home=checks.Home(fact.scope, fact.contract_id, fact.organisation_id),
            handling=fact.handling,
            named=frozenset(fact.readers or ()),
            confidential_from=frozenset(fact.confidential_from or ()),
            entered_by=recorded.envelope.people,
            from_risk=fact.from_risk,
        )

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        if isinstance(fact, facts.IssueHandlingSet):
            return replace(
                self,
                handling=fact.handling,
                named=frozenset(fact.readers),
                confidential_from=frozenset(fact.confidential_from),
            )
        moved = self.marked(recorded) or self.asserted(recorded)
        if isinstance(fact, facts.IssueMoved):
            home = checks.Home(fact.scope, fact.contract_id, fact.organisation_id)
            moved = replace(moved, home=home)
        return replace(moved, course=self.course.after(recorded))


def _told(
    command: KeptFromOthers, home: checks.Home, handling: str, occasion: Occasion
) -> dict[str, Any]:
    """The command's own fields as the opening fact carries them."""
    checks.refuse_idle_readers(command.readers, handling)
    told: dict[str, Any] = {
        name: value
        for name, value in command.said().items()
        if name not in {"status", "from_risk"}
    }
    kind = checks.type_of(command.type, occasion)
    told |= home._asdict() | {"handling": handling, "reason": command.reason}
    return told | ({} if kind is None else {"type": kind})
