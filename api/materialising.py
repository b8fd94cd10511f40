"""It has happened: a risk becomes an issue, by whichever of the two it is told."""

from uuid import UUID

from starlette.responses import Response

from api.call import Call
from api.naming import read_id
from domain.errors import NotFound, UnknownReference
from domain.issue.commands import RaiseIssue
from domain.issue.issue import Issue
from domain.log.admitting import admit
from domain.log.desk import WritingDesk
from domain.materialising import MaterialiseRisk, materialise_risk
from domain.risk.risk import Risk

# To say that a risk has happened takes the right to, whichever way it is said.
OF_RISKS = "materialise_risk"


async def answer_materialise(
    call: Call, named: str, command: MaterialiseRisk
) -> Response:
    """Records that a risk has happened; the reply is the risk with its issue."""
    risk, issue = read_id(Risk, named), call.new_stream()

    def act(desk: WritingDesk) -> UUID:
        stream, _ = admit(desk, OF_RISKS, Risk, risk)
        desk.match(stream)
        materialise_risk(desk, stream, issue, command)
        return stream

    return await call.submit(Risk, act)


async def answer_raise(call: Call, command: RaiseIssue) -> Response:
    """Enters an issue; if it comes from a risk, that has happened with it."""
    risk = command.from_risk
    if risk is None:
        return await call.begin(Issue, Issue.raise_, command)
    call.refuse_match()
    issue = call.new_stream()

    def act(desk: WritingDesk) -> UUID:
        stream, state = _named_risk(desk, risk)
        desk.authorise(call.operation, state)
        materialise_risk(desk, stream, issue, command)
        return issue

    return await call.submit(Issue, act, status=201)


def _named_risk(desk: WritingDesk, risk: UUID) -> tuple[UUID, Risk]:
    """The risk that a body names. Raises UnknownReference, hidden or not there."""
    try:
        return admit(desk, OF_RISKS, Risk, risk)
    except NotFound as error:
        raise UnknownReference(error.detail, pointer="/from_risk") from None
