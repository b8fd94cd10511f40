"""Lists as files: a column a value, and no cell that a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import orjson
from starlette.responses import Response

from api.replies import clocked
from api.time_travel import Clocks
from api.told_file import ToldFile
from api.workbook import MEDIA, workbook_of
from projections.cursor import Cursor
from projections.kinds import DAY, MONEY, SCORE
from projections.model import Model
from projections.pages import MOST, Question
from projections.view import Page, View

Json = dict[str, Any]
Things = Iterator[Json]
# Where in a thing the value of a column is: ("annual_value", "amount").
Path = tuple[str, ...]

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# With these a cell begins that a spreadsheet takes for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEAD = ("id", "reference", "version", "effective_from", "effective_until")
_PARTS = {
    MONEY: ("amount", "currency", "vat_basis"),
    SCORE: ("likelihood", "impact", "score"),
}


class File(NamedTuple):
    """A list to be given as a file: what it is called, its columns, its things.

    `days` are the columns that hold dates.
    """

    name: str
    columns: Sequence[Path]
    days: frozenset[Path]
    things: Things


def file_reply(view: View, clocks: Clocks, form: str, file: File) -> Response:
    """A whole list as "csv" or "xlsx", named after what it holds and where it was read.

    Both have the same columns in the same order.
    """
    named = f"{file.name}-{view.position}.{form}"
    headers = clocked(view, clocks) | {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{named}"',
    }
    if form == "xlsx":
        about = {name.lower(): said for name, said in clocked(view, clocks).items()}
        rows = [
            [value_at(thing, path) for path in file.columns] for thing in file.things
        ]
        made = workbook_of(file.name, file.columns, file.days, rows, about)
        told = (cell for row in rows for cell in row if isinstance(cell, str))
        return ToldFile(made, headers, MEDIA, told)
    return Response(csv_text(file), 200, headers, "text/csv")


def csv_text(file: File) -> bytes:
    """A list as CSV: no cell of it is taken for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(".".join(path) for path in file.columns)
    for thing in file.things:
        writer.writerow(safe(_text(value_at(thing, path))) for path in file.columns)
    # With the mark at its head, spreadsheets read the file as UTF-8.
    return text.getvalue().encode("utf-8-sig")


def every(answer: Callable[[Question], Page], asked: Question) -> Things:
    """Everything that a question finds, page after page."""
    following: Cursor | None = None
    while True:
        page = answer(replace(asked, limit=MOST, cursor=following))
        yield from page.items
        if page.next is None:
            return
        following = Cursor.read(page.next)


def columns_of(model: Model) -> list[Path]:
    """The columns of a noun's fields, one for each part of a value."""
    columns: list[Path] = [(name,) for name in _HEAD]
    for name, kind in model.columns.items():
        columns += [(name, part) for part in _PARTS.get(kind, ())] or [(name,)]
    return columns


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if cell.startswith(_FORMULA) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def days_of(model: Model) -> frozenset[Path]:
    """The columns of a noun that hold dates."""
    days = [name for name, kind in model.columns.items() if kind is DAY]
    return frozenset((name,) for name in (*days, "effective_from", "effective_until"))


def value_at(thing: Json, path: Path) -> Any:
    """The part of a thing that a column holds, or in words why there is none."""
    value = thing.get(path[0])
    for part in path[1:]:
        if isinstance(value, dict) and missing(value) is None:
            value = value.get(part)
    gap = missing(value) if isinstance(value, dict) else None
    value = value if gap is None else gap
    return _text(value) if isinstance(value, dict | list | tuple) else value


def missing(value: Json) -> str | None:
    """Why there is no value, None if there is one."""
    if "unknown" in value:
        return f"not known: {value['unknown'].replace('_', ' ')}"
    if "not_applicable" in value:
        return f"not applicable: {value['not_applicable']}"
    return None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list | tuple):
        return orjson.dumps(value).decode()
    return str(value)
