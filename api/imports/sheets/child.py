"""Reads a workbook from standard input and writes its sheets as JSON: a process apart.

A few bytes of a workbook can name a cell a million rows down, and whoever reads that
may ask for more memory than the machine has. Here it ends a process of its own.
"""

import io
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import orjson
from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

MEMORY = 2 * 2**30
SECONDS = 30
MAX_SHEETS = 40


def main() -> None:
    """One workbook; `argv` says how many rows and columns of a sheet are wanted."""
    _limit()
    rows, columns = int(sys.argv[1]), int(sys.argv[2])
    book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    shown = [s.name for s in book.sheets_metadata if s.visible in _SHOWN]
    hidden = [s.name for s in book.sheets_metadata if s.visible not in _SHOWN]
    sheets = [
        _sheet(book.get_sheet_by_name(name), rows, columns)
        for name in shown[:MAX_SHEETS]
    ]
    told = {"sheets": sheets, "not_read": hidden + shown[MAX_SHEETS:]}
    sys.stdout.buffer.write(orjson.dumps(told))


_SHOWN = (SheetVisibleEnum.Visible,)


def _sheet(sheet: CalamineSheet, rows: int, columns: int) -> dict[str, Any]:
    """One more row than is wanted says that there are more."""
    merged = sheet.merged_cell_ranges or []
    return {
        "name": sheet.name,
        "rows": list(_rows(sheet, rows + 1, columns)),
        "merges": [[*top_left, *bottom_right] for top_left, bottom_right in merged],
    }


def _rows(sheet: CalamineSheet, rows: int, columns: int) -> Iterator[list[Any]]:
    """The rows from the top of the sheet on, without what is empty at their ends."""
    for row in sheet.to_python(skip_empty_area=False, nrows=rows):
        cells = [_told(cell) for cell in row[: columns + 1]]
        while cells and cells[-1] is None:
            cells.pop()
        yield cells


def _told(cell: Any) -> Any:
    """A cell as JSON; days and moments say that they are."""
    match cell:
        case "":
            return None
        case datetime():
            return {"at": cell.isoformat()}
        case date():
            return {"on": cell.isoformat()}
        case time() | timedelta():
            return str(cell)
        case _:
            return cell


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
