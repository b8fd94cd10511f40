"""The pipeline: what ends, is reviewed and is bought, by financial year and service."""

import re
from collections.abc import Iterator
from typing import Any

from starlette.responses import Response

from api.call import Asked, Call
from api.operation import operations
from api.query import CLOCKS, Query, read_query
from api.readings import opened
from api.refusals import Fault, Invalid
from api.replies import list_reply
from api.spreadsheet import File, Path, file_reply
from projections.kinds import money
from projections.pipeline import EVENTS, Stop, pipeline, stops
from projections.pipeline import Asked as Question

Json = dict[str, Any]

SEVERAL = frozenset({"event", "financial_year", "service", "department"})
YEAR = re.compile(r"[0-9]{4}-[0-9]{2}")
COLUMNS: tuple[Path, ...] = (
    *((name,) for name in ("financial_year", "event", "on", "service", "department")),
    *((name,) for name in ("reference", "title")),
    *(("annual_value", part) for part in ("amount", "currency", "vat_basis")),
    ("id",),
)
DAYS = frozenset({("on",)})

router = operations("", "questions")


@router.get("/pipeline")
async def get_pipeline(call: Asked) -> Response:
    """What ends, is reviewed and is bought, by financial year and service."""
    return await call.elsewhere(lambda: _told(call))


@router.get("/pipeline.csv")
async def get_pipeline_csv(call: Asked) -> Response:
    """The pipeline as a CSV file, a line for each day of a contract."""
    return await call.elsewhere(lambda: _as_file(call, "csv"))


@router.get("/pipeline.xlsx")
async def get_pipeline_xlsx(call: Asked) -> Response:
    """The pipeline as an Excel workbook, a line for each day of a contract."""
    return await call.elsewhere(lambda: _as_file(call, "xlsx"))


def _told(call: Call) -> Response:
    query = _read(call)
    clocks = call.service.travel.read(query.single)
    with opened(call, clocks) as view:
        content = pipeline(view, _question(call, query))
        return list_reply(call.if_none_match, view, clocks, content, ())


def _as_file(call: Call, form: str) -> Response:
    query = _read(call)
    clocks = call.service.travel.read(query.single)
    with opened(call, clocks) as view:
        found = (stop for stop in stops(view, _question(call, query)) if stop.inside)
        ordered = sorted(found, key=lambda stop: (stop.on or "9999", stop.reference))
        file = File("pipeline", COLUMNS, DAYS, _lines(ordered))
        return file_reply(view, clocks, form, file)


def _lines(found: list[Stop]) -> Iterator[Json]:
    for stop in found:
        pence, currency, vat = stop.value
        known = None if pence is None else money(pence, currency or "", vat or "")
        line = stop._asdict()
        yield line | {
            "reference": stop.reference,
            "financial_year": stop.year or "not known",
            "annual_value": known,
        }


def _read(call: Call) -> Query:
    """The query of a request for the pipeline. Raises Invalid."""
    query = read_query(call.query, CLOCKS | {"within"}, filters=True)
    faults = [
        Fault(f"/{name}", "is no parameter of this; see /docs")
        for name in query.filters
        if name not in SEVERAL
    ]
    if query.single.get("within", "all") not in ("all", "mine"):
        faults.append(Fault("/within", "is all or mine"))
    if not EVENTS_ASKED.issuperset(query.filters.get("event", ())):
        faults.append(Fault("/event", f"is one of {', '.join(EVENTS)}"))
    if not all(map(YEAR.fullmatch, query.filters.get("financial_year", ()))):
        faults.append(Fault("/financial_year", "is a year, written 2026-27"))
    if faults:
        raise Invalid(faults)
    return query


def _question(call: Call, query: Query) -> Question:
    several = query.filters
    return Question(
        events=frozenset(several.get("event", ())),
        years=frozenset(several.get("financial_year", ())),
        services=frozenset(several.get("service", ())),
        departments=frozenset(several.get("department", ())),
        within=call.mine() if query.single.get("within") == "mine" else None,
    )


EVENTS_ASKED = frozenset(EVENTS)
