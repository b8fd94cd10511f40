"""What can have happened to an API key. The key itself is never in a fact."""

from collections.abc import Iterable
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import StringConstraints
from typing_extensions import override

from domain.event import Claim, Fact
from domain.values import Day, Id, Moment

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class KeyIssued(Fact):
    """A key was given out; only the SHA-256 of its secret is known here."""

    fact_name: ClassVar[str] = "key-issued"

    account_id: Id
    expires_on: Day | None = None
    digest: Digest

    @override
    def claims(self, stream: UUID) -> Iterable[Claim]:
        yield Claim("key-digest", self.digest)


class KeyRotated(Fact):
    """The key has a new secret; the old one opens until `old_until`, if at all."""

    fact_name: ClassVar[str] = "key-rotated"

    digest: Digest
    old_until: Moment | None = None

    @override
    def claims(self, stream: UUID) -> Iterable[Claim]:
        yield Claim("key-digest", self.digest)


class KeyRevoked(Fact):
    """The key opens nothing any more."""

    fact_name: ClassVar[str] = "key-revoked"


FACTS: tuple[type[Fact], ...] = (KeyIssued, KeyRotated, KeyRevoked)
