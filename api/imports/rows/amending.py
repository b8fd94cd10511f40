"""What published sources say has happened to things: recorded as it was found."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from api.imports.rows.draft import Amendment
from domain.change.change import ChangeRequest
from domain.change.commands import RaiseChange
from domain.change_control import ImplementChange, implement_change
from domain.contract.contract import Contract
from domain.log.desk import WritingDesk
from domain.risk.response import allocate
from domain.risk.response_commands import AllocateRisk
from domain.risk.risk import Risk


def amend(
    desk: WritingDesk, stream: UUID, contract: UUID, amendment: Amendment
) -> UUID:
    """A change that is in force: the register finds it, nobody approves it here."""
    desk.authorise("create_change", desk.read(Contract, contract))
    said: dict[str, Any] = {
        "contract_id": contract,
        "title": amendment.title,
        "description": amendment.description,
        "kind": amendment.kind,
    }
    raised = RaiseChange.model_validate(_known(said))
    facts = ChangeRequest.raise_(raised, desk.occasion(raised))
    desk.record(ChangeRequest, stream, facts)
    if amendment.day is not None:
        done = {"implemented_on": amendment.day, "terms": amendment.terms or None}
        command = ImplementChange.model_validate(_known(done))
        desk.authorise("implement_change", desk.read(ChangeRequest, stream))
        implement_change(desk, stream, command)
    return stream


def bear(desk: WritingDesk, stream: UUID, bearers: Iterable[str]) -> None:
    """Who bears a risk by what was published."""
    said = {"bearers": [{"party": party} for party in bearers]}
    command = AllocateRisk.model_validate(said)
    risk = desk.read(Risk, stream)
    desk.authorise("allocate_risk", risk)
    desk.record(Risk, stream, allocate(risk, command, desk.occasion(command)))


def _known(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value is not None}
