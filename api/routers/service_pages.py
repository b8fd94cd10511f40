"""What needs no key: is the service well, what it can do, what its rules mean."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from api.html import link, page, text
from api.metrics import MEDIA
from api.openapi import document_of
from api.reference import reference
from api.rules.rule import Rule
from api.rules.table import RULES, rule_of_rights

router = APIRouter(generate_unique_id_function=lambda route: route.name)


@router.get("/healthz", tags=["service"], openapi_extra={"security": []})
async def get_health() -> Response:
    """Whether the process answers."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


@router.get("/readyz", tags=["service"], openapi_extra={"security": []})
async def get_readiness(request: Request) -> Response:
    """Whether log and read side answer, and how far they and the ledger have come."""
    state = await run_in_threadpool(request.app.state.service.readiness)
    return JSONResponse(state, headers={"Cache-Control": "no-store"})


@router.get(
    "/metrics",
    tags=["service"],
    openapi_extra={"security": []},
    response_class=PlainTextResponse,
)
async def get_metrics(request: Request) -> Response:
    """What is counted and measured, as Prometheus reads it: no names, no ids."""
    text = await run_in_threadpool(request.app.state.service.metrics.text)
    return Response(text, media_type=MEDIA, headers={"Cache-Control": "no-store"})


@router.get("/openapi.json", include_in_schema=False)
async def get_openapi_document(request: Request) -> Response:
    """The OpenAPI document."""
    headers = {"Cache-Control": "no-cache"}
    return JSONResponse(document_of(request.app), headers=headers)


@router.get("/docs", include_in_schema=False)
async def get_reference(request: Request) -> HTMLResponse:
    """The reference of the API, without scripts and from this host alone."""
    return page("Reference", reference(document_of(request.app)))


@router.get("/problems/{rule}", include_in_schema=False)
async def get_rule(rule: str) -> HTMLResponse:
    """What a rule says, and what to do about it."""
    return _explained(rule, RULES.get(rule))


@router.get("/problems/rights/{operation}", include_in_schema=False)
async def get_rule_of_rights(operation: str) -> HTMLResponse:
    """Who may do an operation."""
    return _explained(f"rights/{operation}", rule_of_rights(operation))


def _explained(name: str, rule: Rule | None) -> HTMLResponse:
    back = f"<p>{link('/docs', 'The reference of the API')}</p>"
    if rule is None:
        return page(
            "No such rule", [text(f"{name} is no rule here."), back], status=404
        )
    named = text(f"Rule {name}")
    return page(rule.title, [named, text(rule.advice), back])
