"""Lists as CSV: a column a value, and no cell that a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import orjson
from starlette.responses import Response

from api.replies import clocked
from api.time_travel import Clocks
from projections.cursor import Cursor
from projections.kinds import MONEY, SCORE
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


def csv_reply(view: View, clocks: Clocks, noun: str, asked: Question) -> Response:
    """The whole list of a noun, page after page, as one file."""
    things = every(lambda part: view.page(noun, part), asked)
    return file_reply(view, clocks, noun, columns_of(view.schema.models[noun]), things)


def file_reply(
    view: View, clocks: Clocks, name: str, columns: Sequence[Path], things: Things
) -> Response:
    """Things as one file that is named after what it holds and where it was read."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(".".join(path) for path in columns)
    for thing in things:
        writer.writerow(_cell(thing, path) for path in columns)
    headers = clocked(view, clocks) | {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{name}-{view.position}.csv"',
    }
    # With the mark at its head, spreadsheets read the file as UTF-8.
    return Response(text.getvalue().encode("utf-8-sig"), 200, headers, "text/csv")


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


def _cell(thing: Json, path: Path) -> str:
    value = thing.get(path[0])
    for part in path[1:]:
        if isinstance(value, dict) and _missing(value) is None:
            value = value.get(part)
    gap = _missing(value) if isinstance(value, dict) else None
    return safe(_text(value) if gap is None else gap)


def _missing(value: Json) -> str | None:
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
