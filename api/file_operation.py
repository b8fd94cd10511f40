"""Operations that are sent a file, with what is asked of it in the query."""

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from api.call import call_of
from api.imports.json_text import MAX_BYTES
from api.operation import Operation

Json = dict[str, Any]
LONGEST = 300
# No control characters: nobody types one.
TEXT_ASKED: Json = {
    "type": "string",
    "maxLength": LONGEST,
    "pattern": r"^[^\x00-\x1f\x7f]*$",
}
DRY_RUN: Json = {
    "name": "dry_run",
    "in": "query",
    "description": "Only say what would happen.",
    "schema": {"type": "boolean", "default": False},
}
SHEET: Json = {
    "type": "string",
    "format": "binary",
    "description": "A sheet: .xlsx, .xls, .ods, or .csv in any usual encoding.",
}


def in_query(name: str, description: str, schema: Json) -> Json:
    """A parameter of the query."""
    return {"name": name, "in": "query", "description": description, "schema": schema}


class FileOperation(Operation):
    """An operation that is sent a file. `asked` are the parameters of its query."""

    body_limit = MAX_BYTES
    asked: Sequence[Json] = ()

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = call_of(scope)
        call.body = await Request(scope, receive).body()
        response = await self.endpoint(call=call)
        await response(scope, receive, send)
