"""What is due by when, as a page: late, soon, one's own, and on what each rests."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from starlette.responses import Response

from api.call import Call
from api.clock_question import clock_cursor, clock_question, read_clock_query
from api.pages.clocks import KNOWN_AT, TRUE_ON, PageClocks
from api.pages.listing import Choice, Entry, Listing, Narrowing
from api.pages.page import Pages
from api.pages.records import record_page
from api.pages.rendering import show
from api.papers.words import plain, said
from api.query import Query
from api.readings import opened
from projections.clocks.clocks import Clocks, clocks
from projections.clocks.kinds import BASES, KINDS
from projections.view import View

Json = dict[str, Any]
ADDRESS: Final = "/lists/due"
# What is near enough to be thought of now.
SOON: Final = timedelta(days=30)
_NOT_ASKED: Final = frozenset({KNOWN_AT, TRUE_ON, "cursor", "limit"})
_COLUMNS: Final = ("Of what", "Contract", "Whose", "Due", "Left", "Rests on")
_WORDS: Final = {
    "statute": "The law",
    "contract": "The contract",
    "policy": "What the council set itself",
    "design": "This register",
}

pages = Pages()


@pages.page(ADDRESS, right="get_clocks", menu="Due")
async def get_due_page(call: Call) -> Response:
    """What is due by when, the oldest first."""
    return await call.elsewhere(lambda: _shown(call))


def _shown(call: Call) -> Response:
    query = read_clock_query(call, paged=True)
    read = PageClocks.of(call.service, query.single)
    with opened(call, read.read, clock_cursor(query)) as view:
        asked = clock_question(call, query, view)
        found = clocks(view, asked, call.service.clocks)
        narrowing = Narrowing(read, ADDRESS, _asked(query))
        listing = Listing(
            name="Due",
            heading=_heading(found, query),
            order="the oldest first",
            what="What",
            columns=_COLUMNS,
            rows=[_row(call, read, one) for one in found.items],
            files=narrowing.files(view, "/v1/clocks"),
            following=found.next and narrowing.to(cursor=found.next),
            choices=_choices(narrowing, view),
            notes=[*_notes(found)],
        )
        return show(call, view, read, "list.html", listing=listing)


def _asked(query: Query) -> dict[str, Sequence[str]]:
    single = {n: [v] for n, v in query.single.items() if n not in _NOT_ASKED}
    return {**single, **query.filters}


def _choices(narrowing: Narrowing, view: View) -> dict[str, Sequence[Choice]]:
    last = soon(view.pin.effective_on)
    rests = [(_WORDS[basis], basis) for basis in BASES]
    every = [
        narrowing.choice("On any day", overdue=None, until=None),
        narrowing.choice(f"Late or within {SOON.days} days", overdue=None, until=last),
        narrowing.choice("Late", overdue="true", until=None),
        narrowing.choice(f"Within {SOON.days} days", overdue="false", until=last),
    ]
    kinds = narrowing.asked.get("kind", ())
    return {
        "When": every,
        "Whose": [
            narrowing.choice("Anybody's", owner=None),
            narrowing.choice("Mine", owner="me"),
        ],
        "Rests on": [
            narrowing.choice("Anything", basis=None),
            *(narrowing.choice(word, basis=basis) for word, basis in rests),
        ],
        **({"Only": [narrowing.choice("All kinds", kind=None)]} if kinds else {}),
    }


def _heading(found: Clocks, query: Query) -> str:
    late = query.single.get("overdue") == "true"
    things = "thing is" if found.total == 1 else "things are"
    return f"{found.total:,} {things} {'late' if late else 'due'}"


def _notes(found: Clocks) -> Sequence[str]:
    outside = found.outside_scope["count"]
    gaps = [f"{KINDS[kind].asks}: {count}" for kind, count in found.not_known.items()]
    notes = [f"{outside} more lie outside of what is asked for."] if outside else []
    if gaps:
        notes.append(f"Of these nobody has said the day. {'; '.join(gaps)}.")
    return notes


def _row(call: Call, read: PageClocks, one: Json) -> Entry:
    subject, contract = one["subject"], one["contract"] or {}
    detail = f" ({one['detail']})" if one["detail"] else ""
    return Entry(
        subject["reference"],
        record_page(call, read, subject["reference"]),
        f"{one['what']}{detail}",
        [
            said(subject["title"] or plain(subject["noun"])),
            said(contract.get("reference")),
            said(one["owner_name"]),
            said(one["due"]),
            left(one["days_left"]),
            said(one["source"]),
        ],
    )


def left(days: int) -> str:
    """How many days are left, or how late it is."""
    if days == 0:
        return "today"
    count = "a day" if abs(days) == 1 else f"{abs(days):,} days"
    return f"{count} late" if days < 0 else count


def soon(today: date) -> str:
    """The last day that is near enough to be thought of now."""
    return (today + SOON).isoformat()
