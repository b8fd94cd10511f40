"""`counterfoil as-at`: the register as it was known at a moment."""

import sys
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

import orjson
import typer
from rich.console import Console
from rich.table import Table

from api.cli.reading import Purpose, keep_read, read_purpose
from api.cli.words import Data, Keys, fail, on_terminal
from api.opening import EVERYTHING, Opened, home_of, opened
from api.refusals import Invalid
from api.time_travel import Clocks, TimeTravel
from domain.key import LONDON
from domain.values import DATE
from projections.cursor import Cursor
from projections.pages import MOST, Question
from projections.view import View

Json = dict[str, Any]
What = Literal["organisations", "contracts", "risks", "issues", "changes", "notices"]

# Wide enough for a line a thing where nobody's terminal sets the width.
WIDE = 200
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "organisations": ("name", "sector", "size", "identifiers"),
    "contracts": ("title", "status", "provider_name", "start", "end", "annual_value"),
    "risks": ("title", "status", "category", "current", "target", "next_review"),
    "issues": ("title", "status", "type", "severity", "owner_name", "due"),
    "changes": ("title", "status", "contract_title", "value_delta", "approved_on"),
    "notices": ("title", "notice_status", "supplier_as_published", "listed"),
}


def as_at(  # noqa: PLR0913 - one parameter an option
    moment: Annotated[
        str,
        typer.Argument(
            help="When it was known: 2026-03-31 (the end of that day),"
            " 2026-03-31T17:00:00Z, a position such as 1187, or checkpoint:1187."
        ),
    ],
    what: Annotated[What, typer.Argument(help="What to show.")],
    effective: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", help="The day on which it was true; that of the moment."
        ),
    ] = None,
    data: Data = None,
    keys: Keys = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    purpose: Purpose = None,
) -> None:
    """Shows the register as it was known then, as a table or as JSON."""
    what_for = read_purpose(purpose)
    with opened(home_of(data, keys)) as register:
        clocks = clocks_of(register, moment, effective)
        reads = register.reads
        with reads.at(EVERYTHING, clocks.known_at, clocks.effective_on) as view:
            things = list(_all(view, what.removesuffix("s")))
            said = {
                "position": view.position,
                "effective_on": view.pin.effective_on.isoformat(),
                "items": things,
            }
            at = view.position
        keep_read(register, f"list_{what}", at, orjson.dumps(said), what_for)
    if as_json:
        sys.stdout.write(orjson.dumps(said, option=orjson.OPT_INDENT_2).decode() + "\n")
    else:
        _show(what, said)


def clocks_of(register: Opened, moment: str, effective: str | None) -> Clocks:
    """The two clocks as they were typed. A day means its end, or now if it is today."""
    log, clock = register.register, register.register.sources.clock
    travel = TimeTravel(
        log.reading,
        log.ledger.size,
        clock,
        lambda: clock().astimezone(LONDON).date(),
    )
    if DATE.fullmatch(moment):
        moment = _end_of(moment, clock())
    asked = {"known_at": moment} | ({"effective_on": effective} if effective else {})
    try:
        return travel.read(asked)
    except Invalid as invalid:
        first = invalid.faults[0]
        fail(f"{first.pointer.strip('/')}: {first.message}")
        raise


def _end_of(day: str, now: datetime) -> str:
    try:
        begun = datetime.combine(datetime.fromisoformat(day), time(), LONDON)
    except ValueError:
        return day
    last = begun + timedelta(days=1, microseconds=-1)
    within = begun <= now <= last
    return (now if within else last).isoformat(timespec="microseconds")


def _all(view: View, noun: str) -> Iterator[Json]:
    """Everything there was, page after page, the oldest first."""
    following: Cursor | None = None
    while True:
        asked = Question(sort="born_at", limit=MOST, cursor=following)
        page = view.page(noun, asked)
        yield from page.items
        if page.next is None:
            return
        following = Cursor.read(page.next)


def _show(what: str, said: Mapping[str, Any]) -> None:
    """A table; as known at which position and true on which day stands above it."""
    table = Table(
        title=f"{len(said['items'])} {what}, as known at #{said['position']},"
        f" as true on {said['effective_on']}",
        title_justify="left",
    )
    for name in ("reference", *COLUMNS[what]):
        table.add_column(name.replace("_", " "))
    for thing in said["items"]:
        cells = (thing.get(name) for name in COLUMNS[what])
        table.add_row(thing["reference"], *map(_cell, cells))
    console = Console(markup=False, width=None if on_terminal() else WIDE)
    console.print(table)


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(_cell, value))
        case dict():
            return _part(value)
        case _:
            return str(value)


def _part(value: Json) -> str:
    """What has several parts, on one line."""
    match value:
        case {"unknown": why}:
            return f"not known: {why.replace('_', ' ')}"
        case {"not_applicable": _}:
            return "does not apply"
        case {"amount": amount, "currency": currency}:
            return f"{currency} {Decimal(amount):,.2f}"
        case {"likelihood": likelihood, "impact": impact}:
            return f"{likelihood * impact} ({likelihood} x {impact})"
        case _:
            return " ".join(map(str, value.values()))
