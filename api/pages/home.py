"""The home page: who I am, and at most ten lines of what there is for me to do."""

from collections.abc import Iterator
from dataclasses import replace

from starlette.responses import Response

from api.call import Call
from api.pages import lines
from api.pages.chain_sentence import chain_sentence
from api.pages.clocks import KNOWN_AT, TRUE_ON, PageClocks
from api.pages.frame import may
from api.pages.lines import Looking
from api.pages.lists import LISTS, Listed
from api.pages.page import Pages
from api.pages.rendering import show
from api.query import read_query
from api.readings import opened
from api.rights import reach_through
from projections.pages import Question
from projections.view import View

pages = Pages()


@pages.page("/", right="get_account", menu="Home")
async def get_home(call: Call) -> Response:
    """The front page of whoever is signed in."""
    return await call.elsewhere(lambda: _home(call))


def _home(call: Call) -> Response:
    query = read_query(call.query, frozenset({KNOWN_AT, TRUE_ON}))
    clocks = PageClocks.of(call.service, query.single)
    with opened(call, clocks.read) as view:
        looking = Looking(call, view, clocks, lambda right: _through(call, view, right))
        lists = [*_lists(call, view)]
        return show(
            call,
            view,
            clocks,
            "home.html",
            chain=chain_sentence(looking),
            parts=lines.parts_of(looking),
            lists=lists,
            is_empty=not any(count for _, count in lists),
            may_fill=may(call, "create_contract"),
        )


def _through(call: Call, view: View, right: str) -> View:
    """The view as an operation of the API would have it."""
    seen = reach_through(call.principal(), right, call.service.today())
    return replace(view, reach=seen)


def _lists(call: Call, view: View) -> Iterator[tuple[Listed, int]]:
    """What there is to read: each list, and how long it is."""
    for listed in LISTS:
        right = f"list_{listed.name}"
        if may(call, right):
            seen = _through(call, view, right)
            yield listed, seen.page(listed.noun, Question(limit=1)).total
