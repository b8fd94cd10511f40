"""The change request: what it knows and what it decides."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any, ClassVar, NamedTuple, Self
from uuid import UUID

from typing_extensions import override

from domain.authority import refuse_beyond_limit
from domain.change_commands import (
    ApproveChange,
    AssessImpact,
    RaiseChange,
    RecordImplementation,
    RejectChange,
    SignChange,
    WithdrawChange,
)
from domain.dating import refuse_backdated, refuse_not_yet
from domain.described import Described, assert_fields
from domain.errors import FourEyes, RuleBroken
from domain.event import Fact, Recorded
from domain.facts import change as facts
from domain.occasion import Dated, Occasion
from domain.timeline import Timeline

# What an impact assessment has to speak of, and the fields that do.
COVERED = {
    "cost": ("cost_one_off", "cost_per_year"),
    "risk": ("risk", "risk_ids"),
    "supply chain": ("supply_chain", "seat_ids"),
    "exit": ("exit",),
    "equality": ("equality",),
}
IMPACT = frozenset(facts.ImpactFields.model_fields) - {"reason"}


class Signature(NamedTuple):
    """When a change was signed, and by what."""

    on: date
    instrument: str | None
    document: UUID | None


@dataclass(frozen=True, slots=True)
class ChangeRequest(Described[Fact]):
    """One request to change a contract, from the wish to the change in force.

    `raised_by` and `assessed_by` are all who had a hand in it: none of them decides.
    `approved_on` is None where no approval stands.
    """

    noun: ClassVar[str] = "change"
    prefix: ClassVar[str] = "CR"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS
    corrected: ClassVar[type[Any]] = facts.ChangeCorrected
    described: ClassVar[type[Any]] = facts.ChangeDescribed
    erred: ClassVar[type[Fact]] = facts.ChangeEnteredInError
    restored: ClassVar[type[Fact]] = facts.ChangeRestored
    commented: ClassVar[type[Any]] = facts.ChangeCommented
    plain: ClassVar[frozenset[str]] = frozenset(
        {"title", "description", "decision_wanted_by"}
    )
    apart: ClassVar[frozenset[str]] = Described.apart | {"contract_id"}

    contract_id: UUID
    status: str
    raised_by: frozenset[UUID]
    assessed_by: frozenset[UUID] = frozenset()
    approved_on: date | None = None
    conditions: str | None = None
    signature: Signature | None = None
    implemented_on: date | None = None

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
        if not (news := self.news(told, occasion)):
            return []
        self.timeline.refuse_override(news, occasion)
        return [facts.ChangeImpactAssessed(reason=command.reason, **told)]

    def approve(self, command: ApproveChange, occasion: Occasion) -> list[Fact]:
        """DECIDE. INV-G1, INV-G2, INV-G3: looked at whole, by others, within limits."""
        self.refuse_gone()
        if self.status == "approved" and command.conditions == self.conditions:
            return []
        if self.status not in {"raised", "assessed"}:
            self._refuse("approve", "raise another change if more is wanted")
        refuse_backdated("an approval", occasion)
        self._refuse_own_work("approve", occasion)
        self._refuse_uncovered(occasion)
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
        if self.status not in {"raised", "assessed"}:
            self._refuse("reject", "only what nobody has decided can be rejected")
        self._refuse_own_work("reject", occasion)
        return [facts.ChangeRejected(reason=command.reason)]

    def withdraw(self, command: WithdrawChange, _: Occasion) -> list[Fact]:
        """DECIDE. Takes the request back, as long as nothing was signed on it."""
        self.refuse_gone()
        if self.status == "withdrawn":
            return []
        if self.status not in {"raised", "assessed", "approved"}:
            self._refuse("withdraw", "raise another change to undo it")
        return [facts.ChangeWithdrawn(reason=command.reason)]

    def sign(self, command: SignChange, occasion: Occasion) -> list[Dated]:
        """RECORD. It was signed, approved before or not (INV-G4: a finding)."""
        self.refuse_gone()
        refuse_not_yet("signed_on", command.signed_on, command, occasion)
        signature = Signature(command.signed_on, command.instrument, command.document)
        if signature == self.signature:
            return []
        fact = facts.ChangeSigned(
            instrument=command.instrument,
            document=command.document,
            as_found=not _in_order(self.approved_on, command.signed_on),
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
        fact = facts.ChangeImplemented(
            as_found=not _in_order(self.approved_on, signed_on, day),
            reason=command.reason,
        )
        return [Dated(fact, day)]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        return cls(
            stream=recorded.stream,
            born_at=recorded.position,
            timeline=assert_fields(Timeline(), recorded, cls.apart),
            entered_in_error=False,
            contract_id=recorded.fact.contract_id,
            status="raised",
            raised_by=recorded.envelope.people,
        )

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        moved = self.marked(recorded)
        if moved is None and isinstance(recorded.fact, facts.ChangeImpactAssessed):
            moved = self.asserted(recorded)
        return replace(moved or self, **self._moves(recorded))

    def _moves(self, recorded: Recorded[Any]) -> dict[str, Any]:
        """What a fact changes besides the timeline."""
        on, moves = recorded.envelope.effective_on, dict[str, Any]()
        match recorded.fact:
            case facts.ChangeImpactAssessed():
                status = "assessed" if self.status == "raised" else self.status
                moves = {"status": status, "assessed_by": self._assessors(recorded)}
            case facts.ChangeCorrected():
                moves = {"assessed_by": self._assessors(recorded)}
            case facts.ChangeApproved(conditions=said):
                moves = {"status": "approved", "approved_on": on, "conditions": said}
            case facts.ChangeRejected():
                moves = {"status": "rejected"}
            case facts.ChangeWithdrawn():
                moves = {"status": "withdrawn", "approved_on": None}
            case facts.ChangeSigned(instrument=instrument, document=document):
                status = "implemented" if self.implemented_on else "signed"
                signature = Signature(on, instrument, document)
                moves = {"status": status, "signature": signature}
            case facts.ChangeImplemented():
                moves = {"status": "implemented", "implemented_on": on}
            case _:
                pass
        return moves

    def _assessors(self, recorded: Recorded[Any]) -> frozenset[UUID]:
        """All who said what the change would do: to put it right is to say it."""
        if any(getattr(recorded.fact, field) is not None for field in IMPACT):
            return self.assessed_by | recorded.envelope.people
        return self.assessed_by

    def _refuse(self, verb: str, advice: str) -> None:
        detail = f"the change is {self.status}, too late to {verb} it; {advice}"
        raise RuleBroken(detail, rule="change-status")

    def _refuse_own_work(self, verb: str, occasion: Occasion) -> None:
        for hands, did in ((self.raised_by, "raised"), (self.assessed_by, "assessed")):
            if hands & occasion.people:
                detail = (
                    f"you {did} this change, or the person you act for did: somebody"
                    f" who neither raised nor assessed it has to {verb} it"
                )
                raise FourEyes(detail, rule="INV-G2")

    def _refuse_uncovered(self, occasion: Occasion) -> None:
        held = self.timeline.at(occasion.today)
        missing = [
            part
            for part, fields in COVERED.items()
            if not any(held.get(field) not in {None, ()} for field in fields)
        ]
        if missing:
            detail = (
                f"the impact assessment says nothing of {', '.join(missing)}. Assess"
                ' them first; "none", or that it is not known, is an answer'
            )
            raise RuleBroken(detail, rule="INV-G1")


def _in_order(*days: date | None) -> bool:
    """Whether every step was taken, none before the one that it waits for."""
    return all(
        before is not None and after is not None and before <= after
        for before, after in pairwise(days)
    )
