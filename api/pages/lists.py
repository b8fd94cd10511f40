"""The lists of the register as pages: as they stand, or as they were known on a day."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from starlette.responses import Response

from api.call import Call
from api.models import MODELS
from api.pages.clocks import KNOWN_AT, TRUE_ON, PageClocks
from api.pages.entries import field_words, in_words
from api.pages.listing import Choice, Entry, Listing, Narrowing
from api.pages.page import Pages
from api.pages.records import record_page
from api.pages.rendering import show
from api.query import Query, read_query, read_question
from api.readings import opened
from api.refusals import Fault, Invalid

Json = dict[str, Any]
ASKED: Final = frozenset({KNOWN_AT, TRUE_ON, "cursor", "q"})
HELD_BY: Final = "held_by"
# In other words than the field's own name.
COLUMNS: Final[Mapping[str, str]] = {
    "current": "Score now",
    "target": "Score to reach",
    "value_delta": "Adds to the value",
    "annual_value": "Worth a year",
    "held_for": "Waits for",
}

pages = Pages()


class Listed(NamedTuple):
    """A list: how it is called, of which noun, and the fields that are shown of it.

    `narrowed` are the parameters by which it can be narrowed down.
    """

    name: str
    noun: str
    title: str
    fields: Sequence[str]
    narrowed: frozenset[str] = frozenset()

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"/lists/{self.name}"


LISTS: Final = (
    Listed("contracts", "contract", "title", ("status", "end", "annual_value")),
    Listed("risks", "risk", "title", ("status", "current", "target")),
    Listed(
        "changes",
        "change",
        "title",
        ("status", "held_for", "value_delta"),
        frozenset({HELD_BY}),
    ),
    Listed("issues", "issue", "title", ("status", "severity", "due")),
    Listed("organisations", "organisation", "name", ("sector", "size")),
    Listed("plans", "plan", "title", ("kind", "status")),
)
IN_MENU: Final = frozenset({"contracts", "risks", "changes", "issues"})


def _page_of(listed: Listed) -> Callable[..., Awaitable[Response]]:
    async def get_list(call: Call) -> Response:
        return await call.elsewhere(lambda: _shown(call, listed))

    get_list.__name__ = f"get_{listed.name}_page"
    return get_list


for _each in LISTS:
    _menu = _each.name.capitalize() if _each.name in IN_MENU else None
    pages.page(_each.address, right=f"list_{_each.name}", menu=_menu)(_page_of(_each))


def _shown(call: Call, listed: Listed) -> Response:
    query = read_query(call.query, ASKED | listed.narrowed).single
    clocks = PageClocks.of(call.service, query)
    asked = {name: query[name] for name in ("cursor", "q") if query.get(name)}
    filters = _filters(call, query)
    question = read_question(Query(asked, filters), MODELS[listed.noun], call.mine)
    with opened(call, clocks.read, question.cursor) as view:
        page = view.page(listed.noun, question)
        outside = page.outside_scope["count"]
        narrowing = _narrowing(listed, clocks, query)
        listing = Listing(
            name=listed.name.capitalize(),
            heading=_heading(listed, page.total, query),
            order="the newest first",
            what="What",
            columns=[COLUMNS.get(name, field_words(name)) for name in listed.fields],
            rows=[_row(call, clocks, listed, item) for item in page.items],
            files=narrowing.files(view, f"/v1/{listed.name}", **filters),
            following=page.next and narrowing.to(cursor=page.next),
            choices=_choices(listed, narrowing),
            notes=[f"{outside} more lie outside what you may see."] if outside else [],
        )
        kept = [(n, v) for n, v in query.items() if v and n not in ("q", "cursor")]
        search = {"q": question.q, "kept": kept}
        return show(call, view, clocks, "list.html", listing=listing, search=search)


def _filters(call: Call, query: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """What is asked of fields: of who holds a change that is nobody but who asks."""
    said = query.get(HELD_BY)
    if not said:
        return {}
    if said != "me":
        raise Invalid([Fault(f"/{HELD_BY}", "is me: what waits on others is theirs")])
    return {HELD_BY: (str(call.principal().account),)}


def _narrowing(
    listed: Listed, clocks: PageClocks, query: Mapping[str, str]
) -> Narrowing:
    asked = {name: [query[name]] for name in ("q", HELD_BY) if query.get(name)}
    return Narrowing(clocks, listed.address, asked)


def _choices(listed: Listed, narrowing: Narrowing) -> dict[str, Sequence[Choice]]:
    found = dict[str, Sequence[Choice]]()
    if HELD_BY in listed.narrowed:
        found["Whose turn"] = [
            narrowing.choice("Anybody's", held_by=None),
            narrowing.choice("Waits on me", held_by="me"),
        ]
    if "q" in narrowing.asked:
        found["Words"] = [narrowing.choice(f"All {listed.name}", q=None)]
    return found


def _heading(listed: Listed, total: int, query: Mapping[str, str]) -> str:
    said = f"{total:,} {listed.noun if total == 1 else listed.name}"
    if query.get(HELD_BY):
        said += f" that {'waits' if total == 1 else 'wait'} on you"
    return f"{said} with \u201c{query['q']}\u201d" if query.get("q") else said


def _row(call: Call, clocks: PageClocks, listed: Listed, item: Json) -> Entry:
    return Entry(
        item["reference"],
        record_page(call, clocks, item["reference"]),
        in_words(item.get(listed.title)),
        [in_words(item.get(name)) for name in listed.fields],
    )
