"""What stands around every page: who is signed in, the menu, the clocks, the footer."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from api.call import Call
from api.pages.clocks import KNOWN_AT, TRUE_ON, PageClocks
from api.pages.site import site_of
from api.query import Query, read_query
from domain.ledger.head_code import head_code
from domain.log.sealing import LedgerBroken
from domain.operations import OPERATIONS
from projections.view import View


class Item(NamedTuple):
    """A page in the menu."""

    text: str
    address: str
    is_here: bool


class Frame(NamedTuple):
    """What a page says beside its own matter.

    `kept` are the parameters of the page that its form of clocks sends along; `back`
    is the same page as of now. `code` is the proof code of the first `position`
    records.
    """

    name: str
    roles: str
    menu: Sequence[Item]
    known_on: date | None
    true_on: date | None
    is_past: bool
    position: int
    code: str
    kept: Sequence[tuple[str, str]]
    back: str


def frame_of(call: Call, view: View, clocks: PageClocks) -> Frame:
    """What stands around a page that somebody is shown."""
    principal = call.principal()
    account = str(principal.account)
    known = view.labels("account", [account]).get(account, {})
    kept = [*_kept(call)]
    return Frame(
        name=known.get("name", "Somebody whose name was erased"),
        roles=", ".join(role.replace("_", " ") for role in roles_of(call)),
        menu=[*_menu(call, clocks)],
        known_on=clocks.known_day(view),
        true_on=clocks.read.effective_on,
        is_past=clocks.is_past,
        position=view.position,
        code=_code(call, view.position),
        kept=kept,
        back=PageClocks.none().href(call.scope["path"], **_several(kept)),
    )


def _code(call: Call, position: int) -> str:
    """The proof code of so many records, or that there is none to be had."""
    try:
        return head_code(call.service.register.ledger.root_of(position))
    except LedgerBroken:
        return "cannot be made: look at the audit page"


def roles_of(call: Call) -> Sequence[str]:
    """The roles that somebody has now, each once."""
    held = call.principal().holding(call.service.today())
    return [*dict.fromkeys(grant.role for grant in held)]


def may(call: Call, right: str) -> bool:
    """Whether an operation of the API is open to somebody at all."""
    return not OPERATIONS[right].keys().isdisjoint(roles_of(call))


def _menu(call: Call, clocks: PageClocks) -> Iterator[Item]:
    """The pages that are open to somebody."""
    for page in site_of(call.scope).menu:
        if may(call, page.right):
            is_here = page.path == call.scope["path"]
            yield Item(page.menu or "", clocks.href(page.path), is_here)


def _kept(call: Call) -> Iterator[tuple[str, str]]:
    query: Query = read_query(call.query, frozenset({KNOWN_AT, TRUE_ON}), filters=True)
    for name, values in query.filters.items():
        if name != "cursor":  # it goes with the clocks under which it was given
            yield from ((name, value) for value in values)


def _several(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found
