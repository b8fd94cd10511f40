"""A file sent over HTTP: imported or rehearsed, answered with what came of it."""

from typing import Any, Final
from uuid import UUID

import orjson
from starlette.responses import Response

from api.call import Call
from api.cells import cell_told
from api.file_options import AS_JSON, NAMED, AskedOfFile, read_options
from api.idempotency import receipt_of
from api.imports import json_text
from api.imports.contracts_finder_import import import_notices
from api.imports.job import KIND, File
from api.imports.ocds.importing import OCDS, import_ocds
from api.imports.report import AlreadyImported, Match, Report, kept, summed
from api.imports.rows.importing import import_sheet
from api.query import read_query
from api.refusals import Fault, Invalid, NotJson, NotJsonMedia
from domain.errors import Stale
from domain.imports import Import
from domain.log.register import Register
from domain.log.submission import Receipt
from domain.rights import reach
from projections.naming import Named, named

Json = dict[str, Any]

CREATED, OK = 201, 200
# How many faulty cells a reply shows: more would help nobody.
CELLS = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET_MEDIA = (
    XLSX,
    "text/csv",
    "application/vnd.ms-excel",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/octet-stream",
)
# What makes a file no JSON at all, rather than JSON that lists no notices.
NO_JSON: Final = frozenset(
    problem.wrong
    for problem in (
        json_text.EMPTY,
        json_text.NOT_TEXT,
        json_text.NOT_JSON,
        json_text.TOO_DEEP,
    )
)


def import_file(call: Call) -> Response:
    """Imports the body of a request. Raises what the whole of it is refused for."""
    asked = read_options(read_query(call.query, NAMED).single)
    _refuse_other_requests(call, asked.kind)
    try:
        report = _imported(call, asked)
    except AlreadyImported as earlier:
        return _again(call, earlier.import_id)
    if report.counts.rows == 0 or report.whole_refused:
        raise _unreadable(report)
    return _answer(call, report)


def _imported(call: Call, asked: AskedOfFile) -> Report:
    register, file = call.service.register, File(asked.file_name, call.body)
    receipt = None if asked.dry_run else _receipt(call)
    if asked.kind == KIND:
        return import_notices(
            register,
            file,
            call.asker,
            source=asked.options.source,
            dry_run=asked.dry_run,
            receipt=receipt,
        )

    def names() -> Named:
        seen = reach(call.principal(), call.service.today())
        with call.service.reading(seen) as view:
            return named(view)

    if asked.kind == OCDS:
        return import_ocds(
            register,
            names,
            file,
            call.asker,
            options=asked.options,
            dry_run=asked.dry_run,
            receipt=receipt,
        )
    return import_sheet(
        register,
        names,
        file,
        call.asker,
        asked.kind,
        options=asked.options,
        dry_run=asked.dry_run,
        receipt=receipt,
    )


def _refuse_other_requests(call: Call, kind: str) -> None:
    if "if-match" in call.headers:
        raise Stale("there is nothing yet that If-Match could match; leave it out")
    media = call.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in AS_JSON and media != "application/json":
        raise NotJsonMedia("send the file with Content-Type: application/json")
    if kind not in AS_JSON and media not in SHEET_MEDIA:
        detail = f"send the file with one of: {', '.join(SHEET_MEDIA)}"
        raise NotJsonMedia(detail)


def _receipt(call: Call) -> Receipt | None:
    """What is asked in the query counts as much as the file."""
    asked = f"{call.scope['path']}?{call.query.decode('latin-1')}"
    mac = call.service.register.keys.mac
    return receipt_of(call.headers, mac, "POST", asked, call.body)


def _unreadable(report: Report) -> NotJson | Invalid:
    first = report.whole_refused or report.faults[0]
    value = f" ({first.value})" if first.value else ""
    detail = f"{first.wrong}{value}; {first.advice}"
    if report.kind in AS_JSON and first.wrong in NO_JSON:
        return NotJson(detail)
    return Invalid([Fault(f"/{first.field}" if first.field else "", detail)])


def _answer(call: Call, report: Report) -> Response:
    """What came of each row, and the import that is kept of it.

    That is the one before if it was of the very same file and nothing has changed.
    """
    register, earlier = call.service.register, report.earlier
    made = None if report.rehearsed else report.import_id
    stands = made or (earlier.import_id if earlier and report.repeats else None)
    told = {
        **_named(register, None if report.rehearsed else stands),
        "dry_run": report.rehearsed,
        "summary": report.summary,
        "kind": report.kind,
        "source": report.source,
        "file_name": report.file_name,
        "sha256": report.sha256,
        "follows": str(earlier.import_id) if earlier else None,
        "counts": report.counts.model_dump(mode="json", exclude_none=True),
        "faults": [
            fault.model_dump(mode="json", exclude_none=True)
            for fault in kept(report.faults)
        ],
        "to_match": [_match(match, report) for match in report.matches],
        "note": report.note,
        "columns": [column._asdict() for column in report.columns],
        "cells": [cell_told(fault) for fault in report.faults if fault.row][:CELLS],
        "differences": [
            {**each._asdict(), "id": str(each.id)} for each in report.differences
        ],
    }
    return _reply(call, told, made)


def _again(call: Call, import_id: UUID) -> Response:
    """The answer to a request that was answered before, from what was recorded."""
    register = call.service.register
    fact = next(iter(register.reading.history(import_id))).fact
    told = {
        **_named(register, import_id),
        "dry_run": False,
        "summary": summed([fact.counts]),
        "follows": None,
        **fact.model_dump(mode="json", exclude={"reason"}, exclude_none=True),
        "to_match": [
            {
                **match.model_dump(mode="json"),
                "what": match.what or "supplier",
                "supplier": None,
            }
            for match in fact.to_match
        ],
        "note": None,
        "columns": [],
        "cells": [],
        "differences": [],
    }
    response = _reply(call, told, import_id)
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _named(register: Register, import_id: UUID | None) -> Json:
    if import_id is None:
        return {"id": None, "reference": None, "version": None}
    history = register.reading.history(import_id)
    reference = Import.replay(history).reference
    return {"id": str(import_id), "reference": reference, "version": len(history)}


def _match(match: Match, report: Report) -> Json:
    """A supplier to match; the contracts of a rehearsal are nowhere to be found."""
    known = match.contract_id is not None and not report.rehearsed
    contract = str(match.contract_id) if known else None
    return {**match._asdict(), "contract_id": contract}


def _reply(call: Call, told: Json, made: UUID | None) -> Response:
    head = call.service.register.reading.head()
    headers = {"Register-Position": str(head), "Cache-Control": "no-store"}
    if made is not None:
        headers["Location"] = f"{call.scope['path']}/{made}"
    status = OK if made is None else CREATED
    return Response(orjson.dumps(told), status, headers, "application/json")
