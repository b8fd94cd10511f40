"""Erasures: by which a person, or words of an event, are forgotten; four eyes."""

from typing import Any

from starlette.responses import Response

from api.call import Asked, Call, Named
from api.erasures import all_erasures, erasure_id, history_of, one_erasure
from api.naming import read_id
from api.operation import operations
from api.query import CLOCKS, read_query
from api.readings import opened
from api.replies import command_reply, list_reply, thing_reply
from domain.erasure import Erasure, RefuseErasure, RequestErasure
from domain.log.erasing import request_erasure
from domain.log.register import decide
from domain.log.submission import Outcome
from domain.occasion import Command
from projections.history import told

router = operations("/erasures", "erasures")


class CarryOutErasure(Command):
    """Lets what somebody else asked for happen."""


@router.post("", status_code=201)
async def create_erasure(call: Asked, command: RequestErasure) -> Response:
    """Asks that a person be forgotten, or that words of one event be struck out."""
    register = call.service.register
    stream = register.sources.new_id()
    act = request_erasure(register.reading, register.keys, stream, command)
    return await call.submit(Erasure, act, status=201, shown=_shown(call))


@router.post("/{id}/approve")
async def approve_erasure(
    call: Asked, thing: Named, command: CarryOutErasure
) -> Response:
    """Lets it happen: afterwards no file of the register holds what was erased."""
    register, named = call.service.register, read_id(Erasure, thing)

    def forget() -> Response:
        outcome = register.forget(call.asker, named, command)
        return command_reply(_shown(call)(outcome), outcome, call.scope["path"])

    return await call.elsewhere(forget)


@router.post("/{id}/reject")
async def reject_erasure(call: Asked, thing: Named, command: RefuseErasure) -> Response:
    """Says no, and why."""
    named = read_id(Erasure, thing)
    act = decide(Erasure, named, Erasure.refuse, command, call.operation)
    return await call.submit(Erasure, act, shown=_shown(call))


@router.get("")
async def list_erasures(call: Asked) -> Response:
    """All wishes to forget, the newest first."""

    def answer() -> Response:
        clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
        with opened(call, clocks) as view:
            items = all_erasures(call.service.register.reading, view.position)
            page = {"items": items, "total": len(items), "next": None}
            content = page | {"position": view.position}
            return list_reply(call.if_none_match, view, clocks, content, items)

    return await call.elsewhere(answer)


@router.get("/{id}")
async def get_erasure(call: Asked, thing: Named) -> Response:
    """One wish to forget."""
    reading, named = call.service.register.reading, read_id(Erasure, thing)

    def answer() -> Response:
        clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
        with opened(call, clocks) as view:
            found = one_erasure(reading, erasure_id(reading, named), view.position)
            return thing_reply(call.if_none_match, view, clocks, found)

    return await call.elsewhere(answer)


@router.get("/{id}/history")
async def get_erasure_history(call: Asked, thing: Named) -> Response:
    """All that was recorded of one wish to forget, in order."""
    reading, named = call.service.register.reading, read_id(Erasure, thing)

    def answer() -> Response:
        clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
        with opened(call, clocks) as view:
            stream = erasure_id(reading, named)
            items = told(view, history_of(reading, stream, view.position))
            content = {"items": items, "position": view.position}
            return list_reply(call.if_none_match, view, clocks, content, items)

    return await call.elsewhere(answer)


def _shown(call: Call) -> Any:
    def shown(outcome: Outcome) -> dict[str, Any]:
        reading = call.service.register.reading
        return one_erasure(reading, outcome.stream, outcome.position)

    return shown
