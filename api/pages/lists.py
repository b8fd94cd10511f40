"""The lists of the register as pages: as they stand, or as they were known on a day."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from starlette.responses import Response

from api.call import Call
from api.models import MODELS
from api.pages.clocks import KNOWN_AT, TRUE_ON, PageClocks
from api.pages.entries import field_words, in_words
from api.pages.frame import may
from api.pages.page import Pages
from api.pages.rendering import show
from api.query import Query, read_query, read_question
from api.readings import opened

Json = dict[str, Any]
ASKED: Final = frozenset({KNOWN_AT, TRUE_ON, "cursor", "q"})
# In other words than the field's own name.
COLUMNS: Final[Mapping[str, str]] = {
    "current": "Score now",
    "target": "Score to reach",
    "value_delta": "Adds to the value",
    "annual_value": "Worth a year",
    "held_for": "Waits for",
}

pages = Pages()


class Listed(NamedTuple):
    """A list: how it is called, of which noun, and the fields that are shown of it."""

    name: str
    noun: str
    title: str
    fields: Sequence[str]

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"/lists/{self.name}"


LISTS: Final = (
    Listed("contracts", "contract", "title", ("status", "end", "annual_value")),
    Listed("risks", "risk", "title", ("status", "current", "target")),
    Listed("changes", "change", "title", ("status", "held_for", "value_delta")),
    Listed("issues", "issue", "title", ("status", "severity", "due")),
    Listed("organisations", "organisation", "name", ("sector", "size")),
    Listed("plans", "plan", "title", ("kind", "status")),
)
IN_MENU: Final = frozenset({"contracts", "risks", "changes", "issues"})


def _page_of(listed: Listed) -> Callable[..., Awaitable[Response]]:
    async def get_list(call: Call) -> Response:
        return await call.elsewhere(lambda: _shown(call, listed))

    get_list.__name__ = f"get_{listed.name}_page"
    return get_list


for _each in LISTS:
    _menu = _each.name.capitalize() if _each.name in IN_MENU else None
    pages.page(_each.address, right=f"list_{_each.name}", menu=_menu)(_page_of(_each))


def _shown(call: Call, listed: Listed) -> Response:
    query = read_query(call.query, ASKED).single
    clocks = PageClocks.of(call.service, query)
    asked = {name: query[name] for name in ("cursor", "q") if query.get(name)}
    question = read_question(Query(asked, {}), MODELS[listed.noun], call.mine)
    with opened(call, clocks.read, question.cursor) as view:
        page = view.page(listed.noun, question)
        return show(
            call,
            view,
            clocks,
            "list.html",
            listed=listed,
            q=question.q,
            columns=[COLUMNS.get(name, field_words(name)) for name in listed.fields],
            rows=[_row(listed, item) for item in page.items],
            total=page.total,
            outside=page.outside_scope["count"],
            following=page.next,
            is_first=question.cursor is None,
            reads_log=may(call, "list_events"),
        )


def _row(listed: Listed, item: Json) -> Json:
    return {
        "reference": item["reference"],
        "title": in_words(item.get(listed.title)),
        "cells": [in_words(item.get(name)) for name in listed.fields],
    }
