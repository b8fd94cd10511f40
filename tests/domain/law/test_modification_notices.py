"""Which notice a change asks for, by when, and how long it stands still."""

from datetime import date
from decimal import Decimal

import pytest

from domain.law.modification.notices import (
    MODIFIED_COPY,
    REG_13_NOTICE,
    REG_72_NOTICE,
    Moved,
    change_notice,
    modified_copy,
    notice_required,
    voluntary_standstill,
)
from domain.law.procurement_act import UK10, Bought
from domain.law.verdict import Due, Missing, Verdict

FULL = Bought("PA23", light_touch=False)
LIGHT = Bought("PA23", light_touch=True)
OLD = Bought("PCR2015", light_touch=False)
HEALTH = Bought("PSR2023")
DAY = date(2026, 3, 2)
SMALL, LARGE = Decimal("0.10"), Decimal("0.11")


@pytest.mark.parametrize(
    ("of_value", "of_term", "verdict"),
    [
        (SMALL, SMALL, None),
        (LARGE, SMALL, Due(DAY, UK10)),
        (SMALL, LARGE, Due(DAY, UK10)),
        (-LARGE, SMALL, Due(DAY, UK10)),
        (LARGE, None, Due(DAY, UK10)),
        (SMALL, None, Missing(UK10, ("term_delta_months",))),
        (None, None, Missing(UK10, ("value_delta", "term_delta_months"))),
    ],
)
def test_a_change_is_published_unless_value_and_term_move_little(
    of_value: Decimal | None, of_term: Decimal | None, verdict: Verdict
) -> None:
    assert change_notice(FULL, Moved(of_value, of_term), DAY) == verdict


@pytest.mark.parametrize(
    ("moved", "notices"),
    [
        (Moved(SMALL, LARGE), {False}),
        (Moved(LARGE, SMALL), {False}),
        (Moved(LARGE, LARGE), {True}),
        (Moved(SMALL, None), {False}),
        (Moved(LARGE, None), {None}),
    ],
)
def test_by_the_letter_of_section_75_one_that_moves_little_is_enough(
    moved: Moved, notices: set[bool | None]
) -> None:
    assert {notice_required(FULL, moved, careful=False).required} == notices


def test_of_works_the_value_may_move_by_15_in_a_hundred() -> None:
    works = Bought("PA23", light_touch=False, category="works")
    moved = Moved(Decimal("0.15"), SMALL)
    assert change_notice(works, moved, DAY) is None
    more = moved._replace(of_value=Decimal("0.16"))
    assert change_notice(works, more, DAY) == Due(DAY, UK10)


def test_no_change_notice_is_asked_for_of_light_touch_or_older_contracts() -> None:
    moved = Moved(LARGE, LARGE)
    assert change_notice(LIGHT, moved, DAY) is None
    assert change_notice(OLD, moved, DAY) is None
    assert change_notice(Bought("grant"), moved, DAY) is None


def test_a_restructuring_is_never_exempt() -> None:
    moved = Moved(Decimal(0), Decimal(0), "restructuring")
    assert change_notice(FULL, moved, DAY) == Due(DAY, UK10)
    assert change_notice(LIGHT, moved, DAY) is None


def test_before_the_act_was_in_force_no_change_was_published() -> None:
    moved = Moved(LARGE, LARGE)
    assert change_notice(FULL, moved, date(2025, 2, 23)) is None
    first = date(2025, 2, 24)
    assert change_notice(FULL, moved, first) == Due(first, UK10)


@pytest.mark.parametrize(
    ("published", "last"),
    [
        # No bank holiday between: Monday 2 March to Wednesday 11 March.
        (date(2026, 3, 2), date(2026, 3, 11)),
        # Good Friday, 3 April 2026, and Easter Monday are none of them.
        (date(2026, 4, 1), date(2026, 4, 14)),
        # Christmas Day, Boxing Day (kept on 28 December) and New Year's Day.
        (date(2026, 12, 22), date(2027, 1, 5)),
        # Published on a Saturday, the Monday is the first that counts.
        (date(2026, 3, 7), date(2026, 3, 18)),
    ],
)
def test_a_voluntary_standstill_is_eight_english_working_days(
    published: date, last: date
) -> None:
    """Procurement Act 2023, s.76: beginning with the day of publication."""
    assert voluntary_standstill(published) == last


def test_the_modified_contract_is_published_within_90_days_that_count_the_first() -> (
    None
):
    """Procurement Act 2023, s.77: 90 days beginning with the day of modification."""
    moved = Moved(LARGE, SMALL, worth=Decimal("5000000.01"))
    assert modified_copy(FULL, moved, date(2026, 1, 1)) == Due(
        date(2026, 3, 31), MODIFIED_COPY
    )


def test_at_five_million_and_where_no_notice_was_due_no_copy_is() -> None:
    rich = Moved(LARGE, SMALL, worth=Decimal(6_000_000))
    assert modified_copy(FULL, rich._replace(worth=Decimal(5_000_000)), DAY) is None
    assert modified_copy(FULL, rich._replace(of_value=SMALL), DAY) is None
    assert modified_copy(LIGHT, rich, DAY) is None
    assert modified_copy(OLD, rich, DAY) is None
    assert modified_copy(FULL, rich._replace(worth=None), DAY) == Missing(
        MODIFIED_COPY, ("estimated_value_at_award",)
    )


def test_under_the_regulations_of_2015_the_notice_follows_on_two_grounds() -> None:
    for ground, required in (
        ("additional", True),
        ("unforeseeable", True),
        ("non_substantial", False),
        (None, None),
    ):
        said = notice_required(OLD, Moved(ground=ground))
        assert (said.required, said.rule) == (required, REG_72_NOTICE)


def test_of_health_services_half_a_million_is_published() -> None:
    for amount, required in (
        (Decimal("499999.99"), False),
        (Decimal(500_000), True),
        (Decimal(-500_000), True),
        (None, None),
    ):
        said = notice_required(HEALTH, Moved(amount=amount))
        assert (said.required, said.rule) == (required, REG_13_NOTICE)


def test_who_does_not_know_how_it_was_bought_knows_of_no_notice() -> None:
    assert notice_required(Bought(None), Moved(LARGE)).missing == ("regime",)
    assert notice_required(Bought("PA23"), Moved(LARGE)).missing == ("light_touch",)
