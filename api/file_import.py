"""A file sent over HTTP: imported or rehearsed, answered with what came of it."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson
from starlette.responses import Response

from api.call import Call
from api.idempotency import receipt_of
from api.imports import json_text
from api.imports.contracts_finder_import import import_notices
from api.imports.job import KIND, File
from api.imports.report import AlreadyImported, Match, Report, kept, summed
from api.query import read_query
from api.refusals import Fault, Invalid, NotJson, NotJsonMedia
from domain.errors import Stale
from domain.imports import Import
from domain.log.register import Register
from domain.log.submission import Receipt

Json = dict[str, Any]

CREATED, OK = 201, 200
NAMED = frozenset({"kind", "source", "file_name", "dry_run"})
FLAGS = {"true": True, "false": False}
LONGEST = 300
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


class Asked(NamedTuple):
    """What is asked in the query, beside the file."""

    file_name: str
    source: str | None
    dry_run: bool


def import_file(call: Call) -> Response:
    """Imports the body of a request. Raises what the whole of it is refused for."""
    _refuse_other_requests(call)
    asked = _asked(read_query(call.query, NAMED).single)
    try:
        report = import_notices(
            call.service.register,
            File(asked.file_name, call.body),
            call.asker,
            source=asked.source,
            dry_run=asked.dry_run,
            receipt=None if asked.dry_run else _receipt(call),
        )
    except AlreadyImported as earlier:
        return _again(call, earlier.import_id)
    if report.counts.rows == 0:
        raise _unreadable(report)
    return _answer(call, report)


def _asked(single: Mapping[str, str]) -> Asked:
    faults = [
        Fault(f"/{name}", f"has at most {LONGEST} characters")
        for name in ("source", "file_name")
        if len(single.get(name, "")) > LONGEST
    ]
    if single.get("kind", KIND) != KIND:
        faults.append(Fault("/kind", f"is {KIND}; no other kind is taken yet"))
    dry_run = single.get("dry_run", "false")
    if dry_run not in FLAGS:
        faults.append(Fault("/dry_run", "is true or false"))
    if faults:
        raise Invalid(faults)
    file_name = single.get("file_name") or "notices.json"
    return Asked(file_name, single.get("source"), FLAGS[dry_run])


def _refuse_other_requests(call: Call) -> None:
    if "if-match" in call.headers:
        raise Stale("there is nothing yet that If-Match could match; leave it out")
    media = call.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != "application/json":
        raise NotJsonMedia("send the file with Content-Type: application/json")


def _receipt(call: Call) -> Receipt | None:
    """What is asked in the query counts as much as the file."""
    asked = f"{call.scope['path']}?{call.query.decode('latin-1')}"
    mac = call.service.register.keys.mac
    return receipt_of(call.headers, mac, "POST", asked, call.body)


def _unreadable(report: Report) -> NotJson | Invalid:
    first = report.faults[0]
    value = f" ({first.value})" if first.value else ""
    detail = f"{first.wrong}{value}; {first.advice}"
    if first.wrong in NO_JSON:
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
        "counts": report.counts.model_dump(mode="json"),
        "faults": [fault.model_dump(mode="json") for fault in kept(report.faults)],
        "to_match": [_match(match, report) for match in report.matches],
        "note": report.note,
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
        **fact.model_dump(mode="json", exclude={"reason"}),
        "to_match": [
            {**match.model_dump(mode="json"), "supplier": None}
            for match in fact.to_match
        ],
        "note": None,
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
    contract = None if report.rehearsed else str(match.contract_id)
    return {**match._asdict(), "contract_id": contract}


def _reply(call: Call, told: Json, made: UUID | None) -> Response:
    head = call.service.register.reading.head()
    headers = {"Register-Position": str(head), "Cache-Control": "no-store"}
    if made is not None:
        headers["Location"] = f"{call.scope['path']}/{made}"
    status = OK if made is None else CREATED
    return Response(orjson.dumps(told), status, headers, "application/json")
