"""A route of the API: it knows its name, and reads its arguments by itself.

FastAPI describes these routes and pages may use all it can do; but to resolve the
arguments of one command takes it 100 us, of the 700 that a command may cost in all.
"""

from collections.abc import Callable
from typing import Any

from fastapi.routing import APIRoute, APIRouter
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from api.call import call_of
from api.query import read_query
from api.switchboard import BODY_LIMIT
from api.validation import read_command
from api.witness import purpose_of, witness
from domain.occasion import Command

# What paths call `id` would hide a builtin in the functions.
_ARGUMENTS = {"id": "thing"}


class Operation(APIRoute):
    """One operation. Its endpoint takes `call`, the values of its path, `command`.

    The function's name is its operation id, and the key of its rights.
    """

    body_limit = BODY_LIMIT

    def __init__(self, path: str, endpoint: Callable[..., Any], **more: Any) -> None:
        super().__init__(path, endpoint, **more)
        command = endpoint.__annotations__.get("command")
        self.command: type[Command] | None = command
        # Whoever may ask for a list may have it as a file.
        self.right, self.form = _parted(str(self.name))
        self.app = self._serve

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        call = call_of(scope)
        values: dict[str, str] = scope["path_params"]
        arguments: dict[str, Any] = {_ARGUMENTS.get(n, n): values[n] for n in values}
        if self.command is not None:
            read_query(call.query, frozenset())
            call.body = await _body(receive)
            media = call.headers.get("content-type", "")
            command = read_command(self.command, media, call.body)
            call.on_behalf_of = command.on_behalf_of
            arguments["command"] = command
        purpose = purpose_of(call.headers)
        response = await self.endpoint(call=call, **arguments)
        await witness(call, response, purpose)
        await response(scope, receive, send)


def _parted(name: str) -> tuple[str, str | None]:
    """The operation that rights know, and the form of the file that it gives."""
    for form in ("csv", "xlsx", "ndjson", "ics", "pdf", "docx"):
        if name.endswith(f"_{form}"):
            return name.removesuffix(f"_{form}"), form
    # The same answer at an address that says in what form it is.
    return name.removesuffix("_json"), None


async def _body(receive: Receive) -> bytes:
    chunks: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            # Half a body may be whole JSON: who has gone away asked for nothing.
            raise ClientDisconnect
        chunks.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(chunks)


def operations(prefix: str, tag: str) -> APIRouter:
    """A router whose routes are operations, under /v1."""
    return APIRouter(
        prefix=f"/v1{prefix}",
        tags=[tag],
        route_class=Operation,
        generate_unique_id_function=lambda route: route.name,
    )
