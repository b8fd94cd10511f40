"""A file sent over HTTP: the bytes as the body, what is said of it in the query.

The body is the file itself, not a form around it: its chunks are hashed and written
to disk as they come, and nothing has to be parsed, spooled and read a second time.
"""

import re
from collections.abc import Iterator, Mapping
from email.message import Message
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends
from pydantic import TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from api.call import Call, call_of
from api.operation import Operation
from api.query import CLOCKS, read_query
from api.readings import found
from api.refusals import Fault, Invalid
from api.replies import command_reply
from api.rights import require
from api.validation import faults_of
from domain.document.commands import FileDocument
from domain.document.document import Document
from domain.errors import NotAllowed, NotKept, RuleBroken, Stale
from domain.log.blobs import Incoming, read_parts
from domain.log.filing import file_document

Json = dict[str, Any]

FILE_LIMIT = 25 * 2**20
UNTYPED = "application/octet-stream"
# What the bytes themselves say, and what only JSON can say.
# What a file's name may not hold between quotes, in a header of ASCII.
_UNSAFE = re.compile(r"[^ !#$&-\[\]-~]")
_NOT_ASKED = frozenset({"bytes", "media"})
_ASKED = frozenset(FileDocument.model_fields) - _NOT_ASKED


def _parameters() -> Iterator[Json]:
    """What the query may say: the fields of the command that are one value each."""
    schema = TypeAdapter(FileDocument).json_schema()
    for name in sorted(_ASKED):
        said = schema["properties"][name]
        plain = [s for s in said.get("anyOf", [said]) if s.get("type") == "string"]
        told = {k: v for k, v in plain[0].items() if k != "title"} if plain else {}
        yield {
            "name": name,
            "in": "query",
            "description": _DESCRIPTIONS.get(name, f"The document's {name}."),
            "schema": told or {"type": "string"},
            "required": False,
        }


_DESCRIPTIONS: Mapping[str, str] = {
    "title": "What it is called; the name of the file unless said.",
    "file_name": "The name of the file. Content-Disposition may say it instead.",
    "sha256": "The hash that the bytes should have: others are refused.",
}


class FileOperation(Operation):
    """An operation that is sent a file as it is."""

    body_limit = FILE_LIMIT
    asked = tuple(_parameters())

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = call_of(scope)
        if "if-match" in call.headers:
            raise Stale("there is nothing yet that If-Match could match; leave it out")
        folder = call.service.register.home.data
        incoming = Incoming(str(folder) if folder.is_dir() else None)
        scope["incoming"] = incoming
        try:
            async for chunk in Request(scope, receive).stream():
                incoming.take(chunk)
            response = await self.endpoint(call=call, incoming=incoming)
        finally:
            incoming.close()
        await response(scope, receive, send)


def _arrived(request: Request) -> Incoming:
    incoming: Incoming = request.scope["incoming"]
    return incoming


Arrived = Annotated[Incoming, Depends(_arrived)]


def keep_file(call: Call, incoming: Incoming) -> Response:
    """Enters the document that a request sends. Raises what it is refused for."""
    command = _command(call, incoming)
    # A request is the same again if it says the same of the same bytes.
    call.body = command.model_dump_json().encode()
    register = call.service.register
    act = file_document(register.sources.new_id(), command, incoming)
    submission = call.submission(act, status=201)
    try:
        require(call.principal(), call.operation, call.service.today())
    except NotAllowed:
        # Nothing is stored for who may file nowhere; the desk refuses in the words
        # that tell no more of what was named than this caller may know.
        outcome = register.submit(submission)
    else:
        outcome = register.file(submission, incoming)
    thing = call.written(Document.noun, outcome)
    return command_reply(thing, outcome, call.scope["path"])


def send_file(call: Call, named: str) -> Response:
    """The file of a document, for a caller who may read that."""
    clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
    view, thing = found(call, clocks, lambda seen: seen.one(Document.noun, named))
    if thing["held"] != "file" or thing["status"] == "disposed":
        raise NotKept(_nothing_kept(thing))
    parts = read_parts(call.service.register.store, thing["sha256"])
    headers = {
        "Content-Length": str(thing["bytes"]),
        "Content-Disposition": disposition(thing),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store",
        "Register-Position": str(view.position),
    }
    return StreamingResponse(parts, headers=headers, media_type=thing["media"])


def disposition(thing: Json) -> str:
    """That it is to be saved, and under what name (RFC 6266)."""
    name = str(thing["file_name"] or thing["reference"])
    plain = _UNSAFE.sub("_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _command(call: Call, incoming: Incoming) -> FileDocument:
    """What the query, the headers and the bytes say together."""
    said: Json = dict(read_query(call.query, _ASKED).single)
    _refuse_other_bytes(call, incoming, said)
    named = said.get("file_name") or _file_name(call.headers)
    if named:
        said["file_name"] = named
        said.setdefault("title", named)
    said |= {
        "sha256": incoming.sha256,
        "bytes": incoming.size,
        "media": _media(call.headers),
    }
    try:
        return FileDocument.model_validate(said)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=False)
        raise Invalid(faults_of(errors, said)) from None


def _refuse_other_bytes(call: Call, incoming: Incoming, said: Json) -> None:
    """Refuses a file that is not the one that was meant, or none at all."""
    if not incoming.size:
        detail = "the file is empty; send its bytes as the body"
        raise RuleBroken(detail, rule="empty-file")
    announced = call.headers.get("content-length")
    if announced is not None and int(announced) != incoming.size:
        detail = (
            f"{incoming.size} bytes came, and Content-Length says {announced}: send the"
            " whole file again"
        )
        raise RuleBroken(detail, rule="other-file")
    expected = said.get("sha256")
    if expected is not None and expected != incoming.sha256:
        detail = (
            f"the bytes that came have the hash {incoming.sha256}: send the file again,"
            " or leave sha256 out"
        )
        raise Invalid([Fault("/sha256", detail)])


def _media(headers: Mapping[str, str]) -> str:
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    return media or UNTYPED


def _file_name(headers: Mapping[str, str]) -> str | None:
    """The name that Content-Disposition gives, in either of its spellings."""
    said = headers.get("content-disposition")
    if said is None:
        return None
    message = Message()
    message["Content-Disposition"] = said
    return message.get_filename()


def _nothing_kept(thing: Json) -> str:
    reference = thing["reference"]
    if thing["status"] == "disposed":
        return f"the file of {reference} was disposed of on {thing['disposed_on']}"
    where = "its address" if thing["held"] == "link" else "its fingerprint"
    return f"the register keeps no file of {reference}, only {where}"
