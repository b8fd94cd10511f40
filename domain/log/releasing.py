"""Acts on releases: what is asked for has to be there, and open to be given out."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from domain.errors import RuleBroken, UnknownReference
from domain.facts.release import ReleaseMade
from domain.log.desk import WritingDesk
from domain.release.commands import (
    ApproveRelease,
    MakeRelease,
    PrepareRelease,
    RequestRelease,
    SetReleaseScope,
)
from domain.release.release import Release
from domain.release.withholding import RELEASED
from domain.rights import readable

_RESTRICTED: Final = (
    "it is restricted, or confidential from somebody: nothing of it is given out. Lift"
    " that first, or leave it out"
)


def request_release(desk: WritingDesk, stream: UUID, command: RequestRelease) -> None:
    """Enters a request for what there is."""
    _refuse_records(desk, command)
    occasion = desk.occasion(command)
    desk.record(Release, stream, Release.request(command, occasion))


def set_release_scope(
    desk: WritingDesk, stream: UUID, command: SetReleaseScope
) -> None:
    """Says anew what is asked for."""
    _refuse_records(desk, command)
    release, occasion = desk.read(Release, stream), desk.occasion(command)
    desk.record(Release, stream, release.set_scope(command, occasion))


def prepare_release(desk: WritingDesk, stream: UUID, command: PrepareRelease) -> None:
    """Proposes what to give out of all that is recorded until now."""
    release, occasion = desk.read(Release, stream), desk.occasion(command)
    cut_at = desk.next_position - 1
    desk.record(Release, stream, release.prepare(cut_at, command, occasion))


def approve_release(
    differences: int,
) -> Callable[[WritingDesk, UUID, ApproveRelease], None]:
    """Agrees to what was prepared, with so many differences to other releases."""

    def act(desk: WritingDesk, stream: UUID, command: ApproveRelease) -> None:
        release, occasion = desk.read(Release, stream), desk.occasion(command)
        decided = release.approve(differences, command, occasion)
        desk.record(Release, stream, decided)

    return act


def made_release(
    file: ReleaseMade,
) -> Callable[[WritingDesk, UUID, MakeRelease], None]:
    """Keeps by which hash the file is known that was made."""

    def act(desk: WritingDesk, stream: UUID, command: MakeRelease) -> None:
        release, occasion = desk.read(Release, stream), desk.occasion(command)
        desk.record(Release, stream, release.make(file, command, occasion))

    return act


def _refuse_records(desk: WritingDesk, command: SetReleaseScope) -> None:
    """Refuses records that there are not, and those that are not for everybody.

    Who may not read one of these is told that there is none.
    """
    for at, record in enumerate(command.record_ids):
        pointer = f"/record_ids/{at}"
        known = desk.known(record)
        if known is None or known.state.noun not in RELEASED:
            raise _unknown(record, pointer)
        place = desk.place(known.state)
        if place.restricted_to is None and not place.confidential_from:
            continue
        if not readable(desk.principal(), place, desk.today):
            raise _unknown(record, pointer)
        raise RuleBroken(_RESTRICTED, rule="release-restricted", pointer=pointer)


def _unknown(record: UUID, pointer: str) -> UnknownReference:
    detail = (
        f"there is no record {record} that could be given out: contracts, their chains,"
        " changes, risks, issues, plans, KPIs, documents and feedback can"
    )
    return UnknownReference(detail, pointer=pointer)
