"""Questions across the register: the risk register, the change log, hindsight."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from api.call import Asked, Call, Named
from api.naming import read_name
from api.operation import operations
from api.query import CLOCKS, LISTED, read_query, read_question
from api.readings import found, opened
from api.replies import list_reply
from projections.change_log import change_log
from projections.model import Model
from projections.nouns.change import CHANGE
from projections.nouns.risk import RISK
from projections.pages import Question
from projections.risk_register import risk_around, risk_register
from projections.view import View

Json = dict[str, Any]

router = operations("", "questions")


@router.get("/risk-register")
async def get_risk_register(call: Asked) -> Response:
    """Open risks with their scores and trend, what moved them, and the heat maps."""
    return await call.elsewhere(lambda: _listed(call, RISK, _register))


@router.get("/change-log")
async def get_change_log(call: Asked) -> Response:
    """Every change with the running totals of its contract."""
    return await call.elsewhere(lambda: _listed(call, CHANGE, _log))


@router.get("/risks/{id}/around")
async def get_risk_around(call: Asked, thing: Named) -> Response:
    """A risk as it was known at the end of `date`, and all that came to light later."""
    return await call.elsewhere(lambda: _around(call, thing))


def _register(view: View, question: Question) -> Json:
    register = risk_register(view, question)
    more = {
        "heat_maps": register.heat_maps,
        "overdue_reviews": register.overdue_reviews,
    }
    return register.page._asdict() | more


def _log(view: View, question: Question) -> Json:
    return change_log(view, question)._asdict()


def _listed(
    call: Call, model: Model, answer: Callable[[View, Question], Json]
) -> Response:
    query = read_query(call.query, LISTED, filters=True)
    clocks = call.service.travel.read(query.single)
    question = read_question(query, model)
    with opened(call, clocks, question.cursor) as view:
        content = answer(view, question)
        return list_reply(call.if_none_match, view, clocks, content, content["items"])


def _around(call: Call, named: str) -> Response:
    query = read_query(call.query, CLOCKS | {"date"})
    travel = call.service.travel
    day = travel.day("date", query.single.get("date", ""))
    clocks = travel.read(query.single)
    name = read_name(RISK.prefix, named)

    def look(seen: View) -> Json:
        return risk_around(seen, name, day)

    view, around = found(call, clocks, look)
    named_in = [*around["later"], around["known"] or {}]
    return list_reply(call.if_none_match, view, clocks, around, named_in)
