"""The warnings of the life of a risk, each by the rule or the clock that gives it."""

from typing import Any

import pytest

from projections.findings.indicators import red_and_not_reassessed
from projections.findings.risks import risk_overdue
from projections.findings.transparency import BOTH_SIDES, Sides, one_sided
from projections.findings.verdict import CLEAN, Hit, Missing, Verdict
from tests.projections.findings.cases import (
    CARE,
    around,
    contract,
    not_applicable,
    risk,
)

# Today is Saturday, 21 November 2026; a red reading of the 13th, a Friday, was to be
# answered within five working days: by the 20th.
LATER = {"next_review": "2027-01-31"}
TOP = {"current_score": 20, "assessed_on": "2026-11-02", **LATER}


def late(found: Verdict) -> list[str]:
    """What a finding says is late or lacking."""
    assert isinstance(found, Hit)
    return list(found.because)


def test_warn_r6_a_review_that_is_overdue_is_found_the_day_after() -> None:
    assert late(risk_overdue(risk(next_review="2026-11-20"), around())) == [
        "next_review"
    ]
    assert risk_overdue(risk(next_review="2026-11-21"), around()) == CLEAN


def indicator(since: str, state: str = "red") -> list[dict[str, Any]]:
    return [{"name": "Shifts unfilled", "state": state, "since": since}]


@pytest.mark.parametrize(
    ("since", "scored", "is_found"),
    [
        ("2026-11-12", None, True),
        ("2026-11-12", "2026-11-11", True),
        ("2026-11-12", "2026-11-12", False),
        ("2026-11-16", None, False),
    ],
)
def test_warn_r7_a_red_indicator_is_answered_by_a_score_within_five_working_days(
    since: str,
    scored: str | None,
    is_found: bool,  # noqa: FBT001
) -> None:
    red = risk(indicators=indicator(since), assessed_on=scored)

    found = red_and_not_reassessed(red, around())

    assert isinstance(found, Hit) == is_found
    assert red_and_not_reassessed(
        risk(indicators=indicator(since, "amber")), around()
    ) == (CLEAN)


def test_warn_r8_an_action_that_is_overdue_is_found_the_day_after() -> None:
    overdue = risk(next_action_due="2026-11-20", **LATER)

    assert late(risk_overdue(overdue, around())) == ["next_action_due"]
    assert risk_overdue(risk(next_action_due="2026-11-21", **LATER), around()) == CLEAN


def test_warn_r9_a_high_risk_has_a_contingency_plan_or_says_why_none_applies() -> None:
    assert late(risk_overdue(risk(**TOP), around())) == ["contingency"]
    assert risk_overdue(risk(**TOP, contingency="Agency"), around()) == CLEAN
    without = risk(**TOP, gaps=not_applicable("contingency"))
    assert risk_overdue(without, around()) == CLEAN


def asked(tier: str | None, *counts: int, **said: Any) -> Verdict:
    sides = {CARE: Sides(*counts)} if counts else {}
    return one_sided(contract(tier=tier, **said), around(besides={BOTH_SIDES: sides}))


def test_warn_r10_risks_of_both_sides_are_known_to_both() -> None:
    assert asked("gold", 4, 1, 1) == CLEAN
    assert asked("gold", 4, 0, 2) == Hit(None, {"borne_by_provider": 0, "shared": 2})
    assert asked("silver", 4, 2, 0) == Hit(None, {"borne_by_provider": 2, "shared": 0})


def test_warn_r10_asks_of_large_contracts_in_force_of_which_risks_are_kept() -> None:
    assert asked("bronze", 4, 0, 0) is None
    assert asked("gold") is None
    assert asked("gold", 4, 0, 0, status="ended") is None
    assert asked(None, 4, 0, 0) == Missing(("tier",))
