"""The auditor's page: what is recorded, sealed and signed, and a check of it."""

from typing import Any, Final, NamedTuple

from starlette.responses import RedirectResponse, Response

from api.call import Call
from api.pages.clocks import KNOWN_AT, TRUE_ON, PageClocks
from api.pages.frame import may
from api.pages.lists import LISTS
from api.pages.page import Pages
from api.pages.records import noun_of
from api.pages.rendering import show
from api.query import read_query
from api.readings import opened
from api.refusals import Fault, Invalid
from domain.errors import Refusal, Unsigned
from domain.ledger.checkpoint import Checkpoint, read_checkpoint
from domain.ledger.head_code import head_code
from domain.log.register import Register
from domain.log.sealing import LedgerBroken
from domain.log.verdict import Code, NotVerified, tampered
from domain.log.verifying_range import MOST, verify_range
from projections.view import View

Json = dict[str, Any]
DIGITS: Final = 15

pages = Pages()


class Signed(NamedTuple):
    """The last signed head: how many records, its code, up to when; or why none is."""

    size: int = 0
    code: str = ""
    recorded_at: str = ""
    keys: tuple[str, ...] = ()
    why_not: str = ""


class About(NamedTuple):
    """The thing that an entry is about."""

    reference: str
    called: str


class Checked(NamedTuple):
    """What a check of records found: all well, or where it is not, in which field."""

    first: int
    last: int
    head: int
    code: str
    is_signed: bool
    fault: NotVerified | None
    at: str
    about: About | None = None


@pages.page("/audit", right="list_events", menu="Audit")
async def get_audit(call: Call) -> Response:
    """What there is to check, and where to begin."""
    return await call.elsewhere(lambda: _overview(call))


@pages.page("/audit/check", right="list_events")
async def get_audit_check(call: Call) -> Response:
    """A check of some records as they lie in the store."""
    return await call.elsewhere(lambda: _check(call))


@pages.page("/audit/record", right="list_events")
async def get_audit_record(call: Call) -> Response:
    """Leads to the history of the record whose reference was typed."""
    query = read_query(call.query, frozenset({KNOWN_AT, TRUE_ON, "reference"})).single
    reference = query.get("reference", "").strip().upper()
    noun_of(reference)
    clocks = PageClocks.of(call.service, query)
    headers = {"Cache-Control": "no-store"}
    return RedirectResponse(clocks.href(f"/records/{reference}"), 303, headers)


def _overview(call: Call) -> Response:
    query = read_query(call.query, frozenset({KNOWN_AT, TRUE_ON}))
    clocks = PageClocks.of(call.service, query.single)
    with opened(call, clocks.read) as view:
        return _shown(call, view, clocks)


def _check(call: Call) -> Response:
    query = read_query(call.query, frozenset({KNOWN_AT, TRUE_ON, "first", "last"}))
    clocks = PageClocks.of(call.service, query.single)
    with opened(call, clocks.read) as view:
        head = call.head
        last = read_number("last", query.single.get("last"), head, head)
        first = read_number(
            "first", query.single.get("first"), max(1, last - MOST + 1), last
        )
        if last - first >= MOST:
            message = f"at most {MOST:,} records are checked at once"
            raise Invalid([Fault("/last", message)])
        found = check(call, range(first, last + 1))
        if found.fault is not None and found.fault.position is not None:
            found = found._replace(about=_about(view, found.fault.position))
        return _shown(call, view, clocks, checked=found)


def _shown(
    call: Call, view: View, clocks: PageClocks, checked: Checked | None = None
) -> Response:
    register = call.service.register
    return show(
        call,
        view,
        clocks,
        "audit.html",
        head=call.head,
        sealed=register.ledger.size(),
        signed=signed(register),
        checked=checked,
        most=MOST,
        lists=LISTS,
        today=call.service.today(),
        takes_bundle=may(call, "create_audit_bundle"),
    )


def signed(register: Register) -> Signed:
    """The last signed head, signed now if the key is here."""
    try:
        note = register.signer.latest()
    except Unsigned:
        return Signed(why_not="No head was signed yet: nobody has made a signing key.")
    except Refusal as refused:
        return Signed(why_not=refused.detail)
    head = read_checkpoint(note.text)
    known = register.signer.verifiers()
    return Signed(
        head.size,
        head_code(head.root),
        register.reading.recorded_at(head.size).isoformat(),
        tuple(sorted(key.name for key in note.signed_by(known))),
    )


def check(call: Call, span: range) -> Checked:
    """Checks the records of a span against the ledger and the last signed head."""
    register, last = call.service.register, span.stop - 1
    at = register.sources.clock().isoformat()
    try:
        head, is_signed = _head(register, last)
    except LedgerBroken as broken:
        fault = NotVerified(Code.TAMPERED, str(broken))
        return Checked(span.start, last, 0, "", is_signed=False, fault=fault, at=at)
    found = Checked(
        span.start, last, head.size, head_code(head.root), is_signed, None, at
    )
    try:
        node = register.ledger.node_reader()
        verify_range(register.store, register.log_id, span, head, node)
        if last == call.head < register.ledger.size():
            raise tampered(last + 1, "position", "the entry is gone: its leaf is there")
    except NotVerified as altered:
        return found._replace(fault=altered)
    except LedgerBroken as broken:
        return found._replace(fault=NotVerified(Code.TAMPERED, str(broken)))
    return found


def _about(view: View, position: int) -> About | None:
    """The thing that an entry is about, None where it is gone or may not be read."""
    streams = [str(one.stream) for one in view.log.recorded(position - 1, 1)]
    for thing, noun in view.nouns(streams).items():
        label = view.labels(noun, sorted(view.readable(noun, {thing}))).get(thing, {})
        if "reference" in label:
            reference = label["reference"]
            title = label.get("title") or label.get("name") or noun
            return About(reference, f"{title} ({reference})")
    return None


def _head(register: Register, last: int) -> tuple[Checkpoint, bool]:
    """The last signed head, if it covers a record; else the ledger's own."""
    try:
        head = read_checkpoint(register.signer.latest().text)
    except Refusal:
        head = None
    if head is not None and head.size >= last:
        return head, True
    size = max(last, register.ledger.size())
    return Checkpoint("", size, register.ledger.root_of(size)), False


def read_number(name: str, text: str | None, usual: int, most: int) -> int:
    """A record number from 1 to the most. Raises Invalid."""
    if not text:
        return usual
    plain = text.replace(",", "").strip()
    fits = plain.isascii() and plain.isdecimal() and len(plain) <= DIGITS
    if not (fits and 1 <= int(plain) <= most):
        raise Invalid([Fault(f"/{name}", f"give a record number from 1 to {most:,}")])
    return int(plain)
