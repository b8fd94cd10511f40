"""The page of all supply chains on any day, and the same as files."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from markupsafe import Markup
from sqlalchemy import select
from starlette.responses import Response

from api.call import Call
from api.pages.chains.addresses import PAGE as HERE
from api.pages.chains.addresses import Addresses
from api.pages.chains.figures import figures
from api.pages.chains.leading import Leading
from api.pages.chains.rows import (
    COLUMNS,
    PAGE,
    SORTS,
    TOUCHED,
    USUAL,
    file_of,
    rows_of,
    sorted_marks,
)
from api.pages.chains.sentences import failed, sentence
from api.pages.chains.stepping import steps
from api.pages.clocks import KNOWN_AT, TRUE_ON, PageClocks
from api.pages.page import Pages
from api.pages.rendering import show
from api.pictures.asking import FAILURE, asked_of, drawn_for, read_drawn
from api.pictures.drawing import Drawing
from api.pictures.telling import counted, left_out, pounds, titled, where
from api.query import Query
from api.readings import opened
from api.refusals import Fault, Invalid
from api.spreadsheet import file_reply
from domain.operations import OPERATIONS
from projections.chain.answers.failure import Asked as Failing
from projections.chain.answers.failure import failure
from projections.chain.picture.asking import Asked
from projections.chain.picture.picture import Picture, picture
from projections.chain.sight import reads_terms
from projections.view import View

Json = dict[str, Any]
pages = Pages()
RIGHT: Final = "get_supply_chain_graph"
# What the form of the date says beside the day: that it is also what was known then.
THEN: Final = "then"
MORE: Final = frozenset({THEN, "sort", "page"})
LENSES: Final[Mapping[str, str]] = {
    "risk": "Risk",
    "payment": "Days to be paid",
    "value": "Money kept",
    "sme": "SMEs and VCSEs",
    "diamonds": "Where rivals meet",
    "exit": "Who must be novated",
}
DIGITS: Final = 6


@pages.page(HERE, right=RIGHT, menu="Supply chain")
async def get_supply_chain_page(call: Call) -> Response:
    """All chains as a picture and as a table."""
    return await call.elsewhere(lambda: _shown(call))


@pages.page(f"{HERE}.csv", right=RIGHT)
async def get_supply_chain_page_csv(call: Call) -> Response:
    """The whole table as a CSV file."""
    return await call.elsewhere(lambda: _file(call, "csv"))


@pages.page(f"{HERE}.xlsx", right=RIGHT)
async def get_supply_chain_page_xlsx(call: Call) -> Response:
    """The whole table as an Excel workbook."""
    return await call.elsewhere(lambda: _file(call, "xlsx"))


def _shown(call: Call) -> Response:
    query, clocks = _asked(call)
    with opened(call, clocks.read) as seen:
        view = drawn_for(call, seen, query)
        asked = asked_of(call, view, query)
        found = picture(view, asked)
        to = Addresses(clocks, query)
        # Members may ask what stops; figures of places are not for them.
        can_ask, whole = _can_ask(call), reads_terms(view.reach)
        leading = Leading(found, to, can_ask)
        drawing = Drawing(found, asked.lens, leading.href, leading.unfold)
        answer = _failing(view, asked)
        return show(
            call,
            view,
            clocks,
            "supply-chain.html",
            to=to,
            asked=asked,
            lenses=LENSES,
            # What it is made of was escaped where it was written.
            picture=Markup(drawing.whole(titled(found), with_heads=False)),  # noqa: S704
            heads=Markup(drawing.heads()),  # noqa: S704 - as above
            said=_said(found, answer, whole=whole),
            left_out=left_out(found),
            figures=figures(found) if whole else [],
            answer=answer,
            through=_through(found, asked),
            unfolded=None if asked.unfolded is None else where(asked.unfolded),
            outside=_outside(found) if whole else None,
            has_own=whole and call.mine() is not None,
            services=_services(view),
            most=found.most,
            steps=steps(found, call.service.today(), clocks),
            can_ask=can_ask,
            **_table(query, leading),
        )


def _asked(call: Call) -> tuple[Query, PageClocks]:
    """The query of the page and its clocks. Raises Invalid."""
    query = read_drawn(call.query, MORE)
    single = dict(query.single)
    if single.get(THEN) and TRUE_ON in single:
        single[KNOWN_AT] = single[TRUE_ON]
    faults = []
    if single.get("sort", USUAL) not in SORTS:
        faults.append(Fault("/sort", f"is one of {', '.join(SORTS)}"))
    page = single.get("page", "1")
    if not (page.isascii() and page.isdecimal() and len(page) <= DIGITS and int(page)):
        faults.append(Fault("/page", "is the number of a page, from 1"))
    if faults:
        raise Invalid(faults)
    return Query(single, query.filters), PageClocks.of(call.service, single)


def _can_ask(call: Call) -> bool:
    """Whether who looks may ask what stops, and so reads sums and figures."""
    held = call.principal().holding(call.service.today())
    return not OPERATIONS[FAILURE].keys().isdisjoint(grant.role for grant in held)


def _failing(view: View, asked: Asked) -> Json | None:
    if not asked.failing:
        return None
    since = view.pin.effective_on
    return failure(view, Failing(asked.failing, asked.group, since))


def _said(found: Picture, answer: Json | None, *, whole: bool) -> list[str]:
    if answer is None:
        return [sentence(found, whole=whole)]
    return [*failed(answer, answer["contracts"])]


def _table(query: Query, leading: Leading) -> Json:
    found = leading.picture
    sort = query.single.get("sort", USUAL if found.hit is None else TOUCHED)
    marks = sorted_marks(found, sort)
    last = max(-(-len(marks) // PAGE), 1)
    number = min(int(query.single.get("page", "1")), last)
    first = (number - 1) * PAGE
    rows = [
        {**row, "href": leading.href(row["mark"])}
        for row in rows_of(found, marks[first : first + PAGE])
    ]
    return {
        "rows": rows,
        "columns": [*_heads(leading.to, sort)],
        "total": len(marks),
        "number": number,
        "last": last,
        "first": first + 1,
        "shows_outcome": found.hit is not None,
    }


def _heads(to: Addresses, sort: str) -> Iterator[Json]:
    """The heads of the table: each leads to the table in its order, or turned round."""
    for column in COLUMNS:
        up, down = column.name, f"-{column.name}"
        usual, other = (down, up) if column.is_number else (up, down)
        order = {up: "ascending", down: "descending"}.get(sort)
        yield {
            "head": column.head,
            "name": column.name,
            "is_number": column.is_number,
            "order": order,
            "href": to.to(at="#facts", sort=other if sort == usual else usual),
        }


def _through(found: Picture, asked: Asked) -> str | None:
    """How the organisation is called through which routes are shown."""
    if asked.through is None:
        return None
    view = found.view
    thing = view.things.find(view.connection, "organisation", asked.through)
    label = view.labels("organisation", [thing]).get(thing, {}) if thing else {}
    return str(label.get("name") or asked.through)


def _outside(found: Picture) -> str | None:
    """What lies outside of what is asked for; said to officers alone."""
    outside = found.seen.found.outside
    if not outside.contracts:
        return None
    contracts = counted(outside.contracts, "contract")
    return f"and {contracts} outside your view, {pounds(outside.pence)} a year"


def _services(view: View) -> list[str]:
    rows = view.pages.alive("contract", view.pin)
    may = view.pages.readable("contract", view.pin, rows, view.reach)
    wanted = select(rows.c.service).distinct().where(may, rows.c.service.is_not(None))
    found = view.connection.execute(wanted, view.pin.params)
    return sorted(row[0] for row in found)


def _file(call: Call, form: str) -> Response:
    query, clocks = _asked(call)
    with opened(call, clocks.read) as seen:
        view = drawn_for(call, seen, query)
        found = picture(view, asked_of(call, view, query))
        marks = sorted_marks(found, query.single.get("sort", USUAL))
        return file_reply(view, clocks.read, form, file_of(found, marks))
