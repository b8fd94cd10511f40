"""Lists as CSV: a column a value, and no cell that a spreadsheet would run."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
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
from projections.view import View

Json = dict[str, Any]

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# With these a cell begins that a spreadsheet takes for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HEAD = ("id", "reference", "version", "effective_from", "effective_until")
_PARTS = {
    MONEY: ("amount", "currency", "vat_basis"),
    SCORE: ("likelihood", "impact", "score"),
}


def csv_reply(view: View, clocks: Clocks, noun: str, asked: Question) -> Response:
    """The whole list, page after page, as one file."""
    model = view.schema.models[noun]
    columns = list(_columns(model))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(".".join(path) for path in columns)
    for thing in _all(view, noun, asked):
        writer.writerow(_cell(thing, path) for path in columns)
    headers = clocked(view, clocks) | {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{noun}-{view.position}.csv"',
    }
    # With the mark at its head, spreadsheets read the file as UTF-8.
    return Response(text.getvalue().encode("utf-8-sig"), 200, headers, "text/csv")


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers."""
    if cell.startswith(_FORMULA) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def _all(view: View, noun: str, asked: Question) -> Iterator[Json]:
    following: Cursor | None = None
    while True:
        page = view.page(noun, replace(asked, limit=MOST, cursor=following))
        yield from page.items
        if page.next is None:
            return
        following = Cursor.read(page.next)


def _columns(model: Model) -> Iterable[tuple[str, ...]]:
    yield from ((name,) for name in _HEAD)
    for name, kind in model.columns.items():
        parts = _PARTS.get(kind, ())
        yield from ((name, part) for part in parts)
        if not parts:
            yield (name,)


def _cell(thing: Json, path: tuple[str, ...]) -> str:
    value = thing.get(path[0])
    if isinstance(value, dict):
        if "unknown" in value or "not_applicable" in value:
            return safe(_missing(value))
        if path[1:]:
            return safe(_text(value.get(path[1])))
    return safe(_text(value))


def _missing(value: Json) -> str:
    if "unknown" in value:
        return f"not known: {value['unknown'].replace('_', ' ')}"
    return f"not applicable: {value['not_applicable']}"


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list):
        return orjson.dumps(value).decode()
    return str(value)
