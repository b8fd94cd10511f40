"""Change control: the act by which a change request moves a contract."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from typing_extensions import override

from domain.change.change import ChangeRequest
from domain.change.commands import RecordImplementation
from domain.contract.commands import AgreedTerms, AmendTerms
from domain.contract.contract import Contract
from domain.desk import Desk
from domain.errors import Refusal
from domain.event import Fact
from domain.facts.contract_fields import Terms
from domain.occasion import Dated, Link
from domain.values import Value


class NewTerms(Terms, Value):
    """The terms of the contract that a change moves; the others stay."""


class ImplementChange(RecordImplementation):
    """Records that a change is in force, and the terms that hold since.

    `effective_until` is for the terms: the day before which they end, or "open".
    """

    terms: NewTerms | None = None

    @override
    def links(self) -> Iterator[Link]:
        for link in AmendTerms(**_said(self)).links():
            yield link._replace(pointer=f"/terms{link.pointer}")


def implement_change(desk: Desk, change_id: UUID, command: ImplementChange) -> None:
    """Records the change as implemented and amends its contract, both or neither.

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
