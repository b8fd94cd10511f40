"""A change on paper, for whoever decides on it."""

from dataclasses import replace

from starlette.responses import Response

from api.call import Asked, Call, Named
from api.naming import read_name
from api.operation import operations
from api.papers.decision_paper import decision_blocks
from api.papers.fields import read_fields, seen_by_all
from api.papers.paper import Paper, stand_of
from api.papers.replying import paper_reply
from api.query import CLOCKS, read_query
from api.readings import found
from api.refusals import Fault, Invalid
from domain.change.change import ChangeRequest
from projections.reports.decision import decision
from projections.view import View

router = operations("/changes", "changes")


@router.get("/{id}/decision-paper.pdf")
async def get_decision_paper_pdf(call: Asked, thing: Named) -> Response:
    """The paper for a decision on a change, as a PDF for a meeting."""
    return await call.elsewhere(lambda: _paper(call, thing, "pdf"))


@router.get("/{id}/decision-paper.docx")
async def get_decision_paper_docx(call: Asked, thing: Named) -> Response:
    """The same as a Word document, to be worked on."""
    return await call.elsewhere(lambda: _paper(call, thing, "docx"))


def _paper(call: Call, named: str, form: str) -> Response:
    fields, query = read_fields(read_query(call.query, CLOCKS, filters=True))
    if query.filters:
        message = "is no parameter of this; see /docs"
        raise Invalid(Fault(f"/{name}", message) for name in query.filters)
    clocks = call.service.travel.read(query.single)
    name = read_name(ChangeRequest.prefix, named)
    root = call.service.register.ledger.root_of

    def look(view: View) -> Paper:
        seen = replace(view, reach=seen_by_all(view.reach, fields))
        told = decision(seen, name)
        change = told["change"]
        subject = f"{change['reference']} {change['title']}"
        blocks = decision_blocks(told, is_public=fields.part == "I")
        stand = stand_of(seen, clocks, root)
        return Paper("Decision on a change", subject, stand, fields, blocks)

    view, paper = found(call, clocks, look)
    reference = paper.subject.partition(" ")[0]
    return paper_reply(view, clocks, f"decision-{reference}", form, paper)
