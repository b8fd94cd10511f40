"""Edit in Excel: a list that was exported, changed and sent back."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.batch import MOST, planned, whole
from api.batch_reply import batch_result
from api.call import Call
from api.cells import cell_told
from api.edits.cells import Edited
from api.edits.commands import Commands, Wanted
from api.imports.faults import Fault, refused
from api.imports.rows.sheet import read_book
from api.imports.sheets.grid import Grid, text
from api.models import MODELS, plural_of
from api.query import read_query
from api.refusals import Fault as At
from api.refusals import Invalid
from api.rights import reach_through, require
from api.workbook import ABOUT
from domain.log.submission import Outcome

Json = dict[str, Any]
ASKED: Final = frozenset({"reason", "file_name", "dry_run"})
FLAGS: Final = {"true": True, "false": False}
LONGEST: Final = 300

NO_LIST = refused(
    "the workbook does not say which list it is, or from when",
    "send the workbook that the register gave, with its second sheet",
)
TOO_MANY = refused(
    "the sheet asks for more than 500 commands", "send it in parts: rows may be deleted"
)


class AskedOfEdit(NamedTuple):
    """What is said beside the workbook."""

    reason: str
    file_name: str
    dry_run: bool


class Looked(NamedTuple):
    """What a workbook asks for, and what is wrong with it."""

    noun: str
    position: int
    rows: int
    wanted: Sequence[Wanted]
    faults: Sequence[Fault]


async def answer_edit(call: Call) -> Response:
    """What would come of an edited list; without `dry_run` it is done.

    All of it or nothing: a cell that cannot be changed refuses the whole.
    """
    asked = _asked(read_query(call.query, ASKED).single)
    require(call.principal(), call.right, call.service.today())
    looked = await call.elsewhere(lambda: look(call, asked))
    if asked.dry_run:
        return _reply(call, asked, looked, None)
    if looked.faults:
        raise Invalid([_at(fault) for fault in looked.faults])
    if not looked.wanted:
        return _reply(call, asked, looked, None)
    batch_id = call.service.register.sources.new_id()
    commands = [wanted.command for wanted in looked.wanted]
    steps = await planned(call, batch_id, {"reason": asked.reason}, commands)
    submission = call.submission(whole(batch_id, steps))
    outcome: Outcome = await call.service.register.submitted(submission)
    result = await run_in_threadpool(batch_result, call, steps, outcome)
    return _reply(call, asked, looked, result)


def look(call: Call, asked: AskedOfEdit) -> Looked:
    """Holds the workbook against the list as it was exported, and as it is now."""
    found = read_book(call.body, asked.file_name)
    if isinstance(found, Fault):
        raise Invalid([_at(found)])
    about = _about(found.grids)
    noun, position = about.get("list", ""), about.get("register-position", "")
    grid = next((g for g in found.grids if g.name == noun[:31]), None)
    if noun not in MODELS or not position.isdecimal() or grid is None:
        raise Invalid([_at(NO_LIST.at(None, None))])
    ids = _ids(grid)
    then = _things(call, noun, ids, int(position))
    now = _things(call, noun, ids, None)
    edited = Edited(MODELS[noun], grid, then)
    routes = call.scope["app"].state.switchboard
    commands = Commands(noun, plural_of(noun), routes, asked.file_name, asked.reason)
    wanted = [
        each
        for edit in edited.edits()
        for each in commands.of(edit, _version(now, edit.before["id"]))
    ]
    faults = [*edited.faults, *commands.faults]
    if len(wanted) > MOST:
        faults.append(TOO_MANY.at(None, None, f"{len(wanted)} commands"))
    return Looked(noun, int(position), len(grid.rows) - 1, wanted, faults)


def _asked(single: Mapping[str, str]) -> AskedOfEdit:
    faults = [
        At(f"/{name}", f"has at most {LONGEST} characters")
        for name in ("reason", "file_name")
        if len(single.get(name, "")) > LONGEST
    ]
    if single.get("dry_run", "false") not in FLAGS:
        faults.append(At("/dry_run", "is true or false"))
    if not single.get("reason", "").strip():
        faults.append(At("/reason", "is required: say why the list was changed"))
    if faults:
        raise Invalid(faults)
    name = single.get("file_name") or "the edited list"
    return AskedOfEdit(single["reason"], name, FLAGS[single.get("dry_run", "false")])


def _about(grids: Sequence[Grid]) -> dict[str, str]:
    sheet = next((grid for grid in grids if grid.name == ABOUT), None)
    rows = sheet.rows if sheet else ()
    return {text(row[0]): text(row[1]) for row in rows if len(row) > 1}


def _ids(grid: Grid) -> list[str]:
    header = [text(cell) for cell in grid.rows[0]] if grid.rows else []
    if "id" not in header:
        return []
    at = header.index("id")
    ids = (text(row[at]) for row in grid.rows[1:] if at < len(row))
    return sorted({each for each in ids if each})


def _things(
    call: Call, noun: str, ids: Sequence[str], position: int | None
) -> dict[str, Json]:
    """The things that the caller may see, as they were or as they are."""
    known = None if position is None else str(position)
    clocks = call.service.travel.read({"known_at": known} if known else {})
    today, right = call.service.today(), f"list_{plural_of(noun)}"
    seen = reach_through(call.principal(), right, today)
    with call.service.reading(seen, clocks.known_at, clocks.effective_on) as view:
        readable = view.readable(noun, set(ids))
        rows = view.rows(noun, [each for each in ids if each in readable])
        return {thing["id"]: thing for thing in view.rendered(noun, rows)}


def _at(fault: Fault) -> At:
    """Where in the sheet: its row and the letter of its column."""
    place = "".join(f"/{part}" for part in (fault.row, fault.column) if part)
    value = f" ({fault.value})" if fault.value else ""
    named = f"{fault.field} " if fault.field else ""
    return At(place, f"{named}{fault.wrong}{value}; {fault.advice}")


def _version(things: Mapping[str, Json], named: str) -> int | None:
    thing = things.get(named)
    return None if thing is None else int(thing["version"])


def _reply(
    call: Call, asked: AskedOfEdit, looked: Looked, result: Json | None
) -> Response:
    told = {
        "dry_run": asked.dry_run,
        "noun": looked.noun,
        "exported_at": looked.position,
        "rows": looked.rows,
        "changed": len({wanted.row for wanted in looked.wanted}),
        "cells": [cell_told(fault) for fault in looked.faults],
        "commands": [
            {
                "row": wanted.row,
                "fields": list(wanted.fields),
                **wanted.command.model_dump(mode="json"),
            }
            for wanted in looked.wanted
        ],
        "batch": result,
    }
    head = call.service.register.reading.head()
    headers = {"Register-Position": str(head), "Cache-Control": "no-store"}
    return Response(orjson.dumps(told), 200, headers, "application/json")
