"""One row: every column is taken once, nothing is dropped, refusals say why."""

import json
from datetime import date
from typing import Any

import pytest

from api.imports import cells, codes, notice_row, words
from api.imports.contracts_finder import read
from api.imports.faults import Problem, Severity
from api.imports.reading import Row
from tests.api.imports.notices import (
    ID,
    LEFT_OUT,
    notice,
    notice_of,
    refused,
    row_of,
    taken,
    told,
)


def row_of_text(text: str) -> Row:
    (row,) = read(f"[{text}]".encode()).rows
    return row


def test_each_column_has_its_place() -> None:
    read_as = notice_of()

    assert read_as.notice_id == ID
    assert read_as.title == "Grounds maintenance, north parks"
    assert read_as.description == "Mowing, hedges and beds in eleven parks."
    assert read_as.organisation == "Northmoor Borough Council"
    assert (read_as.notice_type, read_as.status) == ("Contract", "awarded")
    assert read_as.published_on == date(2024, 3, 1)
    assert read_as.deadline_on == date(2024, 1, 19)
    assert read_as.awarded_on == date(2024, 3, 1)
    assert (read_as.value_low, read_as.value_high) == ("100000.00", "250000.00")
    assert read_as.awarded_value == "181250.50"
    assert (read_as.currency, read_as.vat_basis) == ("GBP", "unknown")
    assert read_as.suppliers == ("Halden Grounds Ltd",)
    assert (read_as.awarded_to_sme, read_as.suitable_for_sme) == (True, True)
    assert read_as.cpv_codes == ("77310000", "77340000")
    assert (read_as.region, read_as.postcode) == ("North West", "ZZ1 1AA")
    assert read_as.url == f"https://notices.example/Published/Notice/{ID}"
    assert read_as.unmapped == {}


@pytest.mark.parametrize("found", [None, "", "  ", 7, True, [], {}, "a b", "x" * 81])
def test_a_row_without_an_id_that_can_be_read_is_refused(found: Any) -> None:
    row = refused(row_of(id=found))

    assert row.notice_id is None
    assert told(notice_row.NO_ID, row)[0].severity is Severity.REFUSED


@pytest.mark.parametrize("found", [LEFT_OUT, None, "", " \n ", "\x00", 7, ["Bus"]])
def test_a_row_without_a_title_that_can_be_read_is_refused(found: Any) -> None:
    row = refused(row_of(title=found))

    assert row.notice_id == ID
    assert told(notice_row.NO_TITLE, row)


def test_a_refusal_names_every_fault_of_its_row() -> None:
    row = refused(row_of(id=None, title="", value_low="much", deadline_date="soon"))

    assert [fault.field for fault in row.faults] == [
        "id",
        "title",
        "deadline_date",
        "value_low",
    ]


def test_everything_but_id_and_title_may_be_missing() -> None:
    row = taken(row_of_text('{"id": "a-1", "title": "Bus shelters"}'))

    content = row.notice.canonical
    known = {name: value for name, value in content.items() if value not in (None, ())}
    assert known == {"notice_id": "a-1", "title": "Bus shelters", "unmapped": {}}


@pytest.mark.parametrize(
    ("column", "found", "problem"),
    [
        ("published_date", "March 2024", cells.NOT_A_DAY),
        ("deadline_date", 45000, cells.NUMBER_FOR_DAY),
        ("awarded_value", "about 2 million", cells.NOT_AN_AMOUNT),
        ("awarded_to_sme", "true", cells.NOT_A_FLAG),
        ("suitable_for_sme", 1, cells.NOT_A_FLAG),
        ("cpv_codes", "parks 77310000", codes.NOT_CPV),
        ("postcode", "see documents", codes.NOT_A_POSTCODE),
        ("url", "javascript:alert(1)", codes.NOT_A_LINK),
        ("description", 12.5, words.NOT_WORDS),
        ("organisation", ["Northmoor"], words.NOT_WORDS),
    ],
)
def test_a_value_that_cannot_be_read_is_unknown_and_stays_as_found(
    column: str, found: Any, problem: Problem
) -> None:
    row = taken(row_of(**{column: found}))

    (fault,) = told(problem, row)
    assert (fault.field, fault.severity) == (column, Severity.KEPT_AS_UNKNOWN)
    kept = found if isinstance(found, str) else json.dumps(found)
    assert row.notice.unmapped == {column: kept}


