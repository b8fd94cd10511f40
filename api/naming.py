"""How requests name things: by id or reference in paths, by name in headers."""

import re
from typing import Any
from uuid import UUID

from starlette.types import Scope

from api.refusals import Fault, Invalid
from domain.aggregate import Aggregate
from domain.errors import NotFound

ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
REFERENCE = re.compile(r"[A-Z]{1,4}-[1-9][0-9]{0,14}")
# Of these a second one could mean another thing to whatever stands in front.
_ONCE = frozenset({"authorization", "idempotency-key", "if-match", "content-type"})


def read_id(kind: type[Aggregate[Any]], named: str) -> UUID | str:
    """An id or a reference as the register knows it. Raises NotFound for neither."""
    name = read_name(kind.prefix, named)
    return UUID(name) if ID.fullmatch(name) else name


def read_name(prefix: str, named: str) -> str:
    """An id or a reference as the read side knows it. Raises NotFound for neither."""
    if ID.fullmatch(named):
        return named.lower()
    if REFERENCE.fullmatch(named):
        return named
    raise NotFound(
        f"{named[:60]} is neither an id nor a reference such as {prefix}-1187"
    )


def read_headers(scope: Scope) -> dict[str, str]:
    """The headers of a request. Raises Invalid for one that is not to be doubled."""
    headers: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name = raw.decode("latin-1")
        if name in headers and name in _ONCE:
            message = f"{name} is sent twice; send it once"
            raise Invalid([Fault(f"/{name}", message)])
        headers[name] = value.decode("latin-1").strip()
    return headers
