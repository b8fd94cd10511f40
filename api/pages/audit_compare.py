"""The register between two days: what was added, changed and gone, entry by entry."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from starlette.responses import Response

from api.call import Call
from api.pages.clocks import PageClocks
from api.pages.entries import entries_of, field_changes
from api.pages.page import Pages
from api.pages.rendering import show
from api.query import read_query
from api.readings import opened
from api.refusals import Fault, Invalid
from api.time_travel import Clocks
from domain.values import DATE
from projections.cursor import Cursor
from projections.diff import DiffQuestion, diff
from projections.london import end_of
from projections.view import View

Json = dict[str, Any]
pages = Pages()

AT_ONCE: Final = 25
NOUNS: Final = (
    "contract",
    "risk",
    "change",
    "issue",
    "organisation",
    "plan",
    "kpi",
    "account",
    "policy",
)
BECAME: Final[Mapping[str, str]] = {
    "created": "Added",
    "changed": "Changed",
    "gone": "Gone",
    "restored": "Back again",
}


@pages.page("/audit/compare", right="get_diff")
async def get_audit_compare(call: Call) -> Response:
    """Two days beside each other."""
    return await call.elsewhere(lambda: _compared(call))


def _compared(call: Call) -> Response:
    query = read_query(call.query, frozenset({"from", "to", "noun", "cursor"})).single
    noun = query.get("noun") or None
    if noun is not None and noun not in NOUNS:
        raise Invalid([Fault("/noun", f"is one of {', '.join(NOUNS)}")])
    today = call.service.today()
    to = _day(call, "to", query.get("to")) or today
    since = _day(call, "from", query.get("from"))
    if since is not None and since > to:
        raise Invalid([Fault("/from", f"the first day is after the second, {to}")])
    cursor = Cursor.read(query["cursor"]) if query.get("cursor") else None
    known_at = None if to == today else end_of(to)
    with opened(call, Clocks(known_at), cursor) as view:
        question = DiffQuestion(
            since=0 if since is None else view.log.position_at(end_of(since)),
            nouns=frozenset({noun} if noun else ()),
            limit=AT_ONCE,
            after=_after(cursor),
        )
        if cursor is not None:
            cursor.refuse_other(question.name)
        found = diff(view, question)
        return show(
            call,
            view,
            PageClocks.none(),
            "audit-compare.html",
            since=since,
            to=to,
            noun=noun,
            nouns=NOUNS,
            first=found.since,
            things=[_thing(view, one) for one in found.items],
            following=found.next,
            is_first=cursor is None,
        )


def _day(call: Call, name: str, text: str | None) -> date | None:
    """The day in a box, None where it is empty. Raises Invalid."""
    if not text:
        return None
    if not DATE.fullmatch(text):
        raise Invalid([Fault(f"/{name}", "write the day as 2027-03-31")])
    return call.service.travel.day(name, text)


def _after(cursor: Cursor | None) -> int | None:
    return None if cursor is None else int(cursor.after[0])


def _thing(view: View, one: Json) -> Json:
    return {
        "reference": one["reference"],
        "title": one["title"] or one["reference"] or one["noun"],
        "noun": one["noun"],
        "became": BECAME[one["became"]],
        "changes": field_changes(view, one["fields"]),
        "entries": entries_of(view, one["events"]),
        "more": one["event_count"] - len(one["events"]),
    }
