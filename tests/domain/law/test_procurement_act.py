"""The notices of the Procurement Act: who owes them, by when, and what is missing."""

from datetime import date

import pytest

from domain.law.procurement_act import (
    STANDSTILL,
    UK7,
    UK9,
    UK10,
    UK11,
    Bought,
    details_notice,
    performance_notice,
    standstill,
    termination_notice,
)
from domain.law.verdict import Due, Missing, Verdict

FULL = Bought("PA23", light_touch=False)
LIGHT = Bought("PA23", light_touch=True)
OLD = Bought("PCR2015", light_touch=False)
NOBODY_KNOWS = Bought(None)
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("bought", "verdict"),
    [
        (FULL, Due(date(2026, 3, 31), UK7)),
        (LIGHT, Due(date(2026, 6, 29), UK7)),
        (OLD, None),
        (Bought("PA23"), Missing(UK7, ("light_touch",))),
        (NOBODY_KNOWS, Missing(UK7, ("regime", "light_touch"))),
    ],
)
def test_contract_details_are_published_within_30_days_or_120_light_touch(
    bought: Bought, verdict: Verdict
) -> None:
    assert details_notice(bought, DAY) == verdict


def test_who_does_not_know_when_it_was_signed_knows_no_day() -> None:
    assert details_notice(FULL, None) == Missing(UK7, ("signed_on",))


@pytest.mark.parametrize("bought", [FULL, LIGHT, Bought("PA23")])
def test_every_ending_is_published_within_30_days_that_count_the_day(
    bought: Bought,
) -> None:
    assert termination_notice(bought, DAY) == Due(date(2026, 3, 31), UK11)


def test_of_other_regimes_no_ending_is_published() -> None:
    assert termination_notice(OLD, DAY) is None
    assert termination_notice(NOBODY_KNOWS, DAY) == Missing(UK11, ("regime",))


def test_a_failure_is_published_within_30_days_that_count_the_day() -> None:
    """A decision of 2 March 2026: 31 March is the thirtieth day, that day counted."""
    assert performance_notice(FULL, DAY) == Due(date(2026, 3, 31), UK9)
    assert performance_notice(LIGHT, DAY) is None
    assert performance_notice(OLD, DAY) is None
    assert performance_notice(NOBODY_KNOWS, DAY) == Missing(
        UK9, ("regime", "light_touch")
    )


def test_before_2026_no_failure_had_to_be_published() -> None:
    assert performance_notice(FULL, date(2025, 12, 31)) is None
    assert performance_notice(FULL, date(2026, 1, 1)) == Due(date(2026, 1, 30), UK9)


def test_standstill_is_eight_working_days_and_not_for_light_touch() -> None:
    assert standstill(FULL, DAY) == Due(date(2026, 3, 11), STANDSTILL)
    assert standstill(LIGHT, DAY) is None
    assert standstill(OLD, DAY) is None
    assert standstill(FULL, None) == Missing(STANDSTILL, ("published_on",))


def test_every_rule_names_its_section() -> None:
    assert UK7.source == "Procurement Act 2023, s.53"
    assert [rule.basis for rule in (STANDSTILL, UK7, UK9, UK10, UK11)] == [
        "statute"
    ] * 5


def test_of_what_happened_before_the_act_was_in_force_nothing_is_due() -> None:
    eve, first = date(2025, 2, 23), date(2025, 2, 24)
    for rule in (details_notice, termination_notice, standstill):
        assert rule(FULL, eve) is None
        assert isinstance(rule(FULL, first), Due)
