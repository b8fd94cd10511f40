"""Plans: their tasks, alternatives, assets, data, people, seats and costs."""

from starlette.responses import Response

from api.call import Asked, Named
from api.operation import operations
from domain.exit_planning import add_task, decide_seat, record_workforce
from domain.plan.part_commands import (
    AddAlternative,
    AddTask,
    CompleteTask,
    DecideSeat,
    RecordAsset,
    RecordDataReturn,
    RecordWorkforce,
    SetCost,
)
from domain.plan.plan import Plan
from domain.plan.work import (
    add_alternative,
    complete_task,
    record_asset,
    record_data_return,
    set_cost,
)

router = operations("/plans", "plans")


@router.post("/{id}/add-task")
async def add_task_plan(call: Asked, thing: Named, command: AddTask) -> Response:
    """Says what is to be done, how long it takes and what comes before it."""
    return await call.act(Plan, thing, add_task, command)


@router.post("/{id}/complete-task")
async def complete_task_plan(
    call: Asked, thing: Named, command: CompleteTask
) -> Response:
    """Records that a task was done, or given up."""
    return await call.decide(Plan, thing, complete_task, command)


@router.post("/{id}/add-alternative")
async def add_alternative_plan(
    call: Asked, thing: Named, command: AddAlternative
) -> Response:
    """Says who could take over, with what capacity and within how many days."""
    return await call.decide(Plan, thing, add_alternative, command)


@router.post("/{id}/record-asset")
async def record_asset_plan(
    call: Asked, thing: Named, command: RecordAsset
) -> Response:
    """Records what is used for the service, and what becomes of it."""
    return await call.decide(Plan, thing, record_asset, command)


@router.post("/{id}/record-data-return")
async def record_data_return_plan(
    call: Asked, thing: Named, command: RecordDataReturn
) -> Response:
    """Records which data comes back, that it did, and the certificate of it."""
    return await call.decide(Plan, thing, record_data_return, command)


@router.post("/{id}/record-workforce")
async def record_workforce_plan(
    call: Asked, thing: Named, command: RecordWorkforce
) -> Response:
    """Records how many people would move, and when information on them was there.

    Counts and days alone: nothing that is known of a person is kept here.
    """
    return await call.act(Plan, thing, record_workforce, command)


@router.post("/{id}/decide-seat")
async def decide_seat_plan(call: Asked, thing: Named, command: DecideSeat) -> Response:
    """Decides what becomes of a place in the chain of the contract."""
    return await call.act(Plan, thing, decide_seat, command)


@router.post("/{id}/set-cost")
async def set_cost_plan(call: Asked, thing: Named, command: SetCost) -> Response:
    """Says what the exit costs, of one kind, and whether there is money for it."""
    return await call.decide(Plan, thing, set_cost, command)
