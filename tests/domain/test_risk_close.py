"""Reviewing, closing and reopening a risk."""

from datetime import date
from uuid import UUID

import pytest

from domain.errors import FourEyes, OverridesLater, RuleBroken
from domain.event import Fact
from domain.facts.risk import (
    RiskAdopted,
    RiskAssessed,
    RiskClosed,
    RiskEnteredInError,
    RiskIdentified,
    RiskReopened,
    RiskReviewed,
)
from domain.occasion import Command, Dated
from domain.risk.commands import (
    AssessRisk,
    CloseRisk,
    DescribeRisk,
    ReopenRisk,
    ReviewRisk,
)
from domain.risk.risk import Risk
from domain.scales import Band, Policies
from domain.values import Score
from tests.given import ANN, BEN, EARLIER, TODAY, Decision, given, occasion

CONTRACT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a11")

LOW = Score(likelihood=1, impact=2)
HIGH = Score(likelihood=3, impact=4)
EXTREME = Score(likelihood=4, impact=5)
NEXT = date(2027, 2, 1)

IDENTIFIED = RiskIdentified(
    title="Agency withdraws", scope="contract", contract_id=CONTRACT
)
WHY = "Second agency gave notice"
SCORED = RiskAssessed(current=HIGH, target=LOW, matrix_version=0, reason=WHY)
DIRE = RiskAssessed(current=EXTREME, matrix_version=0, reason=WHY)
CLOSED = RiskClosed(reason="Over")
GONE = RiskEnteredInError(reason="Entered twice")


def assess(current: Score = HIGH, **said: object) -> AssessRisk:
    return AssessRisk.model_validate({"current": current, "reason": WHY, **said})


def test_a_review_sets_the_next_one() -> None:
    outcome = given(Risk, IDENTIFIED).when(Risk.review, ReviewRisk(next_review=NEXT))

    outcome.then(RiskReviewed(next_review=NEXT))
    assert outcome.state.on("next_review", TODAY) == NEXT


def test_every_review_counts_even_if_it_changes_nothing() -> None:
    given(Risk, IDENTIFIED, RiskReviewed()).when(
        Risk.review, ReviewRisk(reason="March board")
    ).then(RiskReviewed(reason="March board"))


def test_a_next_review_lies_after_the_review() -> None:
    given(Risk, IDENTIFIED).when(Risk.review, ReviewRisk(next_review=TODAY)).refuses(
        RuleBroken, saying="not after 2026-11-21", rule="next-review"
    )


def test_a_review_of_the_past_may_have_set_a_day_that_is_past_too() -> None:
    command = ReviewRisk(effective_on=EARLIER, next_review=date(2026, 10, 1))

    given(Risk, IDENTIFIED).when(Risk.review, command).then(
        RiskReviewed(next_review=date(2026, 10, 1))
    )


def test_a_review_recorded_late_does_not_replace_the_day_set_since() -> None:
    since = Dated(RiskReviewed(next_review=NEXT), date(2026, 10, 1))
    command = ReviewRisk(effective_on=EARLIER, next_review=date(2026, 10, 1))

    given(Risk, IDENTIFIED, since).when(Risk.review, command).refuses(
        OverridesLater, saying="next_review has a value of its own from 2026-10-01"
    )


@pytest.mark.parametrize("history", [[], [SCORED]])
def test_a_risk_below_the_highest_band_is_closed_by_anybody(
    history: list[Fact],
) -> None:
    outcome = given(Risk, IDENTIFIED, *history).when(
        Risk.close, CloseRisk(reason="Over")
    )

    outcome.then(CLOSED)
    assert outcome.state.status == "closed"


def test_who_raised_an_extreme_risk_does_not_close_it() -> None:
    given(Risk, IDENTIFIED, DIRE, by=ANN).when(
        Risk.close, CloseRisk(reason="Over"), occasion(by=ANN)
    ).refuses(FourEyes, saying="somebody else has to close it", rule="INV-R5")


def test_nor_does_who_acts_for_them() -> None:
    given(Risk, IDENTIFIED, DIRE, by=ANN).when(
        Risk.close, CloseRisk(reason="Over"), occasion(by=BEN, on_behalf_of=ANN)
    ).refuses(FourEyes, saying="the person you act for", rule="INV-R5")


def test_somebody_else_closes_an_extreme_risk() -> None:
    given(Risk, IDENTIFIED, DIRE, by=ANN).when(
        Risk.close, CloseRisk(reason="Over"), occasion(by=BEN)
    ).then(CLOSED)


def test_what_is_extreme_is_a_matter_of_policy() -> None:
    halves = [
        {"name": "low", "from": 1, "to": 9},
        {"name": "high", "from": 10, "to": 25},
    ]
    bands = tuple(Band.model_validate(half) for half in halves)

    given(Risk, IDENTIFIED, SCORED).when(
        Risk.close, CloseRisk(reason="Over"), occasion(policies=Policies(bands))
    ).refuses(FourEyes, saying="highest band", rule="INV-R5")


def test_who_adopted_an_extreme_risk_did_not_raise_it() -> None:
    adopted = RiskAdopted(
        title="Agency", scope="council", current=EXTREME, matrix_version=0
    )

    given(Risk, adopted, by=ANN).when(
        Risk.close, CloseRisk(reason="Over"), occasion(by=ANN)
    ).then(CLOSED)


def test_a_closed_risk_is_reopened() -> None:
    outcome = given(Risk, IDENTIFIED, CLOSED).when(
        Risk.reopen, ReopenRisk(reason="Back")
    )

    outcome.then(RiskReopened(reason="Back"))
    assert outcome.state.status == "open"


def test_to_close_what_is_closed_or_reopen_what_is_open_changes_nothing() -> None:
    given(Risk, IDENTIFIED, DIRE, CLOSED).when(
        Risk.close, CloseRisk(reason="Again")
    ).then()
    given(Risk, IDENTIFIED).when(Risk.reopen, ReopenRisk(reason="Again")).then()


@pytest.mark.parametrize(
    ("decide", "command"), [(Risk.assess, assess()), (Risk.review, ReviewRisk())]
)
def test_a_closed_risk_is_reopened_before_work_on_it(
    decide: Decision, command: Command
) -> None:
    given(Risk, IDENTIFIED, CLOSED).when(decide, command).refuses(
        RuleBroken, saying="reopen it before you", rule="risk-closed"
    )


@pytest.mark.parametrize(
    ("decide", "command"),
    [
        (Risk.assess, assess()),
        (Risk.review, ReviewRisk()),
        (Risk.close, CloseRisk(reason="Over")),
        (Risk.reopen, ReopenRisk(reason="Back")),
        (Risk.describe, DescribeRisk(title="Another")),
    ],
)
def test_nothing_is_done_to_a_risk_entered_in_error(
    decide: Decision, command: Command
) -> None:
    given(Risk, IDENTIFIED, GONE).when(decide, command).refuses(
        RuleBroken, saying="restore it first", rule="entered-in-error"
    )
