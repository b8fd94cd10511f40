"""The wish to forget: asked by one person, carried out or refused by another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.aggregate import Aggregate
from domain.errors import FourEyes, RuleBroken
from domain.event import Fact, Recorded
from domain.facts import erasure as facts
from domain.occasion import Command, Link, Occasion
from domain.values import Code, Id, Words


class RequestErasure(Command):
    """Asks that a person be forgotten, or that one field of one event be struck out.

    Name either `subject`, whose key is then destroyed, or `position` and `field`,
    whose words are then replaced by their digest. Amounts, dates and grades are not
    struck out: they are corrected.
    """

    subject: Id | None = None
    position: int | None = Field(default=None, ge=1)
    field: Code | None = None
    basis: facts.Basis
    reason: Words = Field()

    @override
    def links(self) -> Iterator[Link]:
        yield from ()


class CarryOutErasure(Command):
    """Lets what somebody else asked for happen."""


class RefuseErasure(Command):
    """Says no, and why."""

    reason: Words = Field()


@dataclass(frozen=True, slots=True)
class Erasure(Aggregate[Fact]):
    """One wish to forget."""

    noun: ClassVar[str] = "erasure"
    prefix: ClassVar[str] = "E"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS

    stream: UUID
    requested: facts.ErasureRequested
    asked_by: frozenset[UUID]
    status: str = "requested"

    @classmethod
    def request(cls, command: RequestErasure, _: Occasion) -> list[Fact]:
        """DECIDE. Asks; nothing is forgotten before a second person agrees."""
        of_field = command.position is not None and command.field is not None
        if (command.subject is not None) == of_field:
            detail = "name either subject, or position and field: one of the two"
            raise RuleBroken(detail, rule="erasure-target", pointer="/subject")
        return [
            facts.ErasureRequested(
                subject=command.subject,
                position=command.position,
                field=command.field,
                basis=command.basis,
                reason=command.reason,
            )
        ]

    def carry_out(self, command: Command, occasion: Occasion) -> list[Fact]:
        """DECIDE. Four eyes: somebody else than who asked lets it happen."""
        self._refuse_unless_open()
        self._refuse_own(occasion)
        return [
            facts.ErasureCarriedOut(
                subject=self.requested.subject,
                position=self.requested.position,
                field=self.requested.field,
                reason=command.reason,
            )
        ]

    def refuse(self, command: RefuseErasure, occasion: Occasion) -> list[Fact]:
        """DECIDE. Somebody else than who asked says no."""
        self._refuse_unless_open()
        self._refuse_own(occasion)
        return [facts.ErasureRefused(reason=command.reason)]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        return cls(recorded.stream, recorded.fact, recorded.envelope.people)

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        carried = isinstance(recorded.fact, facts.ErasureCarriedOut)
        return replace(self, status="carried_out" if carried else "refused")

    def _refuse_unless_open(self) -> None:
        if self.status != "requested":
            detail = f"this erasure is {self.status} already; ask anew if need be"
            raise RuleBroken(detail, rule="erasure-over")

    def _refuse_own(self, occasion: Occasion) -> None:
        if self.asked_by & occasion.people:
            detail = "you asked for this erasure: somebody else has to decide on it"
            raise FourEyes(detail)
