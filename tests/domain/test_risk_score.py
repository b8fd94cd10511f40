"""Scoring a risk, and putting a score right."""

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.errors import RuleBroken, UnknownReference
from domain.facts.risk import (
    LegacyScore,
    RiskAdopted,
    RiskAssessed,
    RiskCorrected,
    RiskIdentified,
)
from domain.facts.risk_work import RiskIndicatorRecorded, part_id
from domain.occasion import Dated
from domain.risk.commands import AssessRisk, CorrectRisk
from domain.risk.risk import Risk
from domain.scales import AS_DELIVERED, Policies
from domain.values import Score
from tests.given import EARLIER, FIRST, STREAM, TODAY, given, occasion

CONTRACT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a11")
OTHER = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a12")

LOW = Score(likelihood=1, impact=2)
HIGH = Score(likelihood=3, impact=4)
EXTREME = Score(likelihood=4, impact=5)

IDENTIFIED = RiskIdentified(
    title="Agency withdraws", scope="contract", contract_id=CONTRACT
)
WHY = "Second agency gave notice"
SCORED = RiskAssessed(current=HIGH, target=LOW, matrix_version=0, reason=WHY)
READ = RiskIndicatorRecorded(name="Shifts not filled", value=Decimal(7))
# First recorded as the third fact of its risk.
SHIFTS = part_id(STREAM, FIRST + 2)


def assess(current: Score = HIGH, **said: object) -> AssessRisk:
    return AssessRisk.model_validate({"current": current, "reason": WHY, **said})


def test_three_scores_are_kept_with_the_matrix_by_which_they_are_read() -> None:
    command = assess(HIGH, inherent=EXTREME, target=LOW)
    policies = Policies(AS_DELIVERED.bands, matrix_version=4)

    given(Risk, IDENTIFIED).when(
        Risk.assess, command, occasion(policies=policies)
    ).then(
        RiskAssessed(
            current=HIGH, inherent=EXTREME, target=LOW, matrix_version=4, reason=WHY
        )
    )


def test_a_score_that_is_not_said_again_still_holds() -> None:
    state = given(Risk, IDENTIFIED, SCORED).when(Risk.assess, assess(EXTREME)).state

    assert state.on("current", TODAY) == EXTREME
    assert state.on("target", TODAY) == LOW
    assert state.on("current", EARLIER) == HIGH


def test_the_same_score_records_nothing() -> None:
    given(Risk, IDENTIFIED, SCORED).when(
        Risk.assess, assess(HIGH, target=LOW, reason="Yearly look")
    ).then()


def test_the_same_grades_under_another_matrix_are_another_score() -> None:
    policies = Policies(AS_DELIVERED.bands, matrix_version=1)

    given(Risk, IDENTIFIED, SCORED).when(
        Risk.assess, assess(HIGH), occasion(policies=policies)
    ).then(RiskAssessed(current=HIGH, matrix_version=1, reason=WHY))


@pytest.mark.parametrize(
    "cited",
    [
        {"change_id": OTHER},
        {"indicator_id": SHIFTS},
        {"dimensions": {"service": 4, "finance": 2}},
    ],
)
def test_the_same_score_is_recorded_where_it_answers_something(
    cited: dict[str, object],
) -> None:
    given(Risk, IDENTIFIED, SCORED, READ).when(Risk.assess, assess(HIGH, **cited)).then(
        RiskAssessed.model_validate(
            {"current": HIGH, "matrix_version": 0, "reason": WHY, **cited}
        )
    )


def test_a_score_is_moved_only_by_an_indicator_that_the_risk_has() -> None:
    given(Risk, IDENTIFIED, SCORED, READ).when(
        Risk.assess, assess(EXTREME, indicator_id=OTHER)
    ).refuses(UnknownReference, saying=f"it has: {SHIFTS}")


def test_the_impact_is_that_of_the_dimension_hit_hardest() -> None:
    given(Risk, IDENTIFIED).when(
        Risk.assess, assess(HIGH, dimensions={"service": 3, "people": 5})
    ).refuses(RuleBroken, saying="has 5, and the impact is 4", rule="impact-dimensions")


