"""Acts between organisations: who owns whom, and which records are of one.

On no day does an organisation own itself by way of others. Records that are merged
count as one in that, whichever day it is: so they can part again and nothing closes.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.described import Described
from domain.desk import Desk
from domain.errors import RuleBroken
from domain.occasion import Dated
from domain.organisation.commands import (
    CorrectOrganisation,
    LinkParent,
    MergeOrganisation,
    UnmergeOrganisation,
)
from domain.organisation.organisation import Organisation
from domain.values import known


class Owned(NamedTuple):
    """An organisation that owns, from a day until before a day (None: open)."""

    owner: UUID
    start: date
    until: date | None


def link_parent(desk: Desk, stream: UUID, command: LinkParent) -> None:
    """RECORD. Who owns an organisation; refused is what would close a circle."""
    occasion = desk.occasion(command)
    facts = desk.read(Organisation, stream).link_parent(command, occasion)
    if facts and isinstance(parent := command.parent_id, UUID):
        desk.read(Organisation, parent).refuse_gone()
        owned = Owned(parent, occasion.day, occasion.until)
        _refuse_circle(desk, stream, [owned], "/parent_id")
    desk.record(Organisation, stream, facts)


def put_right(desk: Desk, stream: UUID, command: CorrectOrganisation) -> None:
    """RECORD. Puts right; a parent that is put right closes no circle either."""
    facts = desk.read(Organisation, stream).correct(command, desk.occasion(command))
    _refuse_circle(desk, stream, _parents(facts), "/parent_id")
    desk.record(Organisation, stream, facts)


def merge(desk: Desk, stream: UUID, command: MergeOrganisation) -> None:
    """RECORD. A record is one more of an organisation; told in both streams."""
    occasion = desk.occasion(command)
    if command.into == stream:
        detail = "a record is not merged into itself; name the one that is to stay"
        raise RuleBroken(detail, rule="own-merger", pointer="/into")
    goes, stays = desk.read(Organisation, stream), desk.read(Organisation, command.into)
    Described.refuse_gone(goes)
    Described.refuse_gone(stays)
    gone = goes.ties.merge(command, occasion)
    absorbed = stays.ties.absorb(stream, command, occasion)
    if gone:
        _refuse_owned_by(desk, goes, stays)
    desk.record(Organisation, stream, gone)
    desk.record(Organisation, command.into, absorbed)


def unmerge(desk: Desk, stream: UUID, command: UnmergeOrganisation) -> None:
    """RECORD. They are two after all: each record is again what it was."""
    goes = desk.read(Organisation, stream)
    apart = goes.ties.unmerge(command, desk.occasion(command))
    if (stays := goes.ties.merged_into) is None:
        return
    released = desk.read(Organisation, stays).ties.release(stream, command)
    desk.record(Organisation, stream, apart)
    desk.record(Organisation, stays, released)


def _parents(facts: Iterable[Dated]) -> list[Owned]:
    """The parents that corrections name."""
    return [
        Owned(parent, dated.effective_on, dated.effective_until)
        for dated in facts
        if isinstance(parent := getattr(dated.fact, "parent_id", None), UUID)
    ]


def _refuse_owned_by(desk: Desk, goes: Organisation, stays: Organisation) -> None:
    """Refuses to merge where one of the two owns the other, by way of others or not.

    What was merged into the one that stays is of it, with its owners.
    """
    alike = records_of(desk, stays.stream)
    owners = [
        owned
        for record in {goes.stream, *alike}
        for owned in _owners(desk.read(Organisation, record), date.min, None)
    ]
    _refuse_circle(desk, goes.stream, owners, "/into", alike)


def _refuse_circle(
    desk: Desk,
    stream: UUID,
    owners: Iterable[Owned],
    pointer: str,
    alike: Iterable[UUID] = (),
) -> None:
    """Refuses owners that are, on some day, owned by what they would own."""
    circle = {*records_of(desk, stream), *alike}
    waiting, seen = list(owners), set[Owned]()
    while waiting:
        owned = waiting.pop()
        if owned in seen:
            continue
        seen.add(owned)
        for record in records_of(desk, owned.owner):
            if record in circle:
                raise _circle(record, owned.start, pointer)
            state = desk.read(Organisation, record)
            waiting += _owners(state, owned.start, owned.until)


def records_of(desk: Desk, stream: UUID) -> set[UUID]:
    """All records of the organisation that a record is of."""
    ties = desk.read(Organisation, stream).ties
    if ties.merged_into is not None:
        return records_of(desk, ties.merged_into)
    return {stream, *ties.absorbed}


def _owners(state: Organisation, start: date, until: date | None) -> Iterator[Owned]:
    """Who owns an organisation on some of these days, and on which."""
    for segment in state.timeline.segments():
        first = max(start, segment.start)
        last = min(filter(None, (until, segment.until)), default=None)
        owner: Any = known(segment.values.get("parent_id"))
        if owner is not None and (last is None or first < last):
            yield Owned(owner, first, last)


def _circle(record: UUID, day: date, pointer: str) -> RuleBroken:
    detail = (
        f"on {day} {record} would, by way of others, be its own owner. Name another"
        " parent, say until when this one holds, or correct the link that is wrong"
    )
    return RuleBroken(detail, rule="parent-circle", pointer=pointer)
