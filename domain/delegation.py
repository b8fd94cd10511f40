"""Delegation: what somebody lends to a deputy, who acts under the own name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.errors import NotAllowed, RuleBroken, UnknownReference
from domain.facts import account as facts
from domain.occasion import Command, Link, Occasion
from domain.operations import OFFICERS, OPERATIONS, Where
from domain.place import Place
from domain.rights import Grant, Principal, judge, refuse_hidden
from domain.values import Code, Day, Id, Money, Several

# Nobody asks a question in the name of another: everybody reads with the own eyes.
_ASKING = ("list_", "get_", "stream_")


def _is_lent(operation: str) -> bool:
    """Whether officers may do it, and not just with what is their own."""
    where = {OPERATIONS[operation].get(role) for role in OFFICERS}
    return bool(where - {None, Where.OWN}) and not operation.startswith(_ASKING)


# What can be lent: the acts of officers, never the own keys or the accounts.
LENDABLE: Final = frozenset(filter(_is_lent, OPERATIONS))


class Delegate(Command):
    """Lets a deputy act in the account's name, from a day until before a day.

    `acts` are operations (approve_change, assess_risk ...) or "all" that an officer
    may do; `limit` is how much may be approved, besides the account's own limits.
    """

    to: Id
    acts: Literal["all"] | Several[Code]
    limit: Money | None = None
    valid_from: Day | None = Field(default=None, alias="from")
    valid_until: Day | None = Field(default=None, alias="until")

    @override
    def links(self) -> Iterator[Link]:
        yield Link("/to", "account", self.to)


class EndDelegation(Command):
    """Takes a delegation back, named by its id."""

    delegation: int


@dataclass(frozen=True, slots=True)
class Delegation:
    """What was lent to whom, from a day until before a day; its id is a position."""

    id: int
    to: UUID
    acts: Literal["all"] | tuple[str, ...] = "all"
    limit: Money | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    ended: bool = False

    @classmethod
    def of(cls, position: int, fact: facts.AccountDelegated) -> "Delegation":
        """The delegation that a fact gives."""
        return cls(
            id=position,
            to=fact.to,
            acts=fact.acts,
            limit=fact.limit,
            valid_from=fact.valid_from,
            valid_until=fact.valid_until,
        )

    def why_not(self, operation: str, today: date) -> str | None:
        """Why it does not carry the operation today, None if it does."""
        if self.ended:
            return f"delegation {self.id} was taken back"
        if self.valid_from is not None and today < self.valid_from:
            return f"delegation {self.id} begins on {self.valid_from}"
        if self.valid_until is not None and self.valid_until <= today:
            return f"delegation {self.id} ended before {self.valid_until}"
        if self.acts != "all" and operation not in self.acts:
            return f"delegation {self.id} is for {', '.join(self.acts)}"
        return None


def delegate(
    held: Iterable[Delegation], whose: UUID, command: Delegate, occasion: Occasion
) -> list[facts.AccountDelegated]:
    """What delegating comes to; what holds already is not lent twice."""
    _refuse_self(command, whose)
    _refuse_empty_days(command, occasion.today)
    _refuse_unknown_acts(command)
    _refuse_negative(command)
    fact = facts.AccountDelegated(
        to=command.to,
        acts=command.acts,
        limit=command.limit,
        valid_from=command.valid_from,
        valid_until=command.valid_until,
        reason=command.reason,
    )
    standing = (Delegation.of(one.id, fact) == one for one in held)
    return [] if any(standing) else [fact]


def lent(
    held: Iterable[Delegation], deputy: UUID, operation: str, today: date
) -> Delegation:
    """The delegation that carries the operation; of several, that with most limit.

    Raises NotAllowed, naming every delegation to the deputy that does not.
    """
    mine = [one for one in held if one.to == deputy]
    able = [one for one in mine if one.why_not(operation, today) is None]
    if able and operation in LENDABLE:
        return max(able, key=_most)
    if not mine:
        why = "this person has delegated nothing to you"
    elif able:
        why = f"{operation} is nothing that can be delegated"
    else:
        why = "; ".join(filter(None, (one.why_not(operation, today) for one in mine)))
    detail = (
        f"{why}. Act in your own name, without on_behalf_of, or ask for a delegation"
        f" that allows {operation} today"
    )
    raise NotAllowed(detail, rule="delegation", pointer="/on_behalf_of")


def judge_deputy(
    deputy: Principal, whose: Principal, operation: str, place: Place, today: date
) -> Grant:
    """The grant that the deputy uses: one that an officer has, and lends.

    A deputy sees with the own eyes: what is hidden from the deputy stays so. Raises
    NotFound and NotAllowed.
    """
    refuse_hidden(deputy, operation, place, today)
    rule = OPERATIONS.get(operation, {})
    grants = tuple(
        grant
        for grant in whose.holding(today)
        if grant.role in OFFICERS and rule.get(grant.role) is not Where.OWN
    )
    try:
        return judge(Principal(whose.account, grants), operation, place, today)
    except NotAllowed as error:
        detail = f"of the person you act for: {error.detail}"
        raise NotAllowed(detail, rule=error.named_rule) from error


def _most(one: Delegation) -> tuple[bool, Decimal]:
    limit = one.limit
    return (True, Decimal(0)) if limit is None else (False, limit.amount)


def _refuse_self(command: Delegate, whose: UUID) -> None:
    if command.to == whose:
        detail = "nobody is the own deputy; name somebody else in to"
        raise RuleBroken(detail, rule="own-deputy", pointer="/to")


def _refuse_empty_days(command: Delegate, today: date) -> None:
    """Refuses a delegation that would hold on no day from today on."""
    until, first = command.valid_until, max(command.valid_from or today, today)
    if until is not None and until <= first:
        detail = (
            f"a delegation until {until} would hold on no day: it ends before that day"
            f" begins. Give a day after {first}, or leave until out"
        )
        raise RuleBroken(detail, rule="delegation-days", pointer="/until")


def _refuse_unknown_acts(command: Delegate) -> None:
    if command.acts == "all":
        return
    for at, operation in enumerate(command.acts):
        if operation not in LENDABLE:
            detail = (
                f"{operation} is no act that can be delegated; name operations of"
                " officers, such as approve_change or assess_risk"
            )
            raise UnknownReference(detail, pointer=f"/acts/{at}")
    if not command.acts:
        detail = 'a delegation of no acts lends nothing; name some, or say "all"'
        raise RuleBroken(detail, rule="delegation-acts", pointer="/acts")


def _refuse_negative(command: Delegate) -> None:
    if command.limit is not None and command.limit.amount < 0:
        detail = (
            f"a limit of {command.limit.amount} is below nothing; give 0.00 or more"
        )
        raise RuleBroken(detail, rule="grant-limit", pointer="/limit")
