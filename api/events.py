"""Questions about the log itself: which events, after which position, how many."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import orjson
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.call import Call
from api.naming import ID
from api.query import CLOCKS, Query, read_query
from api.readings import opened
from api.refusals import Fault, Invalid
from api.replies import JSON, list_reply
from api.rights import require
from api.time_travel import POSITION, Clocks
from api.witness import noticed, purpose_of
from domain.errors import Refusal, Unauthenticated
from projections.history import EventQuestion, Events, events

Json = dict[str, Any]
ASKED = CLOCKS | {"cursor", "limit", "stream"}
SEVERAL = frozenset({"noun", "fact", "by"})
MOST = 200
# How often the log is looked at for what other processes wrote, and after how many
# such looks an idle stream says that it is still there.
TICK = 0.25
QUIET = 60


def answer_events(call: Call) -> Response:
    """A page of the log."""
    query = read_query(call.query, ASKED, filters=True)
    asked, after = _question(query)
    limit = _number(query, "limit", "50")
    if not 1 <= limit <= MOST:
        raise Invalid([Fault("/limit", f"is a whole number from 1 to {MOST}")])
    clocks = call.service.travel.read(query.single)
    with opened(call, clocks) as view:
        found = _some(view, asked, after, limit)
        content = {
            "items": found.items,
            "next": None if found.next is None else str(found.next),
            "position": view.position,
        }
        return list_reply(call.if_none_match, view, clocks, content, found.items)


def read_event_question(call: Call) -> tuple[EventQuestion, int]:
    """What a stream is asked for, and after which position it goes on."""
    query = read_query(call.query, frozenset({"cursor", "stream"}), filters=True)
    asked, after = _question(query)
    resumed = call.headers.get("last-event-id")
    if resumed is not None:
        after = _position("Last-Event-ID", resumed)
    return asked, after


async def stream_of_events(
    call: Call, asked: EventQuestion, after: int
) -> AsyncIterator[bytes]:
    """Events as they are recorded, until the caller or the service goes away.

    Rights are looked at again with every look at the log: who may not read them any
    more is told nothing more.
    """
    quiet = 0
    while not call.service.stopping.is_set():
        try:
            found, read_to = await run_in_threadpool(_following, call, asked, after)
        except Unauthenticated:
            return
        except Refusal as refused:
            yield _refused(refused)
            return
        for event in found.items:
            yield _as_sse(event)
        after = read_to
        quiet = 0 if found.items else quiet + 1
        if quiet >= QUIET:
            quiet = 0
            yield KEEPALIVE_COMMENT
        if not found.items:
            await asyncio.sleep(TICK)


def _following(call: Call, asked: EventQuestion, after: int) -> tuple[Events, int]:
    """The next events, and how far the log was looked through for them."""
    call.look_again()
    require(call.principal(), call.right, call.service.today())
    if call.head <= after:
        return Events([], None), after
    with opened(call, Clocks()) as view:
        found = _some(view, asked, after, MOST)
        read_to = view.position if found.next is None else found.next
    if found.items:
        told, purpose = orjson.dumps(found.items), purpose_of(call.headers)
        read = noticed(call, told, JSON, read_to, purpose)
        if read is not None:
            call.service.read_log.keep(read)
    return found, max(after, read_to)


def _some(view: Any, asked: EventQuestion, after: int, limit: int) -> Events:
    if after >= view.position:
        return Events([], None)
    return events(view, asked, after, limit)


def _question(query: Query) -> tuple[EventQuestion, int]:
    faults = [
        Fault(f"/{name}", "is no parameter of this; see /docs")
        for name in query.filters
        if name not in SEVERAL
    ]
    stream = query.single.get("stream")
    if stream is not None and not ID.fullmatch(stream):
        faults.append(Fault("/stream", "is the id of a thing"))
    people = query.filters.get("by", ())
    if not all(ID.fullmatch(who) for who in people):
        faults.append(Fault("/by", "is the id of an account"))
    if faults:
        raise Invalid(faults)
    asked = EventQuestion(
        nouns=frozenset(query.filters.get("noun", ())),
        facts=frozenset(query.filters.get("fact", ())),
        by=frozenset(map(UUID, people)),
        stream=None if stream is None else UUID(stream),
    )
    return asked, _number(query, "cursor", "0")


def _number(query: Query, name: str, default: str) -> int:
    return _position(name, query.single.get(name, default))


def _position(name: str, text: str) -> int:
    if not POSITION.fullmatch(text):
        raise Invalid([Fault(f"/{name}", "is a whole number")])
    return int(text)


def _refused(refused: Refusal) -> bytes:
    """The last of a stream: why nothing more is told."""
    said = {
        "title": refused.title,
        "detail": refused.detail,
        "rule": refused.named_rule,
    }
    return format_sse_event(data_str=orjson.dumps(said).decode(), event="refused")


def _as_sse(event: Json) -> bytes:
    return format_sse_event(
        data_str=orjson.dumps(event).decode(),
        event=str(event["fact"]),
        id=str(event["position"]),
    )