def test_no_score_is_given_as_if_it_had_been_given_earlier() -> None:
    given(Risk, IDENTIFIED).when(
        Risk.assess, assess(effective_on="2026-11-20")
    ).refuses(RuleBroken, saying="not from 2026-11-20", rule="no-backdating")


def test_a_target_is_not_above_the_current_score() -> None:
    given(Risk, IDENTIFIED).when(Risk.assess, assess(LOW, target=HIGH)).refuses(
        RuleBroken, saying="target 12 is above the current score 2", rule="INV-R1"
    )


def test_a_risk_that_fell_below_its_target_is_scored_as_it_is() -> None:
    given(Risk, IDENTIFIED, SCORED).when(
        Risk.assess, assess(Score(likelihood=1, impact=1))
    ).then(
        RiskAssessed(
            current=Score(likelihood=1, impact=1), matrix_version=0, reason=WHY
        )
    )


def test_a_current_score_above_the_inherent_one_is_taken_with_its_reason() -> None:
    given(Risk, IDENTIFIED).when(Risk.assess, assess(EXTREME, inherent=LOW)).then(
        RiskAssessed(current=EXTREME, inherent=LOW, matrix_version=0, reason=WHY)
    )


grades = st.integers(1, 5)
scores = st.builds(Score, likelihood=grades, impact=grades)


@forall(scores, scores)
def test_targets_are_refused_exactly_where_they_exceed_the_current_score(
    current: Score, target: Score
) -> None:
    outcome = given(Risk, IDENTIFIED).when(Risk.assess, assess(current, target=target))

    higher = target.likelihood * target.impact > current.likelihood * current.impact
    assert (outcome.refusal is not None) == higher


@pytest.mark.parametrize("grade", [0, 6, True, "3", 2.0])
def test_a_grade_is_a_whole_number_from_1_to_5(grade: object) -> None:
    with pytest.raises(ValidationError):
        Score.model_validate({"likelihood": grade, "impact": 3})


@pytest.mark.parametrize(
    "said", [{"reason": WHY}, {"current": {"likelihood": 1, "impact": 1}}]
)
def test_a_score_comes_with_its_reason(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        AssessRisk.model_validate(said)


def test_a_corrected_score_is_read_by_the_matrix_of_the_one_it_replaces() -> None:
    later = occasion(policies=Policies(AS_DELIVERED.bands, matrix_version=9))

    given(Risk, IDENTIFIED, SCORED).when(
        Risk.correct, CorrectRisk(reason_code="clerical", current=EXTREME), later
    ).then(
        Dated(RiskCorrected(supersedes=12, current=EXTREME, matrix_version=0), EARLIER)
    )


def test_a_score_where_there_was_none_is_read_by_the_matrix_in_force() -> None:
    policies = Policies(AS_DELIVERED.bands, matrix_version=9)

    given(Risk, IDENTIFIED).when(
        Risk.correct,
        CorrectRisk(reason_code="clerical", current=EXTREME),
        occasion(policies=policies),
    ).then(
        Dated(RiskCorrected(supersedes=11, current=EXTREME, matrix_version=9), EARLIER)
    )


def test_a_correction_of_words_touches_no_score() -> None:
    given(Risk, IDENTIFIED, SCORED).when(
        Risk.correct, CorrectRisk(reason_code="clerical", title="Agency leaves")
    ).then(Dated(RiskCorrected(supersedes=11, title="Agency leaves"), EARLIER))


def test_a_score_that_was_brought_in_is_judged_by_being_given_again() -> None:
    legacy = LegacyScore(scheme="RAG", current="Red")
    brought = RiskAdopted(
        title="Agency leaves",
        scope="council",
        current=EXTREME,
        matrix_version=0,
        legacy_score=legacy,
    )
    command = AssessRisk(current=EXTREME, reason=WHY)

    outcome = given(Risk, brought).when(Risk.assess, command)

    outcome.then(RiskAssessed(current=EXTREME, matrix_version=0, reason=WHY))
    outcome.after.when(Risk.assess, command).then()
