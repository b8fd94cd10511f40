"""Signing in with a key, or in a demonstration as a persona; and signing out."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from api.naming import read_headers
from api.pages.back import SIGN_IN, safe_back
from api.pages.rendering import show_alone
from api.pages.site import Persona, site_of
from api.service import Service
from api.session import Session, refuse_cross_site, set_cookie
from domain.errors import Unauthenticated

SEE_OTHER = 303


async def get_sign_in(request: Request) -> Response:
    """The form."""
    return _form(request, request.query_params.get("back"))


async def sign_in(request: Request) -> Response:
    """Begins a session, and goes on to the page that was asked for."""
    scope = request.scope
    refuse_cross_site(scope, read_headers(scope))
    said = await _read_form(request)
    service = site_of(scope).service
    try:
        session = await run_in_threadpool(_begin, request, service, said)
    except Unauthenticated as refused:
        return _form(request, said.get("back"), refused.detail)
    headers = {"Cache-Control": "no-store", **set_cookie(scope, session.text)}
    return RedirectResponse(safe_back(said.get("back")), SEE_OTHER, headers)


async def sign_out(request: Request) -> Response:
    """Ends the session in this browser."""
    refuse_cross_site(request.scope, read_headers(request.scope))
    headers = {"Cache-Control": "no-store", **set_cookie(request.scope, "")}
    return RedirectResponse(f"{SIGN_IN}?out=yes", SEE_OTHER, headers)


ROUTES = (
    Route(SIGN_IN, get_sign_in, methods=["GET"]),
    Route(SIGN_IN, sign_in, methods=["POST"]),
    Route("/sign-out", sign_out, methods=["POST"]),
)


def _begin(request: Request, service: Service, said: Mapping[str, str]) -> Session:
    """A session by the key that was typed. Raises Unauthenticated and TooMany."""
    client = request.client
    service.limiter.take(f"from {client.host if client else ''}")
    persona = _persona(request, said.get("persona"))
    key = said.get("key", "") if persona is None else persona.key
    if not key.strip():
        raise Unauthenticated("paste your key; it begins with cf_")
    return service.access.begin_session(key)


def _persona(request: Request, named: str | None) -> Persona | None:
    personas = site_of(request.scope).personas
    return next((one for one in personas if one.name == named), None)


def _form(request: Request, back: str | None, fault: str | None = None) -> Response:
    return show_alone(
        request.scope,
        "sign-in.html",
        status=200 if fault is None else 401,
        headers=None if fault is None else {"WWW-Authenticate": "Bearer"},
        back=safe_back(back),
        fault=fault,
        is_out="out" in request.query_params,
        personas=site_of(request.scope).personas,
    )


async def _read_form(request: Request) -> dict[str, str]:
    """The fields of a form; what is no form has none."""
    body = await request.body()
    return dict(parse_qsl(body.decode("latin-1"), max_num_fields=20))
