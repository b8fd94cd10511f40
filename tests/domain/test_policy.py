"""Policy: bands that cover every score once, limits for each role."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.errors import OverridesLater, RuleBroken
from domain.facts.policy import ApprovalLimitsSet, MatrixSet
from domain.occasion import Dated
from domain.policy import Policy, SetApprovalLimits, SetMatrix
from domain.scales import AS_DELIVERED
from domain.values import Score
from tests.given import FIRST, given

LIKELIHOOD = ["Rare", "Unlikely", "Possible", "Likely", "Almost certain"]
IMPACT = ["Minor", "Moderate", "Serious", "Major", "Catastrophic"]
BANDS = [("green", 1, 5), ("amber", 6, 14), ("red", 15, 25)]


def matrix(bands: list[tuple[str, int, int]] = BANDS, **more: Any) -> dict[str, Any]:
    named = [{"name": name, "from": low, "to": high} for name, low, high in bands]
    return {"likelihood": LIKELIHOOD, "impact": IMPACT, "bands": named, **more}


def levels(*pairs: tuple[str, str], **more: Any) -> dict[str, Any]:
    named = [{"role": role, "up_to": {"amount": amount}} for role, amount in pairs]
    return {"levels": named, **more}


def set_matrix(**more: Any) -> SetMatrix:
    return SetMatrix.model_validate(matrix(**more))


def set_limits(*pairs: tuple[str, str], **more: Any) -> SetApprovalLimits:
    return SetApprovalLimits.model_validate(levels(*pairs, **more))


MATRIX_SET = MatrixSet.model_validate(matrix())
LIMITS_SET = ApprovalLimitsSet.model_validate(levels(("commissioner", "50000.00")))


def test_either_policy_may_be_the_first() -> None:
    given(Policy).when(Policy.open_matrix, set_matrix()).then(MATRIX_SET)
    given(Policy).when(
        Policy.open_approval_limits, set_limits(("commissioner", "50000.00"))
    ).then(LIMITS_SET)


def test_as_delivered_until_a_matrix_is_set() -> None:
    policies = given(Policy, LIMITS_SET).state.policies

    assert policies.bands == AS_DELIVERED.bands
    assert policies.matrix_version == 0
    assert policies.levels == LIMITS_SET.levels


def test_the_version_of_the_matrix_is_its_position() -> None:
    policies = given(Policy, LIMITS_SET, MATRIX_SET).state.policies

    assert policies.matrix_version == FIRST + 1
    assert policies.band(Score(likelihood=2, impact=3)) == "amber"
    assert policies.is_top(Score(likelihood=3, impact=5))
    assert policies.levels == LIMITS_SET.levels


def test_bands_are_kept_in_ascending_order() -> None:
    command = set_matrix(bands=BANDS[::-1])
    given(Policy).when(Policy.open_matrix, command).then(MATRIX_SET)


def test_setting_what_stands_changes_nothing() -> None:
    stands = given(Policy, MATRIX_SET, LIMITS_SET)
    stands.when(Policy.set_matrix, set_matrix(reason="Yearly review")).then()
    stands.when(
        Policy.set_approval_limits, set_limits(("commissioner", "50000.00"))
    ).then()


def test_another_matrix_replaces_the_first() -> None:
    bands = [("low", 1, 9), ("high", 10, 25)]
    outcome = given(Policy, MATRIX_SET).when(
        Policy.set_matrix, set_matrix(bands=bands, reason="Cabinet, minute 42")
    )
    outcome.then(MatrixSet.model_validate(matrix(bands, reason="Cabinet, minute 42")))

    assert outcome.state.policies.band(Score(likelihood=2, impact=5)) == "high"


@pytest.mark.parametrize(
    ("bands", "saying"),
    [
        ([("low", 2, 25)], "1 is the next score without a band"),
        ([("low", 1, 4), ("high", 6, 25)], "5 is the next score without a band"),
        ([("low", 1, 5), ("high", 5, 25)], "6 is the next score without a band"),
        ([("low", 1, 4), ("high", 5, 24)], "scores 25 to 25 lie in no band"),
        ([("low", 1, 9), ("odd", 10, 8), ("high", 9, 25)], "band high goes from 9"),
        ([], "scores 1 to 25 lie in no band"),
    ],
)
def test_bands_cover_every_score_once(
    bands: list[tuple[str, int, int]], saying: str
) -> None:
    given(Policy, LIMITS_SET).when(Policy.set_matrix, set_matrix(bands=bands)).refuses(
        RuleBroken, saying=saying, rule="matrix-bands"
    )


def test_two_bands_of_one_name_are_refused() -> None:
    command = set_matrix(bands=[("low", 1, 5), ("low", 6, 25)])
    given(Policy).when(Policy.open_matrix, command).refuses(
        RuleBroken, saying="band low is named twice"
    )


def test_a_side_has_five_labels() -> None:
    with pytest.raises(ValidationError, match="at least 5 items"):
        SetMatrix.model_validate({**matrix(), "impact": IMPACT[:4]})


def test_a_role_has_one_limit_and_none_below_nothing() -> None:
    twice = set_limits(("approver", "1.00"), ("approver", "2.00"))
    given(Policy).when(Policy.open_approval_limits, twice).refuses(
        RuleBroken, saying="role approver is named twice"
    )
    below = set_limits(("approver", "-1.00"))
    given(Policy).when(Policy.open_approval_limits, below).refuses(
        RuleBroken, saying="approver could approve up to -1.00", rule="approval-limits"
    )


def test_a_policy_is_not_slipped_in_below_a_later_one() -> None:
    since_october = Dated(MATRIX_SET, date(2026, 10, 1))
    other = [("low", 1, 9), ("high", 10, 25)]
    command = set_matrix(bands=other, effective_on="2026-09-30")
    given(Policy, since_october).when(Policy.set_matrix, command).refuses(
        OverridesLater, saying="say effective_on 2026-10-01 or later"
    )
    on_the_day = set_matrix(bands=other, effective_on="2026-10-01")
    given(Policy, since_october).when(Policy.set_matrix, on_the_day).then(
        MatrixSet.model_validate(matrix(other))
    )


def test_a_policy_has_no_end() -> None:
    command = set_matrix(effective_until="2026-12-01")
    given(Policy).when(Policy.open_matrix, command).refuses(
        RuleBroken, saying="a policy holds until another is set"
    )


@forall(st.sets(st.integers(1, 24), max_size=6))
def test_every_way_to_cut_the_scores_gives_each_one_band(cuts: set[int]) -> None:
    ends = [*sorted(cuts), 25]
    starts = [1, *(end + 1 for end in ends[:-1])]
    bands = [(f"band {low}", low, high) for low, high in zip(starts, ends, strict=True)]
    outcome = given(Policy).when(Policy.open_matrix, set_matrix(bands=bands))

    policies = outcome.state.policies
    for likelihood in range(1, 6):
        for impact in range(1, 6):
            score = Score(likelihood=likelihood, impact=impact)
            low = max(s for s in starts if s <= score.product)
            assert policies.band(score) == f"band {low}"
