"""Replies: JSON with the position it was read at, and what may be kept of it."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

import orjson
from starlette.responses import Response

from api.time_travel import Clocks
from domain.log.submission import Outcome
from projections.view import View

Json = dict[str, Any]
JSON = "application/json"


def clocked(view: View, clocks: Clocks) -> dict[str, str]:
    """The headers that say what the reply is true of."""
    position = str(view.position)
    return {
        "Register-Position": position,
        "Known-At": clocks.asked or position,
        "Effective-On": view.pin.effective_on.isoformat(),
    }


def command_reply(thing: Json, outcome: Outcome, path: str) -> Response:
    """What a command has come to: the thing as it then stood."""
    headers = {**etag(thing), "Register-Position": str(outcome.position)}
    if outcome.status == 201:  # noqa: PLR2004
        collection = "/".join(path.split("/")[:3])
        headers["Location"] = f"{collection}/{outcome.stream}"
    if outcome.replayed:
        headers["Idempotency-Replayed"] = "true"
    return _json(thing, headers | caching([thing]), outcome.status)


def thing_reply(
    if_none_match: str | None, view: View, clocks: Clocks, thing: Json
) -> Response:
    """One thing, or that it has not changed where both clocks stand still."""
    headers = clocked(view, clocks) | etag(thing) | caching([thing])
    known = if_none_match is not None and if_none_match == headers.get("ETag")
    if clocks.explicit and known:
        return Response(status_code=304, headers=headers)
    return _json(thing, headers)


def list_reply(
    if_none_match: str | None,
    view: View,
    clocks: Clocks,
    content: Mapping[str, Any],
    items: Iterable[Json],
) -> Response:
    """A list, or that it has not changed where both clocks stand still."""
    headers = clocked(view, clocks) | caching(items)
    body = orjson.dumps(dict(content))
    if clocks.explicit:
        headers["ETag"] = f'"{sha256(body).hexdigest()[:32]}"'
        if if_none_match == headers["ETag"]:
            return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, JSON)


def etag(thing: Json) -> dict[str, str]:
    """The version of a thing, for If-Match; none for who is not told it."""
    return {} if thing["version"] is None else {"ETag": f'"{thing["version"]}"'}


def _json(content: Any, headers: Mapping[str, str], status: int = 200) -> Response:
    return Response(orjson.dumps(content), status, dict(headers), JSON)


def caching(things: Iterable[Json]) -> dict[str, str]:
    """Where people may be named, a reply is kept nowhere on its way."""
    named = any(
        field == "name" or field.endswith(("_name", "email", "phone"))
        for thing in things
        for field in thing
    )
    return {"Cache-Control": "no-store"} if named else {}
