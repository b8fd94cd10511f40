"""What is sent back, decided by a body, or stood behind only afterwards."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.change.change import ChangeRequest
from domain.change.commands import (
    ApproveChange,
    AssessImpact,
    RatifyChange,
    RecordBodyDecision,
    RejectChange,
    SendBackChange,
    SignChange,
    WithdrawChange,
)
from domain.errors import FourEyes, NotAllowed, RuleBroken
from domain.event import Fact
from domain.facts.change import (
    ChangeApproved,
    ChangeBodyDecided,
    ChangeImpactAssessed,
    ChangeRaised,
    ChangeRatified,
    ChangeRejected,
    ChangeSentBack,
    ChangeSigned,
    ChangeWithdrawn,
)
from domain.occasion import Dated
from tests.given import ANN, BEN, TODAY, Given, given, money, occasion

RAISED = ChangeRaised(contract_id=UUID(int=31), title="Night visits")
ASSESSED = ChangeImpactAssessed(
    cost_one_off=money("1000.00"),
    value_delta=money("50000.00"),
    risk="None",
    supply_chain="None",
    exit="None",
    equality="None",
)
SENT_BACK = ChangeSentBack(reason="Costs of the rota are missing")
MET = date(2026, 11, 12)
CABINET = ChangeBodyDecided(
    body="Cabinet", body_outcome="approved", meeting_date=MET, minute_ref="CAB/1"
)
SIGNED_EARLY = ChangeSigned(as_found=True)
BY_BEN = occasion(by=BEN, role="commissioner")


def change(*later: Fact) -> Given[ChangeRequest]:
    """Raised and assessed by Ann."""
    return given(ChangeRequest, RAISED, ASSESSED, by=ANN).and_also(*later, by=ANN)


def body(**said: Any) -> RecordBodyDecision:
    told = {"body": "Cabinet", "meeting_date": "2026-11-12", "minute_ref": "CAB/1"}
    return RecordBodyDecision.model_validate({**told, **said})


def test_a_change_is_sent_back_with_a_reason_and_assessed_again() -> None:
    send = SendBackChange(reason="Costs of the rota are missing")

    sent = change().when(ChangeRequest.send_back, send, BY_BEN).then(SENT_BACK)
    same = AssessImpact(exit="None", reason="There are none")
    again = sent.after.when(ChangeRequest.assess_impact, same)

    assert sent.state.status == "sent_back"
    again.then(ChangeImpactAssessed(exit="None", reason="There are none"))
    assert again.state.status == "assessed"


def test_what_was_sent_back_is_not_approved_before_it_is_assessed_again() -> None:
    change(SENT_BACK).when(ChangeRequest.approve, ApproveChange(), BY_BEN).refuses(
        RuleBroken, saying="sent_back", rule="change-status"
    )


def test_what_was_sent_back_is_sent_back_once() -> None:
    send = SendBackChange(reason="Still missing")
    change(SENT_BACK).when(ChangeRequest.send_back, send, BY_BEN).then()


def test_what_was_sent_back_may_be_rejected_or_withdrawn() -> None:
    reject = RejectChange(reason="Too late")
    sent = change(SENT_BACK)
    sent.when(ChangeRequest.reject, reject, BY_BEN).then(
        ChangeRejected(reason="Too late")
    )
    sent.when(ChangeRequest.withdraw, WithdrawChange()).then(ChangeWithdrawn())


def test_nobody_sends_back_own_work() -> None:
    change().when(ChangeRequest.send_back, SendBackChange(reason="No")).refuses(
        FourEyes, saying="send back", rule="INV-G2"
    )


def test_what_is_decided_is_not_sent_back() -> None:
    send = SendBackChange(reason="Second thoughts")
    change(ChangeApproved()).when(ChangeRequest.send_back, send, BY_BEN).refuses(
        RuleBroken, saying="approved", rule="change-status"
    )


def test_a_body_approves_on_the_day_it_met_and_is_entered_later() -> None:
    outcome = change().when(ChangeRequest.record_body_decision, body(), BY_BEN)

    outcome.then(CABINET)
    assert (outcome.state.status, outcome.state.approved_on) == ("approved", MET)


def test_what_a_body_approved_before_it_was_signed_is_not_as_found() -> None:
    sign = SignChange(signed_on=date(2026, 11, 13))

    change(CABINET).when(ChangeRequest.sign, sign).then(
        Dated(ChangeSigned(as_found=False), date(2026, 11, 13))
    )


def test_a_decision_on_what_nobody_looked_at_whole_is_recorded_as_found() -> None:
    outcome = given(ChangeRequest, RAISED).when(
        ChangeRequest.record_body_decision, body(), BY_BEN
    )

    outcome.then(CABINET.model_copy(update={"as_found": True}))


@pytest.mark.parametrize(
    ("before", "outcome", "status"),
    [
        ((), "rejected", "rejected"),
        ((), "deferred", "assessed"),
        ((), "noted", "assessed"),
        ((SENT_BACK,), "approved", "approved"),
        ((ChangeRejected(),), "approved", "approved"),
        ((ChangeWithdrawn(),), "approved", "withdrawn"),
        ((SIGNED_EARLY,), "approved", "signed"),
    ],
)
def test_a_decision_of_a_body_moves_what_has_not_happened_yet(
    before: tuple[Fact, ...], outcome: str, status: str
) -> None:
    decided = change(*before).when(
        ChangeRequest.record_body_decision, body(outcome=outcome), BY_BEN
    )

    assert decided.state.status == status


def test_a_decision_of_a_body_is_entered_once() -> None:
    change(CABINET).when(ChangeRequest.record_body_decision, body(), BY_BEN).then()


def test_who_had_a_hand_in_a_change_enters_no_decision_on_it() -> None:
    change().when(ChangeRequest.record_body_decision, body()).refuses(
        FourEyes, saying="enter the decision", rule="INV-G2"
    )


def test_a_body_has_met_when_its_decision_is_entered() -> None:
    change().when(
        ChangeRequest.record_body_decision, body(meeting_date="2026-11-22"), BY_BEN
    ).refuses(RuleBroken, saying="in the future", rule="not-yet")


def test_the_entry_of_a_decision_is_not_backdated() -> None:
    change().when(
        ChangeRequest.record_body_decision, body(effective_on="2026-11-12"), BY_BEN
    ).refuses(RuleBroken, saying="effective_on", rule="no-backdating")


def test_what_was_signed_without_an_approval_is_ratified_from_today_on() -> None:
    ratify = RatifyChange(conditions="Procurement is told first")

    outcome = change(SIGNED_EARLY).when(ChangeRequest.ratify, ratify, BY_BEN)

    outcome.then(ChangeRatified(conditions="Procurement is told first"))
    assert (outcome.state.status, outcome.state.approved_on) == ("signed", TODAY)
    outcome.after.when(ChangeRequest.ratify, ratify, BY_BEN).then()


def test_what_is_in_order_or_yet_to_happen_is_not_ratified() -> None:
    for standing in (change(), change(ChangeApproved(), ChangeSigned())):
        standing.when(ChangeRequest.ratify, RatifyChange(), BY_BEN).refuses(
            RuleBroken, saying="as found", rule="change-status"
        )


def test_nobody_ratifies_own_work_or_beyond_a_limit() -> None:
    found = change(SIGNED_EARLY)
    found.when(ChangeRequest.ratify, RatifyChange()).refuses(
        FourEyes, saying="ratify", rule="INV-G2"
    )
    small = occasion(by=BEN, role="approver", limit=money("49999.99"))
    found.when(ChangeRequest.ratify, RatifyChange(), small).refuses(
        NotAllowed, saying="49,999.99", rule="INV-G3"
    )
