"""What does not fit together is told, and nothing is mended by guess."""

from typing import Any

import pytest

from api.imports import cells, oddities, suppliers
from api.imports.faults import Problem, Severity
from tests.api.imports.notices import notice, reading_of, taken, tender, told


@pytest.mark.parametrize(
    ("row", "column", "problem"),
    [
        (notice(organisation=None), "organisation", oddities.NO_BUYER),
        (notice(published_date=None), "published_date", oddities.NO_PUBLICATION),
        (notice(notice_type="Fair"), "notice_type", oddities.STRANGE_TYPE),
        (tender(status="paused"), "status", oddities.STRANGE_STATUS),
        (tender(status="withdrawn"), "status", oddities.WITHDRAWN),
        (tender(status="closed"), "status", oddities.NO_OUTCOME),
        (notice(status="closed"), "status", oddities.AWARDED_ALL_THE_SAME),
        (tender(awarded_value=5000), "awarded_supplier", oddities.STRAY_AWARD),
        (notice(awarded_supplier=None), "awarded_supplier", oddities.NO_SUPPLIER),
        (notice(awarded_date=None), "awarded_date", oddities.NO_AWARD_DAY),
        (notice(awarded_value=0), "awarded_value", oddities.NO_AWARD_VALUE),
        (notice(deadline_date="2024-03-02"), "awarded_date", oddities.BEFORE_DEADLINE),
        (tender(deadline_date="2024-01-01"), "deadline_date", oddities.NO_TIME_TO_BID),
        (notice(value_low=260000), "value_low", oddities.LOW_ABOVE_HIGH),
        (notice(awarded_value=250001), "awarded_value", oddities.ABOVE_ESTIMATE),
        (notice(value_low=1), "value_low", oddities.TOKEN_AMOUNT),
        (notice(awarded_value=99.99), "awarded_value", oddities.TOKEN_AMOUNT),
    ],
    ids=lambda value: value.wrong if isinstance(value, Problem) else "",
)
def test_an_oddity_is_the_one_thing_told(
    row: dict[str, Any], column: str, problem: Problem
) -> None:
    (read_as,) = reading_of(row).rows

    (fault,) = taken(read_as).faults
    assert (fault.field, fault.wrong) == (column, problem.wrong)
    assert fault.severity is problem.severity
    assert fault.advice


def test_an_award_to_nobody_is_told_once() -> None:
    row = notice(awarded_supplier="NOT AWARDED TO SUPPLIER", awarded_value=0)

    (read_as,) = reading_of(row).rows

    assert [fault.wrong for fault in read_as.faults] == [suppliers.NOBODY.wrong]


def test_estimates_that_cross_are_both_kept() -> None:
    (row,) = reading_of(notice(value_low=260000)).rows

    read_as = taken(row).notice
    assert (read_as.value_low, read_as.value_high) == ("260000.00", "250000.00")


def test_an_estimate_of_0_is_unknown_and_crosses_nothing() -> None:
    (row,) = reading_of(notice(value_high=0)).rows

    assert taken(row).notice.value_high is None
    (fault,) = row.faults
    assert (fault.wrong, fault.severity) == (
        cells.ZERO.wrong,
        Severity.KEPT_AS_UNKNOWN,
    )


@pytest.mark.parametrize(
    ("made", "ahead"),
    [
        ("2024-02-29T12:00:00Z", ["published_date", "awarded_date"]),
        ("2024-03-01T00:00:00Z", []),
        (None, []),
    ],
)
def test_a_day_ahead_of_the_file_is_told(made: str | None, ahead: list[str]) -> None:
    (row,) = reading_of(notice(), generated=made).rows

    assert [fault.field for fault in told(oddities.AHEAD, row)] == ahead


def test_an_award_notice_comes_after_its_deadline_by_nature() -> None:
    (row,) = reading_of(notice(deadline_date="2023-12-01")).rows

    assert row.faults == ()
