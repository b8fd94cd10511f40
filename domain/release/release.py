"""The release: a request for information, from its receipt to what was given out."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from typing_extensions import override

from domain.aggregate import Aggregate
from domain.dating import refuse_not_yet
from domain.errors import FourEyes, RuleBroken
from domain.event import Fact, Recorded
from domain.facts import release as facts
from domain.law.information import answer_due
from domain.occasion import Occasion
from domain.release.commands import (
    ApproveRelease,
    CloseRelease,
    MakeRelease,
    PrepareRelease,
    RejectRelease,
    RequestRelease,
    SetReleaseScope,
)
from domain.release.refusing import refuse_basis, refuse_nothing
from domain.release.withholding import Asked


@dataclass(frozen=True, slots=True)
class Release(Aggregate[Fact]):
    """One request and what came of it.

    `hands` are all who asked, scoped or prepared: none of them approves it.
    """

    noun: ClassVar[str] = "release"
    prefix: ClassVar[str] = "RL"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS

    stream: UUID
    born_at: int
    kind: facts.Kind
    contracts: frozenset[UUID]
    records: frozenset[UUID]
    fields: frozenset[str]
    hands: frozenset[UUID]
    status: str = "requested"
    prepared: facts.ReleasePrepared | None = None
    cut_on: date | None = None
    approved_at: int | None = None
    made: facts.ReleaseMade | None = None

    @property
    def holds(self) -> bool:
        """Whether what it touches has to stay as it is."""
        return self.status != "closed"

    @property
    def asked(self) -> Asked:
        """Of which fields it tells, and which of these are withheld."""
        return Asked(self.fields, self.prepared.withhold if self.prepared else ())

    @classmethod
    def request(cls, command: RequestRelease, occasion: Occasion) -> list[Fact]:
        """RECORD. A request has come, or the council begins by itself."""
        refuse_nothing(command)
        received = command.received_on or occasion.day
        refuse_not_yet("received_on", received, command, occasion)
        due = command.due_on or answer_due(command.kind, received)
        if due is not None and due < received:
            detail = f"due_on {due} is before {received}, when it was received"
            raise RuleBroken(detail, rule="release-due", pointer="/due_on")
        return [
            facts.ReleaseRequested(
                kind=command.kind,
                request_reference=command.request_reference,
                title=command.title,
                received_on=received,
                due_on=due,
                reason=command.reason,
                **_scope(command),
            )
        ]

    def set_scope(self, command: SetReleaseScope, _: Occasion) -> list[Fact]:
        """DECIDE. Something else is asked for: what was prepared falls away."""
        self._refuse_over()
        refuse_nothing(command)
        return [facts.ReleaseScoped(reason=command.reason, **_scope(command))]

    def prepare(self, cut_at: int, command: PrepareRelease, _: Occasion) -> list[Fact]:
        """DECIDE. What to give out of the register up to a position."""
        self._refuse_over()
        refuse_basis(command, self.kind)
        return [
            facts.ReleasePrepared(
                cut_at=cut_at,
                withhold=command.withhold,
                public_interest=command.public_interest,
                reason=command.reason,
            )
        ]

    def approve(
        self, differences: int, command: ApproveRelease, occasion: Occasion
    ) -> list[Fact]:
        """DECIDE. Four eyes: somebody who had no hand in it agrees."""
        prepared = self._prepared(occasion)
        if differences and not command.differences_seen:
            detail = (
                f"{differences} fields would be disclosed that another release"
                " withheld: look at `differences` of the preview, then withhold them,"
                " or approve with differences_seen"
            )
            raise RuleBroken(
                detail, rule="release-differs", pointer="/differences_seen"
            )
        return [
            facts.ReleaseApproved(
                cut_at=prepared.cut_at, differences=differences, reason=command.reason
            )
        ]

    def reject(self, command: RejectRelease, occasion: Occasion) -> list[Fact]:
        """DECIDE. Somebody who had no hand in it does not agree."""
        self._prepared(occasion)
        return [facts.ReleaseRejected(reason=command.reason)]

    def make(
        self, file: facts.ReleaseMade, command: MakeRelease, _: Occasion
    ) -> list[Fact]:
        """RECORD. The file that was approved is there."""
        if self.made is not None:
            return []
        self.refuse_unless_approved()
        return [file.model_copy(update={"reason": command.reason})]

    def close(self, command: CloseRelease, _: Occasion) -> list[Fact]:
        """DECIDE. It is dealt with."""
        if not self.holds:
            raise _over("this release is closed already")
        if (command.outcome == "answered") != (self.made is not None):
            detail = (
                "a request is answered where a file was made: make it first, or name"
                " another outcome"
                if self.made is None
                else "a file was made: the outcome is answered"
            )
            raise RuleBroken(detail, rule="release-outcome", pointer="/outcome")
        return [facts.ReleaseClosed(outcome=command.outcome, reason=command.reason)]

    def refuse_unless_approved(self) -> facts.ReleasePrepared:
        """What was approved. Raises RuleBroken where nothing was."""
        ready = self.status == "approved" or self.made is not None
        if not ready or self.prepared is None:
            detail = (
                f"this release is {self.status}: it is prepared, approved by somebody"
                " else, and then made"
            )
            raise RuleBroken(detail, rule="release-not-approved")
        return self.prepared

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        return cls(
            recorded.stream,
            recorded.position,
            fact.kind,
            frozenset(fact.contract_ids),
            frozenset(fact.record_ids),
            frozenset(fact.fields),
            recorded.envelope.people,
        )

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        hands = self.hands | recorded.envelope.people
        match recorded.fact:
            case facts.ReleaseScoped() as scope:
                return replace(
                    self,
                    contracts=frozenset(scope.contract_ids),
                    records=frozenset(scope.record_ids),
                    fields=frozenset(scope.fields),
                    hands=hands,
                    status="requested",
                    prepared=None,
                )
            case facts.ReleasePrepared() as prepared:
                return replace(
                    self,
                    prepared=prepared,
                    cut_on=recorded.envelope.effective_on,
                    hands=hands,
                    status="prepared",
                )
            case facts.ReleaseApproved():
                return replace(self, status="approved", approved_at=recorded.position)
            case facts.ReleaseRejected():
                return replace(self, status="requested", prepared=None)
            case facts.ReleaseMade() as made:
                return replace(self, made=made, status="made")
            case _:
                return replace(self, status="closed")

    def _prepared(self, occasion: Occasion) -> facts.ReleasePrepared:
        if self.status != "prepared" or self.prepared is None:
            detail = f"this release is {self.status}: prepare it first"
            raise RuleBroken(detail, rule="release-not-prepared")
        if self.hands & occasion.people:
            detail = (
                "you asked for this release or prepared it, or the person you act for"
                " did: somebody else has to decide on it"
            )
            raise FourEyes(detail)
        return self.prepared

    def _refuse_over(self) -> None:
        if self.made is not None or not self.holds:
            raise _over(f"this release is {self.status}: what went out stays as it is")


def _scope(command: SetReleaseScope) -> dict[str, Any]:
    return {
        name: getattr(command, name)
        for name in ("contract_ids", "record_ids", "fields")
    }


def _over(detail: str) -> RuleBroken:
    return RuleBroken(f"{detail}; enter another one", rule="release-over")
