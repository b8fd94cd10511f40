"""The link for a subcontractor: what it opens, for whom, and until when."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from typing import Any, ClassVar, Final, Literal, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from typing_extensions import override

from domain.aggregate import Aggregate
from domain.errors import RuleBroken, Unauthenticated
from domain.event import Fact, Recorded
from domain.facts import link as facts
from domain.facts.account import Scope
from domain.link.commands import IssueLink, RevokeLink
from domain.occasion import Occasion
from domain.operations import LINK_ROLE
from domain.rights import Grant, Principal

# How long a link opens: long enough for a charity whose one office worker is away.
VALID: Final = timedelta(days=14)
_LONDON: Final = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class ReturnLink(Aggregate[Fact]):
    """One link, good for one return. It has no account: what it says is its own."""

    noun: ClassVar[str] = "link"
    prefix: ClassVar[str] = "L"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS

    stream: UUID
    organisation_id: UUID
    digest: str
    expires_at: datetime
    issued_for: frozenset[UUID]
    over: Literal["returned", "revoked"] | None = None
    over_at: datetime | None = None

    @property
    def shared_with(self) -> frozenset[UUID]:
        """A provider reads and revokes what was given out for it."""
        return self.issued_for

    @classmethod
    def issue(cls, command: IssueLink, occasion: Occasion) -> list[Fact]:
        """DECIDE. Gives out a link that opens from now on, for fourteen days."""
        return [
            facts.LinkIssued(
                organisation_id=command.organisation_id,
                digest=command.digest,
                expires_at=occasion.now.astimezone(UTC) + VALID,
                issued_for=command.issued_for,
                reason=command.reason,
            )
        ]

    def revoke(self, command: RevokeLink, occasion: Occasion) -> list[Fact]:
        """DECIDE. Takes a link back; one that is over stays as it ended."""
        if self.over is not None or self.expires_at <= occasion.now:
            return []
        return [facts.LinkRevoked(reason=command.reason)]

    def close(self, seats: tuple[UUID, ...], *, all_alike: bool) -> list[Fact]:
        """RECORD. The return came in, about these places; all of them stand or not."""
        return [facts.LinkReturned(seat_ids=seats, nothing_changed=all_alike)]

    def opens(self, place: frozenset[UUID]) -> bool:
        """Whether it opens a place by who holds it and who stands above."""
        return not self.issued_for or not self.issued_for.isdisjoint(place)

    def principal_at(self, now: datetime, digest: str) -> Principal:
        """Whom the link lets in: the organisation, as its subcontractor.

        Raises Unauthenticated once it opens nothing, or for another's secret.
        """
        if not compare_digest(digest, self.digest):
            raise Unauthenticated("this is no link that was given out")
        self._refuse_over(now)
        scope = Scope(organisations=(self.organisation_id,))
        return Principal(self.stream, (Grant(0, LINK_ROLE, scope),))

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        return cls(
            stream=recorded.stream,
            organisation_id=fact.organisation_id,
            digest=fact.digest,
            expires_at=fact.expires_at,
            issued_for=frozenset(fact.issued_for or ()),
        )

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        over: Literal["returned", "revoked"] = (
            "returned" if isinstance(recorded.fact, facts.LinkReturned) else "revoked"
        )
        return replace(self, over=over, over_at=recorded.envelope.recorded_at)

    def _refuse_over(self, now: datetime) -> None:
        """Refuses whoever comes with a link that opens nothing any more."""
        if self.over == "revoked":
            detail = "this link was taken back; ask for another"
            raise Unauthenticated(detail, rule="link-revoked")
        if self.over == "returned" and self.over_at is not None:
            detail = (
                f"your return came in on {_day(self.over_at)}, and a link is good for"
                " one. Ask for another if there is more to say"
            )
            raise Unauthenticated(detail, rule="link-returned")
        if self.expires_at <= now:
            detail = (
                f"this link was good until {_day(self.expires_at)}; ask for another"
            )
            raise Unauthenticated(detail, rule="link-expired")


def refuse_no_place(places: int) -> None:
    """Refuses a link that would open nothing."""
    if not places:
        detail = (
            "this organisation has no place in a chain today that you may ask about;"
            " declare its seat first"
        )
        raise RuleBroken(detail, rule="link-no-place", pointer="/organisation_id")


def _day(moment: datetime) -> str:
    """The civil day in London, as people write it."""
    day = moment.astimezone(_LONDON)
    return f"{day.day} {day:%B %Y}"
