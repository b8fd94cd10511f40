"""Budgets: set for a year, and what they came to."""

from starlette.responses import Response

from api.call import Asked, Named
from api.commenting import add_comment
from api.operation import operations
from api.readings import add_readings
from domain.budget.budget import Budget
from domain.budget.commands import (
    CorrectBudget,
    DescribeBudget,
    OpenBudget,
    RecordOutturn,
    SetBudget,
)
from domain.described import EnterInError, Restore

router = operations("/budgets", "budgets")


@router.post("", status_code=201)
async def create_budget(call: Asked, command: OpenBudget) -> Response:
    """Enters the budget of a year, for a service or for a department."""
    return await call.begin(Budget, Budget.open, command)


@router.post("/{id}/set")
async def set_budget(call: Asked, thing: Named, command: SetBudget) -> Response:
    """Says how much the budget is from a day on."""
    return await call.decide(Budget, thing, Budget.set, command)


@router.post("/{id}/record-outturn")
async def record_outturn_budget(
    call: Asked, thing: Named, command: RecordOutturn
) -> Response:
    """Says what was spent, or is forecast to be."""
    return await call.decide(Budget, thing, Budget.record_outturn, command)


@router.post("/{id}/describe")
async def describe_budget(
    call: Asked, thing: Named, command: DescribeBudget
) -> Response:
    """Says something new that describes the budget."""
    return await call.decide(Budget, thing, Budget.describe, command)


@router.post("/{id}/correct")
async def correct_budget(call: Asked, thing: Named, command: CorrectBudget) -> Response:
    """Puts right what was recorded wrongly; the history keeps what was wrong."""
    return await call.decide(Budget, thing, Budget.correct, command)


@router.post("/{id}/enter-in-error")
async def enter_in_error_budget(
    call: Asked, thing: Named, command: EnterInError
) -> Response:
    """Takes a budget that never was out of lists and figures."""
    return await call.decide(Budget, thing, Budget.enter_in_error, command)


@router.post("/{id}/restore")
async def restore_budget(call: Asked, thing: Named, command: Restore) -> Response:
    """Brings back a budget that was taken out as entered in error."""
    return await call.decide(Budget, thing, Budget.restore, command)


add_comment(router, Budget)
add_readings(router, "budget", "budgets")
