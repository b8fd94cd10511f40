"""The interval tree and the civil days."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projections.intervals import fork, path
from projections.london import end_of, london_day

positions = st.integers(1, 2**40)


@given(positions, positions, positions)
def test_a_version_is_found_at_a_position_just_when_it_is_alive(
    one: int, other: int, position: int
) -> None:
    known_from, known_to = sorted((one, other))
    known_to += known_from == known_to
    node = fork(known_from, known_to)

    nodes = path(position, max(known_to, position))
    found = (node in nodes.before and known_to > position) or (
        node in nodes.after and known_from <= position
    )

    assert found == (known_from <= position < known_to)
    assert known_from <= node < known_to


@given(positions)
def test_the_way_to_a_position_is_short(position: int) -> None:
    nodes = path(position, 2 * position)

    assert len(nodes.before) + len(nodes.after) <= 42
    assert not set(nodes.before) & set(nodes.after)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_days_are_those_of_london(moment: datetime, day: date) -> None:
    assert london_day(moment) == day


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_day_ends_with_its_last_moment(day: date) -> None:
    last = end_of(day)

    assert london_day(last) == day
    assert london_day(last.replace(microsecond=0, second=0)) == day
    assert last.microsecond == 999_999
