"""Questions about one kind of thing: the list, one of them, its history."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from fastapi import APIRouter
from starlette.responses import Response

from api.call import Asked, Call, Named
from api.models import MODELS
from api.naming import read_name
from api.query import CLOCKS, LISTED, WHOLE, read_query, read_question
from api.replies import list_reply, thing_reply
from api.rights import reach_through, refusal, refuse_lapsed, require
from api.spreadsheet import File, columns_of, days_of, every, file_reply
from api.time_travel import Clocks
from domain.errors import NotFound
from domain.rights import reach
from projections.cursor import Cursor
from projections.history import history
from projections.view import View

T = TypeVar("T")


def add_readings(router: APIRouter, noun: str, nouns: str) -> None:
    """Adds the list, as JSON and as files, one thing by reference, its history."""

    @router.get("", name=f"list_{nouns}", description=f"The {nouns}, page by page.")
    async def list_things(call: Asked) -> Response:
        return await call.elsewhere(lambda: _listed(call, noun))

    @router.get(
        ".csv", name=f"list_{nouns}_csv", description=f"All {nouns} as a CSV file."
    )
    async def list_as_csv(call: Asked) -> Response:
        return await call.elsewhere(lambda: _as_file(call, noun, "csv"))

    @router.get(
        ".xlsx",
        name=f"list_{nouns}_xlsx",
        description=f"All {nouns} as an Excel workbook, versions included.",
    )
    async def list_as_xlsx(call: Asked) -> Response:
        return await call.elsewhere(lambda: _as_file(call, noun, "xlsx"))

    @router.get(
        "/{id}",  # noqa: FAST003 - Named is it
        name=f"get_{noun}",
        description=f"One {noun}.",
    )
    async def get_thing(call: Asked, thing: Named) -> Response:
        return await answer_one(call, noun, thing)

    @router.get(
        "/{id}/history",  # noqa: FAST003 - Named is it
        name=f"get_{noun}_history",
        description=f"All that was recorded of one {noun}, in order.",
    )
    async def get_history(call: Asked, thing: Named) -> Response:
        return await answer_history(call, noun, thing)


async def answer_one(call: Call, noun: str, named: str) -> Response:
    """One thing."""
    return await call.here(lambda: _one(call, noun, named))


async def answer_history(call: Call, noun: str, named: str) -> Response:
    """All that was recorded of one thing."""
    return await call.elsewhere(lambda: _history(call, noun, named))


def _one(call: Call, noun: str, named: str) -> Response:
    clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
    name = read_name(MODELS[noun].prefix, named)
    view, thing = found(call, clocks, lambda seen: call.one(seen, noun, name))
    return thing_reply(call.if_none_match, view, clocks, thing)


def _listed(call: Call, noun: str) -> Response:
    query = read_query(call.query, LISTED, filters=True)
    clocks = call.service.travel.read(query.single)
    question = read_question(query, MODELS[noun], call.mine)
    with opened(call, clocks, question.cursor) as view:
        page = view.page(noun, question)
        return list_reply(call.if_none_match, view, clocks, page._asdict(), page.items)


def _as_file(call: Call, noun: str, form: str) -> Response:
    query = read_query(call.query, WHOLE, filters=True)
    clocks = call.service.travel.read(query.single)
    question = read_question(query, MODELS[noun], call.mine)
    with opened(call, clocks) as view:
        model = view.schema.models[noun]
        things = every(lambda part: view.page(noun, part), question)
        file = File(noun, columns_of(model), days_of(model), things)
        return file_reply(view, clocks, form, file)


def _history(call: Call, noun: str, named: str) -> Response:
    clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
    name = read_name(MODELS[noun].prefix, named)
    view, entries = found(call, clocks, lambda seen: history(seen, noun, name))
    content = {"items": entries, "position": view.position}
    return list_reply(call.if_none_match, view, clocks, content, entries)


@contextmanager
def opened(call: Call, clocks: Clocks, cursor: Cursor | None = None) -> Iterator[View]:
    """The register as the caller may see it through a list or a question.

    Raises NotAllowed for who may not ask it at all.
    """
    require(call.principal(), call.right, call.service.today())
    with _opened(call, clocks, cursor) as view:
        yield view


def found(call: Call, clocks: Clocks, look: Callable[[View], T]) -> tuple[View, T]:
    """What a look at one thing finds, and the view in which it did.

    Raises NotAllowed for what another operation would show, NotFound for what none
    would.
    """
    refuse_lapsed(call.principal(), call.right, call.service.today())
    with _opened(call, clocks) as view:
        try:
            return view, look(view)
        except NotFound:
            today, principal = call.service.today(), call.principal()
            everything = reach(principal, today)
            if everything == view.reach:
                raise
            look(replace(view, reach=everything))
            raise refusal(principal, call.right, today) from None


@contextmanager
def _opened(call: Call, clocks: Clocks, cursor: Cursor | None = None) -> Iterator[View]:
    seen = reach_through(call.principal(), call.right, call.service.today())
    known_at, day = clocks.known_at, clocks.effective_on
    with call.service.reading(seen, known_at, day, cursor) as view:
        yield view
