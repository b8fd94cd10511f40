"""What can have happened to a link for a subcontractor. Its secret is in no fact."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from typing_extensions import override

from domain.event import Claim, Fact
from domain.facts.key import Digest
from domain.values import Id, Ids, Moment


class LinkIssued(Fact):
    """A link was given out; only the SHA-256 of its secret is known here.

    It opens the places of one organisation, until `expires_at`; one that a provider
    gave out only those that lie under one of `issued_for`.
    """

    fact_name: ClassVar[str] = "link-issued"

    organisation_id: Id
    digest: Digest
    expires_at: Moment
    issued_for: Ids | None = None

    @override
    def claims(self, stream: UUID) -> Iterable[Claim]:
        yield Claim("link-digest", self.digest)


class LinkReturned(Fact):
    """The return for which the link was given out came in: it opens nothing more."""

    fact_name: ClassVar[str] = "link-returned"

    nothing_changed: bool = False
    seat_ids: Ids


class LinkRevoked(Fact):
    """The link was taken back: it opens nothing more."""

    fact_name: ClassVar[str] = "link-revoked"


FACTS: tuple[type[Fact], ...] = (LinkIssued, LinkReturned, LinkRevoked)
