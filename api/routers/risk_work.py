"""Risks: what is done about them, who bears, takes and looks at them."""

from uuid import UUID

from starlette.responses import Response

from api.call import Asked, Named
from api.naming import read_id
from api.operation import operations
from domain.log.admitting import admit
from domain.log.desk import WritingDesk
from domain.risk.passing import escalate, move, share
from domain.risk.response import accept, allocate, plan_response
from domain.risk.response_commands import (
    AcceptRisk,
    AllocateRisk,
    EscalateRisk,
    MoveRisk,
    PlanResponse,
    ShareRisk,
)
from domain.risk.risk import Risk
from domain.risk.work import (
    add_action,
    add_control,
    check_control,
    complete_action,
    record_indicator,
)
from domain.risk.work_commands import (
    AddAction,
    AddControl,
    CheckControl,
    CompleteAction,
    RecordIndicator,
)

router = operations("/risks", "risks")


@router.post("/{id}/plan-response")
async def plan_response_risk(
    call: Asked, thing: Named, command: PlanResponse
) -> Response:
    """Says what is to be done about a risk, and down to which score.

    A transfer names who bears the risk from then on, and by which instrument. What
    is above appetite is tolerated once it has been accepted.
    """
    return await call.decide(Risk, thing, plan_response, command)


@router.post("/{id}/allocate")
async def allocate_risk(call: Asked, thing: Named, command: AllocateRisk) -> Response:
    """Says who bears a risk, each with a share or without: the whole table."""
    return await call.decide(Risk, thing, allocate, command)


@router.post("/{id}/accept")
async def accept_risk(call: Asked, thing: Named, command: AcceptRisk) -> Response:
    """Takes a risk at the score that it has, until a day, and says why.

    Above appetite, or where none is set, by somebody who neither raised nor scored
    it, within the limits of the grant and of the policy on what it could cost.
    """
    return await call.decide(Risk, thing, accept, command)


@router.post("/{id}/escalate")
async def escalate_risk(call: Asked, thing: Named, command: EscalateRisk) -> Response:
    """Has somebody else look at a risk, or with a reason somebody further down.

    0 is whoever runs it, 1 the line, 2 the department, 3 officers of the council as
    a whole, 4 its members.
    """
    return await call.decide(Risk, thing, escalate, command)


@router.post("/{id}/share")
async def share_risk(call: Asked, thing: Named, command: ShareRisk) -> Response:
    """Shares a risk with organisations, all of them at once; none: with nobody.

    Their accounts then read what it is and who bears it; of the council's scores,
    response and work only the `parts` that are named. What is restricted is never
    shared.
    """
    return await call.decide(Risk, thing, share, command)


@router.post("/{id}/move")
async def move_risk(call: Asked, thing: Named, command: MoveRisk) -> Response:
    """Hangs a risk on another contract or organisation, or on the whole council.

    It takes the right to work on the risk there as well as here.
    """
    named = read_id(Risk, thing)

    def act(desk: WritingDesk) -> UUID:
        stream, risk = admit(desk, call.operation, Risk, named)
        desk.authorise(call.operation, desk.place(command))
        desk.match(stream)
        desk.record(Risk, stream, move(risk, command, desk.occasion(command)))
        return stream

    return await call.submit(Risk, act)


@router.post("/{id}/add-control")
async def add_control_risk(call: Asked, thing: Named, command: AddControl) -> Response:
    """Says what keeps a risk down; with `control_id`, anew of one that is known."""
    return await call.decide(Risk, thing, add_control, command)


@router.post("/{id}/test-control")
async def test_control_risk(
    call: Asked, thing: Named, command: CheckControl
) -> Response:
    """Records that somebody looked whether a control works."""
    return await call.decide(Risk, thing, check_control, command)


@router.post("/{id}/add-action")
async def add_action_risk(call: Asked, thing: Named, command: AddAction) -> Response:
    """Says what is to be done by a day; with `action_id`, anew of one that is known."""
    return await call.decide(Risk, thing, add_action, command)


@router.post("/{id}/complete-action")
async def complete_action_risk(
    call: Asked, thing: Named, command: CompleteAction
) -> Response:
    """Records that an action was done, or given up."""
    return await call.decide(Risk, thing, complete_action, command)


@router.post("/{id}/record-indicator")
async def record_indicator_risk(
    call: Asked, thing: Named, command: RecordIndicator
) -> Response:
    """Records a reading of an indicator; its first one names it, and its limits."""
    return await call.decide(Risk, thing, record_indicator, command)
