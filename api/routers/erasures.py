"""Erasures: by which a person, or words of an event, are forgotten; four eyes."""

from starlette.responses import Response

from api.call import Asked, Named
from api.naming import read_id
from api.operation import operations
from api.readings import add_readings
from api.replies import command_reply
from domain.erasure import CarryOutErasure, Erasure, RefuseErasure, RequestErasure
from domain.log.erasing import carry_out_erasure, request_erasure

router = operations("/erasures", "erasures")


@router.post("", status_code=201)
async def create_erasure(call: Asked, command: RequestErasure) -> Response:
    """Asks that a person be forgotten, or that words of one event be struck out."""
    register = call.service.register
    stream = register.sources.new_id()
    act = request_erasure(register.reading, register.keys, stream, command)
    return await call.submit(Erasure, act, status=201)


@router.post("/{id}/approve")
async def approve_erasure(
    call: Asked, thing: Named, command: CarryOutErasure
) -> Response:
    """Lets it happen: afterwards no file of the register holds what was erased."""
    reading = call.service.register.reading
    act = carry_out_erasure(reading, read_id(Erasure, thing), command)
    submission = call.submission(act)

    def forget() -> Response:
        outcome = call.service.register.forget(submission)
        erasure = call.written("erasure", outcome)
        return command_reply(erasure, outcome, call.scope["path"])

    return await call.elsewhere(forget)


@router.post("/{id}/reject")
async def reject_erasure(call: Asked, thing: Named, command: RefuseErasure) -> Response:
    """Says no, and why."""
    return await call.decide(Erasure, thing, Erasure.refuse, command)


add_readings(router, "erasure", "erasures")
