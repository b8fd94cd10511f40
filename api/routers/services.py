"""Services: what the council commissions, by whomever."""

from starlette.responses import Response

from api.call import Asked, Named
from api.commenting import add_comment
from api.operation import operations
from api.readings import add_readings
from domain.described import EnterInError, Restore
from domain.service.commands import (
    CloseService,
    CorrectService,
    DescribeService,
    RegisterService,
    ReopenService,
)
from domain.service.service import Service

router = operations("/services", "services")


@router.post("", status_code=201)
async def create_service(call: Asked, command: RegisterService) -> Response:
    """Enters a service; contracts whose `service` names it are found under it."""
    return await call.begin(Service, Service.register, command)


@router.post("/{id}/close")
async def close_service(call: Asked, thing: Named, command: CloseService) -> Response:
    """Says that the service is commissioned no more."""
    return await call.decide(Service, thing, Service.close, command)


@router.post("/{id}/reopen")
async def reopen_service(call: Asked, thing: Named, command: ReopenService) -> Response:
    """Says that the service is commissioned again."""
    return await call.decide(Service, thing, Service.reopen, command)


@router.post("/{id}/describe")
async def describe_service(
    call: Asked, thing: Named, command: DescribeService
) -> Response:
    """Says something new that describes the service."""
    return await call.decide(Service, thing, Service.describe, command)


@router.post("/{id}/correct")
async def correct_service(
    call: Asked, thing: Named, command: CorrectService
) -> Response:
    """Puts right what was recorded wrongly; the history keeps what was wrong."""
    return await call.decide(Service, thing, Service.correct, command)


@router.post("/{id}/enter-in-error")
async def enter_in_error_service(
    call: Asked, thing: Named, command: EnterInError
) -> Response:
    """Takes a service that never was out of lists and figures."""
    return await call.decide(Service, thing, Service.enter_in_error, command)


@router.post("/{id}/restore")
async def restore_service(call: Asked, thing: Named, command: Restore) -> Response:
    """Brings back a service that was taken out as entered in error."""
    return await call.decide(Service, thing, Service.restore, command)


add_comment(router, Service)
add_readings(router, "service", "services")
