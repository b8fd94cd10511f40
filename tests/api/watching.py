"""Everything that somebody can ask, to compare what it answers before and after."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import orjson
from docx import Document
from python_calamine import CalamineWorkbook

from api.audit.answering import NDJSON
from api.operation import Operation
from api.workbook import ABOUT
from tests.api.council import Council, Json, Person
from tests.pdf_text import text_of

# What every act moves on, whoever may know of the act: the head of the log.
# A file has the position in its name.
HEADS = (
    "Register-Position",
    "Known-At",
    "Request-Id",
    "Content-Disposition",
    "Content-Length",
)
MOVING = ("position", "request_id", "next")
# Lists that are asked by each of their flags, too.
FLAGGED = (
    "/v1/risk-register",
    "/v1/risks",
    "/v1/issues",
    "/v1/documents",
    "/v1/clocks",
)
# What is answered only where something is asked.
ASKING = {
    "get_diff": "?from=0",
    "list_audit_cut_off": "?period_end=2026-11-20",
    "list_audit_year_end": "?on=2026-11-20",
}
Answers = dict[str, Any]


def asked(council: Council, things: Mapping[str, list[str]]) -> Iterator[str]:
    """Every GET of the document: lists with their orders and flags, things by id."""
    for operation in council.operations():
        if "GET" not in (operation.methods or ()) or operation.name == "stream_events":
            continue
        if "{id}" in operation.path:
            noun = operation.path.split("/")[2]
            yield from (operation.path.replace("{id}", one) for one in things[noun])
        elif "{" not in operation.path:
            yield from _listed(council, operation)


def _listed(council: Council, operation: Operation) -> Iterator[str]:
    yield operation.path + ASKING.get(operation.right, "")
    if operation.path not in FLAGGED:
        return
    document = council.document()
    parameters = document["paths"][operation.path]["get"]["parameters"]
    for one in parameters:
        schema, name = one["schema"], one["name"]
        inner = schema.get("items", schema)
        if inner.get("type") == "boolean":
            yield from (f"{operation.path}?{name}={said}" for said in ("true", "false"))
        elif name == "q":
            yield f"{operation.path}?q=e"


def answers(who: Person, paths: list[str]) -> Answers:
    """What somebody is told, but for the head of the log."""
    return {path: _answer(who, path) for path in paths}


def _answer(who: Person, path: str) -> tuple[Any, ...]:
    dated = path.replace("/around", "/around?date=2026-11-21")
    reply = who.get(dated)
    assert reply.status_code < 500, f"{path}: {reply.text}"
    headers = {k: v for k, v in reply.headers.items() if k.title() not in HEADS}
    body = _body(reply)
    if path.startswith("/v1/log/"):  # tagged by the hash of the body, head and all
        headers.pop("etag", None)
    if path.startswith("/v1/findings/burn-down"):  # the last point is the head's
        body["items"] = [{**one, "position": 0} for one in body.get("items", ())]
    return reply.status_code, headers, body


def _body(reply: Any) -> Any:
    media = reply.headers.get("Content-Type", "")
    if "spreadsheet" in media:
        return _rows(reply.content)
    if media == "application/pdf":
        return _standing_still(text_of(reply.content))
    if "wordprocessing" in media:
        return _standing_still(_words(reply.content))
    if "json" not in media:
        return reply.content
    if media == NDJSON:
        return [_without_head(orjson.loads(line)) for line in reply.text.splitlines()]
    return _said(reply.json())


def _said(told: Json) -> Json:
    body = _without_head(told)
    for name in MOVING:
        body.pop(name, None)
    for name in ("position", "head_code"):
        body.get("provenance", {}).pop(name, None)
    if "detail" in body:
        body["detail"] = re.sub(r"as known at #[0-9]+", "", body["detail"])
    return body


def _without_head(body: Json) -> Json:
    """An answer to an auditor's question, without what the head of the log says."""
    proof = body.get("completeness")
    if proof is not None:
        body["completeness"] = [proof["examined"], proof["selected"], proof["whole"]]
    return body


def _rows(content: bytes) -> Any:
    """The sheets of a workbook, but for the one that names the position."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    sheets = {name: book.get_sheet_by_name(name) for name in book.sheet_names}
    return {
        name: _standing_still(repr(sheet.to_python()))
        for name, sheet in sheets.items()
        if name != ABOUT
    }


def _words(content: bytes) -> str:
    """What a Word document says, its foot left out."""
    document = Document(BytesIO(content))
    cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def _standing_still(text: str) -> str:
    """A text without what names the head of the log."""
    return re.sub(r"entry [0-9,]+|[A-Z2-7]{5}(-[A-Z2-7]{5}){3}", "", text)
