"""Rows about the same thing: taken once, or refused together, never one by luck."""

import pytest

from api.imports import repeats
from api.imports.faults import Severity
from api.imports.reading import Counts, RepeatedRow
from tests.api.imports.notices import ID, OTHER, notice, reading_of, told


def test_equal_rows_are_one_notice() -> None:
    reading = reading_of(notice(), notice(title="Grounds  maintenance, north parks "))

    assert reading.counts == Counts(rows=2, notices=1, repeated=1, refused=0)
    repeated = reading.rows[1]
    assert isinstance(repeated, RepeatedRow)
    assert (repeated.first, repeated.notice_id) == (1, ID)
    assert [fault.wrong for fault in repeated.faults] == [repeats.REPEATED.wrong]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_rows_at_odds_over_one_notice_are_all_refused_in_any_order(
    order: tuple[int, ...],
) -> None:
    rows = [notice(), notice(), notice(status="withdrawn", value_low=None)]

    reading = reading_of(*(rows[place] for place in order))

    assert reading.counts == Counts(rows=3, notices=0, repeated=0, refused=3)
    (fault,) = told(repeats.AT_ODDS, reading.rows[0])
    assert fault.value == "also row 2, 3: status, value_low"
    assert fault.severity is Severity.REFUSED


def test_one_id_in_capitals_and_small_letters_is_one_notice() -> None:
    reading = reading_of(notice(), notice(id=ID.upper()))

    assert reading.counts.repeated == 1


def test_notices_of_one_title_and_buyer_point_at_each_other() -> None:
    reading = reading_of(
        notice(),
        notice(id=OTHER, title="GROUNDS maintenance, north parks"),
        notice(id="x", organisation="Kelder District Council"),
    )

    assert told(repeats.SAME_TITLE, reading.rows[0])[0].value == "as row 2"
    assert told(repeats.SAME_TITLE, reading.rows[1])[0].value == "as row 1"
    assert told(repeats.SAME_TITLE, reading.rows[2]) == []
