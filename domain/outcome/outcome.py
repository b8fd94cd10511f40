"""The outcome: what is wanted, by what that is told, and what became of it."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

from typing_extensions import override

from domain.described import Birth, Described, assert_fields
from domain.event import Fact, Recorded
from domain.facts import outcome as facts
from domain.occasion import Occasion
from domain.outcome.commands import CloseOutcome, RegisterOutcome, ReopenOutcome
from domain.place import Place
from domain.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Outcome(Described[Fact]):
    """One outcome, of the council as a whole: services and contracts serve it."""

    noun: ClassVar[str] = "outcome"
    prefix: ClassVar[str] = "OC"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS
    corrected: ClassVar[type[Any]] = facts.OutcomeCorrected
    described: ClassVar[type[Any]] = facts.OutcomeDescribed
    erred: ClassVar[type[Fact]] = facts.OutcomeEnteredInError
    reported: ClassVar[type[Any]] = facts.OutcomeErrorReported
    restored: ClassVar[type[Fact]] = facts.OutcomeRestored
    commented: ClassVar[type[Any]] = facts.OutcomeCommented
    plain: ClassVar[frozenset[str]] = (
        frozenset(facts.OutcomeFields.model_fields) - Described.apart
    )

    result: str | None = None

    @property
    def place(self) -> Place:
        """It belongs to nobody in particular."""
        return Place()

    @classmethod
    def register(cls, command: RegisterOutcome, _: Occasion) -> list[Fact]:
        """DECIDE. Enters an outcome: a sentence is enough."""
        told: dict[str, Any] = command.said()
        return [facts.OutcomeRegistered(reason=command.reason, **told)]

    def close(self, command: CloseOutcome, _: Occasion) -> list[Fact]:
        """DECIDE. It is worked for no more; judged anew, the later word counts."""
        self.refuse_gone()
        if self.result == command.result:
            return []
        return [facts.OutcomeClosed(result=command.result, reason=command.reason)]

    def reopen(self, command: ReopenOutcome, _: Occasion) -> list[Fact]:
        """RECORD. It is wanted again."""
        self.refuse_gone()
        if self.result is None:
            return []
        return [facts.OutcomeReopened(reason=command.reason)]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        return cls(
            stream=recorded.stream,
            born=Birth.of(recorded),
            timeline=assert_fields(Timeline(), recorded, cls.apart),
            entered_in_error=False,
        )

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.OutcomeClosed(result=result):
                return replace(self, result=result)
            case facts.OutcomeReopened():
                return replace(self, result=None)
            case _:
                return self.marked(recorded) or self
