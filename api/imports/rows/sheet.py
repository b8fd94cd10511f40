"""From a file to rows of clean values: which sheet, which columns, what each says."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from api.imports.columns.fields import Kind
from api.imports.columns.mapping import Mapped, knows, mapped, section_field
from api.imports.faults import Fault, Severity, noted, refused
from api.imports.json_text import MAX_BYTES
from api.imports.rows.options import Options
from api.imports.rows.read_row import Read, ReadRow, RowReader
from api.imports.sheets.csv_text import read_csv
from api.imports.sheets.grid import Cell, Grid, is_blank, letter, text
from api.imports.sheets.header import columns_of, header_of, known_names
from api.imports.sheets.table import (
    NO_ROWS,
    Table,
    table_of,
    too_large,
)
from api.imports.sheets.workbook import Book, is_workbook, read_workbook

HUGE = refused(
    "the file is larger than 25 MiB", "split it, and import the parts one by one"
)
NO_SUCH_SHEET = refused("is no sheet of this workbook", "name one of its sheets")
NO_HEADER = refused(
    "no row was found that names the columns",
    "say in which row the header is (header_row), or, where there is none, say by their"
    " letters what the columns hold",
)
NOT_READ = noted(
    "is another sheet of the workbook", "import it by its name if rows are in it"
)
NO_MAIN = refused(
    "no column says what each row needs most",
    "say which column it is; the columns that were found are listed with their names",
)
LACKS = refused("lacks what makes it a row", "fill in the cell, or leave the row out")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as read. `refused` rows are told in the faults, and are not in `rows`."""

    sha256: str
    table: Table | None = None
    columns: tuple[Mapped, ...] = ()
    rows: tuple[ReadRow, ...] = ()
    refused: int = 0
    faults: tuple[Fault, ...] = ()

    def column_of(self, name: str) -> Mapped | None:
        """The column that holds a field."""
        held = (c for c in self.columns if c.field and c.field.name == name)
        return next(held, None)


def read_sheet(kind: Kind, data: bytes, file_name: str, options: Options) -> Sheet:
    """What a file says. Of one that cannot be read there is one refusal, no rows."""
    digest = hashlib.sha256(data).hexdigest()
    book = read_book(data, file_name)
    if isinstance(book, Fault):
        return Sheet(digest, faults=(book,))
    grid = _chosen(kind, book, options)
    fault = grid if isinstance(grid, Fault) else too_large(grid)
    if isinstance(grid, Fault) or fault is not None:
        return Sheet(digest, faults=tuple(filter(None, (fault,))))
    header = _header(kind, grid, options)
    if header is None and not options.columns:
        return Sheet(digest, faults=(NO_HEADER.at(None, None, _sample(grid)),))
    return _Reading(kind, grid, header, options).sheet(digest, _others(book, grid))


def read_book(data: bytes, file_name: str) -> Book | Fault:
    """The sheets of a file of any make, or why there are none."""
    if len(data) > MAX_BYTES:
        return HUGE.at(None, None, f"{len(data):,} bytes")
    if is_workbook(data):
        return read_workbook(data)
    grid = read_csv(data, file_name)
    return grid if isinstance(grid, Fault) else Book((grid,))


def _chosen(kind: Kind, book: Book, options: Options) -> Grid | Fault:
    """The sheet that is named, else the one whose header says most."""
    if options.sheet is not None:
        named = (g for g in book.grids if g.name == options.sheet)
        names = ", ".join(grid.name for grid in book.grids)
        return next(named, None) or NO_SUCH_SHEET.at(None, names, options.sheet)
    known = knows(kind, options.columns)

    def says(grid: Grid) -> tuple[int, int]:
        header = header_of(grid, known)
        named = 0 if header is None else known_names(grid, header, known)
        return named, len(grid.rows)

    return max(book.grids, key=says)


def _header(kind: Kind, grid: Grid, options: Options) -> int | None:
    if options.header_row is not None:
        row = options.header_row - 1
        return row if 0 <= row < len(grid.rows) else None
    return header_of(grid, knows(kind, options.columns))


def _others(book: Book, chosen: Grid) -> list[Fault]:
    filled = [g.name for g in book.grids if g is not chosen and any(g.rows)]
    return [NOT_READ.at(None, None, name) for name in (*filled, *book.not_read)]


def _sample(grid: Grid) -> str:
    row = next((row for row in grid.rows if len([c for c in row if c]) > 1), ())
    filled = ((at, text(cell)) for at, cell in enumerate(row) if not is_blank(cell))
    return ", ".join(f"{letter(at)}: {said}" for at, said in filled)


@dataclass(slots=True)
class _Reading:
    """One table on its way to rows."""

    kind: Kind
    grid: Grid
    header: int | None
    options: Options
    faults: list[Fault] = field(default_factory=list)

    def sheet(self, digest: str, others: list[Fault]) -> Sheet:
        """What the table says, or why it says nothing."""
        named = columns_of(self.grid, self.header)
        columns, faults = mapped(self.kind, named, self.options.columns)
        held = {c.field.name: c.column.at for c in columns if c.field}
        told = [*others, *faults]
        if any(fault.severity is Severity.REFUSED for fault in faults):
            return Sheet(digest, None, columns, faults=tuple(told))
        if self.kind.main not in held:
            told.append(NO_MAIN.at(None, self.kind.main))
            return Sheet(digest, None, columns, faults=tuple(told))
        table = table_of(self.grid, self.header, held[self.kind.main], named)
        if not table.rows:
            told.append(NO_ROWS.at(None, None))
            return Sheet(digest, table, columns, faults=tuple(told))
        rows = tuple(self._rows(table, columns))
        told += (*table.faults, *self.faults)
        lost = len(table.rows) - len(rows)
        return Sheet(digest, table, columns, rows, lost, tuple(told))

    def _rows(self, table: Table, columns: tuple[Mapped, ...]) -> Iterator[ReadRow]:
        # Suppliers, departments and days come again and again.
        read: list[dict[Cell, Read]] = [{} for _ in columns]
        for row in table.rows:
            found = RowReader(row, self.faults)
            for column, known in zip(columns, read, strict=True):
                found.take(column, known)
            if row.section:
                found.put_section(row.section, self._section())
            if self.kind.main in found.says:
                yield found.read()
            else:
                main = next(
                    c for c in columns if c.field and c.field.name == self.kind.main
                )
                value = row.at(main.column.at)
                said = "" if value is None else text(value)
                self.faults.append(
                    LACKS.at(row.number, main.column.name, said, main.column.letter)
                )

    def _section(self) -> str | None:
        held = section_field(self.kind, self.options.columns)
        return held.name if held else None
