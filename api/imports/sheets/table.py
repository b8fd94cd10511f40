"""A table found in a sheet: its header, its rows, and what stands around them.

Above a header there may be titles, below it sections, the header once more, totals
and remarks. None of that is a row, and none of it goes without being told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from api.imports.faults import Fault, Problem, noted, refused
from api.imports.sheets.grid import (
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Grid,
    is_blank,
    letter,
    text,
)
from api.imports.sheets.header import Column, columns_of, one_line

# How many cells a row of totals may have.
FEW: Final = 4
# Under this name the heading of a section stands on each of its rows.
SECTION: Final = "(section)"
TOTAL = re.compile(
    r"(?:grand |sub ?-?|over ?all )?totals?\b[\s:(£)]*(?:spend|value|amount|paid|cost)?"
    r"[\s:(£)]*",
    re.IGNORECASE,
)

TOO_LONG = refused(
    "the sheet has more than 20,000 rows", "split it, and import the parts one by one"
)
TOO_WIDE = refused(
    "the sheet has more than 200 columns", "leave out what is not needed"
)
NO_ROWS = refused("there are no rows below the header", "send the right sheet")
TOTALS = noted("is a row of totals", "nothing: it was left out, and is no row")
HEADER_AGAIN = noted("is the header once more", "nothing: it was left out")
HEADING = noted(
    "is one cell alone and was read as a heading",
    "nothing if it is one: it stands on the rows below; else fill in the row",
)
REMARK = noted(
    "is one cell alone below the table", "nothing if it is a remark: it was left out"
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with the number that a person sees, and its cells by column."""

    number: int
    cells: Sequence[Cell]
    section: str | None = None

    def at(self, column: int) -> Cell:
        """The cell of a column, None where nothing stands."""
        cell = self.cells[column] if column < len(self.cells) else None
        return None if is_blank(cell) else cell


@dataclass(frozen=True, slots=True)
class Table:
    """A header with the rows below it, and what was left out on the way.

    `header_row` is its number, 0 where there is none; `above` is what stands over it.
    """

    sheet: str
    header_row: int
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    above: tuple[str, ...]
    faults: tuple[Fault, ...]


def too_large(grid: Grid) -> Fault | None:
    """Why a sheet is more than can be taken in one piece."""
    if len(grid.rows) > MAX_ROWS:
        return TOO_LONG.at(None, None)
    return TOO_WIDE.at(None, None) if grid.width > MAX_COLUMNS else None


def table_of(
    grid: Grid,
    header: int | None,
    main: int | None = None,
    columns: tuple[Column, ...] | None = None,
) -> Table:
    """The table below a header; without one its columns are called by their letters.

    `main` is a column without which a row is none, so that one cell there is a row;
    `columns` are those of the header where they are known.
    """
    first = 0 if header is None else header + 1
    columns = columns or columns_of(grid, header)
    # One row of a header may be spread over two: the lower names what is meant.
    cells = grid.filled_down()
    reader = _Reader(grid, columns, main)
    rows = tuple(reader.rows(cells, first))
    above = [text(c) for row in grid.rows[: header or 0] for c in row if text(c)]
    return Table(
        sheet=grid.name,
        header_row=first,
        columns=columns,
        rows=rows,
        above=tuple(dict.fromkeys(above)),
        faults=tuple(reader.faults),
    )


class _Reader:
    """Goes down a sheet row by row."""

    def __init__(self, grid: Grid, columns: Sequence[Column], main: int | None) -> None:
        self.faults: list[Fault] = []
        self._names = {column.at: column.plain.casefold() for column in columns}
        self._wide = {m.top for m in grid.merges if m.right > m.left}
        self._main = main
        self._alone: tuple[int, int, str] | None = None
        self._section: str | None = None

    def rows(self, cells: Sequence[Sequence[Cell]], first: int) -> Iterator[TableRow]:
        for number, row in enumerate(cells[first:], first):
            filled = {at: cell for at, cell in enumerate(row) if not is_blank(cell)}
            if filled and not self._is_aside(number, filled):
                self._end_of_heading()
                yield TableRow(number + 1, row, self._section)
        if self._alone is not None:
            self._tell(REMARK)

    def _is_aside(self, number: int, filled: dict[int, Cell]) -> bool:
        """Whether a row is no row of the table: told, and left out."""
        at, cell = next(iter(filled.items()))
        if self._repeats_header(filled):
            self.faults.append(HEADER_AGAIN.at(number + 1, None))
            return True
        if TOTAL.fullmatch(text(cell)) and len(filled) <= FEW:
            self.faults.append(TOTALS.at(number + 1, None, text(cell), letter(at)))
            return True
        if len(filled) > 1 or len(self._names) < 3:  # noqa: PLR2004
            return False
        if at == self._main and number not in self._wide:
            return False
        if self._alone is not None:
            self._end_of_heading()
        self._alone = number + 1, at, text(cell)
        return True

    def _repeats_header(self, filled: dict[int, Cell]) -> bool:
        same = sum(
            one_line(cell).casefold() == self._names.get(at)
            for at, cell in filled.items()
        )
        return same > 1 and same * 2 > len(filled)

    def _end_of_heading(self) -> None:
        if self._alone is not None:
            self._section = self._alone[2]
            self._tell(HEADING)

    def _tell(self, problem: Problem) -> None:
        number, at, said = self._alone or (0, 0, "")
        self.faults.append(problem.at(number, None, said, letter(at)))
        self._alone = None
