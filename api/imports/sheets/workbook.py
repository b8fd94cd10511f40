"""Workbooks (.xlsx, .xls, .ods): bytes in, sheets out, or one fault that says why."""

import subprocess
import sys
from datetime import date, datetime
from typing import Any, Final, NamedTuple

import orjson

from api.imports.faults import Fault, refused
from api.imports.sheets.grid import MAX_COLUMNS, MAX_ROWS, Cell, Grid, Merge

PATIENCE: Final = 60
# How the files of spreadsheet programs begin: a zip archive, or a compound file.
ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

UNREADABLE = refused(
    "is no workbook that can be read: it is damaged, has a password, or one cell of it"
    " lies far away from all others",
    "open it in a spreadsheet program, copy the table into an empty workbook or save it"
    " as CSV, and import that",
)
EMPTY = refused("the workbook has no sheet with anything in it", "send the right file")


class Book(NamedTuple):
    """The sheets of a workbook that are seen, and the names of those not read."""

    grids: tuple[Grid, ...]
    not_read: tuple[str, ...] = ()


def is_workbook(data: bytes) -> bool:
    """Whether bytes are a workbook by how they begin."""
    return data.startswith((ZIP, COMPOUND))


def read_workbook(data: bytes) -> Book | Fault:
    """Every sheet of a workbook, read in a process that may fail without harm."""
    told = _told(data)
    if told is None:
        return UNREADABLE.at(None, None)
    grids = tuple(_grid(sheet) for sheet in told["sheets"])
    if not any(any(row) for grid in grids for row in grid.rows):
        return EMPTY.at(None, None)
    return Book(grids, tuple(told["not_read"]))


def _told(data: bytes) -> Any:
    program = [sys.executable, "-m", "api.imports.sheets.child"]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no words of the file
            [*program, str(MAX_ROWS), str(MAX_COLUMNS)],
            input=data,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    return orjson.loads(done.stdout)


def _grid(sheet: dict[str, Any]) -> Grid:
    rows = [[_cell(cell) for cell in row] for row in sheet["rows"]]
    return Grid(sheet["name"], rows, tuple(Merge(*four) for four in sheet["merges"]))


def _cell(cell: Any) -> Cell:
    if type(cell) is not dict:
        return cell  # type: ignore[no-any-return]
    if "on" in cell:
        return date.fromisoformat(cell["on"])
    return datetime.fromisoformat(cell["at"])
