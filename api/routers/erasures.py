"""Erasures: by which a person, or words of an event, are forgotten; four eyes."""

from starlette.responses import Response

from api.call import Asked, Call, Named
from api.naming import read_id
from api.operation import operations
from api.readings import add_readings
from api.replies import command_reply
from domain.erasure import CarryOutErasure, Erasure, RefuseErasure, RequestErasure
from domain.facts.erasure import ErasureRequested
from domain.log.erasing import carry_out_erasure, request_erasure, words_to_go
from domain.log.home import Home
from domain.log.sweeping import sweep_for

router = operations("/erasures", "erasures")
# How many tables and files were searched for the words, and in how many they still are.
SWEPT = "Erasure-Swept"


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
        register = call.service.register
        words = _words(call, thing)
        outcome = register.forget(submission)
        erasure = call.written("erasure", outcome)
        reply = command_reply(erasure, outcome, call.scope["path"])
        if not outcome.replayed:
            reply.headers[SWEPT] = _swept(register.home, words)
        return reply

    return await call.elsewhere(forget)


def _words(call: Call, thing: str) -> list[str]:
    """What is about to go, if there is such an erasure."""
    register = call.service.register
    named = read_id(Erasure, thing)
    if isinstance(named, str):
        found = register.reading.stream_at(int(named.rpartition("-")[2]))
        named = found[0] if found else register.log_id
    kinds = [type(one.fact) for one in register.reading.history(named)[:1]]
    if kinds != [ErasureRequested]:
        return []
    return words_to_go(register.reading, named)


def _swept(home: Home, words: list[str]) -> str:
    """Looks for the words in all that is kept: they may stand elsewhere as well."""
    swept = sweep_for(words, home)
    said = f"searched={len(swept.searched)}; found={len(swept.found)}"
    return f"{said}; unread={len(swept.unread)}" if swept.unread else said


@router.post("/{id}/reject")
async def reject_erasure(call: Asked, thing: Named, command: RefuseErasure) -> Response:
    """Says no, and why."""
    return await call.decide(Erasure, thing, Erasure.refuse, command)


add_readings(router, "erasure", "erasures")
