"""The return: one answer for all places that somebody holds, by link or by account."""

from starlette.responses import Response

from api.call import Asked
from api.operation import operations
from api.returning import answer_concern, answer_return, answer_send
from domain.returning.commands import RaiseConcern, SendReturn

router = operations("/return", "return")


@router.get("")
async def get_return(call: Asked) -> Response:
    """The own places in all chains: the terms as each side says them, whom to ask."""
    return await answer_return(call)


@router.post("")
async def send_return(call: Asked, command: SendReturn) -> Response:
    """Answers for all places at once; a link is over with it."""
    return await answer_send(call, command)


@router.post("/concerns", status_code=201)
async def create_concern(call: Asked, command: RaiseConcern) -> Response:
    """Raises a concern about a place; unless it says otherwise no lead learns of it."""
    return await answer_concern(call, command)
