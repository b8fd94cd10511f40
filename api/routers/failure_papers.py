"""What stops if organisations fail, on one page for a meeting."""

from dataclasses import replace

from starlette.responses import Response

from api.call import Asked, Call
from api.chain_questions import OF_FAILURE, refuse_unfit
from api.chain_questions import failing as asked_of
from api.chain_rights import require_figures
from api.operation import operations
from api.papers.failure_paper import failure_blocks, subject_of
from api.papers.fields import read_fields, seen_by_all
from api.papers.paper import Paper, stand_of
from api.papers.replying import paper_reply
from api.query import read_query
from api.readings import opened
from projections.reports.failing import failing

router = operations("/supply-chain", "questions")


@router.get("/failure.pdf")
async def get_supply_chain_failure_pdf(call: Asked) -> Response:
    """What stops, may stop and goes on, the people and the plans, on one page."""
    return await call.elsewhere(lambda: _paper(call, "pdf"))


@router.get("/failure.docx")
async def get_supply_chain_failure_docx(call: Asked) -> Response:
    """The same as a Word document, to be worked on."""
    return await call.elsewhere(lambda: _paper(call, "docx"))


def _paper(call: Call, form: str) -> Response:
    require_figures(call)
    fields, query = read_fields(read_query(call.query, OF_FAILURE.single, filters=True))
    refuse_unfit(query, OF_FAILURE)
    clocks = call.service.travel.read(query.single)
    root = call.service.register.ledger.root_of

    with opened(call, clocks) as view:
        seen = replace(view, reach=seen_by_all(view.reach, fields))
        told = failing(seen, asked_of(call, query, seen))
        stand = stand_of(seen, clocks, root)
        blocks = failure_blocks(told, len(fields.printed()))
        paper = Paper("What stops", subject_of(told), stand, fields, blocks)
    return paper_reply(view, clocks, "failure", form, paper)
