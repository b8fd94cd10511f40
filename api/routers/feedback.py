"""Feedback: what people said of a service, and what came of it."""

from starlette.responses import Response

from api.call import Asked, Named
from api.commenting import add_comment
from api.operation import operations
from api.readings import add_readings
from domain.described import EnterInError, Restore
from domain.feedback.commands import (
    CloseFeedback,
    CorrectFeedback,
    DescribeFeedback,
    ReceiveFeedback,
    UseFeedback,
)
from domain.feedback.feedback import Feedback

router = operations("/feedback", "feedback")


@router.post("", status_code=201)
async def create_feedback(call: Asked, command: ReceiveFeedback) -> Response:
    """Enters what somebody said, by group and never by name: a sentence is enough."""
    return await call.begin(Feedback, Feedback.receive, command)


@router.post("/{id}/use")
async def use_feedback(call: Asked, thing: Named, command: UseFeedback) -> Response:
    """Says what came of it, and by which change, issue or document that is seen."""
    return await call.decide(Feedback, thing, Feedback.use, command)


@router.post("/{id}/close")
async def close_feedback(call: Asked, thing: Named, command: CloseFeedback) -> Response:
    """Says that nothing is to come of it, and why."""
    return await call.decide(Feedback, thing, Feedback.close, command)


@router.post("/{id}/describe")
async def describe_feedback(
    call: Asked, thing: Named, command: DescribeFeedback
) -> Response:
    """Says something new that describes the feedback."""
    return await call.decide(Feedback, thing, Feedback.describe, command)


@router.post("/{id}/correct")
async def correct_feedback(
    call: Asked, thing: Named, command: CorrectFeedback
) -> Response:
    """Puts right what was recorded wrongly; the history keeps what was wrong."""
    return await call.decide(Feedback, thing, Feedback.correct, command)


@router.post("/{id}/enter-in-error")
async def enter_in_error_feedback(
    call: Asked, thing: Named, command: EnterInError
) -> Response:
    """Takes feedback that nobody gave out of lists and figures."""
    return await call.decide(Feedback, thing, Feedback.enter_in_error, command)


@router.post("/{id}/restore")
async def restore_feedback(call: Asked, thing: Named, command: Restore) -> Response:
    """Brings back feedback that was taken out as entered in error."""
    return await call.decide(Feedback, thing, Feedback.restore, command)


add_comment(router, Feedback)
add_readings(router, "feedback", "feedback")
