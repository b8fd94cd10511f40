"""The registers on paper: the same questions, filters and clocks, as PDF."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from starlette.responses import Response

from api.call import Asked, Call
from api.operation import operations
from api.papers.blocks import Block
from api.papers.fields import read_fields, seen_by_all
from api.papers.paper import Paper, stand_of
from api.papers.registers import change_blocks, risk_blocks
from api.papers.replying import paper_reply
from api.papers.words import plain
from api.query import WHOLE, Query, read_query, read_question
from api.readings import opened
from projections.model import Model
from projections.nouns.change import CHANGE
from projections.nouns.risk import RISK
from projections.pages import Question
from projections.view import View

# What leaves a part of the register out, beside the filters.
_NARROWING = ("q", "within")

router = operations("", "questions")


class _Printed(NamedTuple):
    """A question that can be answered on paper."""

    name: str
    title: str
    model: Model
    blocks: Callable[[View, Question], Sequence[Block]]


_RISKS = _Printed("risk-register", "Risk register", RISK, risk_blocks)
_CHANGES = _Printed("change-log", "Change log", CHANGE, change_blocks)


@router.get("/risk-register.pdf")
async def get_risk_register_pdf(call: Asked) -> Response:
    """The whole risk register as a PDF, for a meeting or to be filed."""
    return await call.elsewhere(lambda: _as_paper(call, _RISKS))


@router.get("/change-log.pdf")
async def get_change_log_pdf(call: Asked) -> Response:
    """The whole change log as a PDF, for a meeting or to be filed."""
    return await call.elsewhere(lambda: _as_paper(call, _CHANGES))


def _as_paper(call: Call, asked: _Printed) -> Response:
    fields, query = read_fields(read_query(call.query, WHOLE, filters=True))
    clocks = call.service.travel.read(query.single)
    question = read_question(query, asked.model, call.mine)
    with opened(call, clocks) as view:
        seen = replace(view, reach=seen_by_all(view.reach, fields))
        stand = stand_of(seen, clocks, call.service.register.ledger.root_of)
        blocks = asked.blocks(seen, question)
        subject = _subject(query)
        paper = Paper(asked.title, subject, stand, fields, blocks, wide=True)
        return paper_reply(view, clocks, asked.name, "pdf", paper)


def _subject(query: Query) -> str:
    """Which part of the register it is: the filters as they were asked for."""
    parts = {name: ", ".join(values) for name, values in query.filters.items()}
    parts |= {name: query.single[name] for name in _NARROWING if name in query.single}
    said = "; ".join(f"{plain(name)}: {value}" for name, value in parts.items())
    return f"Only {said}" if said else "The whole register"
