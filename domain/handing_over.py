"""The act by which everything that somebody holds goes over to somebody else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, Literal, NamedTuple, get_args
from uuid import UUID

from typing_extensions import override

from domain.account import Account, CloseAccount
from domain.change.change import ChangeRequest
from domain.contract.contract import Contract
from domain.dating import refuse_not_yet
from domain.desk import Desk
from domain.errors import RuleBroken
from domain.event import Fact
from domain.facts.account import AccountClosed, AccountHandedOver, Holdings
from domain.facts.change import ChangeHandedOver
from domain.facts.contract_life import ContractOwnersAssigned
from domain.facts.issue import IssueAssigned
from domain.facts.risk import RiskDescribed
from domain.facts.risk_work import RiskActionAdded, RiskControlAdded
from domain.issue.issue import Issue
from domain.occasion import Command, Dated, Link, Occasion
from domain.risk.risk import Risk
from domain.values import Day, Id, Several

What = Literal["contracts", "risks", "actions", "controls", "issues", "changes"]
ALL: Final[tuple[What, ...]] = get_args(What)
Holder = Contract | Risk | Issue | ChangeRequest
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


class Passing(NamedTuple):
    """From whom to whom, from which day on, with which note."""

    giver: UUID
    taker: UUID
    day: date
    today: date
    note: str | None = None


Parts = dict[What, list[Fact | Dated]]


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


def passed(state: Holder, passing: Passing) -> Parts:
    """What handing a thing over comes to, by the kind of thing that goes over."""
    if state.entered_in_error:
        return {}
    give: Callable[[Any, Passing], Parts] = _GIVING[type(state)]
    return {what: facts for what, facts in give(state, passing).items() if facts}


def _contract(contract: Contract, passing: Passing) -> Parts:
    if contract.status == "closed":
        return {}
    roles = ("contract_manager", "commissioner")
    return {
        "contracts": [
            Dated(ContractOwnersAssigned(reason=passing.note, **moved), day)
            for day, moved in _by_day(contract, roles, passing)
        ]
    }


def _risk(risk: Risk, passing: Passing) -> Parts:
    if risk.status == "closed":
        return {}
    day, parts = _floor(risk, passing), risk.parts
    actions, controls = (
        [part for part, said in held.items() if said.get("owner") == passing.giver]
        for held in (parts.actions, parts.controls)
    )
    said: dict[str, Any] = {"owner": passing.taker, "reason": passing.note}
    return {
        "risks": [
            Dated(RiskDescribed(reason=passing.note, **moved), since)
            for since, moved in _by_day(risk, ("owner",), passing)
        ],
        "actions": [
            Dated(RiskActionAdded(action_id=action, **said), day)
            for action in actions
            if action not in parts.outcomes
        ],
        "controls": [
            Dated(RiskControlAdded(control_id=control, **said), day)
            for control in controls
        ],
    }


def _issue(issue: Issue, passing: Passing) -> Parts:
    if issue.course.is_over:
        return {}
    return {
        "issues": [
            Dated(IssueAssigned(reason=passing.note, **moved), day)
            for day, moved in _by_day(issue, ("owner",), passing)
        ]
    }


def _change(change: ChangeRequest, passing: Passing) -> Parts:
    if change.status in {"rejected", "withdrawn", "closed"}:
        return {}
    moved: dict[str, Any] = {}
    if change.steward == passing.giver:
        moved["steward"] = passing.taker
    if change.on("decision_by", passing.today) == passing.giver:
        moved["decision_by"] = passing.taker
    if not moved:
        return {}
    fact = ChangeHandedOver(reason=passing.note, **moved)
    return {"changes": [Dated(fact, _since(change, "decision_by", passing))]}


_GIVING: Mapping[type[Any], Callable[[Any, Passing], Parts]] = {
    Contract: _contract,
    Risk: _risk,
    Issue: _issue,
    ChangeRequest: _change,
}


def _by_day(
    state: Holder, fields: Sequence[str], passing: Passing
) -> list[tuple[date, dict[str, Any]]]:
    """The fields that name the giver, with the taker, by the day of the change."""
    found: dict[date, dict[str, Any]] = {}
    for name in fields:
        if state.on(name, passing.today) == passing.giver:
            day = _since(state, name, passing)
            found.setdefault(day, {})[name] = passing.taker
    return sorted(found.items())


def _since(state: Holder, field: str, passing: Passing) -> date:
    """From when it goes over: not from before it was the giver's."""
    behind = state.timeline.behind((field,), passing.today)
    return max(passing.day, behind.start) if behind else _floor(state, passing)


def _floor(state: Holder, passing: Passing) -> date:
    """Not from before anything was said of the thing."""
    return max(passing.day, state.timeline.assertions[0].start)


def _held(desk: Desk, candidates: Candidates) -> Iterator[Holder]:
    for kind, streams in candidates.items():
        for stream in streams:
            yield desk.read(kind, stream)


def _counted(
    desk: Desk, account: UUID, candidates: Candidates, occasion: Occasion
) -> Holdings | None:
    """How much somebody holds, but for what is restricted."""
    nobody = Passing(account, account, occasion.today, occasion.today)
    counts: dict[str, int] = {}
    for state in _held(desk, candidates):
        for what, facts in passed(state, nobody).items():
            if not _is_secret(state):
                counts[what] = counts.get(what, 0) + len(facts)
    return Holdings.model_validate(counts) if counts else None


def _is_secret(state: Holder) -> bool:
    return getattr(state, "readers", None) is not None


def _refuse_taker(desk: Desk, giver: UUID, taker: UUID) -> None:
    if giver == taker:
        detail = "what an account holds goes over to another; name somebody else in to"
        raise RuleBroken(detail, rule="own-successor", pointer="/to")
    if desk.read(Account, taker).closed:
        detail = "the account that is to take over is closed; name one that is open"
        raise RuleBroken(detail, rule="account-closed", pointer="/to")
