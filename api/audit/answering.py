"""Answers the auditor's questions: as pages of JSON, and whole as files."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import orjson
from starlette.responses import Response

from api.audit.completeness import completeness, completeness_of_reads
from api.audit.taking import read_asked, read_limit
from api.call import Call
from api.readings import opened
from api.replies import clocked, list_reply
from api.rights import require
from api.service import Service
from api.spreadsheet import File, Path, csv_text, file_reply
from api.time_travel import Clocks
from projections.audit.question import Asked, Columns, Found, Question
from projections.cursor import Cursor
from projections.cursor import question as named
from projections.pages import MOST
from projections.view import View

Json = dict[str, Any]
NDJSON: Final = "application/x-ndjson"
_MONEY: Final = ("amount", "currency", "vat_basis")


def answer_page(call: Call, question: Question) -> Response:
    """A page of an answer, with the proof that it is complete."""
    require(call.principal(), call.right, call.service.today())
    query, asked = read_asked(call, question, paged=True)
    limit, name = read_limit(query), named(question.name, *_said(asked))
    cursor, start = query.single.get("cursor"), 0
    if cursor is not None:
        read = Cursor.read(cursor)
        read.refuse_other(name)
        start = read.after[0]
    clocks = _clocks(asked)
    with opened(call, clocks) as view:
        found = question.answer(view, asked)
        items = found.show(found.keys[start : start + limit])
        content = {
            "test": question.test,
            "items": items,
            "total": len(found.keys),
            "next": _next(view, name, found, start + limit),
            "position": view.position,
            "summary": found.summary,
            "completeness": proof_of(call.service, question, view, asked, found),
        }
        return list_reply(call.if_none_match, view, clocks, content, _naming(items))


def answer_file(call: Call, question: Question, form: str) -> Response:
    """A whole answer as a file."""
    require(call.principal(), call.right, call.service.today())
    _, asked = read_asked(call, question, paged=False)
    clocks = _clocks(asked)
    with opened(call, clocks) as view:
        found = question.answer(view, asked)
        rows = every(found)
        if form == "ndjson":
            proof = proof_of(call.service, question, view, asked, found)
            return _lines(view, clocks, question, rows, found.summary, proof)
        paths = list(paths_of(question.columns))
        file = File(f"audit-{question.name}", paths, days_of(question.columns), rows)
        return file_reply(view, clocks, form, file)


def paths_of(columns: Columns) -> Iterator[Path]:
    """The columns of a file: money has three."""
    for name, kind in columns.items():
        if kind == "money":
            yield from ((name, part) for part in _MONEY)
        else:
            yield (name,)


def days_of(columns: Columns) -> frozenset[Path]:
    """The columns that hold days."""
    return frozenset((name,) for name, kind in columns.items() if kind == "day")


def _clocks(asked: Asked) -> Clocks:
    """The register as known where the span ends."""
    return Clocks(asked.span.last, None, str(asked.span.last))


def proof_of(
    service: Service, question: Question, view: View, asked: Asked, found: Found
) -> Json:
    """What proves an answer complete."""
    if question.name == "reads":
        return completeness_of_reads(found, service.read_log)
    root_of = service.register.ledger.root_of
    return completeness(found.span or asked.span, found, view.reach, root_of)


def csv_of(question: Question, rows: Iterable[Json]) -> bytes:
    """Rows as CSV, with no cell that a spreadsheet would run."""
    paths, days = list(paths_of(question.columns)), days_of(question.columns)
    return csv_text(File(question.name, paths, days, iter(rows)))


def every(found: Found) -> Iterator[Json]:
    """All rows of an answer."""
    for start in range(0, len(found.keys), MOST):
        yield from found.show(found.keys[start : start + MOST])


def _next(view: View, name: str, found: Found, start: int) -> str | None:
    if start >= len(found.keys):
        return None
    pin = view.pin
    return Cursor(pin.position, pin.effective_on, name, (start, "")).text()


def _said(asked: Asked) -> Iterator[Any]:
    """What was asked, by which a cursor knows its question again."""
    for name in sorted({*Asked.__slots__} - {"reads", "proof"}):
        value = getattr(asked, name)
        yield sorted(value) if isinstance(value, frozenset) else str(value)


def _naming(items: list[Json]) -> list[Json]:
    return [{"by_name": None}] if items else []


def _lines(  # noqa: PLR0913, PLR0917 - what a file is made of
    view: View,
    clocks: Clocks,
    question: Question,
    rows: Iterator[Json],
    summary: Json,
    proof: Json,
) -> Response:
    """A row a line; the last line holds the summary and the proof."""
    last = {"test": question.test, "summary": summary, "completeness": proof}
    body = b"".join(orjson.dumps(row) + b"\n" for row in (*rows, last))
    called = f"audit-{question.name}-{view.position}.ndjson"
    headers = clocked(view, clocks) | {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{called}"',
    }
    return Response(body, 200, headers, NDJSON)
