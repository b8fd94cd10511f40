"""What is decided about a risk: the response, who bears it, and who takes it."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from domain.authority import refuse_beyond_limit, refuse_beyond_score
from domain.dating import refuse_backdated, refuse_not_after
from domain.errors import FourEyes, RuleBroken
from domain.event import Fact
from domain.facts import risk_response as facts
from domain.occasion import Occasion
from domain.risk.checks import refuse_high_target
from domain.risk.response_commands import AcceptRisk, AllocateRisk, PlanResponse
from domain.risk.risk import Risk
from domain.values import Score, Share

WHOLE = Decimal(1)


def plan_response(risk: Risk, command: PlanResponse, occasion: Occasion) -> list[Fact]:
    """DECIDE. INV-R1, INV-R2, INV-R3: a target that is one, and a way that is open."""
    risk.refuse_unless_open("plan")
    refuse_backdated("a plan", occasion)
    current = risk.on("current", occasion.today)
    refuse_high_target(command.target, current)
    _refuse_unaccepted(risk, command, current, occasion)
    planned = _planned(risk, command, occasion)
    return [*planned, *_transferred(risk, command, occasion)]


def allocate(risk: Risk, command: AllocateRisk, occasion: Occasion) -> list[Fact]:
    """RECORD. Who bears the risk by what was agreed; shares are no more than all."""
    risk.refuse_gone()
    told = _told(command.bearers, command)
    return _allocated(risk, told, command, occasion)


def accept(risk: Risk, command: AcceptRisk, occasion: Occasion) -> list[Fact]:
    """DECIDE. INV-R2: above appetite by others than its own people, within limits.

    Where nobody has set an appetite no score is known to be within it.
    """
    risk.refuse_unless_open("accept")
    refuse_backdated("an acceptance", occasion)
    refuse_not_after("until", command.until, occasion)
    current = _scored(risk, occasion)
    if risk.acceptance == (command.until, current):
        return []
    category = risk.on("category", occasion.today)
    if occasion.policies.exceeds_appetite(category, current) is not False:
        _refuse_too_long(command, occasion)
        _refuse_own_work(risk, occasion)
        loss = _at_most(risk, occasion)
        refuse_beyond_limit(loss, occasion, "INV-R2", what="the risk")
        refuse_beyond_score(current, occasion, "INV-R2")
    return [
        facts.RiskAccepted(
            until=command.until,
            score=current,
            limit=occasion.policies.appetite(category),
            reason=command.reason,
        )
    ]


def _at_most(risk: Risk, occasion: Occasion) -> object:
    """What the risk costs at most, or why nobody knows."""
    loss = risk.on("expected_loss", occasion.today)
    return loss.most if isinstance(loss, facts.ExpectedLoss) else loss


def _planned(risk: Risk, command: PlanResponse, occasion: Occasion) -> list[Fact]:
    names = ("response", "mitigation", "contingency", "recovery", "target")
    said = {name: value for name, value in command.said().items() if name in names}
    if not risk.news(said, occasion):
        return []
    risk.timeline.refuse_override(said, occasion)
    first = command.target and risk.on("matrix_version", occasion.today) is None
    version = occasion.policies.matrix_version if first else None
    told: dict[str, Any] = {**said, "matrix_version": version}
    return [facts.RiskResponsePlanned(reason=command.reason, **told)]


def _transferred(risk: Risk, command: PlanResponse, occasion: Occasion) -> list[Fact]:
    """Who bears the risk after the plan, where that is what the plan is about."""
    receiver = command.receiver
    if command.response != "transfer":
        if receiver is not None or command.instrument is not None:
            detail = (
                f"to {command.response} a risk passes it on to nobody: leave receiver"
                ' and instrument out, or say "response": "transfer"'
            )
            raise RuleBroken(detail, rule="INV-R3", pointer="/receiver")
        return []
    if receiver is None or command.instrument is None or receiver.party == "council":
        detail = (
            "a transfer names who bears the risk from now on, other than the council,"
            " and by which instrument: say receiver and instrument"
        )
        raise RuleBroken(detail, rule="INV-R3", pointer="/receiver")
    told = _told((receiver, *_kept(receiver.share)), command)
    return _allocated(risk, told, command, occasion)


def _kept(passed: Share | None) -> Sequence[facts.Bearer]:
    """What the council keeps of a risk that it passes on in part."""
    if passed is None or passed == WHOLE:
        return ()
    return (facts.Bearer(party="council", share=WHOLE - passed),)


def _told(
    bearers: Sequence[facts.Bearer], command: AllocateRisk | PlanResponse
) -> dict[str, Any]:
    """A table of bearers as facts keep it. Raises RuleBroken for what is none."""
    _refuse_bad_bearers(bearers)
    parties = {bearer.party for bearer in bearers}
    told = {
        "borne_by": parties.pop() if len(parties) == 1 else "shared",
        "bearers": tuple(bearers),
        "instrument": command.instrument,
        "instrument_reference": command.instrument_reference,
    }
    return {field: value for field, value in told.items() if value is not None}


def _allocated(
    risk: Risk,
    told: dict[str, Any],
    command: AllocateRisk | PlanResponse,
    occasion: Occasion,
) -> list[Fact]:
    if not risk.news(told, occasion):
        return []
    risk.timeline.refuse_override(told, occasion)
    return [facts.RiskAllocated(reason=command.reason, **told)]


def _refuse_bad_bearers(bearers: Sequence[facts.Bearer]) -> None:
    shares = [bearer.share for bearer in bearers if bearer.share is not None]
    if (total := sum(shares, Decimal())) > WHOLE:
        detail = (
            f"the shares come to {total}, more than the whole risk; write shares that"
            " come to 1 or less, or leave out what nobody has agreed"
        )
        raise RuleBroken(detail, rule="allocation-shares", pointer="/bearers")
    named = [(bearer.party, bearer.organisation_id) for bearer in bearers]
    if len(set(named)) < len(named):
        detail = "one bearer is named twice; name each once, with its whole share"
        raise RuleBroken(detail, rule="named-twice", pointer="/bearers")


def _refuse_unaccepted(
    risk: Risk, command: PlanResponse, current: Score | None, occasion: Occasion
) -> None:
    """INV-R2: what is above appetite is tolerated once it has been accepted."""
    if command.response != "tolerate" or current is None:
        return
    category = risk.on("category", occasion.today)
    limit = occasion.policies.appetite(category)
    if limit is None or current.product <= limit or risk.accepted(current, occasion):
        return
    detail = (
        f"the score {current.product} is above the appetite {limit}, and nobody has"
        " accepted that. A commissioner or approver who neither raised nor scored the"
        " risk can accept it until a day, or plan another response"
    )
    raise RuleBroken(detail, rule="INV-R2", pointer="/response")


def _scored(risk: Risk, occasion: Occasion) -> Score:
    current: Score | None = risk.on("current", occasion.today)
    if current is None:
        detail = "nobody has scored the risk: assess it first, then accept the score"
        raise RuleBroken(detail, rule="INV-R2")
    return current


def _refuse_own_work(risk: Risk, occasion: Occasion) -> None:
    for hands, did in ((risk.raised_by, "raised"), (risk.scored_by, "scored")):
        if hands & occasion.people:
            detail = (
                f"you {did} this risk, or the person you act for did: above appetite,"
                " or where no appetite is set, somebody who neither raised nor scored"
                " it has to accept it"
            )
            raise FourEyes(detail, rule="INV-R2")


def _refuse_too_long(command: AcceptRisk, occasion: Occasion) -> None:
    days = int(occasion.policies.threshold("acceptance-days"))
    last = occasion.today + timedelta(days)
    if command.until > last:
        detail = (
            f"a risk that is not known to be within appetite is accepted for {days}"
            f" days at most: say until {last} or earlier, and accept it anew then"
        )
        raise RuleBroken(detail, rule="INV-R2", pointer="/until")
