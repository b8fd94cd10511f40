"""What can have happened to an organisation."""

from collections.abc import Iterable, Mapping
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, Field
from typing_extensions import override

from domain.event import Claim, Fact
from domain.facts.commented import Commented
from domain.facts.error_reported import ErrorReported
from domain.facts.organisation_accounts import ACCOUNTS_FACTS, AccountsFields
from domain.facts.organisation_location import LOCATION_FACTS
from domain.facts.organisation_tie import TIE_FACTS
from domain.values import (
    Answer,
    Code,
    Day,
    Id,
    Identifier,
    Known,
    Several,
    Title,
    Words,
)

Sector = Literal["private", "vcse", "public", "in_house", "council_owned", "mutual"]
Size = Literal["micro", "small", "medium", "large"]
Status = Literal["active", "closed"]
# What a list of excluded suppliers may show (Procurement Act 2023, s.57 and s.62).
Debarment = Literal["clear", "excluded", "excludable", "debarred"]
Cause = Literal["dissolved", "insolvent", "ceased_trading", "taken_over", "other"]


class Classes(BaseModel):
    """Of what kind and size an organisation is; `sme` where no more is known of it."""

    sector: Known[Sector] | None = None
    size: Known[Size] | None = None
    sme: Answer | None = None
    vcse: Answer | None = None


class Particulars(Classes):
    """What describes an organisation and may change by a description alone."""

    postcode: Known[Code] | None = None


def identity(identifier: Identifier) -> Claim:
    """What no two organisations share, however it is spelled: GB-COH:01234567."""
    number = identifier.id.replace(" ", "").upper()
    return Claim("organisation-identifier", f"{identifier.scheme}:{number}")


def _hidden(stream: UUID, *, individual: bool | None) -> Mapping[str, UUID]:
    """The name of a natural person is kept under that person's own key."""
    return {"name": stream} if individual else {}


class OrganisationRegistered(Particulars, Fact):
    """An organisation was entered; `individual` is a natural person in business."""

    fact_name: ClassVar[str] = "organisation-registered"

    name: Title
    individual: bool = False
    identifiers: Several[Identifier] = ()
    parent_id: Known[Id] | None = None

    @override
    def personal(self, stream: UUID) -> Mapping[str, UUID]:
        return _hidden(stream, individual=self.individual)

    @override
    def claims(self, stream: UUID) -> Iterable[Claim]:
        return map(identity, self.identifiers)


class OrganisationIdentified(Fact):
    """More identifiers of the organisation became known: these."""

    fact_name: ClassVar[str] = "organisation-identified"

    identifiers: Several[Identifier]

    @override
    def claims(self, stream: UUID) -> Iterable[Claim]:
        return map(identity, self.identifiers)


class OrganisationRenamed(Fact):
    """The organisation goes by another name."""

    fact_name: ClassVar[str] = "organisation-renamed"

    name: Title
    individual: bool = False

    @override
    def personal(self, stream: UUID) -> Mapping[str, UUID]:
        return _hidden(stream, individual=self.individual)


class OrganisationDescribed(Particulars, Fact):
    """A description of the organisation was changed."""

    fact_name: ClassVar[str] = "organisation-described"


class OrganisationClassified(Classes, Fact):
    """Of what kind and size it is was said, for the days from a day on."""

    fact_name: ClassVar[str] = "organisation-classified"

    source: Words | None = None


class OrganisationDebarmentChecked(Fact):
    """Somebody looked on its day whether the organisation is excluded or debarred."""

    fact_name: ClassVar[str] = "organisation-debarment-checked"

    debarment: Debarment
    debarment_list: Known[Title] | None = None
    debarment_ground: Words | None = None


class OrganisationClosed(Fact):
    """The organisation is no more."""

    fact_name: ClassVar[str] = "organisation-closed"

    cause: Known[Cause] | None = None


class OrganisationCorrected(Particulars, AccountsFields, Fact):
    """What was recorded of the organisation was wrong; this is right.

    `identifiers` is the whole right list; `gained` and `dropped` say what that
    changed. A name always comes with `individual`.
    """

    fact_name: ClassVar[str] = "organisation-corrected"

    supersedes: int
    name: Title | None = None
    individual: bool | None = None
    identifiers: Several[Identifier] | None = None
    gained: Several[Identifier] = ()
    dropped: Several[Identifier] = ()
    parent_id: Known[Id] | None = None
    accounts_to: Known[Day] | None = None
    status: Status | None = None

    @override
    def personal(self, stream: UUID) -> Mapping[str, UUID]:
        return _hidden(stream, individual=self.individual)

    @override
    def claims(self, stream: UUID) -> Iterable[Claim]:
        return map(identity, self.gained)

    @override
    def releases(self, stream: UUID) -> Iterable[Claim]:
        return map(identity, self.dropped)


class OrganisationEnteredInError(Fact):
    """There was no such organisation, or it was entered twice: its ids are free."""

    fact_name: ClassVar[str] = "organisation-entered-in-error"

    identifiers: Several[Identifier] = Field(default=())

    @override
    def releases(self, stream: UUID) -> Iterable[Claim]:
        return map(identity, self.identifiers)


class OrganisationErrorReported(ErrorReported):
    """Somebody says that there was no such organisation, or that there was."""

    fact_name: ClassVar[str] = "organisation-error-reported"


class OrganisationRestored(Fact):
    """The entry was right after all: it takes its ids again."""

    fact_name: ClassVar[str] = "organisation-restored"

    identifiers: Several[Identifier] = Field(default=())

    @override
    def claims(self, stream: UUID) -> Iterable[Claim]:
        return map(identity, self.identifiers)


class OrganisationCommented(Commented):
    """Somebody said something of the organisation."""

    fact_name: ClassVar[str] = "organisation-commented"


FACTS: tuple[type[Fact], ...] = (
    OrganisationRegistered,
    OrganisationIdentified,
    OrganisationRenamed,
    OrganisationDescribed,
    OrganisationClassified,
    OrganisationDebarmentChecked,
    OrganisationClosed,
    OrganisationCorrected,
    OrganisationEnteredInError,
    OrganisationErrorReported,
    OrganisationRestored,
    OrganisationCommented,
    *ACCOUNTS_FACTS,
    *LOCATION_FACTS,
    *TIE_FACTS,
)
