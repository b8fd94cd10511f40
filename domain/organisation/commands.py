"""What may be asked of an organisation, in the shapes of the public contract."""

from collections.abc import Iterator
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field
from typing_extensions import override

from domain.described import Correction
from domain.facts import organisation as facts
from domain.facts import organisation_accounts as accounts
from domain.facts import organisation_location as places
from domain.occasion import Command, Link
from domain.values import Day, Id, Identifier, Known, Money, Several, Title, Words


class _UnderParent(BaseModel):
    """What may name the organisation that owns this one."""

    def links(self) -> Iterator[Link]:
        """The parent, which has to exist."""
        parent = getattr(self, "parent_id", None)
        if isinstance(parent, UUID):
            yield Link("/parent_id", "organisation", parent)


class RegisterOrganisation(_UnderParent, facts.Particulars, Command):
    """Enters an organisation; `individual` for a natural person in business."""

    name: Title
    individual: bool = False
    identifiers: Several[Identifier] = ()
    parent_id: Known[Id] | None = None


class IdentifyOrganisation(Command):
    """Adds identifiers under which the organisation is known."""

    identifiers: Several[Identifier] = Field(min_length=1)


class RenameOrganisation(Command):
    """Gives the name by which the organisation now goes."""

    name: Title


class DescribeOrganisation(facts.Particulars, Command):
    """Says something new that describes the organisation."""


class ClassifyOrganisation(facts.Classes, Command):
    """Says of what kind and size the organisation is since a day, and who says so.

    `source` is a document, a register, somebody's word; left out, it is not known.
    """

    source: Words | None = None


class CorrectOrganisation(
    _UnderParent, facts.Particulars, accounts.AccountsFields, Correction
):
    """Puts right what was recorded; `identifiers` is then the whole right list.

    `status` is only ever put back to "active": what was closed and never ceased.
    """

    name: Title | None = None
    individual: bool | None = None
    identifiers: Several[Identifier] | None = None
    parent_id: Known[Id] | None = None
    accounts_to: Known[Day] | None = None
    status: Literal["active"] | None = None


class CheckDebarment(Command):
    """Says what a look at a list of excluded suppliers has shown, on which day."""

    result: facts.Debarment
    list_consulted: Known[Title] | None = None
    checked_on: Day | None = None
    ground: Words | None = None


class RecordAccounts(Command):
    """Says what filed accounts show of a period: its turnover, and cash at its end.

    `turnover` is of the whole period, net of VAT; the period ended on `period_end` and
    had twelve `months`, unless other is said. `source` is where the accounts can be
    read: a filing at Companies House, say. What is left out is not known.
    """

    period_end: Day
    months: accounts.Months = 12
    turnover: Known[Money] | None = None
    cash: Known[Money] | None = None
    source: Known[Words] | None = None


class CloseOrganisation(Command):
    """Says that the organisation is no more, since `effective_on`."""

    cause: Known[facts.Cause] | None = None


class AddLocation(places.LocationFields, Command):
    """Names a place where the organisation works, since `effective_on`."""


class _AtLocation(Command):
    """What is said of one location: its id is the position that added it."""

    location: int = Field(ge=1)


class CorrectLocation(places.LocationFields, _AtLocation):
    """Puts right what was recorded of a location; `in_error`: there was none."""

    in_error: Literal[True] | None = None


class CloseLocation(_AtLocation):
    """Says that nothing is done at a location any more, since a day."""

    closed_on: Day


class RateOrganisation(places.RatingFields, _AtLocation):
    """Says how a regulator rated one location of the organisation, on which day."""

    rated_on: Day


class LinkParent(_UnderParent, Command):
    """Says who owns the organisation, from a day until a day, or that nobody does."""

    parent_id: Known[Id]


class MergeOrganisation(Command):
    """Says that this is one more record of an organisation, and which one stays."""

    into: Id

    @override
    def links(self) -> Iterator[Link]:
        yield Link("/into", "organisation", self.into)


class UnmergeOrganisation(Command):
    """Says that two records are of two organisations after all."""
