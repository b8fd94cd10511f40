"""The act by which everything that somebody holds goes over to somebody else."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from typing_extensions import override

from domain.account import Account, CloseAccount
from domain.dating import refuse_not_yet
from domain.desk import Desk
from domain.errors import RuleBroken
from domain.facts.account import AccountClosed, AccountHandedOver, Holdings
from domain.occasion import Command, Link, Occasion
from domain.succession import ALL, Holder, Passing, What, passed
from domain.values import Day, Id, Several

# Kinds of things that somebody can hold, each with the streams to look at.
Candidates = Mapping[type[Any], Sequence[UUID]]


class HandOver(Command):
    """Hands what an account holds over to another, with the reason as a note.

    From `from_date` on, today if left out; what came to the account later goes over
    from the day on which it came.
    """

    to: Id
    from_date: Day | None = None
    what: Literal["all"] | Several[What] = "all"

    @override
    def links(self) -> Iterator[Link]:
        yield Link("/to", "account", self.to)


def hand_over(
    desk: Desk, giver: UUID, command: HandOver, candidates: Candidates
) -> None:
    """Hands over all that is still held of the candidates, in one transaction.

    DECIDE. What has gone elsewhere in the meantime stays there. Restricted things go
    over as well, and are not counted where others read the count.
    """
    occasion = desk.occasion(command)
    day = command.from_date or occasion.today
    refuse_not_yet("from_date", day, command, occasion)
    _refuse_taker(desk, giver, command.to)
    passing = Passing(giver, command.to, day, occasion.today, command.reason)
    wanted = ALL if command.what == "all" else command.what
    counts = dict.fromkeys(wanted, 0)
    for state in _held(desk, candidates):
        for what, facts in passed(state, passing).items():
            if what in wanted:
                desk.record(type(state), state.stream, facts)
                counts[what] += 0 if _is_secret(state) else len(facts)
    if any(counts.values()):
        handed = AccountHandedOver(
            to=command.to, from_date=day, reason=command.reason, **counts
        )
        desk.record(Account, giver, [handed])


def close_account(
    desk: Desk, account: UUID, command: CloseAccount, candidates: Candidates
) -> None:
    """Closes an account and says what it still holds.

    RECORD. Somebody who has left must not come in any longer, whatever they hold.
    """
    occasion = desk.occasion(command)
    decided = desk.read(Account, account).close(command, occasion)
    left = _counted(desk, account, candidates, occasion)
    desk.record(
        Account,
        account,
        [
            fact.model_copy(update={"still_held": left})
            if left is not None and isinstance(fact, AccountClosed)
            else fact
            for fact in decided
        ],
    )


def _held(desk: Desk, candidates: Candidates) -> Iterator[Holder]:
    for kind, streams in candidates.items():
        for stream in streams:
            yield desk.read(kind, stream)


def _counted(
    desk: Desk, account: UUID, candidates: Candidates, occasion: Occasion
) -> Holdings | None:
    """How much somebody holds, but for what is restricted."""
    nobody = Passing(account, account, occasion.today, occasion.today)
    counts = dict.fromkeys(ALL, 0)
    for state in _held(desk, candidates):
        for what, facts in passed(state, nobody).items():
            counts[what] += 0 if _is_secret(state) else len(facts)
    return Holdings.model_validate(counts) if any(counts.values()) else None


def _is_secret(state: Holder) -> bool:
    return getattr(state, "readers", None) is not None


def _refuse_taker(desk: Desk, giver: UUID, taker: UUID) -> None:
    if giver == taker:
        detail = "what an account holds goes over to another; name somebody else in to"
        raise RuleBroken(detail, rule="own-successor", pointer="/to")
    if desk.read(Account, taker).closed:
        detail = "the account that is to take over is closed; name one that is open"
        raise RuleBroken(detail, rule="account-closed", pointer="/to")
