"""What the law makes of a change on each ground, by how the contract was bought."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.law.modification.grounds import PACKS
from domain.law.modification.judging import Finding, grounds_under, judge
from domain.law.modification.testing import QUESTIONS, Modification
from domain.law.procurement_act import Bought
from domain.law.threshold_amounts import threshold_amount

FULL = Bought("PA23", light_touch=False, category="services")
LIGHT = Bought("PA23", light_touch=True, category="services")
OLD = Bought("PCR2015", light_touch=False, category="services")
HEALTH = Bought("PSR2023", category="services")

YES: Mapping[str, bool | None] = dict.fromkeys(QUESTIONS, True)
# All is well with it: small, said, and the risk that it is made for has happened.
FINE = Modification(
    of_value=Decimal("0.05"),
    of_term=Decimal("0.05"),
    aggregate=Decimal(50_000),
    aggregate_share=Decimal("0.05"),
    threshold=Decimal(207_720),
    with_vat=True,
    cumulative=Decimal(50_000),
    cumulative_share=Decimal("0.05"),
    risk_frozen=True,
    risk_materialised=True,
    answers=YES,
)


def finding(ground: str, bought: Bought = FULL, **moved: Any) -> Finding:
    return judge(bought, ground, replace(FINE, **moved)).finding


def no(question: str) -> Mapping[str, bool | None]:
    return {**YES, question: False}


def test_each_set_of_rules_has_its_grounds() -> None:
    assert grounds_under(FULL) == (
        "provided_for",
        "urgency",
        "protect_life",
        "unforeseeable",
        "known_risk",
        "additional",
        "restructuring",
        "non_substantial",
        "below_threshold",
    )
    assert set(grounds_under(OLD)) == {
        "provided_for",
        "additional",
        "unforeseeable",
        "restructuring",
        "non_substantial",
        "below_threshold",
    }
    assert "authority_decision" in grounds_under(HEALTH)
    assert grounds_under(Bought("grant")) == ()


@pytest.mark.parametrize(
    ("regime", "ground"),
    [(regime, ground) for regime, pack in PACKS.items() for ground in pack],
)
def test_what_meets_every_test_is_permitted_and_each_cites_its_section(
    regime: str, ground: str
) -> None:
    bought = Bought(regime, light_touch=False, category="services")

    said = judge(bought, ground, FINE)

    assert said.finding == "permitted", said.why
    assert said.rule is not None
    assert said.rule.basis == "statute"
    assert {test.rule.basis for test in said.tests} == {"statute"}
    assert said.rule.address is not None
    assert said.rule.section


@pytest.mark.parametrize(
    ("regime", "ground"),
    [(regime, ground) for regime, pack in PACKS.items() for ground in pack],
)
def test_of_what_nobody_knows_no_ground_is_met_or_failed(
    regime: str, ground: str
) -> None:
    bought = Bought(regime, light_touch=False, category="services")
    said = judge(bought, ground, Modification())
    assert said.finding == "not_known"
    assert said.missing


@pytest.mark.parametrize("ground", ["unforeseeable", "known_risk", "additional"])
def test_half_of_the_estimated_value_is_the_most_a_rise_may_be(ground: str) -> None:
    """Procurement Act 2023, sch. 8, paras 4, 5 and 8."""
    assert finding(ground, of_value=Decimal("0.5000")) == "permitted"
    assert finding(ground, of_value=Decimal("0.5001")) == "not_permitted"
    assert finding(ground, of_value=Decimal("-0.6000")) == "permitted"
    assert finding(ground, of_value=None) == "not_known"


def test_below_the_threshold_counts_ten_in_a_hundred_of_works_fifteen() -> None:
    """Procurement Act 2023, s.74(4)(a), up and down."""
    ground = "below_threshold"
    assert finding(ground, of_value=Decimal("0.10")) == "permitted"
    assert finding(ground, of_value=Decimal("-0.11")) == "not_permitted"
    assert finding(ground, of_value=Decimal("0.15"), is_works=True) == "permitted"
    assert finding(ground, of_value=Decimal("0.16"), is_works=True) == "not_permitted"
    assert finding(ground, is_works=None) == "not_known"


def test_below_the_threshold_all_together_stay_below_it() -> None:
    """Procurement Act 2023, s.74(4)(b): less than the threshold amount."""
    limit = Decimal(207_720)
    assert finding("below_threshold", aggregate=limit - 1) == "permitted"
    assert finding("below_threshold", aggregate=limit) == "not_permitted"
    assert finding("below_threshold", threshold=None) == "not_known"


def test_without_vat_a_sum_below_the_threshold_may_be_above_it_with() -> None:
    """The amounts of schedule 1 include VAT, at most 20 in a hundred."""
    for sum_, said in (
        (173_000, "permitted"),
        (173_200, "not_known"),
        (207_720, "not_permitted"),
    ):
        moved = {"aggregate": Decimal(sum_), "with_vat": False}
        assert finding("below_threshold", FULL, **moved) == said


def test_by_the_regulations_of_2015_small_changes_are_summed_in_both_tests() -> None:
    """Public Contracts Regulations 2015, reg. 72(5) and (6)."""
    much = Decimal("0.11")
    assert finding("below_threshold", OLD, aggregate_share=much) == "not_permitted"
    assert finding("below_threshold", FULL, aggregate_share=much) == "permitted"


def test_what_is_not_substantial_keeps_term_scope_and_balance() -> None:
    """Procurement Act 2023, s.74(3)."""
    ground = "non_substantial"
    assert finding(ground, of_term=Decimal("0.10")) == "permitted"
    assert finding(ground, of_term=Decimal("-0.11")) == "not_permitted"
    assert finding(ground, answers=no("scope_kept")) == "not_permitted"
    assert finding(ground, answers=no("balance_kept")) == "not_permitted"
    assert finding(ground, answers={}) == "not_known"


def test_a_known_risk_was_frozen_and_has_happened_by_nobodys_fault() -> None:
    """Procurement Act 2023, sch. 8, paras 5 to 7."""
    assert finding("known_risk", risk_frozen=False) == "not_permitted"
    assert finding("known_risk", risk_materialised=False) == "not_permitted"
    assert finding("known_risk", answers=no("no_fault")) == "not_permitted"


def test_light_touch_and_grants_need_no_ground() -> None:
    """Procurement Act 2023, s.74, and the guidance on contract modifications."""
    assert judge(LIGHT, None, Modification()).finding == "no_ground_needed"
    assert judge(Bought("grant"), None, Modification()).finding == "no_ground_needed"
    assert judge(LIGHT, "urgency", FINE).finding == "no_ground_needed"


def test_a_ground_of_other_rules_is_none() -> None:
    said = judge(OLD, "known_risk", FINE)
    assert said.finding == "not_permitted"
    assert "no ground under it" in said.why


def test_without_regime_or_ground_nothing_can_be_said() -> None:
    assert judge(Bought(None), "urgency", FINE).missing == ("regime",)
    assert judge(Bought("PA23"), "urgency", FINE).missing == ("light_touch",)
    assert judge(FULL, None, FINE).missing == ("ground",)


def test_of_health_services_all_changes_stay_small_by_amount_or_by_share() -> None:
    """Provider Selection Regime Regulations 2023, reg. 13(2)(b)."""
    ground, share = "authority_decision", Decimal("0.24")
    much = Decimal(500_000)
    assert finding(ground, HEALTH, cumulative=much - 1) == "permitted"
    both = {"cumulative": much, "cumulative_share": share}
    assert finding(ground, HEALTH, **both) == "permitted"
    both["cumulative_share"] = Decimal("0.25")
    assert finding(ground, HEALTH, **both) == "not_permitted"


@pytest.mark.parametrize(
    ("bought", "day", "amount"),
    [
        (FULL, date(2026, 1, 1), 207_720),
        (FULL._replace(category="goods"), date(2025, 12, 31), 214_904),
        (Bought("PA23", None, "works"), date(2026, 5, 1), 5_193_000),
        (
            Bought("PA23", light_touch=False, category="works"),
            date(2024, 1, 1),
            5_372_609,
        ),
        (LIGHT, date(2026, 5, 1), 663_540),
        (Bought("PA23", None, "services"), date(2026, 5, 1), None),
        (Bought("PA23", light_touch=False), date(2026, 5, 1), None),
        (FULL, date(2023, 12, 31), None),
    ],
)
def test_thresholds_hold_from_a_day_on(
    bought: Bought, day: date, amount: int | None
) -> None:
    """Procurement thresholds from 1 January 2026, and those of 2024 to 2025."""
    assert threshold_amount(bought, day) == amount
