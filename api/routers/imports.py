"""Imports: files of notices, taken in whole, and what came of each."""

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.call import Asked, call_of
from api.file_import import LONGEST, import_file
from api.imports.contracts_finder import MAX_ROWS
from api.imports.job import KIND
from api.imports.json_text import MAX_BYTES
from api.operation import Operation, operations
from api.readings import add_readings

Json = dict[str, Any]

# No control characters: nobody types one.
_TEXT: Json = {
    "type": "string",
    "maxLength": LONGEST,
    "pattern": r"^[^\x00-\x1f\x7f]*$",
}


def _in_query(name: str, description: str, schema: Json) -> Json:
    return {"name": name, "in": "query", "description": description, "schema": schema}


class FileOperation(Operation):
    """An operation that is sent a file, with what is asked of it in the query."""

    body_limit = MAX_BYTES
    asked: Sequence[Json] = (
        _in_query("kind", "What the file holds.", {"enum": [KIND], "default": KIND}),
        _in_query(
            "source",
            "Where it comes from: notices are no longer listed against the earlier"
            " file of the same source. By default its commonest buyer.",
            _TEXT,
        ),
        _in_query("file_name", "What the file is called.", _TEXT),
        _in_query(
            "dry_run",
            "Only say what would happen.",
            {"type": "boolean", "default": False},
        ),
    )

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = call_of(scope)
        call.body = await Request(scope, receive).body()
        response = await self.endpoint(call=call)
        await response(scope, receive, send)


_NOTICES: Json = {
    "type": "object",
    "description": "A file of Contracts Finder notices, as its exporter writes it.",
    "properties": {
        "meta": {"type": "object"},
        "contracts": {
            "type": "array",
            "minItems": 1,
            "maxItems": MAX_ROWS,
            "items": {"type": "object"},
        },
    },
    "required": ["contracts"],
}

router = operations("/imports", "imports")


async def create_import(call: Asked) -> Response:
    """Takes a file of notices into the register, or says what would come of it.

    Each notice is taken once, however often it comes. Rows that cannot be taken are
    told as faults, and the others are taken.
    """
    return await call.elsewhere(lambda: import_file(call))


router.add_api_route(
    "",
    create_import,
    methods=["POST"],
    status_code=201,
    route_class_override=FileOperation,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": _NOTICES}},
        }
    },
)
add_readings(router, "import", "imports")
