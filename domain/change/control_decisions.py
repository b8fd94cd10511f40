"""What is decided and recorded of a change's ground, notices, traces and closing."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from domain.change.change import ChangeRequest
from domain.change.checks import refuse_own_work
from domain.change.control import ARTEFACTS
from domain.change.control_commands import (
    ClassifyGround,
    CloseChange,
    ConfirmNotApplicable,
    PublishNotice,
)
from domain.dating import refuse_backdated, refuse_not_yet
from domain.errors import FourEyes, RuleBroken
from domain.event import Fact
from domain.facts import change_control as facts
from domain.law.modification.notices import voluntary_standstill
from domain.occasion import Occasion
from domain.values import Money

OVER = frozenset({"rejected", "withdrawn"})


def classify_ground(
    change: ChangeRequest, command: ClassifyGround, _: Occasion
) -> list[Fact]:
    """RECORD. Somebody holds that the change may be made on a ground.

    INV-G5, INV-G6, INV-G7: what the law makes of that is worked out and shown; a
    ground whose tests are failed is a finding here, and refused by an approval.
    """
    change.refuse_gone()
    if change.stream in (command.one_with or ()):
        detail = "one_with names the other changes; leave this one out"
        raise RuleBroken(detail, rule="one-with", pointer="/one_with")
    told: dict[str, Any] = command.said()
    fact = facts.ChangeGroundClassified(reason=command.reason, **told)
    stands = change.control.ground
    return [] if stands is not None and _unexplained(stands, fact) else [fact]


def publish_notice(
    change: ChangeRequest, command: PublishNotice, occasion: Occasion
) -> list[Fact]:
    """RECORD. A notice came out, in time or late, asked for or not.

    Refused is only a standstill that is none: shorter than the law lets it be.
    """
    change.refuse_gone()
    day = command.published_on
    refuse_not_yet("published_on", day, command, occasion)
    fact = facts.ChangeNoticePublished(
        notice=command.notice,
        notice_id=command.notice_id,
        published_on=day,
        standstill_until=_standstill(command),
        address=command.address,
        notice_document=command.document,
        reason=command.reason,
    )
    known = any(_unexplained(one, fact) for one in change.control.notices)
    return [] if known else [fact]


def confirm_not_applicable(
    change: ChangeRequest, command: ConfirmNotApplicable, occasion: Occasion
) -> list[Fact]:
    """DECIDE. INV-G8: a second person agrees that an artefact is not touched."""
    refuse_unsettled(change, "confirm")
    if command.artefact in change.control.confirmed:
        return []
    refuse_backdated("a confirmation", occasion)
    hands = (change.raised_by, change.assessed_by)
    refuse_own_work(*hands, "confirm", occasion, rule="INV-G8")
    proposed = change.control.proposed(command.artefact)
    if proposed is None and command.why is None:
        detail = (
            f"nobody has said why the {worded(command.artefact)} is not touched: say"
            " it in why"
        )
        raise RuleBroken(detail, rule="INV-G8", pointer="/why")
    if proposed is not None and proposed.people & occasion.people:
        detail = (
            f"you said that the {worded(command.artefact)} is not touched, or the"
            " person you act for did: somebody else has to confirm it"
        )
        raise FourEyes(detail, rule="INV-G8")
    return [
        facts.ChangeNotApplicableConfirmed(
            artefact=command.artefact, why=command.why, reason=command.reason
        )
    ]


def close(
    change: ChangeRequest,
    has: Mapping[str, bool | None],
    command: CloseChange,
    occasion: Occasion,
) -> list[Fact]:
    """DECIDE. INV-G8: closed is only what all artefacts that there are follow.

    `has` says of each artefact whether the contract has it; None: nobody has said, and
    it is asked for like one that it has.
    """
    change.refuse_gone()
    if change.status == "closed":
        return []
    if change.status != "implemented":
        detail = (
            f"the change is {change.status}: closed is what is in force. Record that"
            " it was implemented, or withdraw it"
        )
        raise RuleBroken(detail, rule="change-status")
    refuse_backdated("a closing", occasion)
    risks = touched(change, occasion.today)
    lacking = {
        artefact: wanting
        for artefact in ARTEFACTS
        if has.get(artefact) is not False
        and (wanting := change.control.lacking(artefact, risks)) is not None
    }
    if lacking:
        said = "; ".join(f"{worded(a)}: {what}" for a, what in lacking.items())
        detail = (
            f"not all artefacts follow the change. There is wanting: {said}. Show it"
            " by reflect, have it confirmed that one is not touched, or say by the"
            " contract's set-artefacts which ones it does not have"
        )
        raise RuleBroken(detail, rule="INV-G8")
    told: dict[str, Any] = command.said()
    return [facts.ChangeClosed(reason=command.reason, **told)]


def refuse_unsettled(change: ChangeRequest, verb: str) -> None:
    """Refuses to show what follows a change of which nothing follows yet."""
    change.refuse_gone()
    if change.control.agreed_at is None or change.status in OVER:
        detail = (
            f"the change is {change.status}: {verb} once it was approved, or is in"
            " force; what was there before does not follow from it"
        )
        raise RuleBroken(detail, rule="change-status")


def touched(change: ChangeRequest, day: date) -> frozenset[UUID]:
    """The risks that the change was said to touch."""
    return frozenset(change.on("risk_ids", day) or ())


def is_small(value: object, occasion: Occasion) -> bool:
    """Whether a change is so small that who runs it says alone what it touches."""
    limit = occasion.policies.threshold("no-effect-limit")
    return (
        isinstance(value, Money)
        and value.currency == "GBP"
        and abs(value.amount) <= limit
    )


def worded(artefact: str) -> str:
    """An artefact in words."""
    return artefact.replace("_", " ")


def _standstill(command: PublishNotice) -> date | None:
    if not command.standstill and command.standstill_until is None:
        return None
    least = voluntary_standstill(command.published_on)
    last = command.standstill_until or least
    if last < least:
        detail = (
            f"a standstill that a notice of {command.published_on} announces lasts"
            f" until {least} at least (Procurement Act 2023, s.76: 8 working days)."
            " Say that day or a later one"
        )
        raise RuleBroken(detail, rule="standstill", pointer="/standstill_until")
    return last


def _unexplained(stands: Fact, fact: Fact) -> bool:
    """Whether two facts say the same, whyever they say it."""
    plain = {"reason": None}
    return stands.model_copy(update=plain) == fact.model_copy(update=plain)
