"""People: whom commands may name, for those who may name them."""

from starlette.responses import Response

from api.call import Asked, Call
from api.operation import operations
from api.query import CLOCKS, read_query
from api.readings import opened
from api.replies import list_reply
from projections.directory import people

router = operations("/people", "people")


@router.get("")
async def list_people(call: Asked) -> Response:
    """Everybody who can be named as an owner, a deputy or a reader, by name.

    Accounts that are open, and people who are known by name alone. What somebody may
    do is not told here.
    """
    return await call.elsewhere(lambda: _listed(call))


def _listed(call: Call) -> Response:
    clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
    with opened(call, clocks) as view:
        items = people(view)
        content = {"items": items, "position": view.position}
        return list_reply(call.if_none_match, view, clocks, content, items)
