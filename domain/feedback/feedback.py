"""The feedback: what a group of people said, and what came of it."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self
from uuid import UUID

from typing_extensions import override

from domain.dating import refuse_not_yet
from domain.described import Birth, Described, assert_fields
from domain.errors import RuleBroken
from domain.event import Fact, Recorded
from domain.facts import feedback as facts
from domain.feedback.commands import CloseFeedback, ReceiveFeedback, UseFeedback
from domain.occasion import Occasion
from domain.timeline import Timeline
from domain.values import known


@dataclass(frozen=True, slots=True)
class Feedback(Described[Fact]):
    """One piece of feedback, on one contract or of one organisation."""

    noun: ClassVar[str] = "feedback"
    prefix: ClassVar[str] = "FB"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS
    corrected: ClassVar[type[Any]] = facts.FeedbackCorrected
    described: ClassVar[type[Any]] = facts.FeedbackDescribed
    erred: ClassVar[type[Fact]] = facts.FeedbackEnteredInError
    reported: ClassVar[type[Any]] = facts.FeedbackErrorReported
    restored: ClassVar[type[Fact]] = facts.FeedbackRestored
    commented: ClassVar[type[Any]] = facts.FeedbackCommented
    plain: ClassVar[frozenset[str]] = (
        frozenset(facts.FeedbackFields.model_fields) - Described.apart
    )
    apart: ClassVar[frozenset[str]] = Described.apart | {
        "contract_id",
        "organisation_id",
    }

    contract_id: UUID | None
    organisation_id: UUID | None
    status: str = "open"
    uses: tuple[str, ...] = ()

    @classmethod
    def receive(cls, command: ReceiveFeedback, occasion: Occasion) -> list[Fact]:
        """RECORD. Somebody said something: a sentence is enough."""
        if (command.contract_id is None) == (command.organisation_id is None):
            detail = "name exactly one thing it is about: a contract, or a provider"
            raise RuleBroken(detail, rule="feedback-place", pointer="/contract_id")
        if (day := known(command.received_on)) is not None:
            refuse_not_yet("received_on", day, command, occasion)
        told: dict[str, Any] = command.said()
        return [facts.FeedbackReceived(reason=command.reason, **told)]

    def use(self, command: UseFeedback, _: Occasion) -> list[Fact]:
        """RECORD. Something came of it; more may come."""
        self.refuse_gone()
        if command.used_in in self.uses:
            return []
        told: dict[str, Any] = command.said()
        return [facts.FeedbackUsed(reason=command.reason, **told)]

    def close(self, command: CloseFeedback, _: Occasion) -> list[Fact]:
        """DECIDE. Nothing is to come of it; what came of it already stays."""
        self.refuse_gone()
        if self.status != "open":
            return []
        return [facts.FeedbackClosed(reason=command.reason)]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        return cls(
            stream=recorded.stream,
            born=Birth.of(recorded),
            timeline=assert_fields(Timeline(), recorded, cls.apart),
            entered_in_error=False,
            contract_id=fact.contract_id,
            organisation_id=fact.organisation_id,
        )

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.FeedbackUsed(used_in=used):
                return replace(self, status="used", uses=(*self.uses, used))
            case facts.FeedbackClosed():
                return replace(self, status="closed")
            case _:
                return self.marked(recorded) or self
