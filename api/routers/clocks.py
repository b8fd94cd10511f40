"""Clocks: what is due by when, as a list, as files, and as a calendar."""

from collections.abc import Iterator, Sequence
from typing import Any

from starlette.responses import Response

from api.calendar import MEDIA, calendar_of
from api.call import Asked, Call
from api.clock_question import clock_cursor, clock_question, read_clock_query
from api.operation import operations
from api.readings import opened
from api.replies import clocked, list_reply
from api.spreadsheet import File, Path, file_reply
from projections.clocks.clocks import clocks, running, shown
from projections.clocks.tally import Cells
from projections.pages import MOST
from projections.view import View

Json = dict[str, Any]

COLUMNS: tuple[Path, ...] = (
    *((name,) for name in ("due", "days_left", "overdue", "kind", "what", "detail")),
    *(("subject", part) for part in ("noun", "reference", "title")),
    *(("contract", part) for part in ("reference", "title")),
    *((name,) for name in ("owner_name", "basis", "source", "standing", "address")),
    ("subject", "id"),
    ("contract", "id"),
    ("owner",),
    ("id",),
)
DAYS = frozenset({("due",)})

router = operations("", "questions")


@router.get("/clocks")
async def get_clocks(call: Asked) -> Response:
    """What is due by when: of statutes, contracts, and what the council set itself."""
    return await call.elsewhere(lambda: _listed(call))


@router.get("/clocks.csv")
async def get_clocks_csv(call: Asked) -> Response:
    """All that is due as a CSV file."""
    return await call.elsewhere(lambda: _as_file(call, "csv"))


@router.get("/clocks.xlsx")
async def get_clocks_xlsx(call: Asked) -> Response:
    """All that is due as an Excel workbook."""
    return await call.elsewhere(lambda: _as_file(call, "xlsx"))


@router.get("/clocks.ics")
async def get_clocks_ics(call: Asked) -> Response:
    """All that is due as a calendar: no figures, and no titles of restricted things.

    A program that subscribes to it has to send a key as every other caller does.
    """
    return await call.elsewhere(lambda: _as_calendar(call))


def _listed(call: Call) -> Response:
    query = read_clock_query(call, paged=True)
    read = call.service.travel.read(query.single)
    with opened(call, read, clock_cursor(query)) as view:
        asked = clock_question(call, query, view)
        found = clocks(view, asked, call.service.clocks)
        content = found._asdict()
        return list_reply(call.if_none_match, view, read, content, found.items)


def _as_file(call: Call, form: str) -> Response:
    query = read_clock_query(call, paged=False)
    read = call.service.travel.read(query.single)
    with opened(call, read) as view:
        asked = clock_question(call, query, view)
        found = running(view, asked, call.service.clocks)
        things = (thing for thing, _ in _told(view, found))
        return file_reply(view, read, form, File("clocks", COLUMNS, DAYS, things))


def _as_calendar(call: Call) -> Response:
    query = read_clock_query(call, paged=False)
    read = call.service.travel.read(query.single)
    with opened(call, read) as view:
        asked = clock_question(call, query, view)
        found = running(view, asked, call.service.clocks)
        # The same at the same position, whenever it is asked for.
        written_at = view.log.recorded_at(max(view.position, 1))
        made = calendar_of(_told(view, found), view.log.log_id, written_at)
        headers = clocked(view, read) | {
            "Cache-Control": "no-store",
            "Content-Disposition": f'attachment; filename="clocks-{view.position}.ics"',
        }
        return Response(made, 200, headers, MEDIA)


def _told(view: View, found: Sequence[Cells]) -> Iterator[tuple[Json, bool]]:
    """Clocks as they are shown, some at a time, and whether each is restricted."""
    for start in range(0, len(found), MOST):
        part = found[start : start + MOST]
        restricted = (cells[-1] for cells in part)
        yield from zip(shown(view, part), restricted, strict=True)
