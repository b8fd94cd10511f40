"""The lists of the register as known on a day, for whoever replays it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from starlette.responses import Response

from api.call import Call
from api.models import MODELS
from api.pages.clocks import KNOWN_AT, TRUE_ON, PageClocks
from api.pages.entries import field_words
from api.pages.page import Pages
from api.pages.rendering import show
from api.papers.words import said
from api.query import Query, read_query, read_question
from api.readings import opened
from domain.errors import NotFound

Json = dict[str, Any]
pages = Pages()


class Listed(NamedTuple):
    """A list: how it is called, of which noun, and the fields that are shown of it."""

    name: str
    noun: str
    title: str
    fields: Sequence[str]


LISTS: Final[Mapping[str, Listed]] = {
    one.name: one
    for one in (
        Listed("contracts", "contract", "title", ("status", "end", "annual_value")),
        Listed(
            "risks", "risk", "title", ("status", "current", "target", "next_review")
        ),
        Listed("changes", "change", "title", ("status", "kind", "value_delta")),
        Listed("issues", "issue", "title", ("status", "severity", "due")),
        Listed("organisations", "organisation", "name", ("sector", "size")),
        Listed("plans", "plan", "title", ("kind", "status")),
    )
}


@pages.page("/audit/lists/{name}", right="list_events")
async def get_audit_list(call: Call, name: str) -> Response:
    """A list as it was known, page by page."""
    return await call.elsewhere(lambda: _listed(call, name))


def _listed(call: Call, name: str) -> Response:
    if name not in LISTS:
        raise NotFound(f"{name[:40]} is no list of the register")
    listed = LISTS[name]
    query = read_query(call.query, frozenset({KNOWN_AT, TRUE_ON, "cursor"}))
    clocks = PageClocks.of(call.service, query.single)
    asked = {n: v for n, v in query.single.items() if n == "cursor"}
    question = read_question(Query(asked, {}), MODELS[listed.noun], call.mine)
    with opened(call, clocks.read, question.cursor) as view:
        page = view.page(listed.noun, question)
        return show(
            call,
            view,
            clocks,
            "audit-list.html",
            listed=listed,
            columns=[field_words(name) for name in listed.fields],
            rows=[_row(listed, item) for item in page.items],
            total=page.total,
            outside=page.outside_scope["count"],
            following=page.next,
            collection=f"/v1/{name}",
        )


def _row(listed: Listed, item: Json) -> Json:
    return {
        "reference": item["reference"],
        "title": said(item[listed.title]),
        "cells": [said(item.get(name)) for name in listed.fields],
    }
