"""Tables as they stand in sheets: titles above, totals below, headings in between."""

from collections.abc import Sequence
from typing import Any

from api.imports.columns.fields import KINDS
from api.imports.columns.mapping import knows, mapped
from api.imports.sheets.grid import Cell, Grid, Merge
from api.imports.sheets.header import header_of
from api.imports.sheets.table import Table, table_of
from tests.api.imports.sheets import told

RISKS, CONTRACTS = KINDS["risks"], KINDS["contracts"]
Rows = Sequence[Sequence[Cell]]
HEADER = ["Contract ref", "Contract title", "Supplier"]


def table(*rows: Sequence[Any], merges: Sequence[Merge] = (), main: int = 1) -> Table:
    grid = Grid("Sheet", rows, tuple(merges))
    return table_of(grid, header_of(grid, knows(CONTRACTS, {})), main)


def test_titles_above_the_header_are_no_rows() -> None:
    found = table(["Northmoor"], [], ["As at", "1 April"], HEADER, ["C1", "Care", "A"])

    assert found.header_row == 4
    assert [row.number for row in found.rows] == [5]
    assert found.above == ("Northmoor", "As at", "1 April")


def test_one_known_name_is_a_header_where_the_others_are_names_too() -> None:
    grid = Grid("Sheet", (["Northmoor"], ["Supplier", "Remarks"], ["A", "x"]), ())
    alone = Grid("Sheet", (["Supplier"], ["A"], ["B"]), ())

    assert header_of(grid, knows(CONTRACTS, {})) == 1
    assert header_of(alone, knows(CONTRACTS, {})) == 0


def test_one_known_name_is_none_where_it_is_a_title_or_a_value() -> None:
    title: Rows = (["Supplier"], ["Who", "What", "When"], ["A", "x", "y"])
    value: Rows = (["Who", "What", "Sort"], ["A", "x", "Supplier"], ["B", 3, 4])

    assert header_of(Grid("Sheet", title, ()), knows(CONTRACTS, {})) is None
    assert header_of(Grid("Sheet", value, ()), knows(CONTRACTS, {})) is None


def test_blank_rows_and_columns_are_passed_over_and_rows_keep_their_numbers() -> None:
    found = table(HEADER, [], ["C1", None, "Care", "A"], [" ", ""], ["C2", "", "Grit"])

    assert [row.number for row in found.rows] == [3, 5]


def test_a_column_without_a_name_is_called_by_its_letter() -> None:
    found = table([*HEADER, None, "Notes"], ["C1", "Care", "A", "x", "y"])

    assert [column.name for column in found.columns][3:] == ["column D", "Notes"]


def test_the_header_once_more_is_told_and_left_out() -> None:
    found = table(HEADER, ["C1", "Care", "A"], HEADER, ["C2", "Grit", "B"])

    assert [row.number for row in found.rows] == [2, 4]
    assert told(found.faults) == [(3, None, "is the header once more")]


def test_totals_are_told_and_left_out() -> None:
    found = table(HEADER, ["C1", "Care", "A"], ["Total", None, 1250.0])

    assert len(found.rows) == 1
    assert told(found.faults) == [(3, "A", "is a row of totals")]


def test_a_contract_with_total_in_its_name_is_a_contract() -> None:
    found = table(HEADER, ["C1", "Total facilities management", "A"])

    assert len(found.rows) == 1


def test_one_cell_alone_heads_the_rows_below_it() -> None:
    found = table(HEADER, ["Adults"], ["C1", "Care", "A"], ["Places"], ["C2", "Grit"])

    assert [row.section for row in found.rows] == ["Adults", "Places"]
    assert told(found.faults)[0] == (
        2,
        "A",
        "is one cell alone and was read as a heading",
    )


def test_one_cell_alone_at_the_end_is_a_remark() -> None:
    found = table(HEADER, ["C1", "Care", "A"], ["Values exclude VAT"])

    assert told(found.faults) == [(3, "A", "is one cell alone below the table")]


def test_a_row_with_nothing_but_its_title_is_a_row() -> None:
    found = table(HEADER, [None, "Day centre"])

    assert len(found.rows) == 1


def test_a_cell_merged_downwards_stands_in_each_of_its_rows() -> None:
    found = table(
        HEADER,
        ["C1", "Care", "A"],
        [None, "Respite", "B"],
        merges=[Merge(1, 0, 2, 0)],
    )

    assert [row.at(0) for row in found.rows] == ["C1", "C1"]


def test_a_header_over_two_rows_names_columns_by_both() -> None:
    rows: list[list[Cell]] = [
        [None, "Inherent risk", None, "Residual risk", None],
        ["Risk", "L", "I", "L", "I"],
        ["Fire", 1, 2, 3, 4],
    ]
    grid = Grid("Sheet", rows, (Merge(0, 1, 0, 2), Merge(0, 3, 0, 4)))

    found = table_of(grid, header_of(grid, knows(RISKS, {})))
    columns, _ = mapped(RISKS, found.columns, {})

    assert [c.field.name for c in columns if c.field] == [
        "title",
        "inherent_likelihood",
        "inherent_impact",
        "current_likelihood",
        "current_impact",
    ]


def test_a_header_over_two_rows_is_read_where_nothing_says_what_was_merged() -> None:
    rows = [
        ["", "Inherent", "", "Current", ""],
        ["Risk", "L", "I", "L", "I"],
        ["Fire", "1", "2", "3", "4"],
    ]
    grid = Grid("Sheet", rows)

    found = table_of(grid, header_of(grid, knows(RISKS, {})))

    assert [column.name for column in found.columns][1:3] == [
        "Inherent L",
        "Inherent I",
    ]


def test_one_name_twice_is_two_columns() -> None:
    found = table([*HEADER, "Notes", "Notes"], ["C1", "Care", "A", "x", "y"])

    assert [column.name for column in found.columns][3:] == ["Notes", "Notes (2)"]


def test_the_caller_says_what_a_column_holds_by_name_or_letter() -> None:
    found = table([*HEADER, "Ends"], ["C1", "Care", "A", "x"])

    columns, faults = mapped(CONTRACTS, found.columns, {"Ends": "end", "C": ""})

    assert {c.column.letter: c.field.name for c in columns if c.field} == {
        "A": "contract_number",
        "B": "title",
        "D": "end",
    }
    assert told(faults) == [(None, "C", "has no place in the register")]


def test_what_the_caller_says_of_no_column_is_refused() -> None:
    found = table(HEADER, ["C1", "Care", "A"])

    _, faults = mapped(CONTRACTS, found.columns, {"Nowhere": "end", "A": "colour"})

    assert [fault.wrong for fault in faults] == [
        "is a column that the sheet does not have",
        "is no field of this kind",
    ]
