"""The account: whose it is, and what it may do where."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self
from uuid import UUID

from pydantic import StringConstraints
from typing_extensions import override

from domain.aggregate import Aggregate
from domain.delegation import Delegate, Delegation, EndDelegation, delegate
from domain.emergency import (
    BREAK_GLASS,
    BreakGlass,
    Emergency,
    SealAccount,
    after,
    break_glass,
    refuse_other_hats,
    seal,
)
from domain.errors import RuleBroken, UnknownReference
from domain.event import Fact, Recorded
from domain.facts import account as facts
from domain.granting import GrantAccount, refuse_grant
from domain.occasion import Command, Occasion
from domain.place import Place
from domain.rights import Grant, Principal
from domain.values import Title

__all__ = [
    "Account",
    "CloseAccount",
    "GrantAccount",
    "InviteAccount",
    "NameSomebody",
    "RevokeGrant",
]

Email = Annotated[
    str, StringConstraints(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
]


class InviteAccount(Command):
    """Opens an account for somebody, who may do nothing yet."""

    name: Title
    email: Email | None = None


class NameSomebody(Command):
    """Names somebody who has no account: it opens nothing until it is granted."""

    name: Title


class RevokeGrant(Command):
    """Takes a grant back, named by its id."""

    grant: int


class CloseAccount(Command):
    """Closes the account: it may do nothing any more."""


@dataclass(frozen=True, slots=True)
class Account(Aggregate[Fact]):
    """Somebody who may sign in, with what was granted."""

    noun: ClassVar[str] = "account"
    prefix: ClassVar[str] = "A"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS

    stream: UUID
    grants: tuple[Grant, ...] = ()
    revoked: frozenset[int] = frozenset()
    delegations: tuple[Delegation, ...] = ()
    emergency: Emergency | None = None
    closed: bool = False

    @property
    def principal(self) -> Principal:
        """Who asks when this account does; closed, it may do nothing."""
        return Principal(self.stream, () if self.closed else self.grants)

    def principal_at(self, now: datetime) -> Principal:
        """The same at a moment: with what an emergency gives until it is over."""
        if self.emergency is None or self.closed or not self._lies_ready:
            return self.principal
        return Principal(self.stream, self.grants + self.emergency.grant(now))

    @property
    def _lies_ready(self) -> bool:
        return BREAK_GLASS in {grant.role for grant in self.grants}

    @property
    def place(self) -> Place:
        """An account is its holder's own."""
        return Place(account=self.stream)

    @classmethod
    def invite(cls, command: InviteAccount, _: Occasion) -> list[Fact]:
        """DECIDE. Opens an account."""
        return [
            facts.AccountOpened(
                name=command.name, email=command.email, reason=command.reason
            )
        ]

    @classmethod
    def name_somebody(cls, command: NameSomebody, _: Occasion) -> list[Fact]:
        """RECORD. A source names somebody; owners may be names without an account."""
        return [facts.AccountNamed(name=command.name, reason=command.reason)]

    def grant(self, command: GrantAccount, occasion: Occasion) -> list[Fact]:
        """DECIDE. Gives a role in a scope; what holds already is not given twice."""
        self._refuse_closed()
        refuse_grant(command, occasion.today)
        refuse_other_hats(command.role, frozenset(one.role for one in self.grants))
        granted = facts.AccountGranted(
            role=command.role,
            scope=command.scope,
            limit=command.limit,
            valid_from=command.valid_from,
            valid_until=command.valid_until,
            reason=command.reason,
        )
        held = (replace(grant, id=0) for grant in self.grants)
        return [] if _grant(0, granted) in held else [granted]

    def revoke(self, command: RevokeGrant, _: Occasion) -> list[Fact]:
        """DECIDE. Takes a grant back, from this moment on."""
        if command.grant in self.revoked:
            return []
        if command.grant not in {grant.id for grant in self.grants}:
            named = _listed(grant.id for grant in self.grants)
            detail = f"this account has no grant {command.grant}; it has {named}"
            raise UnknownReference(detail, pointer="/grant")
        return [facts.AccountGrantRevoked(grant=command.grant, reason=command.reason)]

    def delegate(self, command: Delegate, occasion: Occasion) -> list[Fact]:
        """DECIDE. Lets a deputy act in the name of this account."""
        self._refuse_closed()
        standing = [one for one in self.delegations if not one.ended]
        return [*delegate(standing, self.stream, command, occasion)]

    def end_delegation(self, command: EndDelegation, _: Occasion) -> list[Fact]:
        """DECIDE. Takes a delegation back, from this moment on."""
        named = {one.id: one for one in self.delegations}
        if (found := named.get(command.delegation)) is None:
            detail = (
                f"this account has no delegation {command.delegation};"
                f" it has {_listed(named)}"
            )
            raise UnknownReference(detail, pointer="/delegation")
        ended = facts.AccountDelegationEnded(
            delegation=command.delegation, reason=command.reason
        )
        return [] if found.ended else [ended]

    def break_glass(self, command: BreakGlass, occasion: Occasion) -> list[Fact]:
        """DECIDE. Opens an account that lies ready for an emergency."""
        self._refuse_closed()
        if not self._lies_ready:
            detail = "this account does not lie ready for an emergency"
            raise RuleBroken(detail, rule="emergency-account")
        return [break_glass(command, occasion)]

    def seal(self, command: SealAccount, occasion: Occasion) -> list[Fact]:
        """DECIDE. Ends the use in an emergency, or says that it was looked at."""
        own = occasion.by == self.stream
        return [*seal(self.emergency, command, occasion, own=own)]

    def close(self, command: CloseAccount, _: Occasion) -> list[Fact]:
        """DECIDE. Closes the account."""
        return [] if self.closed else [facts.AccountClosed(reason=command.reason)]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        return cls(stream=recorded.stream)

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.AccountGranted() as fact:
                grant = _grant(recorded.position, fact)
                return replace(self, grants=(*self.grants, grant))
            case facts.AccountGrantRevoked(grant=gone):
                left = tuple(grant for grant in self.grants if grant.id != gone)
                return replace(self, grants=left, revoked=self.revoked | {gone})
            case facts.AccountDelegated() as fact:
                lent = Delegation.of(recorded.position, fact)
                return replace(self, delegations=(*self.delegations, lent))
            case facts.AccountDelegationEnded(delegation=gone):
                return replace(self, delegations=_ended(self.delegations, gone))
            case facts.AccountClosed():
                return replace(self, closed=True)
            case _:
                return replace(self, emergency=after(self.emergency, recorded))

    def _refuse_closed(self) -> None:
        if self.closed:
            detail = "this account is closed; invite the person again"
            raise RuleBroken(detail, rule="account-closed")


def _grant(position: int, fact: facts.AccountGranted) -> Grant:
    return Grant(
        id=position,
        role=fact.role,
        scope=fact.scope,
        limit=fact.limit,
        valid_from=fact.valid_from,
        valid_until=fact.valid_until,
    )


def _ended(held: Iterable[Delegation], gone: int) -> tuple[Delegation, ...]:
    """The delegations with one that lends nothing any more."""
    return tuple(replace(one, ended=one.ended or one.id == gone) for one in held)


def _listed(ids: Iterable[int]) -> str:
    return ", ".join(map(str, ids)) or "none"
