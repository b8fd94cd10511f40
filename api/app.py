"""The service: every face of the register behind one ASGI application."""

from collections.abc import Sequence

from fastapi import FastAPI

from api.conventions import Conventions, refused
from api.operation import Operation
from api.pages.menu import OPEN, PAGES
from api.pages.page import Page
from api.pages.site import Persona, Site
from api.routers import (
    accounts,
    acknowledgements,
    audit,
    audit_bundles,
    batches,
    budgets,
    changes,
    clocks,
    contract_life,
    contracts,
    decision_papers,
    diff,
    distress,
    documents,
    drafts,
    edits,
    erasures,
    events,
    exit_reports,
    failure_papers,
    feedback,
    findings,
    imports,
    issues,
    keys,
    kpis,
    ledger,
    links,
    organisations,
    outcomes,
    people,
    pipeline,
    plan_work,
    plans,
    policy,
    printed,
    providers,
    questions,
    releases,
    returns,
    risk_reviews,
    risk_work,
    risks,
    rows,
    service_pages,
    services,
    supply_chain,
    supply_chain_figures,
    supply_chains,
)
from api.service import Service
from api.settings import Settings
from api.switchboard import Switchboard
from api.watching import Watch, Watched, counted, logged
from domain.errors import Refusal
from domain.log.register import Register
from domain.operations import OPERATIONS
from projections.reads import Reads

ROUTERS = (
    organisations.router,
    distress.router,
    services.router,
    outcomes.router,
    budgets.router,
    contracts.router,
    contract_life.router,
    supply_chain.router,
    supply_chain.seats_router,
    supply_chains.router,
    supply_chain_figures.router,
    failure_papers.router,
    links.router,
    returns.router,
    documents.router,
    risks.router,
    risk_work.router,
    issues.router,
    risk_reviews.router,
    changes.router,
    plans.router,
    plan_work.router,
    exit_reports.router,
    kpis.router,
    feedback.router,
    clocks.router,
    providers.router,
    people.router,
    pipeline.router,
    decision_papers.router,
    diff.router,
    accounts.router,
    keys.router,
    policy.router,
    imports.router,
    batches.router,
    drafts.router,
    edits.router,
    rows.router,
    erasures.router,
    releases.router,
    audit_bundles.router,
    questions.router,
    printed.router,
    findings.router,
    acknowledgements.router,
    audit.router,
    events.router,
    ledger.router,
    service_pages.router,
)


def create_app(
    register: Register,
    reads: Reads,
    settings: Settings | None = None,
    personas: Sequence[Persona] = (),
) -> FastAPI:
    """The application over an open register and its read side.

    Both belong to the caller, who closes them when the service has stopped. Only a
    demonstration has `personas`: whoever opens its pages may be any of them.
    """
    app = FastAPI(
        title="Counterfoil",
        version="0.1.0",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        telemetry={"logs": False},
    )
    settings = settings or Settings()
    app.state.service = Service(register, reads, settings)
    for router in ROUTERS:
        app.router.routes.extend(router.routes)
    site = Site(app.state.service, PAGES, settings.brand_colour, personas)
    _add_pages(app, site)
    app.add_exception_handler(Refusal, refused)
    app.add_middleware(Conventions)
    app.add_middleware(Watched, watchers=_watchers(app.state.service, settings))
    _require_rights(app)
    switchboard = Switchboard(app.routes, app.router.middleware_stack)
    app.state.switchboard = app.router.middleware_stack = switchboard
    return app


def _add_pages(app: FastAPI, site: Site) -> None:
    app.state.site = site
    app.router.routes.extend([*PAGES, *OPEN, site.assets.route])


def _watchers(service: Service, settings: Settings) -> tuple[Watch, ...]:
    counting = counted(service.metrics)
    return (counting, logged) if settings.log_requests else (counting,)


def _require_rights(app: FastAPI) -> None:
    """Deny by default: what has no entry in the table of rights does not start."""
    open_to_all = [
        route.name
        for route in app.routes
        if isinstance(route, Operation | Page) and route.right not in OPERATIONS
    ]
    if open_to_all:
        message = f"nobody has said who may: {', '.join(open_to_all)}"
        raise RuntimeError(message)
