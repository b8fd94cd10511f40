"""Keeps who is told what is withheld from others, before they are told.

Every reply to a question is looked through for the ids of restricted things, whichever
way they came into it; so no answer has to remember to say what it tells. Kept is:
whatever restricted thing anybody is told of; whom an auditor is told the name of; and
each single answer that somebody gets by an emergency.
"""

import re
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.caller import Caller
from api.refusals import Fault, Invalid
from api.rights import NOTHING
from domain.log.read_entry import Read
from domain.operations import EMERGENCY, OPERATIONS
from domain.rights import Grant
from projections.withheld import Withheld

LONGEST: Final = 300
SHORT: Final = 65_536
# Whose reading is looked at closely: of names, and of everything.
CLOSELY: Final = frozenset({"auditor", EMERGENCY})
_OK: Final = 200
JSON: Final = "application/json"
_LONG: Final = 36
# An id, or a reference as the register gives it.
_NAMED: Final = re.compile(
    rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Z]{1,4}-[1-9][0-9]{0,14}"
)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


def purpose_of(headers: dict[str, str]) -> str | None:
    """What a reader says that the question is for. Raises Invalid."""
    said = headers.get("purpose")
    if said is None:
        return None
    try:
        purpose = said.encode("latin-1").decode()
    except UnicodeDecodeError:
        purpose = said
    return checked(purpose)


def checked(purpose: str) -> str:
    """A purpose that can be kept. Raises Invalid for one that is too long, or none."""
    if not 1 <= len(purpose) <= LONGEST or _CONTROL.search(purpose):
        message = f"says in 1 to {LONGEST} characters what the question is for"
        raise Invalid([Fault("/Purpose", message)])
    return purpose


async def witness(call: Caller, response: Response, purpose: str | None) -> None:
    """Keeps what a reply is about to tell. Raises Unavailable if that fails."""
    if response.status_code != _OK or call.scope["method"] != "GET":
        return
    told, media = told_by(response), response.media_type or ""
    at = int(response.headers.get("register-position", call.head))
    # A short reply is looked through at once: a thread of its own costs more.
    if call.service.withheld.known_at(call.head) and len(told or b"") < SHORT:
        read = noticed(call, told, media, at, purpose)
    else:
        read = await run_in_threadpool(noticed, call, told, media, at, purpose)
    if read is not None:
        await run_in_threadpool(call.service.read_log.keep, read)


def noticed(
    call: Caller, told: bytes | None, media: str, at: int, purpose: str | None
) -> Read | None:
    """What is to be kept of a reply read at a position, None if nothing is.

    `told` is what it says, None for a file that nobody can look through.
    """
    grants = _grants(call)
    roles, withheld = {grant.role for grant in grants}, _withheld(call)
    if not (withheld.restricted or roles & CLOSELY):
        return None
    words = words_in(told or b"", media)
    records = withheld.restricted.keys() & words
    people = withheld.people & words if "auditor" in roles else frozenset[str]()
    unseen = told is None and "auditor" in roles
    if not (records or people or unseen or EMERGENCY in roles):
        return None
    return Read(
        by=call.asker.account,
        auth=call.asker.auth,
        grants=sorted(grant.id for grant in grants),
        roles=sorted(roles),
        request=call.asker.request,
        operation=call.operation,
        at=at,
        records=sorted({withheld.restricted[name] for name in records}),
        people=sorted(people),
        purpose=purpose,
    )


def told_by(response: Response) -> bytes | None:
    """What a reply tells, as text; None where nobody can look through it."""
    told: bytes | None = getattr(response, "told", None)
    if told is not None:
        return told
    media = response.media_type or ""
    is_text = media.startswith(("text/", JSON, "application/x-ndjson"))
    body: bytes | None = getattr(response, "body", None)
    return body if is_text else None


def _grants(call: Caller) -> list[Grant]:
    """The grants by which the question is allowed."""
    rule = OPERATIONS.get(call.right, {})
    held = call.principal().holding(call.service.today())
    return [grant for grant in held if grant.role in rule]


def _withheld(call: Caller) -> Withheld:
    known = call.service.withheld.known_at(call.head)
    if known is not None:
        return known
    with call.service.reading(NOTHING) as view:
        return call.service.withheld.of(view)


def words_in(told: bytes, media: str = JSON) -> frozenset[str]:
    """What could name a thing in a text: in JSON it stands alone between quotes."""
    parts = told.split(b'"') if media == JSON else _NAMED.findall(told)
    return frozenset(
        part.decode("ascii", "replace")
        for part in parts
        if len(part) <= _LONG and b"-" in part
    )
