"""The home page: who I am, and at most ten lines of what there is for me to do."""

from starlette.responses import Response

from api.call import Call
from api.pages.clocks import KNOWN_AT, TRUE_ON, PageClocks
from api.pages.page import Pages
from api.pages.rendering import show
from api.query import read_query
from api.readings import opened

pages = Pages()


@pages.page("/", right="get_account", menu="Home")
async def get_home(call: Call) -> Response:
    """The front page of whoever is signed in."""
    return await call.elsewhere(lambda: _home(call))


def _home(call: Call) -> Response:
    query = read_query(call.query, frozenset({KNOWN_AT, TRUE_ON}))
    clocks = PageClocks.of(call.service, query.single)
    with opened(call, clocks.read) as view:
        return show(call, view, clocks, "home.html")
