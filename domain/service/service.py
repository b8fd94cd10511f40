"""The service: what is commissioned, and every name by which it is known."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Self

from typing_extensions import override

from domain.described import Birth, Described, assert_fields
from domain.event import Fact, Recorded
from domain.facts import service as facts
from domain.occasion import Occasion
from domain.place import Place
from domain.service.commands import CloseService, RegisterService, ReopenService
from domain.timeline import Timeline
from domain.values import known


@dataclass(frozen=True, slots=True)
class Service(Described[Fact]):
    """One service. No two are ever known by the same name."""

    noun: ClassVar[str] = "service"
    prefix: ClassVar[str] = "SV"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS
    corrected: ClassVar[type[Any]] = facts.ServiceCorrected
    described: ClassVar[type[Any]] = facts.ServiceDescribed
    erred: ClassVar[type[Fact]] = facts.ServiceEnteredInError
    reported: ClassVar[type[Any]] = facts.ServiceErrorReported
    restored: ClassVar[type[Fact]] = facts.ServiceRestored
    commented: ClassVar[type[Any]] = facts.ServiceCommented
    plain: ClassVar[frozenset[str]] = (
        frozenset(facts.ServiceFields.model_fields) - Described.apart
    )

    names: tuple[str, ...]
    closed: bool = False

    @property
    def place(self) -> Place:
        """It lies with its department, and where the contracts that name it do."""
        return Place(
            department=known(self.on("department", date.max)),
            services=frozenset({self.on("title", date.max)}),
        )

    @classmethod
    def register(cls, command: RegisterService, _: Occasion) -> list[Fact]:
        """DECIDE. Enters a service: a name is enough."""
        told: dict[str, Any] = command.said()
        return [facts.ServiceRegistered(reason=command.reason, **told)]

    def close(self, command: CloseService, _: Occasion) -> list[Fact]:
        """RECORD. It is commissioned no more; contracts that run on are a finding."""
        self.refuse_gone()
        return [] if self.closed else [facts.ServiceClosed(reason=command.reason)]

    def reopen(self, command: ReopenService, _: Occasion) -> list[Fact]:
        """RECORD. It is commissioned again."""
        self.refuse_gone()
        return [facts.ServiceReopened(reason=command.reason)] if self.closed else []

    @override
    def erring(self, reason: str | None) -> Fact:
        """Frees its names with it."""
        return facts.ServiceEnteredInError(names=self.names, reason=reason)

    @override
    def restoring(self, reason: str | None) -> Fact:
        """Takes its names again, if nobody else has."""
        return facts.ServiceRestored(names=self.names, reason=reason)

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        return cls(
            stream=recorded.stream,
            born=Birth.of(recorded),
            timeline=assert_fields(Timeline(), recorded, cls.apart),
            entered_in_error=False,
            names=(recorded.fact.title,),
        )

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.ServiceClosed():
                return replace(self, closed=True)
            case facts.ServiceReopened():
                return replace(self, closed=False)
            case facts.ServiceFields(title=str(title)) if title not in self.names:
                return replace(self.asserted(recorded), names=(*self.names, title))
            case _:
                return self.marked(recorded) or self
