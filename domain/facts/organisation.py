"""What can have happened to an organisation."""

from collections.abc import Iterable, Mapping
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, Field
from typing_extensions import override

from domain.event import Claim, Fact
from domain.facts.commented import Commented
from domain.values import Answer, Code, Id, Identifier, Known, Several, Title

Sector = Literal["private", "vcse", "public", "in_house", "council_owned", "mutual"]
Size = Literal["micro", "small", "medium", "large"]


class Particulars(BaseModel):
    """What describes an organisation and may change by a description alone."""

    sector: Known[Sector] | None = None
    size: Known[Size] | None = None
    vcse: Answer | None = None
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


class OrganisationCorrected(Particulars, Fact):
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
    OrganisationCorrected,
    OrganisationEnteredInError,
    OrganisationRestored,
    OrganisationCommented,
)
