"""A file of notices as a whole: what became of its rows, and that it adds up."""

import hashlib
import json
from datetime import date
from typing import Any

import pytest

from api.imports import contracts_finder as finder
from api.imports import json_text, notice_row
from api.imports.contracts_finder import read
from api.imports.faults import Problem
from api.imports.reading import Counts, Reading
from tests.api.imports.notices import (
    ID,
    OTHER,
    file_of,
    notice,
    reading_of,
    taken,
    tender,
    told,
)


def whole_file(reading: Reading) -> tuple[str, str]:
    """What is wrong with a file that was refused as a whole, and what shows it."""
    assert reading.rows == ()
    assert reading.anything_refused
    assert not reading.lists_all
    (fault,) = reading.faults
    assert fault.row is None
    assert fault.advice
    return fault.wrong, fault.value


def test_a_plain_file_has_no_faults() -> None:
    reading = reading_of(notice(), tender(id=OTHER, title="Bus shelters"))

    assert list(reading.faults) == []
    assert reading.counts == Counts(rows=2, notices=2, repeated=0, refused=0)
    assert [row.row for row in reading.rows] == [1, 2]


def test_a_reading_says_what_it_read() -> None:
    data = file_of(notice(), source="Contracts Finder &amp; co", total_notices=1)

    reading = read(data)

    assert reading.sha256 == hashlib.sha256(data).hexdigest()
    assert reading.source == "Contracts Finder & co"
    assert reading.made_on == date(2026, 3, 8)
    assert reading.announced == 1


def test_a_bare_list_is_read_and_its_dates_are_not_tested() -> None:
    reading = read(json.dumps([notice(awarded_date="2099-01-01")]).encode())

    (fault,) = reading.faults
    assert fault.wrong == finder.UNDATED.wrong
    assert reading.counts.notices == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_the_encodings_of_json_are_read(encoding: str) -> None:
    text = json.dumps([notice(title="Café")], ensure_ascii=False)

    (row,) = read(text.encode(encoding)).rows

    assert taken(row).notice.title == "Café"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", json_text.EMPTY),
        (b" \n ", json_text.EMPTY),
        (b"<html>Sign in</html>", json_text.NOT_JSON),
        (file_of(notice())[:-9], json_text.NOT_JSON),
        (b'[{"id": "a" "title": "b"}]', json_text.NOT_JSON),
        (b"PK\x03\x04\xff\xfe\x00\x80", json_text.NOT_TEXT),
        (b"[" * 100_000, json_text.TOO_DEEP),
        (b" " * (json_text.MAX_BYTES + 1), json_text.HUGE),
        (b"[" + b"1," * (json_text.MAX_COMMAS + 1) + b"1]", json_text.CROWDED),
        (b"null", finder.NO_LIST),
        (b"NaN", finder.NO_LIST),
        (b'"contracts"', finder.NO_LIST),
        (b'{"releases": []}', finder.NO_LIST),
        (b'{"contracts": {}}', finder.NO_LIST),
        (b'{"contracts": null}', finder.NO_LIST),
        (b'{"contracts": [1], "contracts": []}', finder.TWO_LISTS),
        (b'{"contracts": []}', finder.NO_ROWS),
        (b"[" + b"1," * finder.MAX_ROWS + b"1]", finder.TOO_MANY),
    ],
    ids=lambda value: repr(value)[:24] if isinstance(value, bytes) else "",
)
def test_a_file_that_cannot_be_read_is_refused_with_advice(
    data: bytes, problem: Problem
) -> None:
    wrong, _ = whole_file(read(data))

    assert wrong == problem.wrong


def test_a_refused_file_says_where_reading_stopped() -> None:
    assert whole_file(read(b'[\n{"id": }\n]'))[1] == "line 2 column 8"


def test_a_file_of_another_form_says_what_it_holds_instead() -> None:
    assert whole_file(read(b'{"uri": "", "releases": []}'))[1] == "uri, releases"


def test_a_row_that_is_no_object_is_refused_and_its_neighbours_are_taken() -> None:
    reading = reading_of(notice(), ["x"], None, 7, notice(id=OTHER, title="Bus"))

    assert reading.counts == Counts(rows=5, notices=2, repeated=0, refused=3)
    assert [row.row for row in reading.taken] == [1, 5]
    assert told(notice_row.NOT_AN_OBJECT, reading.rows[1])[0].value == "a list of 1"


def test_a_file_shorter_than_it_says_cannot_tell_what_is_no_longer_listed() -> None:
    reading = reading_of(notice(), total_notices=94)

    (fault,) = reading.faults
    assert fault.wrong == finder.SHORT.wrong
    assert fault.value == "94 announced, 1 found"
    assert not reading.lists_all


def test_a_refused_notice_is_still_listed() -> None:
    reading = reading_of(notice(), notice(id=OTHER, title=""))

    assert reading.listed == {ID, OTHER}
    assert reading.lists_all


def test_a_row_without_id_leaves_open_what_is_no_longer_listed() -> None:
    reading = reading_of(notice(), notice(id=None))

    assert reading.listed == {ID}
    assert not reading.lists_all


def test_several_buyers_are_told_with_their_numbers() -> None:
    reading = reading_of(
        notice(), notice(id="b"), notice(id="c", organisation="NORTHMOOR BC")
    )

    (fault,) = (each for each in reading.faults if each.row is None)
    assert fault.wrong == finder.SEVERAL_BUYERS.wrong
    assert fault.value == "Northmoor Borough Council (2), NORTHMOOR BC (1)"


def test_publication_after_the_award_is_one_line_and_not_one_a_row() -> None:
    late = {"published_date": "2024-06-01", "awarded_date": "2024-03-01"}

    reading = reading_of(notice(**late), notice(**late, id=OTHER, title="Bus shelters"))

    (fault,) = reading.faults
    assert (fault.wrong, fault.value) == (finder.PUBLISHED_AFTER.wrong, "2 notices")


def test_parts_of_the_file_that_are_not_imported_are_named() -> None:
    reading = read(json.dumps({"contracts": [notice()], "suppliers": []}).encode())

    assert finder.LEFT_OUT.at(None, None, "suppliers") in list(reading.faults)


@pytest.mark.parametrize(
    "meta", [None, [], {"generated": 7, "total_notices": "9" * 99}]
)
def test_a_strange_heading_does_not_stop_the_rows(meta: Any) -> None:
    reading = read(json.dumps({"meta": meta, "contracts": [notice()]}).encode())

    assert reading.counts.notices == 1
    assert (reading.made_on, reading.announced) == (None, None)


def test_the_match_list_holds_the_cells_as_they_stand() -> None:
    cell = "Moss &amp; Fell Ltd,Ash, Birch &amp; Cole"

    reading = reading_of(notice(), notice(id=OTHER, awarded_supplier=cell))

    (row,) = reading.match_list
    assert row.notice.supplier is not None
    assert row.notice.supplier.verbatim == cell
    assert row.notice.suppliers == ()
