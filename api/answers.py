"""The replies of every operation that did what was asked: status, headers, schema."""

from typing import Any

from api.audit.answering import NDJSON
from api.models import noun_of
from api.operation import Operation
from api.papers.press import MEDIA as PDF
from api.papers.word import MEDIA as WORD
from api.schemas.audit import audit_answers
from api.schemas.ledger import LEDGER, ledger_answers
from api.schemas.parts import ANYTHING, TEXT, header, ref
from api.schemas.questions import QUESTIONS
from api.schemas.reads import READS
from api.workbook import MEDIA as WORKBOOK

Json = dict[str, Any]

JSON = "application/json"
ANSWERS = {**QUESTIONS, **READS, **audit_answers()}
# What may end without anything new: a rehearsal, or a file that says nothing new.
NOT_ALWAYS_NEW = frozenset({"create_import"})
_USUAL = {
    "Register-Position": header("The position written, or read at.", "integer"),
    "Request-Id": header("The id of the request."),
}
_OF_COMMANDS = _USUAL | {
    "ETag": header("The version of the thing, for If-Match."),
    "Idempotency-Replayed": header("true if the request had been sent before."),
}
_OF_QUESTIONS = _USUAL | {
    "ETag": header("The version of a thing, or the mark of a list."),
    "Known-At": header("As known when: as it was asked, or the position."),
    "Effective-On": header("As true on which day."),
}
_OF_FILES = _USUAL | {
    "Content-Disposition": header("That it is to be saved, and under what name."),
}


_BINARY: Json = {"type": "string", "format": "binary"}
# Files that are given out as they are.
_CONTENT = {
    "get_document_content": "*/*",
    "get_release_file": "application/zip",
    "get_audit_bundle_file": "application/zip",
}
_FILES = {
    "csv": (TEXT, "text/csv"),
    "xlsx": (_BINARY, WORKBOOK),
    "ndjson": (TEXT, NDJSON),
    "ics": (TEXT, "text/calendar"),
    "pdf": (_BINARY, PDF),
    "docx": (_BINARY, WORD),
}


def answers_of(route: Operation) -> dict[str, Json]:
    """The replies of an operation that did what was asked."""
    if route.name in LEDGER:
        return ledger_answers(route.name)
    if route.form is not None:
        return {
            "200": _reply("The list as a file.", _OF_QUESTIONS, *_FILES[route.form])
        }
    if route.name == "stream_events":
        stream = "text/event-stream"
        return {"200": _reply("Events without end.", {}, TEXT, stream)}
    if route.name in _CONTENT:
        return {"200": _reply("The file.", _OF_FILES, _BINARY, _CONTENT[route.name])}
    return _of_drafts(route) if noun_of(route) == "draft" else _of_things(route)


def _of_things(route: Operation) -> dict[str, Json]:
    schema = ref(_schema_name(route))
    if "GET" in (route.methods or ()):
        same = {"description": "Nothing has changed: both clocks stand still."}
        return {"200": _reply("The answer.", _OF_QUESTIONS, schema), "304": same}
    recorded = _reply("It was recorded, or was so already.", _OF_COMMANDS, schema)
    if route.status_code != 201:  # noqa: PLR2004
        return {"200": recorded}
    located = _OF_COMMANDS | {"Location": header("Where the new thing is.")}
    made = {"201": _reply("It was entered; this is it.", located, schema)}
    return made | ({"200": recorded} if route.name in NOT_ALWAYS_NEW else {})


def _of_drafts(route: Operation) -> dict[str, Json]:
    """Drafts have no past: neither clock is asked for."""
    if route.name == "submit_draft":
        made = _OF_COMMANDS | {"Location": header("Where a new thing is.")}
        done = _reply("It was done; what it came to.", made, ANYTHING)
        return {"200": done, "201": done}
    schema = ref(_schema_name(route))
    if "GET" in (route.methods or ()):
        of = _USUAL | {"ETag": header("The version of a draft, for If-Match.")}
        return {"200": _reply("The answer.", of, schema)}
    if route.name == "create_draft":
        of = _OF_COMMANDS | {"Location": header("Where the draft is.")}
        return {"201": _reply("It is kept; this is it.", of, schema)}
    return {"200": _reply("It was done.", _OF_COMMANDS, schema)}


def _schema_name(route: Operation) -> str:
    noun = noun_of(route).capitalize().replace("Chain", "SupplyChain")
    if route.right in ANSWERS:
        return ANSWERS[route.right]
    if route.right in ("acknowledge_finding", "waive_finding"):
        return "Acknowledgement"
    if route.name in ("create_key", "rotate_key"):
        return "KeyShownOnce"
    if route.name == "record_distress_organisation":
        return "Distress"
    if route.name.endswith("_history"):
        return "History"
    return f"{noun}Page" if route.name.startswith("list_") else noun


def _reply(description: str, headers: Json, schema: Json, media: str = JSON) -> Json:
    content = {media: {"schema": schema}}
    return {"description": description, "headers": headers, "content": content}
