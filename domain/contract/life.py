"""What happens to a contract from its award to its closing, and what is decided."""

from datetime import date
from typing import Any

from domain.contract.checks import refuse_other
from domain.contract.contract import Contract
from domain.contract.life_commands import (
    AwardContract,
    CloseContract,
    ExpireContract,
    RequestSubcontractorInformation,
    ServeNotice,
    SignContract,
    StartContract,
    TerminateContract,
)
from domain.dating import months_after, refuse_backdated, refuse_not_yet
from domain.errors import RuleBroken
from domain.event import Fact
from domain.facts import contract_life as facts
from domain.facts.contract_states import status_after
from domain.occasion import Command, Dated, Occasion


def award(
    contract: Contract, command: AwardContract, occasion: Occasion
) -> list[Dated]:
    """RECORD. It was decided who gets it, before or after it began.

    INV-C1, DECIDE: what is settled then stays; a correction puts right what is wrong.
    """
    told = command.said()
    day = _happened(contract, "awarded_on", command.awarded_on, command, occasion)
    news = contract.unheld(told)
    refuse_other(contract.timeline, news)
    begun = (contract.held("signed_on"), contract.held("started_on"))
    as_found = any(other is not None and other < day for other in begun)
    fields: dict[str, Any] = {**news, "awarded_on": day}
    fact = facts.ContractAwarded(as_found=as_found, reason=command.reason, **fields)
    return _unless_known(contract, fact, news, day)


def request_subcontractor_information(
    contract: Contract, command: RequestSubcontractorInformation, occasion: Occasion
) -> list[Dated]:
    """RECORD. The bidders were asked whom they mean to subcontract to (s.28)."""
    field = "subcontractor_information_requested_on"
    day = _happened(contract, "requested_on", command.requested_on, command, occasion)
    news = contract.unheld({field: day})
    refuse_other(contract.timeline, news)
    fact = facts.ContractSubcontractorInformationRequested(
        subcontractor_information_requested_on=day, reason=command.reason
    )
    return _unless_known(contract, fact, news, day)


def sign(contract: Contract, command: SignContract, occasion: Occasion) -> list[Dated]:
    """RECORD. It was signed, awarded before or not."""
    day = _happened(contract, "signed_on", command.signed_on, command, occasion)
    told = {
        "signed_on": day,
        "instrument": command.instrument,
        "signed_document": command.document,
    }
    news = contract.unheld(told)
    refuse_other(contract.timeline, news.keys() & {"signed_on"})
    fact = facts.ContractSigned(
        signed_on=day,
        instrument=command.instrument,
        signed_document=command.document,
        as_found=_is_early(contract, day, "awarded_on"),
        reason=command.reason,
    )
    return _unless_known(contract, fact, news, day)


def start(
    contract: Contract, command: StartContract, occasion: Occasion
) -> list[Dated]:
    """RECORD. The service began, signed before or not."""
    day = _happened(contract, "started_on", command.started_on, command, occasion)
    news = contract.unheld({"started_on": day})
    refuse_other(contract.timeline, news)
    fact = facts.ContractStarted(
        started_on=day,
        as_found=_is_early(contract, day, "signed_on"),
        reason=command.reason,
    )
    return _unless_known(contract, fact, news, day)


def serve_notice(
    contract: Contract, command: ServeNotice, occasion: Occasion
) -> list[Dated]:
    """RECORD. One side gave notice, long enough or not.

    Refused is only a notice that ends before it is given: that is no date.
    """
    day = _happened(contract, "served_on", command.served_on, command, occasion)
    if command.ends_on < day:
        detail = (
            f"the notice would end on {command.ends_on}, before it was served on {day};"
            " give the day on which the contract is to end"
        )
        raise RuleBroken(detail, rule="notice-ends", pointer="/ends_on")
    told: dict[str, Any] = {
        "notice_served_by": command.served_by,
        "notice_served_on": day,
        "notice_ends_on": command.ends_on,
        "notice_clause": command.clause,
        "notice_document": command.document,
    }
    fact = facts.ContractNoticeServed(
        as_found=_is_short(contract, command), reason=command.reason, **told
    )
    return _unless_known(contract, fact, contract.unheld(told), day)


