"""How statutes count days: worked values, and what holds of all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.law.days import (
    beginning_with,
    is_working_day,
    working_days_after,
    working_days_beginning_with,
)

DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        # The half-year to 31 March 2026 was to be published by 29 April.
        (date(2026, 3, 31), 30, date(2026, 4, 29)),
        (date(2026, 6, 30), 30, date(2026, 7, 29)),
        (date(2026, 5, 1), 1, date(2026, 5, 1)),
        (date(2024, 2, 1), 30, date(2024, 3, 1)),
    ],
)
def test_days_beginning_with_a_day_count_that_day(
    day: date, count: int, last: date
) -> None:
    assert beginning_with(day, count) == last


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 11, 2), date(2026, 11, 11)),  # from a Monday
        (date(2026, 11, 7), date(2026, 11, 18)),  # a Saturday is no working day
        (date(2026, 12, 21), date(2027, 1, 4)),  # 25, 28 December and 1 January
        (date(2026, 3, 30), date(2026, 4, 10)),  # Good Friday and Easter Monday
    ],
)
def test_eight_working_days_pass_over_weekends_and_bank_holidays(
    day: date, last: date
) -> None:
    assert working_days_beginning_with(day, 8) == last


def test_working_days_after_a_day_do_not_count_it() -> None:
    assert working_days_after(date(2026, 11, 2), 5) == date(2026, 11, 9)


def test_the_late_summer_holiday_is_that_of_england() -> None:
    assert not is_working_day(date(2026, 8, 31))
    assert is_working_day(date(2026, 8, 3))  # a holiday in Scotland
    assert is_working_day(date(2026, 3, 17))  # and in Northern Ireland


@given(day=DAYS, count=st.integers(1, 60))
def test_so_many_working_days_lie_between_both_ends(day: date, count: int) -> None:
    last = working_days_beginning_with(day, count)

    between = (day + timedelta(days=n) for n in range((last - day).days + 1))
    assert sum(map(is_working_day, between)) == count
    assert is_working_day(last)
