"""Finds the route of a request by its path, segment by segment.

The framework tries one regular expression after another: with a hundred routes that
takes longer than all the rest of a request. It also answers 405 with the methods of
one route, where several share a path.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.refusals import NoSuchPath, TooLarge, WrongMethod

BODY_LIMIT = 2**20
# The end of a path that is one value with all its slashes.
_PATH = ":path}"


@dataclass
class _Node:
    """What may follow a part of a path, and the routes that end there, by method."""

    words: dict[str, "_Node"] = field(default_factory=dict)
    value: "tuple[str, _Node] | None" = None
    rest: "tuple[str, _Node] | None" = None
    routes: dict[str, Route] = field(default_factory=dict)


class Switchboard:
    """Hands each request to its route; refuses unknown paths and methods.

    A route may say `body_limit`; the others take bodies of at most BODY_LIMIT bytes.
    Routes that are more than words and values go to `otherwise`.
    """

    def __init__(self, routes: Iterable[BaseRoute], otherwise: ASGIApp) -> None:
        self._otherwise = otherwise
        self._root = _Node()
        self._rest: list[BaseRoute] = []
        for route in routes:
            self._add(route)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._otherwise(scope, receive, send)
            return
        try:
            route, values = self.route(scope["method"], scope["path"])
        except NoSuchPath:
            if not any(r.matches(scope)[0] is not Match.NONE for r in self._rest):
                raise
            await self._otherwise(scope, receive, send)
            return
        scope["path_params"] = values
        scope["route"] = route
        scope["endpoint"] = route.endpoint
        limit = getattr(route, "body_limit", BODY_LIMIT)
        await route.app(scope, _limited(scope, receive, limit), send)

    def route(self, method: str, path: str) -> tuple[Route, dict[str, str]]:
        """The route of a method and path, with the values that the path names.

        Raises NoSuchPath and WrongMethod.
        """
        values: dict[str, str] = {}
        node = self._find(path, values)
        if node is None or not node.routes:
            raise NoSuchPath("nothing lies at this address; /docs lists all there are")
        route = node.routes.get(method)
        if route is None:
            raise WrongMethod(method, node.routes)
        return route, values

    def _add(self, route: BaseRoute) -> None:
        if not isinstance(route, Route) or ":" in route.path.removesuffix(_PATH):
            self._rest.append(route)
            return
        node = self._root
        for part in route.path.split("/")[1:]:
            if part.endswith(_PATH):
                node.rest = node.rest or (part[1:].removesuffix(_PATH), _Node())
                node = node.rest[1]
            elif part.startswith("{"):
                node.value = node.value or (part[1:-1], _Node())
                node = node.value[1]
            else:
                node = node.words.setdefault(part, _Node())
        node.routes.update(dict.fromkeys(route.methods or (), route))

    def _find(self, path: str, values: dict[str, str]) -> _Node | None:
        node = self._root
        parts = path.split("/")[1:]
        for nth, part in enumerate(parts):
            if node.rest is not None and part not in node.words:
                values[node.rest[0]] = "/".join(parts[nth:])
                return node.rest[1]
            following = node.words.get(part)
            if following is None:
                if node.value is None or not part:
                    return None
                name, following = node.value
                values[name] = part
            node = following
        return node


def _limited(scope: Scope, receive: Receive, limit: int) -> Receive:
    """Receives a body that is no larger than it may be. Raises TooLarge."""
    said = next((v for n, v in scope["headers"] if n == b"content-length"), b"0")
    if said.isdigit() and len(said) < 16 and int(said) <= limit:  # noqa: PLR2004
        return _counted(receive, limit)
    raise _too_large(limit)


def _counted(receive: Receive, limit: int) -> Receive:
    left = limit

    async def counted() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise _too_large(limit)
        return message

    return counted


def _too_large(limit: int) -> TooLarge:
    return TooLarge(f"send at most {limit:,} bytes; split what is longer")
