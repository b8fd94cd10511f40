"""Questions across the register: the risk register, the change log, hindsight."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from starlette.responses import Response

from api.call import Asked, Call, Named
from api.naming import read_name
from api.operation import operations
from api.query import CLOCKS, LISTED, WHOLE, read_query, read_question
from api.readings import found, opened
from api.replies import list_reply
from api.rights import reach_through
from api.spreadsheet import File, Path, columns_of, days_of, every, file_reply
from projections.change_log import change_log, indexations
from projections.model import Model
from projections.nouns.change import CHANGE
from projections.nouns.risk import RISK
from projections.pages import Question
from projections.risk_entries import SCORES
from projections.risk_register import (
    register_page,
    risk_around,
    risk_register,
)
from projections.view import Page, View

Json = dict[str, Any]

# What the files say beside the fields of a risk, and of a change.
REGISTERED: Sequence[Path] = (
    *((name,) for name in ("contract_reference", "contract_title", "owner_name")),
    *(("bands", score) for score in SCORES),
    *((name,) for name in ("trend", "appetite", "above_appetite")),
    *((name,) for name in ("review_overdue", "action_overdue", "acceptance")),
    ("moved_by",),
)
LOGGED: Sequence[Path] = (
    *((name,) for name in ("contract_reference", "contract_title")),
    *(("running", "value", part) for part in ("amount", "currency")),
    *(("running", name) for name in ("months", "unknown_values")),
    *(("running", f"share_of_{part}_at_award") for part in ("value", "term")),
)

router = operations("", "questions")


@router.get("/risk-register")
async def get_risk_register(call: Asked) -> Response:
    """Open risks with their scores and trend, what moved them, and the heat maps."""
    return await call.elsewhere(lambda: _listed(call, RISK, _register))


@router.get("/change-log")
async def get_change_log(call: Asked) -> Response:
    """Every change with the running totals of its contract."""
    return await call.elsewhere(lambda: _listed(call, CHANGE, _log))


@router.get("/risk-register.csv")
async def get_risk_register_csv(call: Asked) -> Response:
    """The whole risk register as a CSV file."""
    return await call.elsewhere(lambda: _as_file(call, _REGISTER, "csv"))


@router.get("/risk-register.xlsx")
async def get_risk_register_xlsx(call: Asked) -> Response:
    """The whole risk register as an Excel workbook."""
    return await call.elsewhere(lambda: _as_file(call, _REGISTER, "xlsx"))


@router.get("/change-log.csv")
async def get_change_log_csv(call: Asked) -> Response:
    """The whole change log as a CSV file."""
    return await call.elsewhere(lambda: _as_file(call, _CHANGE_LOG, "csv"))


@router.get("/change-log.xlsx")
async def get_change_log_xlsx(call: Asked) -> Response:
    """The whole change log as an Excel workbook."""
    return await call.elsewhere(lambda: _as_file(call, _CHANGE_LOG, "xlsx"))


@router.get("/risks/{id}/around")
async def get_risk_around(call: Asked, thing: Named) -> Response:
    """A risk as it was known at the end of `date`, and all that came to light later."""
    return await call.elsewhere(lambda: _around(call, thing))


def _register(view: View, question: Question) -> Json:
    register = risk_register(view, question)
    more = {"heat_maps": register.heat_maps, **register.counts}
    return register.page._asdict() | more


def _log(view: View, question: Question) -> Json:
    log = change_log(view, question)._asdict()
    return log | {"indexations": indexations(view, question)}


def _listed(
    call: Call, model: Model, answer: Callable[[View, Question], Json]
) -> Response:
    query = read_query(call.query, LISTED, filters=True)
    clocks = call.service.travel.read(query.single)
    question = read_question(query, model, call.mine)
    with opened(call, clocks, question.cursor) as view:
        content = answer(view, question)
        return list_reply(call.if_none_match, view, clocks, content, content["items"])


class _Filed(NamedTuple):
    """A question that can be answered with a file."""

    name: str
    model: Model
    answer: Callable[[View, Question], Page]
    more: Sequence[Path]


_REGISTER = _Filed("risk-register", RISK, register_page, REGISTERED)
_CHANGE_LOG = _Filed("change-log", CHANGE, change_log, LOGGED)


def _as_file(call: Call, asked: _Filed, form: str) -> Response:
    query = read_query(call.query, WHOLE, filters=True)
    clocks = call.service.travel.read(query.single)
    question = read_question(query, asked.model, call.mine)
    with opened(call, clocks) as view:
        things = every(lambda part: asked.answer(view, part), question)
        columns = [*columns_of(asked.model), *asked.more]
        file = File(asked.name, columns, days_of(asked.model), things)
        return file_reply(view, clocks, form, file)


def _around(call: Call, named: str) -> Response:
    query = read_query(call.query, CLOCKS | {"date"})
    travel = call.service.travel
    day = travel.day("date", query.single.get("date", ""))
    clocks = travel.read(query.single)
    name = read_name(RISK.prefix, named)

    telling = reach_through(call.principal(), "get_risk_history", call.service.today())

    def look(seen: View) -> Json:
        thing = seen.known("risk", name)
        events = bool(replace(seen, reach=telling).readable("risk", {thing}))
        return risk_around(seen, name, day, events=events)

    view, around = found(call, clocks, look)
    named_in = [*(around["later"] or ()), around["known"] or {}]
    return list_reply(call.if_none_match, view, clocks, around, named_in)
