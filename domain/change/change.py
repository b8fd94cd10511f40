"""The change request: what it knows and what it decides."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from typing_extensions import override

from domain.authority import refuse_beyond_limit
from domain.change.checks import (
    in_order,
    refuse_own_work,
    refuse_uncovered,
    uncovered,
)
from domain.change.commands import (
    ApproveChange,
    AssessImpact,
    RaiseChange,
    RatifyChange,
    RecordBodyDecision,
    RecordImplementation,
    RejectChange,
    SendBackChange,
    SignChange,
    WithdrawChange,
)
from domain.change.control import Control
from domain.change.course import ASSERTING, HAPPENED, UNDECIDED, Signature, moves
from domain.dating import refuse_backdated, refuse_not_yet
from domain.described import Birth, Described, assert_fields
from domain.errors import RuleBroken
from domain.event import Fact, Recorded
from domain.facts import change as facts
from domain.occasion import Dated, Occasion
from domain.operations import PROVIDERS
from domain.timeline import Timeline


@dataclass(frozen=True, slots=True)
class ChangeRequest(Described[Fact]):
    """One request to change a contract, from the wish to the change in force.

    `raised_by` and `assessed_by` are all who had a hand in it: none of them decides.
    `steward` looks after it for the council, nobody as long as only a provider has.
    `approved_on` is None where no approval stands, `as_found` where something happened
    without one, and `ratified` where somebody stood behind that afterwards.
    """

    noun: ClassVar[str] = "change"
    prefix: ClassVar[str] = "CR"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS
    corrected: ClassVar[type[Any]] = facts.ChangeCorrected
    described: ClassVar[type[Any]] = facts.ChangeDescribed
    erred: ClassVar[type[Fact]] = facts.ChangeEnteredInError
    reported: ClassVar[type[Any]] = facts.ChangeErrorReported
    restored: ClassVar[type[Fact]] = facts.ChangeRestored
    commented: ClassVar[type[Any]] = facts.ChangeCommented
    plain: ClassVar[frozenset[str]] = frozenset(
        {"title", "description", "decision_wanted_by", "decision_by"}
    )
    apart: ClassVar[frozenset[str]] = Described.apart | {"contract_id", "steward"}

    contract_id: UUID
    status: str
    raised_by: frozenset[UUID]
    steward: UUID | None
    assessed_by: frozenset[UUID] = frozenset()
    approved_on: date | None = None
    conditions: str | None = None
    signature: Signature | None = None
    implemented_on: date | None = None
    as_found: bool = False
    ratified: bool = False
    body_decision: facts.ChangeBodyDecided | None = None
    control: Control = field(default_factory=Control)

    @classmethod
    def raise_(cls, command: RaiseChange, _: Occasion) -> list[Fact]:
        """DECIDE. Asks for a change."""
        told: dict[str, Any] = command.said()
        return [facts.ChangeRaised(reason=command.reason, **told)]

    def assess_impact(self, command: AssessImpact, occasion: Occasion) -> list[Fact]:
        """DECIDE. Says what the change would do, until somebody has decided on it."""
        self.refuse_gone()
        if self.approved_on or self.status in {"rejected", "withdrawn"}:
            self._refuse("assess", "correct puts right an assessment that was wrong")
        told: dict[str, Any] = command.said()
        # What was sent back goes forward again with an answer, if only the same one.
        if not (news := self.news(told, occasion)) and self.status != "sent_back":
            return []
        self.timeline.refuse_override(news, occasion)
        return [facts.ChangeImpactAssessed(reason=command.reason, **told)]

    def approve(self, command: ApproveChange, occasion: Occasion) -> list[Fact]:
        """DECIDE. INV-G1, INV-G2, INV-G3: looked at whole, by others, within limits."""
        self.refuse_gone()
        if self.status == "approved" and command.conditions == self.conditions:
            return []
        if self.status not in UNDECIDED:
            self._refuse("approve", "raise another change if more is wanted")
        refuse_backdated("an approval", occasion)
        self._refuse_own_work("approve", occasion)
        refuse_uncovered(self.timeline.at(occasion.today))
        value = self.on("value_delta", occasion.today)
        refuse_beyond_limit(value, occasion, "INV-G3")
        return [
            facts.ChangeApproved(conditions=command.conditions, reason=command.reason)
        ]

    def reject(self, command: RejectChange, occasion: Occasion) -> list[Fact]:
        """DECIDE. INV-G2: nobody decides on own work; one withdraws it."""
        self.refuse_gone()
        if self.status == "rejected":
            return []
        if self.status not in UNDECIDED | {"sent_back"}:
            self._refuse("reject", "only what nobody has decided can be rejected")
        self._refuse_own_work("reject", occasion)
        return [facts.ChangeRejected(reason=command.reason)]

    def send_back(self, command: SendBackChange, occasion: Occasion) -> list[Fact]:
        """DECIDE. INV-G2: not good enough to decide on yet; it is assessed anew."""
        self.refuse_gone()
        if self.status == "sent_back":
            return []
        if self.status not in UNDECIDED:
            self._refuse("send back", "only what nobody has decided can be sent back")
        self._refuse_own_work("send back", occasion)
        return [facts.ChangeSentBack(reason=command.reason)]

    def record_body_decision(
        self, command: RecordBodyDecision, occasion: Occasion
    ) -> list[Fact]:
        """RECORD. A body decided when it met; somebody without a hand in it says so.

        INV-G1, RECORD: what nobody had looked at whole is recorded as found.
        """
        self.refuse_gone()
        refuse_backdated("the entry of a decision", occasion)
        refuse_not_yet("meeting_date", command.meeting_date, command, occasion)
        self._refuse_own_work("enter the decision on", occasion)
        fact = facts.ChangeBodyDecided(
            body=command.body,
            body_outcome=command.outcome,
            meeting_date=command.meeting_date,
            minute_ref=command.minute_ref,
            body_document=command.document,
            conditions=command.conditions,
            as_found=bool(uncovered(self.timeline.at(occasion.today))),
            reason=command.reason,
        )
        return [] if fact == self.body_decision else [fact]

    def ratify(self, command: RatifyChange, occasion: Occasion) -> list[Fact]:
        """DECIDE. INV-G2, INV-G3: somebody else stands behind what was found, now."""
        self.refuse_gone()
        if self.ratified:
            return []
        if not (self.as_found and self.status in HAPPENED):
            detail = (
                f"nothing of this change was recorded as found: it is {self.status}."
                " Only what happened without an approval is ratified; approve what is"
                " yet to happen"
            )
            raise RuleBroken(detail, rule="change-status")
        refuse_backdated("a ratification", occasion)
        self._refuse_own_work("ratify", occasion)
        value = self.on("value_delta", occasion.today)
        refuse_beyond_limit(value, occasion, "INV-G3")
        return [
            facts.ChangeRatified(conditions=command.conditions, reason=command.reason)
        ]

    def withdraw(self, command: WithdrawChange, _: Occasion) -> list[Fact]:
        """DECIDE. Takes the request back, as long as nothing was signed on it."""
        self.refuse_gone()
        if self.status == "withdrawn":
            return []
        if self.status not in UNDECIDED | {"sent_back", "approved"}:
            self._refuse("withdraw", "raise another change to undo it")
        return [facts.ChangeWithdrawn(reason=command.reason)]

    def sign(self, command: SignChange, occasion: Occasion) -> list[Dated]:
        """RECORD. It was signed, approved before or not (INV-G4: a finding)."""
        self.refuse_gone()
        refuse_not_yet("signed_on", command.signed_on, command, occasion)
        signature = Signature(command.signed_on, command.instrument, command.document)
        if signature == self.signature:
            return []
        early = self.control.stands_still_on(command.signed_on)
        fact = facts.ChangeSigned(
            instrument=command.instrument,
            document=command.document,
            as_found=early or not in_order(self.approved_on, command.signed_on),
            reason=command.reason,
        )
        return [Dated(fact, command.signed_on)]

    def implement(
        self, command: RecordImplementation, occasion: Occasion
    ) -> list[Dated]:
        """RECORD. It is in force, approved and signed or not (INV-G4: a finding)."""
        self.refuse_gone()
        day = command.implemented_on
        refuse_not_yet("implemented_on", day, command, occasion)
        if day == self.implemented_on:
            return []
        signed_on = self.signature.on if self.signature else None
        early = self.control.stands_still_on(day)
        fact = facts.ChangeImplemented(
            notified=command.notified,
            as_found=early or not in_order(self.approved_on, signed_on, day),
            reason=command.reason,
        )
        return [Dated(fact, day)]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        by_provider = recorded.envelope.role in PROVIDERS
        return cls(
            stream=recorded.stream,
            born=Birth.of(recorded),
            timeline=assert_fields(Timeline(), recorded, cls.apart),
            entered_in_error=False,
            contract_id=recorded.fact.contract_id,
            status="raised",
            raised_by=recorded.envelope.people,
            steward=None if by_provider else recorded.envelope.by,
        )

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        moved = self.marked(recorded)
        if moved is None and isinstance(recorded.fact, ASSERTING):
            moved = self.asserted(recorded)
        control = self.control.after(recorded)
        return replace(moved or self, control=control, **moves(self, recorded))

    def _refuse(self, verb: str, advice: str) -> None:
        detail = f"the change is {self.status}, too late to {verb} it; {advice}"
        raise RuleBroken(detail, rule="change-status")

    def _refuse_own_work(self, verb: str, occasion: Occasion) -> None:
        refuse_own_work(self.raised_by, self.assessed_by, verb, occasion)
