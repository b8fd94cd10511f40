"""Raising a change request and saying what it would do."""

from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from domain.change.change import ChangeRequest
from domain.change.commands import (
    AssessImpact,
    CorrectChange,
    DescribeChange,
    RaiseChange,
)
from domain.errors import OverridesLater, RuleBroken
from domain.event import Fact
from domain.facts.change import (
    ChangeApproved,
    ChangeCorrected,
    ChangeDescribed,
    ChangeImpactAssessed,
    ChangeImplemented,
    ChangeRaised,
    ChangeRejected,
    ChangeSigned,
    ChangeWithdrawn,
)
from domain.occasion import Dated, Link
from domain.values import NotApplicable, Unknown
from tests.given import ANN, BEN, EARLIER, STREAM, TODAY, Given, given, money

CONTRACT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a21")
RISK = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a22")
SEAT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a23")

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
REJECTED = ChangeRejected(reason="Too dear")
WITHDRAWN = ChangeWithdrawn()
SIGNED = ChangeSigned(as_found=True)
IMPLEMENTED = ChangeImplemented(as_found=True)


def raised(*later: Fact) -> Given[ChangeRequest]:
    """Raised and assessed by Ann, and whatever Ben did then."""
    return given(ChangeRequest, RAISED, ASSESSED, by=ANN).and_also(*later, by=BEN)


def test_a_contract_and_a_title_are_enough() -> None:
    command = RaiseChange(contract_id=CONTRACT, title="Night visits")

    given(ChangeRequest).when(ChangeRequest.raise_, command).then(RAISED)


def test_a_change_is_raised_with_all_that_is_said_of_it() -> None:
    command = RaiseChange.model_validate(
        {
            "contract_id": str(CONTRACT),
            "title": "Night visits",
            "kind": "price",
            "raised_by": "provider",
            "description": {"unknown": "not_asked"},
            "decision_wanted_by": "2026-12-04",
            "reason": "Asked for at the March meeting",
        }
    )

    given(ChangeRequest).when(ChangeRequest.raise_, command).then(
        ChangeRaised.model_validate(
            {
                "contract_id": CONTRACT,
                "title": "Night visits",
                "kind": "price",
                "raised_by": "provider",
                "description": Unknown(unknown="not_asked"),
                "decision_wanted_by": "2026-12-04",
                "reason": "Asked for at the March meeting",
            }
        )
    )
    assert list(command.links()) == [Link("/contract_id", "contract", CONTRACT)]


@pytest.mark.parametrize(
    "said",
    [{"kind": "big"}, {"raised_by": "nobody"}, {"title": " "}, {"status": "approved"}],
)
def test_a_change_is_raised_in_the_words_of_the_contract(said: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        RaiseChange.model_validate(
            {"contract_id": str(CONTRACT), "title": "Night visits", **said}
        )


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


def test_an_assessment_keeps_words_apart_from_figures_and_ids() -> None:
    command = AssessImpact.model_validate(IMPACT)

    outcome = given(ChangeRequest, RAISED).when(ChangeRequest.assess_impact, command)

    outcome.then(
        ChangeImpactAssessed(
            cost_one_off=money("1000.00"),
            value_delta=money("50000.00"),
            term_delta_months=6,
            quality="Fewer missed calls",
            risk="Rises a little",
            risk_ids=(RISK,),
            seat_ids=(SEAT,),
            exit="None",
            equality=Unknown(unknown="asked_no_answer"),
        )
    )
    assert outcome.state.status == "assessed"
    assert outcome.state.assessed_by == {ANN}


def test_what_an_assessment_names_has_to_exist() -> None:
    named = AssessImpact.model_validate(IMPACT)
    assert list(named.links()) == [Link("/risk/risk_ids/0", "risk", RISK)]
    assert named.seats == (SEAT,)
    unknown = {"risk": {"unknown": "refused"}, "supply_chain": {"text": "None"}}
    assert list(AssessImpact.model_validate(unknown).links()) == []


def test_why_there_is_no_cost_stands_for_both_costs() -> None:
    none = NotApplicable(not_applicable="Words only")

    given(ChangeRequest, RAISED).when(
        ChangeRequest.assess_impact, AssessImpact(cost=none, risk=none)
    ).then(ChangeImpactAssessed(cost_one_off=none, cost_per_year=none, risk=none))


@pytest.mark.parametrize(
    "said", [{}, {"exit": "None"}, {"cost": {}}, {"risk": {"text": "None"}}]
)
def test_an_assessment_that_says_nothing_new_changes_nothing(
    said: dict[str, object],
) -> None:
    raised().when(ChangeRequest.assess_impact, AssessImpact.model_validate(said)).then()


def test_an_assessment_does_not_replace_a_later_one_in_silence() -> None:
    early = AssessImpact(exit="Harder", effective_on=EARLIER.replace(day=1, month=8))

    raised().when(ChangeRequest.assess_impact, early).refuses(
        OverridesLater, saying="exit has a value of its own from 2026-09-01"
    )


@pytest.mark.parametrize("decided", [APPROVED, REJECTED, WITHDRAWN])
def test_what_is_decided_is_not_assessed_anew(decided: Fact) -> None:
    raised(decided).when(
        ChangeRequest.assess_impact, AssessImpact(exit="Harder")
    ).refuses(RuleBroken, saying="too late to assess", rule="change-status")


@pytest.mark.parametrize("found", [SIGNED, IMPLEMENTED])
def test_what_was_done_unapproved_can_still_be_assessed(found: Fact) -> None:
    outcome = raised(found).when(
        ChangeRequest.assess_impact, AssessImpact(exit="Harder")
    )

    outcome.then(ChangeImpactAssessed(exit="Harder"))
    assert outcome.state.status == raised(found).state.status


def test_the_words_of_a_change_are_described_anew() -> None:
    command = DescribeChange(title="Visits at night", description="From ten to six")

    raised().when(ChangeRequest.describe, command).then(
        ChangeDescribed(title="Visits at night", description="From ten to six")
    )


def test_who_wants_a_change_and_of_which_kind_is_not_a_description() -> None:
    for said in ({"kind": "price"}, {"raised_by": "law"}, {"contract_id": CONTRACT}):
        with pytest.raises(ValidationError):
            DescribeChange.model_validate(said)


def test_a_correction_reaches_the_impact_too() -> None:
    command = CorrectChange.model_validate(
        {
            "reason_code": "clerical",
            "raised_by": "law",
            "cost": {"one_off": {"amount": "2000.00", "vat_basis": "net"}},
        }
    )

    raised().when(ChangeRequest.correct, command).then(
        Dated(ChangeCorrected(supersedes=12, cost_one_off=money("2000.00")), EARLIER),
        Dated(ChangeCorrected(supersedes=11, raised_by="law"), EARLIER),
    )


def test_the_state_knows_its_contract() -> None:
    state = given(ChangeRequest, RAISED, by=BEN).state

    assert (state.contract_id, state.stream, state.born.position) == (
        CONTRACT,
        STREAM,
        11,
    )
    assert (state.raised_by, state.status) == (frozenset({BEN}), "raised")
    assert state.timeline.at(TODAY) == {"title": "Night visits"}
