"""Change requests: raised, assessed, decided, signed, put in force."""

from starlette.responses import Response

from api.call import Asked, Named
from api.change_control import answer_approve, answer_reflect
from api.commenting import add_comment
from api.operation import operations
from api.readings import add_readings
from domain import change_control, change_evidence
from domain.change import control_decisions as control
from domain.change.change import ChangeRequest
from domain.change.commands import (
    ApproveChange,
    AssessImpact,
    CorrectChange,
    DescribeChange,
    RaiseChange,
    RatifyChange,
    RecordBodyDecision,
    RejectChange,
    SendBackChange,
    SignChange,
    WithdrawChange,
)
from domain.change.control_commands import (
    ClassifyGround,
    CloseChange,
    ConfirmNotApplicable,
    PublishNotice,
    ReflectChange,
)
from domain.change_control import ImplementChange
from domain.described import EnterInError, Restore

router = operations("/changes", "changes")


@router.post("", status_code=201)
async def create_change(call: Asked, command: RaiseChange) -> Response:
    """Asks for a change to a contract."""
    return await call.begin(ChangeRequest, ChangeRequest.raise_, command)


@router.post("/{id}/assess-impact")
async def assess_impact_change(
    call: Asked, thing: Named, command: AssessImpact
) -> Response:
    """Says what the change would do; a part that is left out was not looked at."""
    return await call.act(ChangeRequest, thing, change_control.assess_impact, command)


@router.post("/{id}/approve")
async def approve_change(call: Asked, thing: Named, command: ApproveChange) -> Response:
    """Agrees to the change: within limits, and never to one's own work."""
    return await answer_approve(call, thing, command)


@router.post("/{id}/classify-ground")
async def classify_ground_change(
    call: Asked, thing: Named, command: ClassifyGround
) -> Response:
    """Says on which ground the change may be made; the reply says what the law does."""
    return await call.decide(ChangeRequest, thing, control.classify_ground, command)


@router.post("/{id}/publish-notice")
async def publish_notice_change(
    call: Asked, thing: Named, command: PublishNotice
) -> Response:
    """Records that a notice of the change came out, and until when it stands still."""
    return await call.decide(ChangeRequest, thing, control.publish_notice, command)


@router.post("/{id}/reject")
async def reject_change(call: Asked, thing: Named, command: RejectChange) -> Response:
    """Says no to the change, and why."""
    return await call.decide(ChangeRequest, thing, ChangeRequest.reject, command)


@router.post("/{id}/send-back")
async def send_back_change(
    call: Asked, thing: Named, command: SendBackChange
) -> Response:
    """Wants the change looked at again before anybody decides, and says why."""
    return await call.decide(ChangeRequest, thing, ChangeRequest.send_back, command)


@router.post("/{id}/record-body-decision")
async def record_body_decision_change(
    call: Asked, thing: Named, command: RecordBodyDecision
) -> Response:
    """Enters what a body decided when it met; that it is entered later stays seen."""
    decide = ChangeRequest.record_body_decision
    return await call.decide(ChangeRequest, thing, decide, command)


@router.post("/{id}/ratify")
async def ratify_change(call: Asked, thing: Named, command: RatifyChange) -> Response:
    """Stands behind what was signed or put in force without an approval, from now."""
    return await call.decide(ChangeRequest, thing, ChangeRequest.ratify, command)


@router.post("/{id}/withdraw")
async def withdraw_change(
    call: Asked, thing: Named, command: WithdrawChange
) -> Response:
    """Takes the request back, as long as nothing was signed on it."""
    return await call.decide(ChangeRequest, thing, ChangeRequest.withdraw, command)


@router.post("/{id}/sign")
async def sign_change(call: Asked, thing: Named, command: SignChange) -> Response:
    """Records that the change was signed, approved before or not."""
    return await call.decide(ChangeRequest, thing, ChangeRequest.sign, command)


@router.post("/{id}/implement")
async def implement_change(
    call: Asked, thing: Named, command: ImplementChange
) -> Response:
    """Records that the change is in force, and the terms that hold since."""
    return await call.act(
        ChangeRequest, thing, change_control.implement_change, command
    )


@router.post("/{id}/reflect")
async def reflect_change(call: Asked, thing: Named, command: ReflectChange) -> Response:
    """Shows that one of the four artefacts follows the change, checked in the log."""
    return await answer_reflect(call, thing, command)


@router.post("/{id}/confirm-not-applicable")
async def confirm_not_applicable_change(
    call: Asked, thing: Named, command: ConfirmNotApplicable
) -> Response:
    """Agrees, as a second person, that an artefact is not touched by the change."""
    decide = control.confirm_not_applicable
    return await call.decide(ChangeRequest, thing, decide, command)


@router.post("/{id}/close")
async def close_change(call: Asked, thing: Named, command: CloseChange) -> Response:
    """Closes a change that every artefact of its contract follows."""
    return await call.act(ChangeRequest, thing, change_evidence.close_change, command)


@router.post("/{id}/describe")
async def describe_change(
    call: Asked, thing: Named, command: DescribeChange
) -> Response:
    """Says anew what the change is and by when it has to be decided."""
    return await call.decide(ChangeRequest, thing, ChangeRequest.describe, command)


@router.post("/{id}/correct")
async def correct_change(call: Asked, thing: Named, command: CorrectChange) -> Response:
    """Puts right what was recorded wrongly; the history keeps what was wrong."""
    return await call.act(ChangeRequest, thing, change_control.correct_change, command)


@router.post("/{id}/enter-in-error")
async def enter_in_error_change(
    call: Asked, thing: Named, command: EnterInError
) -> Response:
    """Takes a change request that never was out of lists and figures."""
    return await call.decide(
        ChangeRequest, thing, ChangeRequest.enter_in_error, command
    )


@router.post("/{id}/restore")
async def restore_change(call: Asked, thing: Named, command: Restore) -> Response:
    """Brings back a change request that was taken out as entered in error."""
    return await call.decide(ChangeRequest, thing, ChangeRequest.restore, command)


add_comment(router, ChangeRequest)
add_readings(router, "change", "changes")
