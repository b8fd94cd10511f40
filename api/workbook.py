"""Lists as Excel workbooks: dates are dates, money is numbers, words are only words.

Nothing is written as a formula, so that nothing runs when somebody opens the file.
"""

import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import xlsxwriter

from api.imports.faults import escaped
from domain.values import DATE

Json = dict[str, Any]
Path = tuple[str, ...]

MEDIA: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ABOUT: Final = "About"
# What a cell of Excel holds at most.
LONGEST: Final = 32_767
# Excel takes longer whole numbers for measurements, and loses their last digits.
EXACT: Final = 10**15
WIDTHS: Final[Mapping[str, int]] = {"title": 48, "name": 36, "reference": 11, "id": 12}


def workbook_of(
    name: str,
    columns: Sequence[Path],
    days: Collection[Path],
    rows: Iterable[Sequence[Any]],
    about: Mapping[str, str],
) -> bytes:
    """One sheet with a row a thing, and one that says what was asked and when.

    `rows` have a value for each column; text is cut to what a cell holds.
    """
    into = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(into, options) as book:
        sheet = book.add_worksheet(name[:31])
        count = _fill(book, sheet, columns, days, rows)
        if columns:
            sheet.autofilter(0, 0, count, len(columns) - 1)
        sheet.freeze_panes(1, 0)
        _tell(book.add_worksheet(ABOUT), {"list": name, **about})
    return into.getvalue()


def _fill(
    book: Any,
    sheet: Any,
    columns: Sequence[Path],
    days: Collection[Path],
    rows: Iterable[Sequence[Any]],
) -> int:
    head = book.add_format({"bold": True})
    as_day = book.add_format({"num_format": "yyyy-mm-dd"})
    as_money = book.add_format({"num_format": "#,##0.00"})
    for at, path in enumerate(columns):
        sheet.write_string(0, at, ".".join(path), head)
        sheet.set_column(at, at, WIDTHS.get(path[0], 14))
    count = 0
    for count, row in enumerate(rows, 1):
        for at, value in enumerate(row):
            path = columns[at]
            if path in days and isinstance(value, str) and DATE.fullmatch(value):
                sheet.write_datetime(count, at, date.fromisoformat(value), as_day)
            elif path[-1] == "amount" and _is_amount(value):
                sheet.write_number(count, at, float(value), as_money)
            else:
                _write(sheet, count, at, value)
    return count


def _write(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None or value == "":
        return
    if type(value) is int and abs(value) < EXACT:
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, as_written(value))


def as_written(value: Any) -> str:
    """A value as a cell of words holds it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    said = str(value)
    # Line breaks are printable enough for a cell; other controls are not.
    return "\n".join(escaped(line) for line in said.split("\n"))[:LONGEST]


def _is_amount(value: Any) -> bool:
    return isinstance(value, str) and value.lstrip("-").replace(".", "", 1).isdecimal()


def _tell(sheet: Any, about: Mapping[str, str]) -> None:
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 60)
    for row, (name, said) in enumerate(about.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, said)
