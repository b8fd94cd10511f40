"""The organisation: who it is, by what ids it is known, what is said of it."""

from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self

from typing_extensions import override

from domain.dating import refuse_not_yet
from domain.described import Birth, Correction, Described
from domain.event import Fact, Recorded
from domain.facts import organisation as facts
from domain.facts.organisation_accounts import OrganisationAccountsRecorded
from domain.facts.organisation_tie import OrganisationParentLinked
from domain.identifiers import distinct, refuse_end, refuse_malformed
from domain.occasion import Command, Dated, Occasion
from domain.organisation.checks import (
    Look,
    latest,
    refuse_own_parent,
    refuse_two_sizes,
    refuse_wrong_accounts,
)
from domain.organisation.commands import (
    CheckDebarment,
    ClassifyOrganisation,
    CloseOrganisation,
    IdentifyOrganisation,
    LinkParent,
    RegisterOrganisation,
    RenameOrganisation,
)
from domain.organisation.sites import Sites
from domain.organisation.ties import Ties
from domain.place import Place
from domain.timeline import Timeline
from domain.values import Identifier

ASSERTING = (
    facts.OrganisationRenamed,
    facts.OrganisationClassified,
    OrganisationAccountsRecorded,
    OrganisationParentLinked,
)


@dataclass(frozen=True, slots=True)
class Organisation(Described[Fact]):
    """One organisation. No two hold the same identifier."""

    noun: ClassVar[str] = "organisation"
    prefix: ClassVar[str] = "O"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS
    corrected: ClassVar[type[Any]] = facts.OrganisationCorrected
    described: ClassVar[type[Any]] = facts.OrganisationDescribed
    erred: ClassVar[type[Fact]] = facts.OrganisationEnteredInError
    reported: ClassVar[type[Any]] = facts.OrganisationErrorReported
    restored: ClassVar[type[Fact]] = facts.OrganisationRestored
    commented: ClassVar[type[Any]] = facts.OrganisationCommented
    plain: ClassVar[frozenset[str]] = frozenset(facts.Particulars.model_fields)
    # Which ids a correction takes and frees concerns claims: it describes nothing.
    apart: ClassVar[frozenset[str]] = Described.apart | {"gained", "dropped", "status"}

    identifiers: tuple[Identifier, ...]
    individual: bool
    closed: bool = False
    sites: Sites = field(default_factory=Sites)
    ties: Ties = field(default_factory=Ties)
    looked: Look | None = None

    @property
    def place(self) -> Place:
        """An organisation belongs to nobody's portfolio, only to itself."""
        return Place(organisations=frozenset({self.stream}))

    @classmethod
    def register(cls, command: RegisterOrganisation, _: Occasion) -> list[Fact]:
        """DECIDE. Enters an organisation."""
        refuse_malformed(command.identifiers)
        told: dict[str, Any] = command.said()
        refuse_two_sizes({}, told)
        told |= {"identifiers": distinct(command.identifiers)}
        return [facts.OrganisationRegistered(reason=command.reason, **told)]

    def identify(self, command: IdentifyOrganisation, occasion: Occasion) -> list[Fact]:
        """RECORD. Adds identifiers; an id has no end, it is only ever corrected."""
        self.refuse_gone()
        refuse_malformed(command.identifiers)
        refuse_end(occasion)
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

    def classify(self, command: ClassifyOrganisation, occasion: Occasion) -> list[Fact]:
        """RECORD. It is of this kind and size from a day on, as the source says."""
        self.refuse_gone()
        said: dict[str, Any] = command.said()
        refuse_two_sizes(self.timeline.at(occasion.day), said)
        if not (news := self.news(said, occasion)):
            return []
        self.timeline.refuse_override(news, occasion)
        return [facts.OrganisationClassified(reason=command.reason, **said)]

    @override
    def describe(self, command: Command, occasion: Occasion) -> list[Fact]:
        """RECORD. Says something new of it."""
        refuse_two_sizes(self.timeline.at(occasion.day), command.said())
        return Described.describe(self, command, occasion)

    def check_debarment(
        self, command: CheckDebarment, occasion: Occasion
    ) -> list[Dated]:
        """RECORD. Somebody looked at a list on a day; each look counts."""
        self.refuse_gone()
        day = command.checked_on or occasion.day
        refuse_not_yet("checked_on", day, command, occasion)
        fact = facts.OrganisationDebarmentChecked(
            debarment=command.result,
            debarment_list=command.list_consulted,
            debarment_ground=command.ground,
            reason=command.reason,
        )
        return [Dated(fact, day)]

    def close(self, command: CloseOrganisation, _: Occasion) -> list[Fact]:
        """RECORD. It is no more; what it still holds shows in the findings."""
        self.refuse_gone()
        if self.closed:
            return []
        return [facts.OrganisationClosed(cause=command.cause, reason=command.reason)]

    def link_parent(self, command: LinkParent, occasion: Occasion) -> list[Fact]:
        """RECORD. Who owns it from a day until a day, or that nobody does."""
        news: dict[str, Any] = self.news(command.said(), occasion)
        if not news:
            return []
        self.refuse_gone()
        refuse_own_parent(self.stream, news)
        self.timeline.refuse_override(news, occasion)
        return [OrganisationParentLinked(reason=command.reason, **news)]

    @override
    def correct(self, command: Correction, occasion: Occasion) -> list[Dated]:
        """RECORD. Puts right what was recorded wrongly."""
        said = command.said()
        refuse_malformed(getattr(command, "identifiers", None) or ())
        refuse_two_sizes(self.timeline.at(occasion.day), said)
        refuse_own_parent(self.stream, said)
        refuse_wrong_accounts(self.timeline, command, occasion, alone=self.individual)
        return [
            dated._replace(fact=self._whole(dated))
            for dated in Described.correct(self, command, occasion)
        ]

    @override
    def news(self, said: dict[str, object], occasion: Occasion) -> dict[str, object]:
        new = Described.news(self, said, occasion)
        if "status" in new and not self.closed:
            del new["status"]
        return new

    @override
    def refuse_gone(self) -> None:
        Described.refuse_gone(self)
        self.ties.refuse_elsewhere()

    @override
    def erring(self, reason: str | None) -> Fact:
        """Frees its identifiers with it."""
        self.ties.refuse_tied()
        gone = facts.OrganisationEnteredInError
        return gone(identifiers=self.identifiers, reason=reason)

    @override
    def restoring(self, reason: str | None) -> Fact:
        """Takes its identifiers again, if nobody else has."""
        back = facts.OrganisationRestored
        return back(identifiers=self.identifiers, reason=reason)

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        return cls(
            stream=recorded.stream,
            born=Birth.of(recorded),
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
            case fact if isinstance(fact, ASSERTING):
                return self.asserted(recorded)
            case facts.OrganisationCorrected():
                return self._corrected_by(recorded)
            case facts.OrganisationDebarmentChecked():
                return replace(self, looked=latest(self.looked, recorded))
            case facts.OrganisationClosed():
                return replace(self, closed=True)
            case _:
                sites, ties = self.sites.after(recorded), self.ties.after(recorded)
                return self.marked(recorded) or replace(self, sites=sites, ties=ties)

    def _corrected_by(self, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        ids, alone = fact.identifiers, fact.individual
        return replace(
            self.asserted(recorded),
            identifiers=self.identifiers if ids is None else ids,
            individual=self.individual if alone is None else alone,
            closed=self.closed and fact.status is None,
        )

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
