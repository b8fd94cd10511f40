"""Who may approve a change, and what has to be known of it first."""

from typing import Any
from uuid import UUID

import pytest

from domain.change.change import ChangeRequest
from domain.change.commands import ApproveChange, AssessImpact, RejectChange
from domain.errors import FourEyes, RuleBroken
from domain.event import Fact
from domain.facts.change import (
    ChangeApproved,
    ChangeCorrected,
    ChangeImpactAssessed,
    ChangeRaised,
)
from domain.values import NotApplicable
from tests.given import (
    ANN,
    BEN,
    STREAM,
    TODAY,
    Given,
    Outcome,
    given,
    money,
    occasion,
    recorded,
)

CONTRACT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a21")
RISK = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a22")
SEAT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a23")
CLEO = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a24")

RAISED = ChangeRaised(contract_id=CONTRACT, title="Night visits")
ASSESSED = ChangeImpactAssessed(
    cost_one_off=money("1000.00"),
    value_delta=money("50000.00"),
    risk="None",
    supply_chain="The night agency gets more hours",
    exit="None",
    equality=NotApplicable(not_applicable="Same people, same service"),
)
APPROVED = ChangeApproved()


def raised(*later: Fact) -> Given[ChangeRequest]:
    """Raised and assessed by Ann, and whatever Ben did then."""
    return given(ChangeRequest, RAISED, ASSESSED, by=ANN).and_also(*later, by=BEN)


IMPACT: dict[str, Any] = {
    "cost": {"one_off": {"amount": "1000.00", "vat_basis": "net"}},
    "value_delta": {"amount": "50000.00", "vat_basis": "net"},
    "term_delta_months": 6,
    "quality": "Fewer missed calls",
    "risk": {"risk_ids": [str(RISK)], "text": "Rises a little"},
    "supply_chain": {"seat_ids": [str(SEAT)]},
    "exit": "None",
    "equality": {"unknown": "asked_no_answer"},
}


def _decide(
    change: Given[ChangeRequest], decide: str, *, by: UUID
) -> Outcome[ChangeRequest]:
    if decide == "approve":
        return change.when(ChangeRequest.approve, ApproveChange(), occasion(by=by))
    command = RejectChange(reason="Too dear")
    return change.when(ChangeRequest.reject, command, occasion(by=by))


def test_a_change_that_was_looked_at_whole_is_approved_by_another() -> None:
    command = ApproveChange(conditions="Review after a year", reason="Needed")

    outcome = raised().when(ChangeRequest.approve, command, occasion(by=BEN))

    outcome.then(ChangeApproved(conditions="Review after a year", reason="Needed"))
    assert (outcome.state.status, outcome.state.approved_on) == ("approved", TODAY)


def test_a_change_that_nobody_looked_at_is_not_approved() -> None:
    given(ChangeRequest, RAISED).when(
        ChangeRequest.approve, ApproveChange(), occasion(by=BEN)
    ).refuses(
        RuleBroken,
        saying="says nothing of cost, risk, supply chain, exit, equality",
        rule="INV-G1",
    )


@pytest.mark.parametrize(
    ("left_out", "named"),
    [
        ("cost", "cost"),
        ("risk", "risk"),
        ("supply_chain", "supply chain"),
        ("exit", "exit"),
        ("equality", "equality"),
    ],
)
def test_the_part_that_is_missing_is_named(left_out: str, named: str) -> None:
    said = {part: value for part, value in IMPACT.items() if part != left_out}
    assessed = given(ChangeRequest, RAISED).when(
        ChangeRequest.assess_impact, AssessImpact.model_validate(said)
    )

    assessed.after.when(
        ChangeRequest.approve, ApproveChange(), occasion(by=BEN)
    ).refuses(RuleBroken, saying=f"nothing of {named}. Assess", rule="INV-G1")


@pytest.mark.parametrize(
    "risk",
    [
        {"text": "None"},
        {"risk_ids": [str(RISK)]},
        {"text": {"unknown": "refused"}},
        {"unknown": "asked_no_answer"},
        {"not_applicable": "A change of address"},
    ],
)
def test_none_and_not_known_are_answers(risk: dict[str, object]) -> None:
    command = AssessImpact.model_validate({**IMPACT, "risk": risk})
    assessed = given(ChangeRequest, RAISED).when(ChangeRequest.assess_impact, command)

    assessed.after.when(ChangeRequest.approve, ApproveChange(), occasion(by=BEN)).then(
        APPROVED
    )


def test_an_empty_list_is_no_answer() -> None:
    command = AssessImpact.model_validate({**IMPACT, "risk": {"risk_ids": []}})
    assessed = given(ChangeRequest, RAISED).when(ChangeRequest.assess_impact, command)

    assessed.after.when(
        ChangeRequest.approve, ApproveChange(), occasion(by=BEN)
    ).refuses(RuleBroken, saying="nothing of risk", rule="INV-G1")


@pytest.mark.parametrize("decide", ["approve", "reject"])
def test_nobody_decides_on_what_they_raised(decide: str) -> None:
    change = given(ChangeRequest, RAISED, by=ANN).and_also(ASSESSED, by=BEN)

    _decide(change, decide, by=ANN).refuses(
        FourEyes, saying="you raised this change", rule="INV-G2"
    )


@pytest.mark.parametrize("decide", ["approve", "reject"])
def test_nobody_decides_on_what_they_assessed(decide: str) -> None:
    change = given(ChangeRequest, RAISED, by=ANN).and_also(ASSESSED, by=BEN)

    _decide(change, decide, by=BEN).refuses(
        FourEyes, saying="you assessed this change", rule="INV-G2"
    )


def test_an_earlier_assessor_is_an_assessor_still() -> None:
    again = ChangeImpactAssessed(exit="Harder")
    change = given(ChangeRequest, RAISED, by=CLEO).and_also(ASSESSED, by=BEN)

    _decide(change.and_also(again, by=ANN), "approve", by=BEN).refuses(
        FourEyes, saying="you assessed this change", rule="INV-G2"
    )


def test_who_puts_an_impact_right_has_assessed_it() -> None:
    righted = ChangeCorrected(supersedes=12, value_delta=money("1.00"))

    _decide(raised(righted), "approve", by=BEN).refuses(
        FourEyes, saying="you assessed this change", rule="INV-G2"
    )


def test_who_puts_a_title_right_has_not() -> None:
    righted = ChangeCorrected(supersedes=11, title="Visits at night")

    _decide(raised(righted), "approve", by=BEN).then(APPROVED)


def test_a_deputy_does_not_decide_for_who_raised_it() -> None:
    deputy = occasion(by=BEN, on_behalf_of=ANN)

    raised().when(ChangeRequest.approve, ApproveChange(), deputy).refuses(
        FourEyes, saying="the person you act for", rule="INV-G2"
    )


def test_nor_do_they_for_whom_a_deputy_raised_it() -> None:
    by_deputy = recorded(RAISED, by=ANN)
    envelope = by_deputy.envelope._replace(on_behalf_of=CLEO)
    change = Given(ChangeRequest, STREAM, (by_deputy._replace(envelope=envelope),))

    _decide(change.and_also(ASSESSED, by=ANN), "approve", by=CLEO).refuses(
        FourEyes, saying="you raised this change", rule="INV-G2"
    )
