"""Files of any make: what is a sheet, and what is told of a file that is none."""

from datetime import date
from pathlib import Path

import pytest

from api.imports.faults import Fault
from api.imports.sheets.csv_text import read_csv
from api.imports.sheets.grid import Grid, letter
from api.imports.sheets.workbook import Book, read_workbook
from tests.api.imports.sheets import book, csv_of

CALDERDALE = Path(__file__).parents[4] / "shared/data/spend-calderdale/2022-07.csv"


def rows_of(read: Grid | Fault) -> list[list[object]]:
    assert isinstance(read, Grid), read
    return [list(row) for row in read.rows]


def test_a_workbook_keeps_days_numbers_and_where_cells_lie() -> None:
    data = book([[], [None, "Title"], [1.5, date(2026, 4, 1), True]])

    read = read_workbook(data)

    assert isinstance(read, Book)
    assert read.grids[0].rows == [[], [None, "Title"], [1.5, date(2026, 4, 1), True]]


def test_a_merged_cell_is_known_with_all_that_it_covers() -> None:
    data = book([["a"], ["b", 1], ["c"]], [("C1:C3", "over three rows")])

    read = read_workbook(data)

    assert isinstance(read, Book)
    filled = read.grids[0].filled_down()
    assert [row[2] for row in filled if len(row) > 2] == ["over three rows"] * 3


def test_every_sheet_that_is_seen_is_read() -> None:
    data = book([["x"]], others={"Guidance": [["Read me"]]})

    read = read_workbook(data)

    assert isinstance(read, Book)
    assert [grid.name for grid in read.grids] == ["Guidance", "Register"]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and then nothing that is a workbook",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 20,
        book([["only"]])[:400],
    ],
)
def test_what_is_no_workbook_is_one_refusal(data: bytes) -> None:
    read = read_workbook(data)

    assert isinstance(read, Fault)
    assert "CSV" in read.advice


def test_one_cell_far_away_takes_no_memory_from_the_register() -> None:
    """A few thousand bytes can ask for half a terabyte: another process is asked."""
    far: list[list[str]] = [[] for _ in range(1_048_575)]
    data = book([["a"], *far[:-1], [*[None] * 16_383, "z"]])

    read = read_workbook(data)

    assert isinstance(read, Fault)
    assert "far away" in read.wrong


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_in_the_encoding_and_with_the_separator_that_it_has(
    separator: str, encoding: str
) -> None:
    data = csv_of(
        ["Title", "Value", "Café"],
        ["Care, home", "£1,250.00", "yes; no"],
        ["Grounds", "£40", ""],
        separator=separator,
        encoding=encoding,
    )

    rows = rows_of(read_csv(data))

    assert rows[:2] == [
        ["Title", "Value", "Café"],
        ["Care, home", "£1,250.00", "yes; no"],
    ]


def test_a_cell_may_hold_a_line_break() -> None:
    assert rows_of(read_csv(b'a,b\r\n"one\ntwo",2\r\n')) == [
        ["a", "b"],
        ["one\ntwo", "2"],
    ]


@pytest.mark.parametrize("data", [b"", b"  \n", b"\x00\x01\x02\x03" * 500])
def test_what_is_no_text_is_one_refusal(data: bytes) -> None:
    assert isinstance(read_csv(data), Fault)


def test_columns_are_called_as_people_call_them() -> None:
    assert [letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.skipif(not CALDERDALE.exists(), reason="shared data is not here")
def test_a_published_file_keeps_all_its_rows() -> None:
    assert len(rows_of(read_csv(CALDERDALE.read_bytes()))) == 1_583
