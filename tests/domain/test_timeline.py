"""The effective clock, held to a calendar that is filled in day by day."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import given as forall
from hypothesis import note
from hypothesis import strategies as st

from domain.errors import OverridesLater
from domain.timeline import Segment, Timeline
from tests.given import occasion

FIRST = date(2026, 1, 1)
# Assertions begin and end in the middle of the calendar, so that it has edges.
DAYS = [FIRST + timedelta(days=n) for n in range(24)]
START, END = 4, 20
FIELDS = ("end", "owner", "title")


class Said(NamedTuple):
    """One assertion as a test draws it."""

    start: date
    until: date | None
    values: dict[str, int]


class Cell(NamedTuple):
    """What a day of the calendar holds for one field, and since when it was said."""

    value: int
    start: date


values = st.dictionaries(st.sampled_from(FIELDS), st.integers(0, 2), min_size=1)
starts = st.integers(START, END - 1)
saids = st.builds(
    lambda start, length, open_, values: Said(
        DAYS[start], None if open_ else DAYS[min(start + length, END)], values
    ),
    starts,
    st.integers(1, END - START),
    st.booleans(),
    values,
)
histories = st.lists(saids, max_size=7)


def timeline(said: list[Said]) -> Timeline:
    made = Timeline()
    for position, (start, until, fields) in enumerate(said, 1):
        made = made.add(position, start, until, fields)
    return made


def calendar(said: list[Said]) -> dict[date, dict[str, Cell]]:
    """Every day with what holds on it, written over assertion by assertion."""
    cells: dict[date, dict[str, Cell]] = {day: {} for day in DAYS}
    for start, until, fields in said:
        day = start
        while day in cells and day != until:
            cells[day] |= {field: Cell(v, start) for field, v in fields.items()}
            day += timedelta(days=1)
    return cells


def plain(cells: dict[str, Cell]) -> dict[str, int]:
    return {field: cell.value for field, cell in cells.items()}


@forall(histories)
def test_a_day_holds_what_was_last_said_of_it(said: list[Said]) -> None:
    line = timeline(said)

    for day, cells in calendar(said).items():
        assert line.at(day) == plain(cells)
        for field in FIELDS:
            expected = cells[field].value if field in cells else None
            assert line.value(field, day) == expected


@forall(histories, saids)
def test_the_later_position_wins_on_its_days_and_moves_no_other(
    said: list[Said], last: Said
) -> None:
    before, after = timeline(said), timeline([*said, last])

    for day in DAYS:
        covered = last.start <= day and (last.until is None or day < last.until)
        held = before.at(day)
        assert after.at(day) == (held | last.values if covered else held)


@forall(histories)
def test_segments_hold_every_day_once_and_break_only_where_values_do(
    said: list[Said],
) -> None:
    found = timeline(said).segments()
    note(str(found))

    for day, cells in calendar(said).items():
        held = [
            s.values
            for s in found
            if s.start <= day and (s.until is None or day < s.until)
        ]
        assert held == ([plain(cells)] if cells else [])
    for one, next_ in pairwise(found):
        assert one.until is not None
        assert one.until <= next_.start
        assert one.until < next_.start or one.values != next_.values


@forall(
    histories, starts, st.none() | st.integers(1, 8), st.sets(st.sampled_from(FIELDS))
)
def test_an_override_is_refused_where_a_later_start_would_be_replaced(
    said: list[Said], start: int, length: int | None, fields: set[str]
) -> None:
    until = DAYS[min(start + length, END)] if length else None
    when = replace(occasion(), day=DAYS[start], until=until)
    replaced = [
        (day, cell.start)
        for day, cells in calendar(said).items()
        if day > when.day and (until is None or day < until)
        for field, cell in cells.items()
        if field in fields and cell.start > when.day
    ]

    line = timeline(said)
    if not replaced:
        line.refuse_override(fields, when)
        return
    with pytest.raises(OverridesLater) as refused:
        line.refuse_override(fields, when)
    # What is replaced first may begin later than what is replaced next, if that is
    # hidden on its own first days.
    first = {start for day, start in replaced if day == min(replaced)[0]}
    assert any(f"from {start} on" in refused.value.detail for start in first)


@forall(histories, starts, st.sets(st.sampled_from(FIELDS)))
def test_nothing_is_refused_to_who_says_until_when(
    said: list[Said], start: int, fields: set[str]
) -> None:
    meant = replace(occasion(), day=DAYS[start], replaces_later=True)

    timeline(said).refuse_override(fields, meant)


@forall(histories, saids)
def test_news_is_what_holds_otherwise_on_some_day(said: list[Said], last: Said) -> None:
    news = timeline(said).news(last.values, last.start, last.until)

    days = [
        plain(cells)
        for day, cells in calendar(said).items()
        if last.start <= day and (last.until is None or day < last.until)
    ]
    assert news == {
        field: value
        for field, value in last.values.items()
        if any(held.get(field) != value for held in days)
    }


def on(day: int, month: int = 3) -> date:
    return date(2026, month, day)


def test_segments_of_a_term_that_was_put_right_for_a_month() -> None:
    line = (
        Timeline()
        .add(1, on(1), None, {"end": "2027", "owner": "Ann"})
        .add(2, on(1, 6), None, {"end": "2028"})
        .add(3, on(1, 4), on(1, 5), {"owner": "Ben"})
    )

    assert line.segments() == [
        Segment(on(1), on(1, 4), {"end": "2027", "owner": "Ann"}),
        Segment(on(1, 4), on(1, 5), {"end": "2027", "owner": "Ben"}),
        Segment(on(1, 5), on(1, 6), {"end": "2027", "owner": "Ann"}),
        Segment(on(1, 6), None, {"end": "2028", "owner": "Ann"}),
    ]


def test_days_of_which_nobody_spoke_are_in_no_segment() -> None:
    line = (
        Timeline()
        .add(1, on(1), on(5), {"owner": "Ann"})
        .add(2, on(9), on(12), {"owner": "Ann"})
    )

    assert line.segments() == [
        Segment(on(1), on(5), {"owner": "Ann"}),
        Segment(on(9), on(12), {"owner": "Ann"}),
    ]


def test_the_first_day_of_the_calendar_is_a_day() -> None:
    line = Timeline().add(1, date.min, None, {"owner": "Ann"})

    assert line.segments() == [Segment(date.min, None, {"owner": "Ann"})]


def test_a_refused_override_names_field_day_position_and_both_ways_out() -> None:
    line = Timeline().add(1, on(1), None, {"end": 1}).add(7, on(9), None, {"end": 2})

    with pytest.raises(OverridesLater) as refused:
        line.refuse_override({"end"}, replace(occasion(), day=on(5)))

    assert refused.value.pointer == "/effective_until"
    for words in ("end has", "2026-03-09", "#7", '"open"'):
        assert words in refused.value.detail


def test_a_value_that_is_itself_replaced_stands_in_nobodys_way() -> None:
    line = Timeline().add(1, on(9), None, {"end": 1}).add(2, on(4), None, {"end": 2})

    line.refuse_override({"end"}, replace(occasion(), day=on(5)))

    assert line.news({"end": 2}, on(5), None) == {}


def test_an_assertion_of_nothing_is_none() -> None:
    assert Timeline().add(1, on(1), None, {}) == Timeline()


def test_who_gives_a_value_is_found_by_day_and_by_position() -> None:
    line = (
        Timeline()
        .add(1, on(1), None, {"end": 1, "owner": "Ann"})
        .add(2, on(5), None, {"owner": "Ben"})
    )
    first, second = line.assertions

    found: list[Any] = [
        line.behind({"end", "owner"}, on(4)),
        line.behind({"end", "owner"}, on(5)),
        line.behind({"end"}, on(5)),
        line.behind({"title"}, on(5)),
        line.asserted_at(2),
        line.asserted_at(3),
    ]

    assert found == [first, second, first, None, second, None]
