"""What is done about a risk: planned, borne by somebody, accepted for a while."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.errors import FourEyes, NotAllowed, RuleBroken
from domain.facts.risk import (
    RiskAdopted,
    RiskAssessed,
    RiskClosed,
    RiskCorrected,
    RiskIdentified,
)
from domain.facts.risk_response import (
    Bearer,
    ExpectedLoss,
    RiskAccepted,
    RiskAllocated,
    RiskResponsePlanned,
)
from domain.occasion import Link
from domain.risk.response import accept, allocate, plan_response
from domain.risk.response_commands import AcceptRisk, AllocateRisk, PlanResponse
from domain.risk.risk import Risk
from domain.scales import AS_DELIVERED, ApprovalLevel, Policies
from domain.values import NotApplicable, Score
from tests.given import ANN, BEN, TODAY, given, money, occasion

CONTRACT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a11")
HALDEN = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a12")

LOW = Score(likelihood=1, impact=2)
HIGH = Score(likelihood=3, impact=4)
EXTREME = Score(likelihood=4, impact=5)
IN_MARCH = date(2027, 3, 31)
WHY = "No second agency before the summer"

IDENTIFIED = RiskIdentified(
    title="Agency withdraws",
    scope="contract",
    contract_id=CONTRACT,
    category="supply",
    expected_loss=ExpectedLoss(likely=money("20000.00"), most=money("90000.00")),
)
SCORED = RiskAssessed(current=HIGH, matrix_version=0, reason="Notice given")
ACCEPTED = RiskAccepted(until=IN_MARCH, score=HIGH, limit=9, reason=WHY)
TOLERATED = RiskResponsePlanned(response="tolerate")
KEPT = Policies(AS_DELIVERED.bands, appetites={None: 9})
PROVIDER = Bearer(party="provider", organisation_id=HALDEN)


def plan(response: str, **said: Any) -> PlanResponse:
    return PlanResponse.model_validate({"response": response, **said})


def take(until: date = IN_MARCH) -> AcceptRisk:
    return AcceptRisk(until=until, reason=WHY)


def by_ben(policies: Policies = KEPT, **more: Any) -> Any:
    return occasion(by=BEN, role="commissioner", policies=policies, **more)


def test_a_response_says_what_is_done_and_down_to_which_score() -> None:
    command = plan(
        "treat", mitigation="Two on call", recovery="Agency pool", target=LOW
    )

    outcome = given(Risk, IDENTIFIED, SCORED).when(plan_response, command)

    outcome.then(
        RiskResponsePlanned(
            response="treat", mitigation="Two on call", recovery="Agency pool",
            target=LOW,
        )
    )  # fmt: skip
    assert outcome.state.on("target", TODAY) == LOW
    outcome.after.when(plan_response, command).then()


def test_a_target_before_any_score_is_read_by_the_matrix_in_force() -> None:
    policies = Policies(AS_DELIVERED.bands, matrix_version=9)

    given(Risk, IDENTIFIED).when(
        plan_response, plan("treat", target=LOW), occasion(policies=policies)
    ).then(RiskResponsePlanned(response="treat", target=LOW, matrix_version=9))


def test_no_plan_aims_above_the_current_score() -> None:
    given(Risk, IDENTIFIED, SCORED).when(
        plan_response, plan("treat", target=EXTREME)
    ).refuses(RuleBroken, saying="target 20 is above", rule="INV-R1")


def test_a_closed_risk_is_planned_for_no_more() -> None:
    given(Risk, IDENTIFIED, RiskClosed(reason="Over")).when(
        plan_response, plan("treat")
    ).refuses(RuleBroken, saying="reopen it before you plan", rule="risk-closed")


def test_a_plan_is_not_made_as_if_it_had_been_made_earlier() -> None:
    given(Risk, IDENTIFIED).when(
        plan_response, plan("treat", effective_on="2026-11-20")
    ).refuses(RuleBroken, saying="not from 2026-11-20", rule="no-backdating")


@pytest.mark.parametrize(
    ("limit", "score", "refused"), [(None, 20, False), (20, 20, False), (19, 20, True)]
)
def test_only_what_is_above_appetite_waits_to_be_accepted(
    limit: int | None, score: int, *, refused: bool
) -> None:
    appetites: dict[str | None, int] = {} if limit is None else {"supply": limit}
    policies = Policies(AS_DELIVERED.bands, appetites=appetites)
    scored = RiskAssessed(current=EXTREME, matrix_version=0, reason="Notice given")

    outcome = given(Risk, IDENTIFIED, scored).when(
        plan_response, plan("tolerate"), occasion(policies=policies)
    )

    if refused:
        outcome.refuses(RuleBroken, saying=f"score {score} is above", rule="INV-R2")
    else:
        outcome.then(TOLERATED)


def test_what_was_accepted_is_tolerated_as_long_and_as_high_as_it_was() -> None:
    taken = given(Risk, IDENTIFIED, SCORED, ACCEPTED)
    words = plan("tolerate", contingency="Hospital at home")
    as_said = RiskResponsePlanned(response="tolerate", contingency="Hospital at home")
    taken.when(plan_response, words, by_ben()).then(as_said)

    later = by_ben(today=IN_MARCH)
    taken.when(plan_response, words, later).refuses(
        RuleBroken, saying="nobody has accepted that"
    )
    worse = RiskAssessed(current=EXTREME, matrix_version=0, reason="Second notice")
    taken.and_also(worse).when(plan_response, words, by_ben()).refuses(
        RuleBroken, saying="score 20 is above the appetite 9"
    )


def test_what_is_treated_again_is_accepted_no_longer() -> None:
    treated = RiskResponsePlanned(response="treat")

    given(Risk, IDENTIFIED, SCORED, ACCEPTED, treated).when(
        plan_response, plan("tolerate"), by_ben()
    ).refuses(RuleBroken, saying="nobody has accepted that", rule="INV-R2")


def test_a_transfer_says_to_whom_and_by_what() -> None:
    command = plan(
        "transfer", receiver=PROVIDER, instrument="clause", instrument_reference="14.2"
    )

    given(Risk, IDENTIFIED, SCORED).when(plan_response, command).then(
        RiskResponsePlanned(response="transfer"),
        RiskAllocated(
            borne_by="provider",
            bearers=(PROVIDER,),
            instrument="clause",
            instrument_reference="14.2",
        ),
    )


def test_what_is_passed_on_in_part_stays_with_the_council_for_the_rest() -> None:
    insurer = Bearer(party="third_party", share=Decimal("0.8"))
    command = plan("transfer", receiver=insurer, instrument="insurance")

    _, allocated = given(Risk, IDENTIFIED).when(plan_response, command).decided

    assert allocated == RiskAllocated(
        borne_by="shared",
        bearers=(insurer, Bearer(party="council", share=Decimal("0.2"))),
        instrument="insurance",
    )


@pytest.mark.parametrize(
    "said",
    [
        {"response": "transfer"},
        {"response": "transfer", "receiver": PROVIDER},
        {"response": "transfer", "instrument": "clause"},
        {
            "response": "transfer",
            "receiver": Bearer(party="council"),
            "instrument": "clause",
        },
        {"response": "treat", "receiver": PROVIDER},
        {"response": "treat", "instrument": "clause"},
    ],
)
def test_a_transfer_names_both_and_nothing_else_does(said: dict[str, Any]) -> None:
    given(Risk, IDENTIFIED).when(
        plan_response, PlanResponse.model_validate(said)
    ).refuses(RuleBroken, saying="instrument", rule="INV-R3")


def test_who_bears_a_risk_is_recorded_even_of_a_closed_one() -> None:
    command = AllocateRisk(
        bearers=(
            Bearer(party="council", share=Decimal("0.4")),
            Bearer(party="subcontractor", share=Decimal("0.6")),
        )
    )

    outcome = given(Risk, IDENTIFIED, RiskClosed(reason="Over")).when(allocate, command)

    outcome.then(RiskAllocated(borne_by="shared", bearers=command.bearers))
    outcome.after.when(allocate, command).then()


def test_two_of_one_kind_bear_it_as_that_kind() -> None:
    command = AllocateRisk(bearers=(Bearer(party="provider"), PROVIDER))

    (allocated,) = given(Risk, IDENTIFIED).when(allocate, command).decided

    assert isinstance(allocated, RiskAllocated)
    assert allocated.borne_by == "provider"


def test_a_bearer_is_named_once() -> None:
    given(Risk, IDENTIFIED).when(
        allocate, AllocateRisk(bearers=(PROVIDER, PROVIDER))
    ).refuses(RuleBroken, saying="named twice", rule="named-twice")


@forall(st.lists(st.integers(0, 100), min_size=1, max_size=5))
def test_shares_are_refused_exactly_where_they_come_to_more_than_all(
    hundredths: list[int],
) -> None:
    shares = [Decimal(each) / 100 for each in hundredths]
    command = AllocateRisk.model_validate(
        {
            "bearers": [
                {
                    "party": "subcontractor",
                    "organisation_id": str(UUID(int=at)),
                    "share": f"{share:.2f}",
                }
                for at, share in enumerate(shares)
            ]
        }
    )

    outcome = given(Risk, IDENTIFIED).when(allocate, command)

    assert (outcome.refusal is not None) == (sum(hundredths) > 100)


def test_a_risk_is_accepted_by_somebody_else_until_a_day() -> None:
    outcome = given(Risk, IDENTIFIED, SCORED).when(accept, take(), by_ben())

    outcome.then(ACCEPTED)
    assert outcome.state.on("response", TODAY) == "tolerate"
    outcome.after.when(accept, take(), by_ben()).then()


@pytest.mark.parametrize("facts", [(IDENTIFIED,), (IDENTIFIED, SCORED)])
def test_nobody_accepts_own_work_above_appetite(facts: tuple[Any, ...]) -> None:
    raised, *scored = facts
    history = given(Risk, raised, by=ANN if not scored else BEN)
    history = history.and_also(*(scored or [SCORED]), by=ANN if scored else BEN)
    mine = occasion(role="commissioner", policies=KEPT)

    history.when(accept, take(), mine).refuses(
        FourEyes, saying="raised" if not scored else "scored", rule="INV-R2"
    )


def test_who_put_a_score_right_has_scored_it() -> None:
    corrected = RiskCorrected(supersedes=12, current=EXTREME, matrix_version=0)

    given(Risk, IDENTIFIED, SCORED).and_also(corrected, by=BEN).when(
        accept, take(), by_ben()
    ).refuses(FourEyes, saying="you scored")


def test_who_acts_for_somebody_does_not_accept_that_ones_work() -> None:
    given(Risk, IDENTIFIED, SCORED).when(
        accept, take(), by_ben(on_behalf_of=ANN)
    ).refuses(FourEyes, saying="the person you act for")


def test_what_was_adopted_was_raised_by_nobody_here() -> None:
    adopted = RiskAdopted(
        title="Agency", scope="council", current=HIGH, matrix_version=0
    )
    mine = occasion(role="commissioner", policies=KEPT)

    given(Risk, adopted).when(accept, take(), mine).then(ACCEPTED)


def test_within_appetite_one_pair_of_eyes_and_any_length_will_do() -> None:
    roomy = Policies(AS_DELIVERED.bands, appetites={"supply": 12})
    mine = occasion(role="commissioner", policies=roomy, limit=money("1.00"))
    for_years = date(2031, 1, 1)

    given(Risk, IDENTIFIED, SCORED).when(accept, take(for_years), mine).then(
        RiskAccepted(until=for_years, score=HIGH, limit=12, reason=WHY)
    )


def test_without_an_appetite_nothing_is_known_to_be_within_it() -> None:
    mine = occasion(role="commissioner")

    given(Risk, IDENTIFIED, SCORED).when(accept, take(), mine).refuses(
        FourEyes, saying="where no appetite is set", rule="INV-R2"
    )


def test_an_acceptance_above_appetite_ends_within_the_policy() -> None:
    half = Policies(
        AS_DELIVERED.bands,
        appetites={None: 9},
        thresholds={"acceptance-days": Decimal(90)},
    )

    given(Risk, IDENTIFIED, SCORED).when(accept, take(), by_ben(half)).refuses(
        RuleBroken, saying="say until 2027-02-19 or earlier", rule="INV-R2"
    )


@pytest.mark.parametrize("until", [TODAY, date(2026, 11, 20)])
def test_an_acceptance_ends_on_a_day_to_come(until: date) -> None:
    given(Risk, IDENTIFIED, SCORED).when(accept, take(until), by_ben()).refuses(
        RuleBroken, saying="Give a later day", rule="until"
    )


def test_what_nobody_scored_is_not_accepted() -> None:
    given(Risk, IDENTIFIED).when(accept, take(), by_ben()).refuses(
        RuleBroken, saying="assess it first", rule="INV-R2"
    )


def test_nobody_accepts_more_loss_than_a_limit_reaches() -> None:
    scored = given(Risk, IDENTIFIED, SCORED)
    scored.when(accept, take(), by_ben(limit=money("90000.00"))).then(ACCEPTED)
    scored.when(accept, take(), by_ben(limit=money("89999.99"))).refuses(
        NotAllowed, saying="the risk could cost GBP 90,000.00", rule="INV-R2"
    )


def test_a_loss_that_nobody_said_is_within_no_limit() -> None:
    unsaid = IDENTIFIED.model_copy(update={"expected_loss": None})
    none = IDENTIFIED.model_copy(
        update={"expected_loss": NotApplicable(not_applicable="Nothing to lose")}
    )
    mine = by_ben(limit=money("1.00"))

    given(Risk, unsaid, SCORED).when(accept, take(), mine).refuses(
        NotAllowed, saying="nobody has said what the risk could cost"
    )
    given(Risk, none, SCORED).when(accept, take(), mine).then(ACCEPTED)


@pytest.mark.parametrize(
    ("up_to", "refused"), [({"commissioner": 12}, False), ({"commissioner": 11}, True),
                           ({"approver": 25}, True)]
)  # fmt: skip
def test_a_role_accepts_scores_as_high_as_the_policy_says(
    up_to: dict[str, int], *, refused: bool
) -> None:
    levels = tuple(
        ApprovalLevel(role=role, up_to=money("1000000.00"), up_to_score=score)
        for role, score in {"commissioner": 1, **up_to}.items()
    )
    policies = Policies(AS_DELIVERED.bands, appetites={None: 9}, levels=levels)

    outcome = given(Risk, IDENTIFIED, SCORED).when(accept, take(), by_ben(policies))

    if refused:
        outcome.refuses(NotAllowed, saying="the score is 12", rule="INV-R2")
    else:
        outcome.then(ACCEPTED)


def test_an_acceptance_comes_with_its_reason() -> None:
    with pytest.raises(ValidationError):
        AcceptRisk.model_validate({"until": "2027-03-31"})


@pytest.mark.parametrize(
    ("loss", "saying"),
    [
        ({"least": money("2.00"), "most": money("1.00")}, "no more than"),
        ({"least": money("1.00"), "most": money("2.00", currency="EUR")}, "currency"),
    ],
)
def test_an_expected_loss_rises_in_one_currency(
    loss: dict[str, Any], saying: str
) -> None:
    with pytest.raises(ValidationError, match=saying):
        ExpectedLoss.model_validate(loss)


def test_whoever_bears_a_risk_has_to_exist() -> None:
    assert list(plan("transfer", receiver=PROVIDER).links()) == [
        Link("/receiver/organisation_id", "organisation", HALDEN)
    ]
    assert list(AllocateRisk(bearers=(Bearer(party="council"), PROVIDER)).links()) == [
        Link("/bearers/1/organisation_id", "organisation", HALDEN)
    ]
