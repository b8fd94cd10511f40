"""The API key: whose it is and until when it opens. Its secret is known to nobody."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
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
from domain.values import Day, Id

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

    def revoke(self, command: RevokeKey, _: Occasion) -> list[Fact]:
        """DECIDE. Takes the key out of use; it never comes back."""
        return [] if self.revoked else [facts.KeyRevoked(reason=command.reason)]

    def refuse_unless_valid(self, now: datetime) -> None:
        """Refuses whoever comes with this key once it opens nothing any more.

        Raises Unauthenticated.
        """
        if self.revoked:
            detail = "this key was revoked; ask an administrator for a new one"
            raise Unauthenticated(detail, rule="key-revoked")
        if self.expires_on is not None and _today(now) >= self.expires_on:
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
        revoked = isinstance(recorded.fact, facts.KeyRevoked)
        return replace(self, revoked=self.revoked or revoked)


def _today(now: datetime) -> date:
    return now.astimezone(LONDON).date()
