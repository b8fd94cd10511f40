"""Risks: entered, scored, reviewed, closed."""

from starlette.responses import Response

from api.call import Asked, Named
from api.commenting import add_comment
from api.materialising import answer_materialise
from api.operation import operations
from api.readings import add_readings
from domain.described import EnterInError, Restore
from domain.materialising import MaterialiseRisk
from domain.risk.commands import (
    AdoptRisk,
    AssessRisk,
    CloseRisk,
    CorrectRisk,
    DescribeRisk,
    IdentifyRisk,
    ReopenRisk,
    ReviewRisk,
)
from domain.risk.risk import Risk
from domain.risk_handling import SetRiskHandling, set_risk_handling

router = operations("/risks", "risks")


@router.post("", status_code=201)
async def create_risk(call: Asked, command: IdentifyRisk) -> Response:
    """Enters a risk: a sentence, and the thing that it hangs on."""
    return await call.begin(Risk, Risk.identify, command)


@router.post("/adopt", status_code=201)
async def adopt_risk(call: Asked, command: AdoptRisk) -> Response:
    """Brings in a risk as it stood before the register began."""
    return await call.begin(Risk, Risk.adopt, command)


@router.post("/{id}/assess")
async def assess_risk(call: Asked, thing: Named, command: AssessRisk) -> Response:
    """Scores a risk anew, and says why."""
    return await call.decide(Risk, thing, Risk.assess, command)


@router.post("/{id}/review")
async def review_risk(call: Asked, thing: Named, command: ReviewRisk) -> Response:
    """Says that a risk was looked at and is still right."""
    return await call.decide(Risk, thing, Risk.review, command)


@router.post("/{id}/close")
async def close_risk(call: Asked, thing: Named, command: CloseRisk) -> Response:
    """Closes a risk, and says why."""
    return await call.decide(Risk, thing, Risk.close, command)


@router.post("/{id}/reopen")
async def reopen_risk(call: Asked, thing: Named, command: ReopenRisk) -> Response:
    """Reopens a closed risk, and says why."""
    return await call.decide(Risk, thing, Risk.reopen, command)


@router.post("/{id}/materialise")
async def materialise_risk(
    call: Asked, thing: Named, command: MaterialiseRisk
) -> Response:
    """Records that a risk has happened: its one issue is entered with it."""
    return await answer_materialise(call, thing, command)


@router.post("/{id}/set-handling")
async def set_handling_risk(
    call: Asked, thing: Named, command: SetRiskHandling
) -> Response:
    """Says who may know of a risk and of the issue that it became.

    It holds for all that was ever said of them.
    """
    return await call.act(Risk, thing, set_risk_handling, command)


@router.post("/{id}/describe")
async def describe_risk(call: Asked, thing: Named, command: DescribeRisk) -> Response:
    """Says something new that describes the risk, its owner and next review."""
    return await call.decide(Risk, thing, Risk.describe, command)


@router.post("/{id}/correct")
async def correct_risk(call: Asked, thing: Named, command: CorrectRisk) -> Response:
    """Puts right what was recorded wrongly; the history keeps what was wrong."""
    return await call.decide(Risk, thing, Risk.correct, command)


@router.post("/{id}/enter-in-error")
async def enter_in_error_risk(
    call: Asked, thing: Named, command: EnterInError
) -> Response:
    """Takes a risk that never was out of lists and figures; the history keeps it."""
    return await call.decide(Risk, thing, Risk.enter_in_error, command)


@router.post("/{id}/restore")
async def restore_risk(call: Asked, thing: Named, command: Restore) -> Response:
    """Brings back a risk that was taken out as entered in error."""
    return await call.decide(Risk, thing, Risk.restore, command)


add_comment(router, Risk)
add_readings(router, "risk", "risks")
