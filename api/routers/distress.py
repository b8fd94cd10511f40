"""Signs of distress: recorded with the organisation, read by those who may know."""

from starlette.responses import Response

from api.call import Asked, Named
from api.commenting import add_comment
from api.operation import operations
from api.readings import add_readings
from domain.described import EnterInError, Restore
from domain.distress.commands import (
    CorrectDistress,
    DescribeDistress,
    LiftDistress,
    SetHandling,
)
from domain.distress.distress import Distress

router = operations("/distress", "distress")


@router.post("/{id}/set-handling")
async def set_handling_distress(
    call: Asked, thing: Named, command: SetHandling
) -> Response:
    """Says who may know of it: whoever reads the register, or the named alone."""
    return await call.decide(Distress, thing, Distress.set_handling, command)


@router.post("/{id}/lift")
async def lift_distress(call: Asked, thing: Named, command: LiftDistress) -> Response:
    """Says that the sign means nothing any more, and why."""
    return await call.decide(Distress, thing, Distress.lift, command)


@router.post("/{id}/describe")
async def describe_distress(
    call: Asked, thing: Named, command: DescribeDistress
) -> Response:
    """Says something new of the sign and who looks after it."""
    return await call.decide(Distress, thing, Distress.describe, command)


@router.post("/{id}/correct")
async def correct_distress(
    call: Asked, thing: Named, command: CorrectDistress
) -> Response:
    """Puts right what was recorded wrongly; the history keeps what was wrong."""
    return await call.decide(Distress, thing, Distress.correct, command)


@router.post("/{id}/enter-in-error")
async def enter_in_error_distress(
    call: Asked, thing: Named, command: EnterInError
) -> Response:
    """Takes a sign that never was out of lists; the history keeps it."""
    return await call.decide(Distress, thing, Distress.enter_in_error, command)


@router.post("/{id}/restore")
async def restore_distress(call: Asked, thing: Named, command: Restore) -> Response:
    """Brings back a sign that was taken out as entered in error."""
    return await call.decide(Distress, thing, Distress.restore, command)


add_comment(router, Distress)
add_readings(router, "distress", "distress")
