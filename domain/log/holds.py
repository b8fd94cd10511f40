"""Holds: what an open request for information touches stays as it is.

It is neither erased nor disposed of: FOIA 2000 s.77 and EIR 2004 reg. 19 make that an
offence where it is done so that it is not disclosed. A hold ends with its release.
"""

from collections.abc import Iterator
from uuid import UUID

from pydantic_core import from_json

from domain.document.document import Document
from domain.errors import RuleBroken
from domain.facts.release import OPEN
from domain.law.information import HELD_BY
from domain.log.desk import WritingDesk
from domain.log.reading import Reading
from domain.release.release import Release
from domain.rights import reach

PAGE = 5_000
_STREAM, _BY, _FOR, _STATE = 1, 7, 8, 16


def refuse_held_words(desk: WritingDesk, reading: Reading, position: int) -> None:
    """Refuses to strike out what an open request touches. Raises RuleBroken."""
    row = reading.row_at(position)
    if row is None:
        return
    stream = UUID(row[_STREAM])
    known = desk.known(stream)
    now = getattr(known.state, "contract_id", None) if known else None
    things = _there(stream, _contract_in(row[_STATE]), now)
    _refuse_held(desk, reading, things, f"#{position}")


def refuse_held_document(
    desk: WritingDesk, reading: Reading, document: Document
) -> None:
    """Refuses to dispose of a file that an open request touches. Raises RuleBroken."""
    things = _there(document.stream, document.contract_id)
    _refuse_held(desk, reading, things, "this document")


def refuse_held_person(desk: WritingDesk, reading: Reading, subject: UUID) -> None:
    """Refuses to forget whom an open request touches. Raises RuleBroken.

    That is whoever is named by what it asks for, or entered something of that. With a
    request open the whole log is looked through, a few seconds a million entries.
    """
    if next(_open(desk, reading), None) is not None:
        things = _naming(reading, subject)
        _refuse_held(desk, reading, things, "what the register holds of this person")


def _naming(reading: Reading, subject: UUID) -> set[UUID]:
    """The streams and contracts of all entries that name somebody, in what they are."""
    who, found = str(subject), {subject}
    after = 0
    while rows := reading.rows(after, PAGE):
        after = rows[-1][0]
        for row in rows:
            if who in (row[_BY], row[_FOR]) or who.encode() in bytes(row[_STATE]):
                found |= _there(UUID(row[_STREAM]), _contract_in(row[_STATE]))
    return found


def _there(*things: UUID | None) -> set[UUID]:
    return {thing for thing in things if thing is not None}


def _contract_in(state: bytes) -> UUID | None:
    contract = from_json(bytes(state)).get("contract_id")
    return UUID(contract) if isinstance(contract, str) else None


def _open(desk: WritingDesk, reading: Reading) -> Iterator[Release]:
    for stream in sorted(desk.holding(OPEN, reading.holding(OPEN))):
        yield desk.read(Release, stream)


def _refuse_held(
    desk: WritingDesk, reading: Reading, things: set[UUID], what: str
) -> None:
    for release in _open(desk, reading):
        if things.isdisjoint(release.contracts | release.records):
            continue
        named = _named(desk, release)
        because = HELD_BY.get(release.kind, "it stays until that is dealt with")
        detail = (
            f"{what} is on hold: {named} is open and touches it ({because}). Close the"
            " request first, then ask again"
        )
        raise RuleBroken(detail, rule="release-hold")


def _named(desk: WritingDesk, release: Release) -> str:
    """The release by its reference, to those who may know of it."""
    if not reach(desk.principal(), desk.today).forgets:
        return "a request for information"
    return f"{Release.prefix}-{release.born_at}"
