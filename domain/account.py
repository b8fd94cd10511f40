"""The account: whose it is, and what it may do where."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any, ClassVar, Final, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints
from typing_extensions import override

from domain.aggregate import Aggregate
from domain.delegation import Delegate, Delegation, EndDelegation, delegate
from domain.errors import RuleBroken, UnknownReference
from domain.event import Fact, Recorded
from domain.facts import account as facts
from domain.occasion import Command, Occasion
from domain.operations import PROVIDERS
from domain.place import Place
from domain.rights import Grant, Principal
from domain.values import Day, Money, Title

Email = Annotated[
    str, StringConstraints(max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
]
APPROVING: Final = frozenset({"commissioner", "approver"})


class InviteAccount(Command):
    """Opens an account for somebody, who may do nothing yet."""

    name: Title
    email: Email | None = None


class NameSomebody(Command):
    """Names somebody who has no account: it opens nothing until it is granted."""

    name: Title


class GrantAccount(Command):
    """Lets the account act in a role and a scope, from a day until before a day."""

    role: facts.Role
    scope: Literal["all"] | facts.Scope
    limit: Money | None = None
    valid_from: Day | None = Field(default=None, alias="from")
    valid_until: Day | None = Field(default=None, alias="until")


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
    closed: bool = False

    @property
    def principal(self) -> Principal:
        """Who asks when this account does; closed, it may do nothing."""
        return Principal(self.stream, () if self.closed else self.grants)

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
        _refuse_empty_days(command, occasion.today)
        _refuse_wrong_scope(command)
        _refuse_idle_limit(command)
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
                return self

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


def _refuse_empty_days(command: GrantAccount, today: date) -> None:
    """Refuses a grant that would hold on no day from today on."""
    until = command.valid_until
    first = max(command.valid_from or today, today)
    if until is not None and until <= first:
        detail = (
            f"a grant until {until} would hold on no day: it ends before that day"
            f" begins. Give a day after {first}, or leave until out"
        )
        raise RuleBroken(detail, rule="grant-days", pointer="/until")


def _refuse_wrong_scope(command: GrantAccount) -> None:
    """Refuses a scope that holds nothing, or a provider's that holds everybody's."""
    if command.scope == "all" and command.role in PROVIDERS:
        detail = (
            f"a {command.role.replace('_', ' ')} sees its own places only;"
            ' name its organisation: {"organisations": ["<id>"]}'
        )
        raise RuleBroken(detail, rule="grant-scope", pointer="/scope")
    # A manager's portfolio needs no list: it is where the account is the manager.
    if command.scope == facts.Scope() and command.role != "contract_manager":
        detail = (
            f'as {command.role} the scope is "all", or names at least one of contracts,'
            " departments, wards, organisations or services"
        )
        raise RuleBroken(detail, rule="grant-scope", pointer="/scope")


def _refuse_idle_limit(command: GrantAccount) -> None:
    """Refuses a limit on who approves nothing, and one below nothing."""
    if command.limit is None:
        return
    if command.role not in APPROVING:
        detail = (
            f"as {command.role} nothing is approved, so a limit says nothing;"
            " leave it out, or grant commissioner or approver"
        )
        raise RuleBroken(detail, rule="grant-limit", pointer="/limit")
    if command.limit.amount < 0:
        detail = (
            f"a limit of {command.limit.amount} is below nothing; give 0.00 or more"
        )
        raise RuleBroken(detail, rule="grant-limit", pointer="/limit")


def _listed(ids: Iterable[int]) -> str:
    return ", ".join(map(str, ids)) or "none"
