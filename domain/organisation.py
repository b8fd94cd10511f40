"""The organisation: who it is, by what ids it is known, what is said of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.described import Correction, Described, EnterInError, Restore
from domain.errors import RuleBroken
from domain.event import Fact, Recorded
from domain.facts import organisation as facts
from domain.identifiers import distinct, refuse_malformed
from domain.occasion import Command, Dated, Link, Occasion
from domain.place import Place
from domain.timeline import Timeline
from domain.values import Id, Identifier, Known, Several, Title


class RegisterOrganisation(facts.Particulars, Command):
    """Enters an organisation; `individual` for a natural person in business."""

    name: Title
    individual: bool = False
    identifiers: Several[Identifier] = ()
    parent_id: Known[Id] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.parent_id, UUID):
            yield Link("/parent_id", "organisation", self.parent_id)


class IdentifyOrganisation(Command):
    """Adds identifiers under which the organisation is known."""

    identifiers: Several[Identifier] = Field(min_length=1)


class RenameOrganisation(Command):
    """Gives the name by which the organisation now goes."""

    name: Title


class DescribeOrganisation(facts.Particulars, Command):
    """Says something new that describes the organisation."""


class CorrectOrganisation(facts.Particulars, Correction):
    """Puts right what was recorded; `identifiers` is then the whole right list."""

    name: Title | None = None
    individual: bool | None = None
    identifiers: Several[Identifier] | None = None
    parent_id: Known[Id] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.parent_id, UUID):
            yield Link("/parent_id", "organisation", self.parent_id)


@dataclass(frozen=True, slots=True)
class Organisation(Described[Fact]):
    """One organisation. No two hold the same identifier."""

    noun: ClassVar[str] = "organisation"
    prefix: ClassVar[str] = "O"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS
    corrected: ClassVar[type[Any]] = facts.OrganisationCorrected
    described: ClassVar[type[Any]] = facts.OrganisationDescribed
    erred: ClassVar[type[Fact]] = facts.OrganisationEnteredInError
    restored: ClassVar[type[Fact]] = facts.OrganisationRestored
    commented: ClassVar[type[Any]] = facts.OrganisationCommented
    plain: ClassVar[frozenset[str]] = frozenset(facts.Particulars.model_fields)
    # Which ids a correction takes and frees concerns claims: it describes nothing.
    apart: ClassVar[frozenset[str]] = Described.apart | {"gained", "dropped"}

    identifiers: tuple[Identifier, ...]
    individual: bool

    @property
    def place(self) -> Place:
        """An organisation belongs to nobody's portfolio, only to itself."""
        return Place(organisations=frozenset({self.stream}))

    @classmethod
    def register(cls, command: RegisterOrganisation, _: Occasion) -> list[Fact]:
        """DECIDE. Enters an organisation."""
        refuse_malformed(command.identifiers)
        told: dict[str, Any] = command.said()
        told |= {"identifiers": distinct(command.identifiers)}
        return [facts.OrganisationRegistered(reason=command.reason, **told)]

    def identify(self, command: IdentifyOrganisation, occasion: Occasion) -> list[Fact]:
        """RECORD. Adds identifiers; an id has no end, it is only ever corrected."""
        self.refuse_gone()
        refuse_malformed(command.identifiers)
        if occasion.until is not None:
            detail = "an identifier has no end; leave effective_until out"
            raise RuleBroken(detail, rule="identifier", pointer="/effective_until")
        new = distinct(command.identifiers, known=self.identifiers)
        if not new:
            return []
        return [facts.OrganisationIdentified(identifiers=new, reason=command.reason)]

    def rename(self, command: RenameOrganisation, occasion: Occasion) -> list[Fact]:
        """RECORD. The organisation goes by another name."""
        self.refuse_gone()
        if not self.news(command.said(), occasion):
            return []
        self.timeline.refuse_override(("name",), occasion)
        return [
            facts.OrganisationRenamed(
                name=command.name, individual=self.individual, reason=command.reason
            )
        ]

    @override
    def correct(self, command: Correction, occasion: Occasion) -> list[Dated]:
        """RECORD. Puts right what was recorded wrongly."""
        said = command.said()
        refuse_malformed(getattr(command, "identifiers", None) or ())
        if said.get("parent_id") == self.stream:
            detail = "an organisation is not its own parent; name the one that owns it"
            raise RuleBroken(detail, rule="own-parent", pointer="/parent_id")
        return [
            dated._replace(fact=self._whole(dated))
            for dated in Described.correct(self, command, occasion)
        ]

    @override
    def enter_in_error(self, command: EnterInError, _: Occasion) -> list[Fact]:
        """RECORD. Takes the entry back, and frees its identifiers."""
        if self.entered_in_error:
            return []
        gone = facts.OrganisationEnteredInError
        return [gone(identifiers=self.identifiers, reason=command.reason)]

    @override
    def restore(self, command: Restore, _: Occasion) -> list[Fact]:
        """RECORD. Brings the entry back, if nobody has taken its identifiers."""
        if not self.entered_in_error:
            return []
        back = facts.OrganisationRestored
        return [back(identifiers=self.identifiers, reason=command.reason)]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        return cls(
            stream=recorded.stream,
            born_at=recorded.position,
            timeline=Timeline(),
            entered_in_error=False,
            identifiers=fact.identifiers,
            individual=fact.individual,
        ).asserted(recorded)

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.OrganisationIdentified():
                return self._identified(recorded)
            case facts.OrganisationRenamed():
                return self.asserted(recorded)
            case facts.OrganisationCorrected() as fact:
                moved = self.asserted(recorded)
                ids = fact.identifiers
                return replace(
                    moved,
                    identifiers=self.identifiers if ids is None else ids,
                    individual=(
                        self.individual if fact.individual is None else fact.individual
                    ),
                )
            case _:
                return self.marked(recorded) or self

    def _identified(self, recorded: Recorded[Any]) -> Self:
        """The fact holds what was added; what holds from then on is the whole list."""
        held = (*self.identifiers, *recorded.fact.identifiers)
        on = recorded.envelope.effective_on
        timeline = self.timeline.add(recorded.position, on, None, {"identifiers": held})
        return replace(self, identifiers=held, timeline=timeline)

    def _whole(self, dated: Dated) -> Fact:
        """The correction with what its fields bring along.

        A name comes with `individual`, which says how it is kept; who turns out to be
        a natural person is named anew, so that the name is kept as personal; and a
        list of identifiers comes with what it takes and what it frees.
        """
        fact: Any = dated.fact
        more: dict[str, Any] = {}
        if fact.individual is None and fact.name is not None:
            more["individual"] = self.individual
        if fact.individual and fact.name is None:
            more["name"] = self.on("name", dated.effective_on)
        if fact.identifiers is not None:
            more["identifiers"] = right = distinct(fact.identifiers)
            # An entry made in error holds none of its ids: others may have them now.
            if not self.entered_in_error:
                more["gained"] = distinct(right, known=self.identifiers)
                more["dropped"] = distinct(self.identifiers, known=right)
        whole: Fact = fact.model_copy(update=more)
        return whole
