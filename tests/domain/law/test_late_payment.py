"""Interest on late payment: the rate of each half year, and none that is not known."""

from datetime import date
from decimal import Decimal

import pytest

from domain.law.late_payment import statutory_rate


@pytest.mark.parametrize(
    ("day", "rate", "base_on"),
    [
        (date(2025, 6, 30), "0.1275", date(2024, 12, 31)),
        (date(2025, 7, 1), "0.1225", date(2025, 6, 30)),
        (date(2026, 1, 1), "0.1175", date(2025, 12, 31)),
    ],
)
def test_a_half_year_goes_by_the_last_day_of_the_one_before(
    day: date, rate: str, base_on: date
) -> None:
    found = statutory_rate(day)

    assert found is not None
    assert (found.rate, found.base_on) == (Decimal(rate), base_on)


def test_no_rate_is_guessed_for_days_of_which_nobody_knows_the_base() -> None:
    assert statutory_rate(date(2040, 1, 1)) is None
    assert statutory_rate(date(2020, 1, 1)) is None
