"""The header of a sheet: which row it is, and what it calls the columns.

It may lie below titles, have gaps, be broken over two rows, and say one name twice.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from api.imports.sheets.grid import PREAMBLE, Cell, Grid, is_blank, letter, text

# Whether a name is that of a column that has a place in the register.
Knows = Callable[[str], bool]


class Column(NamedTuple):
    """A column of a table: where it lies, and what its header calls it.

    `plain` is its name without that of the group above it.
    """

    at: int
    name: str
    plain: str

    @property
    def letter(self) -> str:
        """What people call the column."""
        return letter(self.at)


def header_of(grid: Grid, knows: Knows) -> int | None:
    """The row, from 0, in which most cells are names that are known.

    One known name is enough in a row that names at least half of the columns below:
    else it may as well be a title, or a value.
    """
    best, most = None, 0
    for number in range(min(len(grid.rows), PREAMBLE)):
        known = known_names(grid, number, knows)
        if known > most and (known > 1 or _names_most(grid, number)):
            best, most = number, known
    return best


def _names_most(grid: Grid, header: int) -> bool:
    """Whether a row has words for at least half of the columns that follow it.

    And the first that has so many: below another one it is a row of values.
    """
    words = _words(grid.rows[header])
    if any(len(_words(row)) >= len(words) for row in grid.rows[:header]):
        return False
    below = {
        at
        for row in grid.rows[header + 1 :]
        for at, cell in enumerate(row)
        if not is_blank(cell)
    }
    return bool(below) and len(words & below) * 2 >= len(below | words)


def known_names(grid: Grid, header: int, knows: Knows) -> int:
    """How many columns of a header have names that are known."""
    named = _named(grid, header)
    return sum(knows(each.name) or knows(each.plain) for each in named.values())


def _words(row: Sequence[Cell]) -> set[int]:
    """Where in a row words stand."""
    return {at for at, cell in enumerate(row) if isinstance(cell, str) and cell.strip()}


def columns_of(grid: Grid, header: int | None) -> tuple[Column, ...]:
    """Every column in which anything stands; those without a name get a letter."""
    names = {} if header is None else _named(grid, header)
    first = 0 if header is None else header + 1
    filled = {
        at
        for row in grid.rows[first:]
        for at, cell in enumerate(row)
        if not is_blank(cell)
    }
    columns: list[Column] = []
    times: Counter[str] = Counter()
    for at in sorted(filled | names.keys()):
        column = names.get(at) or Column(at, f"column {letter(at)}", "")
        times[column.name] += 1
        if times[column.name] > 1:
            column = column._replace(name=f"{column.name} ({times[column.name]})")
        columns.append(column)
    return tuple(columns)


def _named(grid: Grid, header: int) -> dict[int, Column]:
    """What a header calls its columns, under the groups that the row above names."""
    own = {
        at: one_line(cell)
        for at, cell in enumerate(grid.rows[header])
        if one_line(cell)
    }
    own |= _merged_from_above(grid, header, own)
    groups = _groups(grid, header)
    return {
        at: Column(at, f"{groups[at]} {name}" if at in groups else name, name)
        for at, name in own.items()
    }


def _groups(grid: Grid, header: int) -> dict[int, str]:
    """The headings over several columns each: "Inherent" over likelihood and impact.

    One over more than half of the sheet is its title.
    """
    if not header:
        return {}
    above = grid.rows[header - 1]
    spans = [
        (m.left, m.right)
        for m in grid.merges
        if m.bottom == header - 1 and m.right > m.left and m.left < len(above)
    ]
    return {
        at: one_line(above[left])
        for left, right in spans or _spread(above, grid.width)
        if (right - left + 1) * 2 <= grid.width and one_line(above[left])
        for at in range(left, right + 1)
    }


def _spread(above: Sequence[Cell], width: int) -> list[tuple[int, int]]:
    """The headings of a file that cannot say what was merged: each up to the next."""
    starts = [at for at, cell in enumerate(above) if not is_blank(cell)]
    if len(starts) < 2:  # noqa: PLR2004 - one alone is a title
        return []
    ends = [*(start - 1 for start in starts[1:]), width - 1]
    return [
        (start, end) for start, end in zip(starts, ends, strict=True) if end > start
    ]


def _merged_from_above(grid: Grid, header: int, own: dict[int, str]) -> dict[int, str]:
    """Names that stand in cells which reach down into the header from above it."""
    return {
        m.left: one_line(grid.rows[m.top][m.left])
        for m in grid.merges
        if m.top < header <= m.bottom
        and m.left == m.right
        and m.left not in own
        and m.left < len(grid.rows[m.top])
    }


def one_line(cell: Cell) -> str:
    """A heading on one line: it may be broken over several in its cell."""
    return " ".join(text(cell).split())