def test_columns_without_a_place_are_kept() -> None:
    row = taken(
        row_of(lot="2", spend=12.50, live=True, tags=["a", 1e3], empty=None, blank=" ")
    )

    assert row.notice.unmapped == {
        "lot": "2",
        "spend": "12.5",
        "live": "true",
        "tags": '["a","1000.0"]',
    }


def test_two_columns_that_look_alike_are_both_kept() -> None:
    row = taken(row_of(**{"lot\x00": "first", r"lot\x00": "second", "": "third"}))

    assert row.notice.unmapped == {r"lot\x00": "first\nsecond", "(no name)": "third"}


def test_a_column_that_stands_twice_refuses_the_row() -> None:
    row = refused(row_of_text('{"id": "a", "title": "One", "title": "Two"}'))

    (fault,) = row.faults
    assert (fault.field, fault.wrong) == ("title", notice_row.DOUBLED.wrong)
    assert row.notice_id == "a"


def test_an_id_that_stands_twice_is_no_id() -> None:
    assert refused(row_of_text('{"id": "a", "id": "b"}')).notice_id is None


def test_a_name_that_stands_twice_within_a_column_refuses_the_row() -> None:
    row = row_of_text('{"id": "a", "title": "T", "lots": [{"n": 1, "n": 2}]}')

    assert told(notice_row.DOUBLED, refused(row))[0].field == "n"


@pytest.mark.parametrize("depth", [19, 900])
def test_only_what_is_nested_beyond_reason_refuses_the_row(depth: int) -> None:
    nested = "[" * depth + "]" * depth

    row = row_of_text(f'{{"id": "a", "title": "T", "x": {nested}}}')

    assert bool(told(notice_row.TOO_DEEP, row)) == (depth > 19)


def test_a_row_of_too_many_columns_is_refused() -> None:
    columns = {f"column {number}": 1 for number in range(200)}

    assert told(notice_row.TOO_WIDE, refused(row_of(**columns)))


def test_a_description_of_the_length_at_which_the_source_cuts_is_told() -> None:
    row = taken(row_of(description="x" * 500))

    (fault,) = told(words.CUT_AT_SOURCE, row)
    assert (fault.field, fault.value) == ("description", "500 characters")
    assert told(words.CUT_AT_SOURCE, row_of(description="x" * 499)) == []


def test_a_title_too_long_for_the_register_is_cut_and_kept_beside() -> None:
    row = taken(row_of(title="long " * 100))

    assert row.notice.title == ("long " * 60).strip()
    assert row.notice.unmapped == {"title": ("long " * 100).strip()}
    assert told(words.LONG_LINE, row)


def test_a_number_beyond_any_float_is_told_and_not_raised() -> None:
    text = json.dumps(notice(value_low="HERE")).replace('"HERE"', "1e400")

    row = taken(row_of_text(text))

    assert told(cells.TOO_LARGE, row)[0].value == "1e400"
    assert row.notice.unmapped == {"value_low": "1e400"}


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_no_amount(text: str) -> None:
    row = row_of(value_low=float(text))

    assert told(cells.NOT_AN_AMOUNT, taken(row))[0].value == text


def test_what_is_no_number_is_no_text_either() -> None:
    assert told(notice_row.NO_TITLE, refused(row_of(title=float("nan"))))


def test_a_line_break_within_a_text_is_read() -> None:
    row = row_of_text('{"id": "a", "title": "T", "description": "One\ntwo"}')

    assert taken(row).notice.description == "One\ntwo"
