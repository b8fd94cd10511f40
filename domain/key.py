"""The API key: whose it is and until when it opens. Its secret is known to nobody."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from hmac import compare_digest
from typing import Any, ClassVar, Final, Self
from uuid import UUID
from zoneinfo import ZoneInfo

from typing_extensions import override

from domain.aggregate import Aggregate
from domain.errors import RuleBroken, Unauthenticated
from domain.event import Fact, Recorded
from domain.facts import key as facts
from domain.occasion import Command, Link, Occasion
from domain.place import Place
from domain.values import Day, Id, Moment

# Days of the register are civil days in London.
LONDON: Final = ZoneInfo("Europe/London")


class IssueKey(Command):
    """Gives out a key for an account: of its secret only the SHA-256 comes here."""

    account_id: Id
    expires_on: Day | None = None
    digest: facts.Digest

    @override
    def links(self) -> Iterator[Link]:
        yield Link("/account_id", "account", self.account_id)


class RotateKey(Command):
    """Gives the key a new secret, of which only the SHA-256 comes here.

    The old one opens until `old_until`, so that programs can be told the new one in
    the meantime; left out, it opens nothing from this moment on.
    """

    digest: facts.Digest
    old_until: Moment | None = None


class RevokeKey(Command):
    """Takes the key out of use, from this moment on."""


@dataclass(frozen=True, slots=True)
class Key(Aggregate[Fact]):
    """One key of an account."""

    noun: ClassVar[str] = "key"
    prefix: ClassVar[str] = "K"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS

    account_id: UUID
    digest: str
    expires_on: date | None
    revoked: bool = False
    old: str | None = None
    old_until: datetime | None = None

    @property
    def place(self) -> Place:
        """A key is its account holder's own."""
        return Place(account=self.account_id)

    @classmethod
    def issue(cls, command: IssueKey, occasion: Occasion) -> list[Fact]:
        """DECIDE. Gives out a key that opens from now on."""
        expires = command.expires_on
        if expires is not None and expires <= occasion.today:
            detail = (
                f"a key that expires on {expires} would open nothing: it opens until"
                f" the day before. Give a day after {occasion.today}, or leave it out"
            )
            raise RuleBroken(detail, rule="key-expiry", pointer="/expires_on")
        return [
            facts.KeyIssued(
                account_id=command.account_id,
                expires_on=expires,
                digest=command.digest,
                reason=command.reason,
            )
        ]

    def rotate(self, command: RotateKey, occasion: Occasion) -> list[Fact]:
        """DECIDE. Gives a key a new secret; of the old ones the last may stay."""
        if self.revoked or self._has_expired(occasion.now):
            detail = "this key opens nothing any more; issue a new one instead"
            raise RuleBroken(detail, rule="key-over")
        until = command.old_until
        if until is not None and until <= occasion.now:
            detail = (
                f"old_until {until:%Y-%m-%dT%H:%M:%SZ} is over: give a moment to come,"
                " or leave it out, and the old secret opens nothing from now on"
            )
            raise RuleBroken(detail, rule="old-until", pointer="/old_until")
        return [
            facts.KeyRotated(
                digest=command.digest, old_until=until, reason=command.reason
            )
        ]

    def revoke(self, command: RevokeKey, _: Occasion) -> list[Fact]:
        """DECIDE. Takes the key out of use; it never comes back."""
        return [] if self.revoked else [facts.KeyRevoked(reason=command.reason)]

    def knows(self, digest: str) -> bool:
        """Whether a secret is, or was last, the key's own, by its SHA-256."""
        return any(compare_digest(digest, one) for one in self.digests)

    @property
    def digests(self) -> tuple[str, ...]:
        """The SHA-256 of the secret that it has, and of the one that it had last."""
        return (self.digest,) if self.old is None else (self.digest, self.old)

    def refuse_unless_valid(self, now: datetime, digest: str | None = None) -> None:
        """Refuses whoever comes with this key once it opens nothing any more.

        `digest` is that of the secret they came by. Raises Unauthenticated.
        """
        if digest is not None and not self._opens_with(digest, now):
            detail = "the secret of this key was replaced; use the new one"
            raise Unauthenticated(detail, rule="key-rotated")
        if self.revoked:
            detail = "this key was revoked; ask an administrator for a new one"
            raise Unauthenticated(detail, rule="key-revoked")
        if self._has_expired(now):
            detail = (
                f"this key expired on {self.expires_on};"
                " ask an administrator for a new one"
            )
            raise Unauthenticated(detail, rule="key-expired")

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        return cls(
            account_id=fact.account_id,
            digest=fact.digest,
            expires_on=fact.expires_on,
        )

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.KeyRotated() as fact:
                return replace(
                    self,
                    digest=fact.digest,
                    old=self.digest,
                    old_until=fact.old_until,
                )
            case _:
                return replace(self, revoked=True)

    def _opens_with(self, digest: str, now: datetime) -> bool:
        if compare_digest(digest, self.digest):
            return True
        return (
            self.old_until is not None
            and now < self.old_until
            and (self.old is not None and compare_digest(digest, self.old))
        )

    def _has_expired(self, now: datetime) -> bool:
        return self.expires_on is not None and _today(now) >= self.expires_on


def _today(now: datetime) -> date:
    return now.astimezone(LONDON).date()
