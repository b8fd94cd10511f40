"""Plans: begun, described, approved, tried out, reviewed, carried out."""

from starlette.responses import Response

from api.call import Asked, Named
from api.commenting import add_comment
from api.operation import operations
from api.readings import add_readings
from domain.described import EnterInError, Restore
from domain.exit_planning import activate, complete, open_plan
from domain.plan.commands import (
    ActivatePlan,
    ApprovePlan,
    CompletePlan,
    CorrectPlan,
    DecideOption,
    DescribePlan,
    OpenPlan,
    ReviewPlan,
    SetContinuity,
    StandDownPlan,
    TryPlan,
)
from domain.plan.plan import Plan

router = operations("/plans", "plans")


@router.post("", status_code=201)
async def create_plan(call: Asked, command: OpenPlan) -> Response:
    """Begins a plan of exit, of a contract or of one place in its chain, or another."""
    return await call.begin_act(Plan, open_plan, command)


@router.post("/{id}/decide-option")
async def decide_option_plan(
    call: Asked, thing: Named, command: DecideOption
) -> Response:
    """Decides how the contract is left: the whole table of options."""
    return await call.decide(Plan, thing, Plan.decide_option, command)


@router.post("/{id}/set-continuity")
async def set_continuity_plan(
    call: Asked, thing: Named, command: SetContinuity
) -> Response:
    """Says how the service goes on in the meantime."""
    return await call.decide(Plan, thing, Plan.set_continuity, command)


@router.post("/{id}/approve")
async def approve_plan(call: Asked, thing: Named, command: ApprovePlan) -> Response:
    """Approves the plan as it stands; never by who worked on it."""
    return await call.decide(Plan, thing, Plan.approve, command)


@router.post("/{id}/test")
async def test_plan(call: Asked, thing: Named, command: TryPlan) -> Response:
    """Records that the plan was tried out, and what came of it."""
    return await call.decide(Plan, thing, Plan.tried, command)


@router.post("/{id}/review")
async def review_plan(call: Asked, thing: Named, command: ReviewPlan) -> Response:
    """Records that the plan was looked at and is still right."""
    return await call.decide(Plan, thing, Plan.review, command)


@router.post("/{id}/activate")
async def activate_plan(call: Asked, thing: Named, command: ActivatePlan) -> Response:
    """Records that the plan is carried out, its tasks dated back from the end."""
    return await call.act(Plan, thing, activate, command)


@router.post("/{id}/stand-down")
async def stand_down_plan(
    call: Asked, thing: Named, command: StandDownPlan
) -> Response:
    """Records that the plan is not carried out any more."""
    return await call.decide(Plan, thing, Plan.stand_down, command)


@router.post("/{id}/complete")
async def complete_plan(call: Asked, thing: Named, command: CompletePlan) -> Response:
    """Says that the plan was carried out, but for exceptions that have an owner."""
    return await call.act(Plan, thing, complete, command)


@router.post("/{id}/describe")
async def describe_plan(call: Asked, thing: Named, command: DescribePlan) -> Response:
    """Says something new that describes the plan."""
    return await call.decide(Plan, thing, Plan.describe, command)


@router.post("/{id}/correct")
async def correct_plan(call: Asked, thing: Named, command: CorrectPlan) -> Response:
    """Puts right what was recorded wrongly; the history keeps what was wrong."""
    return await call.decide(Plan, thing, Plan.correct, command)


@router.post("/{id}/enter-in-error")
async def enter_in_error_plan(
    call: Asked, thing: Named, command: EnterInError
) -> Response:
    """Takes a plan that never was out of lists and figures."""
    return await call.decide(Plan, thing, Plan.enter_in_error, command)


@router.post("/{id}/restore")
async def restore_plan(call: Asked, thing: Named, command: Restore) -> Response:
    """Brings back a plan that was taken out as entered in error."""
    return await call.decide(Plan, thing, Plan.restore, command)


add_comment(router, Plan)
add_readings(router, "plan", "plans")
