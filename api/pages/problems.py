"""What a browser is shown where something was refused, in plain words."""

from typing import Final

from starlette.responses import RedirectResponse, Response
from starlette.types import Scope

from api.pages.back import sign_in_address
from api.pages.rendering import show_alone
from api.problems import RETRY_AFTER, status_of
from api.refusals import Failure, NoSuchPath, TooMany, WrongMethod
from api.session import SAFE
from domain.errors import NotFound, Refusal

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
# They speak of paths, methods and ids: a page has words of its own for them.
_OWN_WORDS: Final = (NoSuchPath, WrongMethod, NotFound, Failure)


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
    told = None if isinstance(refusal, _OWN_WORDS) else refusal
    own_title = told is not None and status == 404  # noqa: PLR2004
    return show_alone(
        scope,
        "problem.html",
        status=status,
        headers=wait,
        title=refusal.title if own_title else TITLES.get(status, TITLES[422]),
        detail=told and told.detail,
        faults=[message for _, message in told.faults] if told else [],
        code=status,
        rule=refusal.named_rule,
        request_id=str(scope["request_id"]),
    )
