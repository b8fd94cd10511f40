"""What is the same for every reply: an id, safe headers, and never a stack trace."""

from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.pages.problems import refusal_page, wants_page
from api.problems import problem
from api.refusals import Failure
from domain.errors import Refusal
from domain.log.faults import fault

# What a reply says unless its route says otherwise.
DEFAULTS: tuple[tuple[bytes, bytes], ...] = (
    (b"cache-control", b"private, no-cache"),
    (b"vary", b"Authorization, Cookie"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


class Conventions:
    """Gives each request an id, and answers what nothing inside has answered.

    The message of an unexpected error stays out of the log and of the reply: it may
    quote what a person wrote.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = uuid4()
        scope["request_id"] = request_id
        started = False

        async def sent(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _complete(message, str(request_id))
            await send(message)

        try:
            await self._app(scope, receive, sent)
        except Exception as error:  # noqa: BLE001 - every caller gets an answer
            fault("request failed", error, request=str(request_id))
            if started:
                # The reply is cut off, so that nobody takes it for a whole one.
                raise RuntimeError("a reply was cut off") from None
            failure = Failure(f"it was logged; quote {request_id} to who runs this")
            await answer_to(scope, failure)(scope, receive, sent)


def _complete(message: Message, request_id: str) -> None:
    headers = message["headers"]
    given = {name for name, _ in headers}
    headers.extend(pair for pair in DEFAULTS if pair[0] not in given)
    headers.append((b"request-id", request_id.encode()))


async def refused(request: Request, error: Exception) -> Response:
    """The reply to what the register or HTTP refuses."""
    assert isinstance(error, Refusal)  # noqa: S101 - registered for these alone
    return answer_to(request.scope, error)


def answer_to(scope: Scope, refusal: Refusal) -> Response:
    """The reply to what is refused: a page for people, a problem for programs."""
    if wants_page(scope):
        return refusal_page(scope, refusal)
    return problem(refusal, str(scope["request_id"]))
