"""The log in order: page by page, and as it grows."""

from starlette.responses import Response, StreamingResponse

from api.call import Asked
from api.events import answer_events, read_event_question, stream_of_events
from api.operation import operations
from api.rights import require

router = operations("/events", "events")


@router.get("")
async def list_events(call: Asked) -> Response:
    """Events in order, of those things that the caller may read."""
    return await call.elsewhere(lambda: answer_events(call))


@router.get("/stream")
async def stream_events(call: Asked) -> Response:
    """The same as server-sent events, on and on; resumed by Last-Event-ID."""
    require(call.principal(), call.right, call.service.today())
    question, after = read_event_question(call)
    return StreamingResponse(
        stream_of_events(call, question, after),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )
