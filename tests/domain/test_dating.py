"""How many whole months a term has."""

from datetime import date

import pytest

from domain.dating import months_after, whole_months


@pytest.mark.parametrize(
    ("start", "last", "months"),
    [
        (date(2024, 4, 1), date(2028, 3, 31), 48),
        (date(2024, 4, 1), date(2028, 4, 1), 48),
        (date(2024, 4, 1), date(2028, 3, 30), 47),
        (date(2024, 4, 15), date(2025, 4, 14), 12),
        (date(2024, 4, 15), date(2025, 4, 13), 11),
        (date(2024, 2, 1), date(2024, 2, 29), 1),
    ],
)
def test_a_term_has_the_months_between_its_first_day_and_its_last(
    start: date, last: date, months: int
) -> None:
    assert whole_months(start, last) == months


def test_a_term_that_runs_so_many_months_longer_has_so_many_more() -> None:
    start, last = date(2024, 4, 1), date(2027, 3, 31)
    assert whole_months(start, months_after(last, 12)) == 48
