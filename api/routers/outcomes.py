"""Outcomes: what is wanted, and what became of it."""

from starlette.responses import Response

from api.call import Asked, Named
from api.commenting import add_comment
from api.operation import operations
from api.readings import add_readings
from domain.described import EnterInError, Restore
from domain.outcome.commands import (
    CloseOutcome,
    CorrectOutcome,
    DescribeOutcome,
    RegisterOutcome,
    ReopenOutcome,
)
from domain.outcome.outcome import Outcome

router = operations("/outcomes", "outcomes")


@router.post("", status_code=201)
async def create_outcome(call: Asked, command: RegisterOutcome) -> Response:
    """Enters an outcome that is wanted: a sentence is enough."""
    return await call.begin(Outcome, Outcome.register, command)


@router.post("/{id}/close")
async def close_outcome(call: Asked, thing: Named, command: CloseOutcome) -> Response:
    """Says what has become of the outcome, and why."""
    return await call.decide(Outcome, thing, Outcome.close, command)


@router.post("/{id}/reopen")
async def reopen_outcome(call: Asked, thing: Named, command: ReopenOutcome) -> Response:
    """Says that the outcome is wanted again, and why."""
    return await call.decide(Outcome, thing, Outcome.reopen, command)


@router.post("/{id}/describe")
async def describe_outcome(
    call: Asked, thing: Named, command: DescribeOutcome
) -> Response:
    """Says something new that describes the outcome."""
    return await call.decide(Outcome, thing, Outcome.describe, command)


@router.post("/{id}/correct")
async def correct_outcome(
    call: Asked, thing: Named, command: CorrectOutcome
) -> Response:
    """Puts right what was recorded wrongly; the history keeps what was wrong."""
    return await call.decide(Outcome, thing, Outcome.correct, command)


@router.post("/{id}/enter-in-error")
async def enter_in_error_outcome(
    call: Asked, thing: Named, command: EnterInError
) -> Response:
    """Takes an outcome that never was out of lists and figures."""
    return await call.decide(Outcome, thing, Outcome.enter_in_error, command)


@router.post("/{id}/restore")
async def restore_outcome(call: Asked, thing: Named, command: Restore) -> Response:
    """Brings back an outcome that was taken out as entered in error."""
    return await call.decide(Outcome, thing, Outcome.restore, command)


add_comment(router, Outcome)
add_readings(router, "outcome", "outcomes")
