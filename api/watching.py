"""Counts every reply, and logs it if wanted: by its route, never its address."""

from collections.abc import Callable
from time import perf_counter

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import Metrics

log = structlog.get_logger(__name__)
Watch = Callable[[Scope, int, float], None]


class Watched:
    """Tells each watcher what a request was answered with, and after how long.

    Ids in addresses and words in queries are nobody's to keep: watchers take the
    template of the route, None for an address that is none.
    """

    def __init__(self, app: ASGIApp, watchers: tuple[Watch, ...]) -> None:
        self._app = app
        self._watchers = watchers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = perf_counter()

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                seconds = perf_counter() - begun
                for watch in self._watchers:
                    watch(scope, message["status"], seconds)
            await send(message)

        await self._app(scope, receive, sent)


def counted(metrics: Metrics) -> Watch:
    """Counts every reply."""

    def watch(scope: Scope, status: int, seconds: float) -> None:
        metrics.answered(scope["method"], _template(scope), status, seconds)

    return watch


def logged(scope: Scope, status: int, seconds: float) -> None:
    """Logs a reply, under the id that its headers and every fault have, too."""
    template = _template(scope)
    log.info(
        "request",
        request=str(scope["request_id"]),
        method=scope["method"] if template else None,
        route=template,
        status=status,
        seconds=round(seconds, 6),
    )


def _template(scope: Scope) -> str | None:
    """The path of the request's route as it is declared: `/v1/risks/{id}`."""
    return getattr(scope.get("route"), "path", None)
