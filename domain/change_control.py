"""Change control: the act by which a change moves a contract and its chain."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from typing_extensions import override

from domain.change.change import ChangeRequest
from domain.change.commands import (
    AssessImpact,
    CorrectChange,
    RecordImplementation,
)
from domain.contract.commands import AgreedTerms, AmendTerms
from domain.contract.contract import Contract
from domain.desk import Desk
from domain.errors import Refusal
from domain.event import Fact
from domain.facts.contract_fields import Terms
from domain.occasion import Dated, Link
from domain.seat_changes import SeatMove, move_seats, refuse_unknown_seats
from domain.values import Several, Value


class NewTerms(Terms, Value):
    """The terms of the contract that a change moves; the others stay."""


class ImplementChange(RecordImplementation):
    """Records that a change is in force, the terms that hold since, and the seats.

    `effective_until` is for the terms: the day before which they end, or "open".
    """

    terms: NewTerms | None = None
    seats: Several[SeatMove] | None = None

    @override
    def links(self) -> Iterator[Link]:
        for link in AmendTerms(**_said(self)).links():
            yield link._replace(pointer=f"/terms{link.pointer}")
        for place, move in enumerate(self.seats or ()):
            for link in move.links():
                yield link._replace(pointer=f"/seats/{place}{link.pointer}")


def implement_change(desk: Desk, change_id: UUID, command: ImplementChange) -> None:
    """Records the change as implemented, amends its contract and seats: all or none.

    RECORD. It has happened, so neither the state of the change nor that of the
    contract stands against it. What would replace a later term in silence is
    refused, and so is a term that is no term, such as an end before the start.
    """
    occasion = desk.occasion(command)
    change = desk.read(ChangeRequest, change_id)
    implemented = change.implement(command, occasion)
    amended = _amend(desk, change, command) if _said(command) else []
    desk.record(ChangeRequest, change_id, implemented)
    desk.record(Contract, change.contract_id, amended)
    of = (change.stream, change.contract_id)
    move_seats(desk, of, command.seats or (), command)


def assess_impact(desk: Desk, change_id: UUID, command: AssessImpact) -> None:
    """Says what a change would do; the seats that it names are of its contract."""
    _decide(desk, change_id, command, ChangeRequest.assess_impact)


def correct_change(desk: Desk, change_id: UUID, command: CorrectChange) -> None:
    """Puts right what was recorded of a change, the seats that it names included."""
    _decide(desk, change_id, command, ChangeRequest.correct)


def _decide(
    desk: Desk,
    change_id: UUID,
    command: AssessImpact,
    decide: Callable[..., Sequence[Fact | Dated]],
) -> None:
    occasion = desk.occasion(command)
    change = desk.read(ChangeRequest, change_id)
    refuse_unknown_seats(desk, change.contract_id, command.seats)
    desk.record(ChangeRequest, change_id, decide(change, command, occasion))


def _amend(
    desk: Desk, change: ChangeRequest, command: ImplementChange
) -> Sequence[Fact | Dated]:
    """What implementing the change does to its contract, decided and not recorded."""
    amend = AgreedTerms(
        change_id=change.stream,
        reason=command.reason,
        effective_on=command.implemented_on,
        effective_until=command.effective_until,
        source_document=command.source_document,
        on_behalf_of=command.on_behalf_of,
        **_said(command),
    )
    with _pointing_inside_terms():
        contract = desk.read(Contract, change.contract_id)
        return contract.amend_terms(amend, desk.occasion(amend))


def _said(command: ImplementChange) -> dict[str, Any]:
    """The terms that the command gives a value."""
    terms = command.terms
    said = (
        {} if terms is None else {f: getattr(terms, f) for f in NewTerms.model_fields}
    )
    return {field: value for field, value in said.items() if value is not None}


@contextmanager
def _pointing_inside_terms() -> Iterator[None]:
    """Lets a refusal of the contract point to where the caller wrote the term."""
    try:
        yield
    except Refusal as refusal:
        _, *path = (refusal.pointer or "").split("/")
        if path and path[0] in NewTerms.model_fields:
            refusal.pointer = f"/terms{refusal.pointer}"
        raise