def terminate(
    contract: Contract, command: TerminateContract, occasion: Occasion
) -> list[Dated]:
    """RECORD. It came to an end before its time.

    INV-C5, RECORD: for a subcontractor's sake (s78c) without what the statute asks
    for is a finding.
    """
    day = _happened(contract, "ended_on", command.ended_on, command, occasion)
    told: dict[str, Any] = {"ended_on": day, "end_ground": command.ground}
    news = contract.unheld(told)
    refuse_other(contract.timeline, news)
    asked = contract.held("subcontractor_information_requested_on")
    offered = command.replacement_offered_on
    fact = facts.ContractTerminated(
        replacement_offered_on=offered,
        as_found=command.ground == "s78c" and (asked is None or offered is None),
        reason=command.reason,
        **told,
    )
    return _unless_known(contract, fact, news, day)


def expire(
    contract: Contract, command: ExpireContract, occasion: Occasion
) -> list[Dated]:
    """RECORD. It ran out, on the day on which it was to end or on another."""
    due = contract.held("end")
    ended_on = command.ended_on or due
    if ended_on is None:
        detail = "nobody has said when it was to end: say in ended_on when it ran out"
        raise RuleBroken(detail, rule="ended-on", pointer="/ended_on")
    day = _happened(contract, "ended_on", ended_on, command, occasion)
    news = contract.unheld({"ended_on": day, "end_ground": "expiry"})
    refuse_other(contract.timeline, news)
    fact = facts.ContractExpired(
        ended_on=day, as_found=due is not None and day != due, reason=command.reason
    )
    return _unless_known(contract, fact, news, day)


def close(
    contract: Contract, command: CloseContract, occasion: Occasion
) -> list[Fact | Dated]:
    """DECIDE. INV-C6: what has ended, with its final value, review and notice.

    A contract under the Procurement Act has a termination notice (UK11), or says why
    it has none.
    """
    contract.refuse_gone()
    if contract.status == "closed":
        return []
    if contract.status != "ended":
        detail = (
            f"the contract is {contract.status}: record first that it expired, or that"
            " it was terminated"
        )
        raise RuleBroken(detail, rule="INV-C6")
    refuse_backdated("a closing", occasion)
    _refuse_without_notice(contract, command)
    told: dict[str, Any] = command.said()
    return [facts.ContractClosed(reason=command.reason, **told)]


def _happened(
    contract: Contract, field: str, day: date, command: Command, occasion: Occasion
) -> date:
    """The day on which it happened, which has to have come."""
    contract.refuse_gone()
    refuse_not_yet(field, day, command, occasion)
    return day


def _unless_known(
    contract: Contract, fact: Fact, news: dict[str, object], day: date
) -> list[Dated]:
    """The fact, unless it says nothing new and moves the contract nowhere.

    It keeps its day in a field of its own, and holds no earlier than the contract
    itself is known: nobody said how the rest stood before.
    """
    moves = status_after(type(fact), contract.status) != contract.status
    return [Dated(fact, max(day, contract.opened_on))] if news or moves else []


def _is_early(contract: Contract, day: date, before: str) -> bool:
    """Whether a step was taken without the one before it, or ahead of that.

    What came before an adopted contract is not known, and not held against it.
    """
    earlier = contract.held(before)
    return not contract.opening if earlier is None else day < earlier


def _is_short(contract: Contract, command: ServeNotice) -> bool:
    periods = contract.held("notice_period_months")
    months = getattr(periods, command.served_by, None)
    if months is None:
        return False
    return command.ends_on < months_after(command.served_on, months)


def _refuse_without_notice(contract: Contract, command: CloseContract) -> None:
    if contract.held("regime") != "PA23" or contract.notices.has("UK11"):
        return
    if command.termination_notice is None:
        detail = (
            "a contract under the Procurement Act ends with a termination notice"
            " (UK11): record it, name it in termination_notice, or say there why none"
            ' was due: {"not_applicable": why}'
        )
        raise RuleBroken(detail, rule="INV-C6", pointer="/termination_notice")
