"""Acts on a KPI that ask what the chain and the changes of its contract are like."""

from typing import Final
from uuid import UUID

from domain.change.change import ChangeRequest
from domain.desk import Desk
from domain.errors import NotFound, RuleBroken, UnknownReference
from domain.facts.supply_chain import chain_of
from domain.kpi.commands import ProposeKpi, ReviseKpi
from domain.kpi.kpi import Kpi
from domain.supply_chain.supply_chain import SupplyChain

UNDECIDED: Final = frozenset(
    {"raised", "assessed", "sent_back", "rejected", "withdrawn"}
)


def propose_kpi(desk: Desk, stream: UUID, command: ProposeKpi) -> None:
    """Enters a KPI. DECIDE: of a place in the chain, it is one of its contract's."""
    occasion = desk.occasion(command)
    if command.seat_id is not None:
        _refuse_stranger(desk, command.contract_id, command.seat_id)
    desk.record(Kpi, stream, Kpi.propose(command, occasion))


def revise_kpi(desk: Desk, kpi_id: UUID, command: ReviseKpi) -> None:
    """Moves what was agreed. INV-K1, DECIDE: by an approved change of its contract."""
    kpi, occasion = desk.read(Kpi, kpi_id), desk.occasion(command)
    change = desk.read(ChangeRequest, command.change_id)
    if change.contract_id != kpi.contract_id:
        detail = "that change is of another contract than this KPI; name one of its own"
        raise RuleBroken(detail, rule="INV-K1", pointer="/change_id")
    if change.status in UNDECIDED:
        detail = (
            f"that change is {change.status}; the KPI moves when it is approved. Have"
            " it decided first"
        )
        raise RuleBroken(detail, rule="INV-K1", pointer="/change_id")
    desk.record(Kpi, kpi_id, kpi.revise(command, occasion))


def _refuse_stranger(desk: Desk, contract: UUID, seat: UUID) -> None:
    try:
        seats = desk.read(SupplyChain, chain_of(contract)).seats
    except NotFound:
        seats = {}
    if seat not in seats:
        standing = ", ".join(map(str, seats)) or "none yet"
        detail = f"the chain of the contract has no seat {seat}; it has: {standing}"
        raise UnknownReference(detail, pointer="/seat_id")
