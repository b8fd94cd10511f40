"""What may be asked of a supply chain as a whole: its lead, its partners, its rules."""

from collections.abc import Iterator
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.facts import supply_chain as facts
from domain.facts.seat_group import SeatGroup
from domain.occasion import Command, Link
from domain.supply_chain.seat_commands import ByChange
from domain.values import Id, Known, Several, Share, Words


class DiscloseNone(Command):
    """Records that nobody is below: below the lead, or below the seat that is named."""

    seat_id: Id | None = None


class TermsOfConsortium(Command):
    """What partners agreed, and all of them."""

    members: Several[facts.Member] = Field(min_length=1)
    legal_form: Known[facts.LegalForm] | None = None
    liability: Known[facts.Liability] | None = None
    agreement_document: Known[Id] | None = None
    selection_method: Known[Words] | None = None
    management_fee: Known[Share] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.agreement_document, UUID):
            yield Link("/agreement_document", "document", self.agreement_document)
        for nth, member in enumerate(self.members):
            pointer = f"/members/{nth}/organisation_id"
            yield Link(pointer, "organisation", member.organisation_id)


class FormConsortium(TermsOfConsortium):
    """Records that several organisations deliver the contract together."""


class SetMembers(TermsOfConsortium, ByChange):
    """Records who the partners are from a day on: the whole table."""

    @override
    def links(self) -> Iterator[Link]:
        yield from TermsOfConsortium.links(self)
        yield from ByChange.links(self)


class ChangeLead(ByChange):
    """Records that another organisation leads the chain."""

    organisation_id: Id

    @override
    def links(self) -> Iterator[Link]:
        yield from ByChange.links(self)
        yield Link("/organisation_id", "organisation", self.organisation_id)


class DissolveConsortium(Command):
    """Records that the consortium is no more."""


class SetGroups(ByChange):
    """Says which seats stand in for one another from a day on: the whole table.

    Of the seats of a group, which all stand right under the same place, so many are
    `needed`. An empty table says that none stand in for others.
    """

    groups: Several[SeatGroup]


class JudgePrinciple(Command):
    """Says whether a principle of good chains is met, and shows by what."""

    principle: facts.Principle
    judgement: facts.Judgement
    evidence: Words | None = None
    document: Id | None = None

    @override
    def links(self) -> Iterator[Link]:
        if self.document is not None:
            yield Link("/document", "document", self.document)
