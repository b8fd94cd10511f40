"""What a browser is shown where something was refused, in plain words."""

from typing import Final

from starlette.responses import RedirectResponse, Response
from starlette.types import Scope

from api.pages.back import sign_in_address
from api.pages.rendering import show_alone
from api.problems import RETRY_AFTER, status_of
from api.refusals import TooMany
from api.session import SAFE
from domain.errors import Refusal

_NOT_FOUND: Final = "Page not found"
# By status: what a page is called that says it, in the words of who reads it.
TITLES: Final = {
    401: "Sign in again",
    403: "You are not allowed to see this",
    404: _NOT_FOUND,
    405: _NOT_FOUND,
    410: "This is no longer kept",
    412: "Somebody has changed this since you opened it",
    413: "What you sent is too large",
    422: "There is a problem with what was asked for",
    429: "Too many requests at once",
    500: "Sorry, something went wrong here",
    503: "Sorry, the register is busy",
}
# Whose refusals speak of paths and methods: a page has words of its own.
_OWN_WORDS: Final = frozenset({404, 405, 500})


def wants_page(scope: Scope) -> bool:
    """Whether a person at a browser asks, and not a program that reads JSON."""
    if scope["path"].startswith("/v1/"):
        return False
    accepts = (v for n, v in scope["headers"] if n == b"accept")
    return any(b"text/html" in value for value in accepts)


def refusal_page(scope: Scope, refusal: Refusal) -> Response:
    """The page that says why; who is not signed in goes to do that first."""
    status = status_of(refusal)
    if status == 401 and scope["method"] in SAFE:  # noqa: PLR2004
        headers = {"Cache-Control": "no-store"}
        return RedirectResponse(sign_in_address(scope), 303, headers)
    wait = {"Retry-After": str(RETRY_AFTER)} if status == 503 else None  # noqa: PLR2004
    if isinstance(refusal, TooMany):
        wait = {"Retry-After": str(refusal.wait)}
    return show_alone(
        scope,
        "problem.html",
        status=status,
        headers=wait,
        title=TITLES.get(status, TITLES[422]),
        detail=None if status in _OWN_WORDS else refusal.detail,
        faults=[]
        if status in _OWN_WORDS
        else [message for _, message in refusal.faults],
        code=status,
        rule=refusal.named_rule,
        request_id=str(scope["request_id"]),
    )
