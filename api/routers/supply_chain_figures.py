"""Figures across all supply chains: on whom much depends, and what stops without."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from api.call import Asked, Call
from api.chain_questions import (
    OF_CHAINS,
    OF_DIFF,
    OF_FAILURE,
    OF_LOSS,
    OF_TIMELINE,
    Needed,
    assumed,
    failing,
    how_many,
    read_chain_query,
    read_moments,
    which_chains,
)
from api.chain_rights import require_figures
from api.operation import operations
from api.query import Query
from api.readings import opened
from api.replies import list_reply
from projections.chain.answers.comparing import compared
from projections.chain.answers.concentration import concentration
from projections.chain.answers.critical import critical
from projections.chain.answers.failure import failure
from projections.chain.answers.loss import loss
from projections.chain.answers.payment_terms import payment_terms
from projections.chain.answers.risk_transfer import risk_transfer
from projections.chain.answers.timeline import MONTHS, timeline
from projections.chain.standing import Which
from projections.view import View

Json = dict[str, Any]

router = operations("/supply-chain", "questions")


@router.get("/concentration")
async def get_supply_chain_concentration(call: Asked) -> Response:
    """How much of what is spent rests on how few, and on whom services depend."""
    return await call.elsewhere(lambda: _limited(call, concentration))


@router.get("/payment-terms")
async def get_supply_chain_payment_terms(call: Asked) -> Response:
    """Within how many days money comes down each chain, and what the law says."""
    return await call.elsewhere(lambda: _limited(call, payment_terms))


@router.get("/critical")
async def get_supply_chain_critical(call: Asked) -> Response:
    """Single points of failure, where rivals meet, through whom the money runs."""
    return await call.elsewhere(lambda: _limited(call, critical))


@router.get("/risk-transfer")
async def get_supply_chain_risk_transfer(call: Asked) -> Response:
    """What risk each seat carries beside what it is paid for it."""
    return await call.elsewhere(lambda: _limited(call, risk_transfer))


@router.get("/failure")
async def get_supply_chain_failure(call: Asked) -> Response:
    """What stops, may stop and goes on if organisations fail, each with its path."""
    return await call.elsewhere(lambda: _answered(call, OF_FAILURE, _failure))


@router.get("/loss")
async def get_supply_chain_loss(call: Asked) -> Response:
    """What failures cost in a year if each firm failed with some chance."""
    return await call.elsewhere(lambda: _answered(call, OF_LOSS, _loss))


@router.get("/diff")
async def get_supply_chain_diff(call: Asked) -> Response:
    """Which contracts and seats came, went and changed between two pictures."""
    return await call.elsewhere(lambda: _answered(call, OF_DIFF, _diff))


@router.get("/timeline")
async def get_supply_chain_timeline(call: Asked) -> Response:
    """A figure month by month, over ten years at most."""
    return await call.elsewhere(lambda: _answered(call, OF_TIMELINE, _timeline))


def _limited(call: Call, answer: Callable[[View, Which, int], Json]) -> Response:
    def told(view: View, query: Query) -> Json:
        return answer(view, which_chains(call, query), how_many(query))

    return _answered(call, OF_CHAINS, lambda _, view, query: told(view, query))


def _failure(call: Call, view: View, query: Query) -> Json:
    return failure(view, failing(call, query, view))


def _loss(call: Call, view: View, query: Query) -> Json:
    return loss(view, which_chains(call, query), assumed(query))


def _diff(call: Call, view: View, query: Query) -> Json:
    since, to = read_moments(call, query, view)
    return compared(view, since, to, how_many(query))


def _timeline(call: Call, view: View, query: Query) -> Json:
    months = how_many(query, "months", MONTHS)
    return timeline(view, query.single["figure"], which_chains(call, query), months)


def _answered(
    call: Call, needed: Needed, answer: Callable[[Call, View, Query], Json]
) -> Response:
    # Who may not ask at all is told so before what they ask is looked at.
    require_figures(call)
    query = read_chain_query(call, needed)
    clocks = call.service.travel.read(query.single)
    with opened(call, clocks) as view:
        content = answer(call, view, query)
        # They name organisations, of which some are people.
        return list_reply(call.if_none_match, view, clocks, content, [{"name": None}])
