"""The register between two instants, event by event and thing by thing."""

from typing import Any

from starlette.responses import Response

from api.call import Asked, Call
from api.instants import read_instant
from api.models import MODELS
from api.naming import ID
from api.operation import operations
from api.query import Query, read_query
from api.readings import opened
from api.refusals import Fault, Invalid
from api.replies import list_reply
from api.time_travel import Clocks
from projections.cursor import Cursor
from projections.diff import DiffQuestion, diff
from projections.pages import MOST
from projections.references import REFERENCE
from projections.view import View

Json = dict[str, Any]
SINGLE = frozenset({"from", "to", "effective_on", "limit", "cursor"})
SEVERAL = frozenset({"noun", "contract"})

router = operations("", "questions")


@router.get("/diff")
async def get_diff(call: Asked) -> Response:
    """What was entered, changed and gone between `from` and `to`, thing by thing."""
    return await call.elsewhere(lambda: _told(call))


def _told(call: Call) -> Response:
    query = _read(call)
    since, to = (
        read_instant(call, name, query.single.get(name)) for name in ("from", "to")
    )
    day = call.service.travel.read(
        {n: v for n, v in query.single.items() if n == "effective_on"}
    ).effective_on
    cursor = query.single.get("cursor")
    pinned = None if cursor is None else Cursor.read(cursor)
    clocks = Clocks(to, day, query.single.get("to"))
    with opened(call, clocks, pinned) as view:
        asked = _question(query, view, since or 0, pinned)
        found = diff(view, asked)._asdict()
        content = {("from" if n == "since" else n): v for n, v in found.items()}
        named = [{"by_name": None}] if found["items"] else []
        return list_reply(call.if_none_match, view, clocks, content, named)


def _read(call: Call) -> Query:
    """The query of a request for what happened in between. Raises Invalid."""
    query = read_query(call.query, SINGLE, filters=True)
    faults = [
        Fault(f"/{name}", "is no parameter of this; see /docs")
        for name in query.filters
        if name not in SEVERAL
    ]
    if "from" not in query.single:
        faults.append(Fault("/from", "say since when: a moment, a position, or 0"))
    limit = query.single.get("limit", "50")
    is_number = limit.isascii() and limit.isdecimal() and len(limit) <= len(str(MOST))
    if not is_number or not 1 <= int(limit) <= MOST:
        faults.append(Fault("/limit", f"is a whole number from 1 to {MOST}"))
    if not MODELS.keys() >= set(query.filters.get("noun", ())):
        faults.append(Fault("/noun", f"is one of {', '.join(sorted(MODELS))}"))
    if not all(map(_is_named, query.filters.get("contract", ()))):
        faults.append(Fault("/contract", "is an id, or a reference such as C-212"))
    if faults:
        raise Invalid(faults)
    return query


def _is_named(text: str) -> bool:
    return (ID.fullmatch(text) or REFERENCE.fullmatch(text)) is not None


def _question(
    query: Query, view: View, since: int, pinned: Cursor | None
) -> DiffQuestion:
    if since > view.position:
        message = f"is after #{view.position}, where `to` is; give an earlier one"
        raise Invalid([Fault("/from", message)])
    names = (
        name.lower() if ID.fullmatch(name) else name
        for name in query.filters.get("contract", ())
    )
    asked = DiffQuestion(
        since=since,
        nouns=frozenset(query.filters.get("noun", ())),
        contracts=frozenset(
            view.things.find(view.connection, "contract", name) or name
            for name in names
        ),
        limit=int(query.single.get("limit", "50")),
        after=None if pinned is None else pinned.after[0],
    )
    if pinned is not None and pinned.question != asked.name:
        message = "belongs to another question; leave it out to begin anew"
        raise Invalid([Fault("/cursor", message)])
    return asked
