"""The sign of distress: who may know of it, and what is known."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from typing_extensions import override

from domain.described import Birth, Described, assert_fields
from domain.distress.commands import LiftDistress, RecordDistress, SetHandling
from domain.event import Fact, Recorded
from domain.facts import distress as facts
from domain.occasion import Occasion
from domain.place import Place
from domain.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Distress(Described[Fact]):
    """One sign that an organisation is in distress, and who may know of it."""

    noun: ClassVar[str] = "distress"
    prefix: ClassVar[str] = "DS"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS
    corrected: ClassVar[type[Any]] = facts.DistressCorrected
    described: ClassVar[type[Any]] = facts.DistressDescribed
    erred: ClassVar[type[Fact]] = facts.DistressEnteredInError
    reported: ClassVar[type[Any]] = facts.DistressErrorReported
    restored: ClassVar[type[Fact]] = facts.DistressRestored
    commented: ClassVar[type[Any]] = facts.DistressCommented
    plain: ClassVar[frozenset[str]] = (
        frozenset(facts.DistressFields.model_fields) - Described.apart
    )
    apart: ClassVar[frozenset[str]] = Described.apart | {
        "organisation_id",
        "handling",
        "readers",
    }

    organisation_id: UUID
    handling: str
    named: frozenset[UUID]
    entered_by: frozenset[UUID]
    lifted: bool = False

    @property
    def readers(self) -> frozenset[UUID] | None:
        """Who may read it: those named, its owner and who entered it."""
        if self.handling != "restricted":
            return None
        owner = self.on("owner", date.max)
        mine = {owner} if isinstance(owner, UUID) else set[UUID]()
        return self.named | self.entered_by | mine

    @property
    def place(self) -> Place:
        """It lies with its organisation, and is never shared with a provider."""
        whose = frozenset({self.organisation_id})
        return Place(organisations=whose, restricted_to=self.readers, shared=False)

    @classmethod
    def record(
        cls, organisation: UUID, command: RecordDistress, _: Occasion
    ) -> list[Fact]:
        """RECORD. A sign was seen; restricted unless it is said otherwise."""
        told: dict[str, Any] = {**command.said(), "handling": command.handling}
        return [
            facts.DistressRecorded(
                organisation_id=organisation, reason=command.reason, **told
            )
        ]

    def set_handling(self, command: SetHandling, _: Occasion) -> list[Fact]:
        """DECIDE. Who may know of it from now on, of all that was ever said."""
        self.refuse_gone()
        readers = frozenset(command.readers)
        if (command.handling, readers) == (self.handling, self.named):
            return []
        return [
            facts.DistressHandlingSet(
                handling=command.handling,
                readers=command.readers,
                reason=command.reason,
            )
        ]

    def lift(self, command: LiftDistress, _: Occasion) -> list[Fact]:
        """RECORD. It means nothing any more."""
        self.refuse_gone()
        return [] if self.lifted else [facts.DistressLifted(reason=command.reason)]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        return cls(
            stream=recorded.stream,
            born=Birth.of(recorded),
            timeline=assert_fields(Timeline(), recorded, cls.apart),
            entered_in_error=False,
            organisation_id=fact.organisation_id,
            handling=fact.handling,
            named=frozenset(fact.readers),
            entered_by=recorded.envelope.people,
        )

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.DistressHandlingSet(handling=handling, readers=readers):
                return replace(self, handling=handling, named=frozenset(readers))
            case facts.DistressLifted():
                return replace(self, lifted=True)
            case _:
                return self.marked(recorded) or self
