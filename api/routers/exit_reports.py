"""The report for planning an exit, and when the tasks of a plan are due."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from api.call import Asked, Call, Named
from api.naming import read_name
from api.operation import operations
from api.papers.exits import exit_paper, report_with_head
from api.papers.fields import PaperFields, read_fields, seen_by_all
from api.papers.paper import Stand, stand_of
from api.papers.replying import paper_reply
from api.query import CLOCKS, Query, read_query
from api.readings import found
from api.refusals import Fault, Invalid
from api.replies import list_reply
from domain.contract.contract import Contract
from domain.plan.plan import Plan
from projections.plans.dating import dated_plan
from projections.view import View

Json = dict[str, Any]

router = operations("", "contracts")


@router.get("/contracts/{id}/exit-report")
async def get_exit_report(call: Asked, thing: Named) -> Response:
    """What the register knows for leaving a contract, in fourteen parts."""
    return await call.elsewhere(lambda: _report(call, thing))


@router.get("/contracts/{id}/exit-report.json")
async def get_exit_report_json(call: Asked, thing: Named) -> Response:
    """The same, at an address that says in what form it is."""
    return await call.elsewhere(lambda: _report(call, thing))


@router.get("/contracts/{id}/exit-report.pdf")
async def get_exit_report_pdf(call: Asked, thing: Named) -> Response:
    """The report as a PDF, with the chain drawn tier by tier."""
    return await call.elsewhere(lambda: _paper(call, thing, "pdf"))


@router.get("/contracts/{id}/exit-report.docx")
async def get_exit_report_docx(call: Asked, thing: Named) -> Response:
    """The report as a Word document, to be worked on."""
    return await call.elsewhere(lambda: _paper(call, thing, "docx"))


@router.get("/contracts/{id}/exit-report.xlsx")
async def get_exit_report_xlsx(call: Asked, thing: Named) -> Response:
    """The report as an Excel workbook, a sheet a table."""
    return await call.elsewhere(lambda: _paper(call, thing, "xlsx"))


@router.get("/plans/{id}/schedule", tags=["plans"])
async def get_plan_schedule(call: Asked, thing: Named) -> Response:
    """The tasks of a plan dated back from the end, and what to do if it is late."""
    return await call.elsewhere(lambda: _schedule(call, thing))


def _asked(call: Call) -> tuple[PaperFields, Query]:
    fields, query = read_fields(read_query(call.query, CLOCKS, filters=True))
    if query.filters:
        message = "is no parameter of this; see /docs"
        raise Invalid(Fault(f"/{name}", message) for name in query.filters)
    return fields, query


def _read(call: Call, named: str) -> tuple[View, Any, Json, Stand, PaperFields]:
    fields, query = _asked(call)
    clocks = call.service.travel.read(query.single)
    name = read_name(Contract.prefix, named)
    root = call.service.register.ledger.root_of

    def look(view: View) -> tuple[Json, Stand]:
        seen = replace(view, reach=seen_by_all(view.reach, fields))
        stand = stand_of(seen, clocks, root)
        return report_with_head(seen, stand, fields, name), stand

    view, (report, stand) = found(call, clocks, look)
    return view, clocks, report, stand, fields


def _report(call: Call, named: str) -> Response:
    view, clocks, report, _, _ = _read(call, named)
    content: Mapping[str, Any] = report | {"position": view.position}
    return list_reply(call.if_none_match, view, clocks, content, [report["facts"]])


def _paper(call: Call, named: str, form: str) -> Response:
    view, clocks, report, stand, fields = _read(call, named)
    name = f"exit-report-{report['contract']['reference']}"
    paper = exit_paper(report, stand, fields)
    return paper_reply(view, clocks, name, form, paper)


def _schedule(call: Call, named: str) -> Response:
    clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
    name = read_name(Plan.prefix, named)

    def look(view: View) -> Json:
        plan = view.one("plan", name)
        rows = view.rows(
            "contract", [plan["contract_id"]] if plan["contract_id"] else []
        )
        contract = view.rendered("contract", rows)
        today = view.pin.effective_on
        return dated_plan(plan, contract[0] if contract else None, today)

    view, dated = found(call, clocks, look)
    content = dated | {"position": view.position}
    return list_reply(call.if_none_match, view, clocks, content, ())
