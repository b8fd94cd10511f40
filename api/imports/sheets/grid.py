"""A sheet before anybody has said what it means: cells, where they lie, what merges."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 200
# A title, a date and a logo may stand above the header of a sheet; a book does not.
PREAMBLE: Final = 60

Cell: TypeAlias = str | int | float | bool | date | datetime | None


class Merge(NamedTuple):
    """Cells that were made one: from the first to the last of both, inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """One sheet. Rows and columns count from 0 here and from 1 and A for people."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merges: tuple[Merge, ...] = ()

    @cached_property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((len(row) for row in self.rows), default=0)

    def filled_down(self) -> list[list[Cell]]:
        """The rows with what stands in a merged cell in each of its rows.

        Sideways it stands in its first column alone: a heading across a sheet is no
        value of every column.
        """
        filled = [list(row) for row in self.rows]
        for merge in self.merges:
            value = _at(filled, merge.top, merge.left)
            for row in filled[merge.top : merge.bottom + 1]:
                row.extend([None] * (merge.left + 1 - len(row)))
                row[merge.left] = value
        return filled


def letter(column: int) -> str:
    """What people call a column: A, B ... Z, AA."""
    name = ""
    while column >= 0:
        column, digit = divmod(column, 26)
        name = chr(ord("A") + digit) + name
        column -= 1
    return name


def text(cell: Cell) -> str:
    """A cell as a person reads it: whole numbers without a point, days as days."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _at(rows: Sequence[Sequence[Cell]], row: int, column: int) -> Cell:
    found = rows[row] if row < len(rows) else ()
    return found[column] if column < len(found) else None
