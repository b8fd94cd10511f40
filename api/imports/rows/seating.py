"""Declares the seat that a row of subcontractors is, or finds the one there is."""

from uuid import UUID

from api.imports.rows.draft import Draft
from api.imports.rows.names import Unmatched
from api.supply_chain import record, seat_place
from domain.contract.contract import Contract
from domain.facts.supply_chain import chain_of
from domain.log.desk import WritingDesk
from domain.supply_chain.seat import Seat
from domain.supply_chain.seat_commands import DeclareSeat
from domain.supply_chain.seat_decisions import declare
from domain.supply_chain.supply_chain import SupplyChain

NO_PLACE = "holds no place in this chain under which another could stand"


def take_seat(desk: WritingDesk, draft: Draft, said: DeclareSeat) -> UUID | None:
    """The seat that a row is: one that the chain has, or a new one.

    None where whoever is to stand above has no place: somebody has to match that.
    """
    if (contract := draft.contract) is None:
        return None
    chain = SupplyChain(chain_of(contract), contract)
    if desk.version(chain.stream):
        chain = desk.read(SupplyChain, chain.stream)
    head = desk.read(Contract, contract)
    lead = chain.on("lead_id", desk.today) or head.held("provider_id")
    is_first = not draft.above or lead in draft.above
    parent = None if is_first else _seat(desk, chain, draft.above)
    if not is_first and parent is None:
        wanted = Unmatched("supplier", str(draft.says.get("parent", "")), NO_PLACE)
        if wanted not in draft.unmatched:
            draft.unmatched.append(wanted)
        return None
    if (held := _held(desk, chain, said, parent)) is not None:
        return held.id
    if parent is not None:
        said = said.model_copy(update={"parent_seat_id": parent.id})
    place = head.place
    if parent is not None:
        place = seat_place(desk.today, head, chain, parent)
    desk.authorise("declare_seat", place)
    occasion = desk.occasion(said)
    record(desk, chain, declare(draft.thing, chain, said, occasion), occasion)
    return draft.thing


def _seat(desk: WritingDesk, chain: SupplyChain, whose: frozenset[UUID]) -> Seat | None:
    """The seat of one of some organisations that stands in a chain; the first."""
    return next(
        (
            seat
            for seat in chain.seats.values()
            if seat.organisation_id in whose and seat.stands_on(desk.today)
        ),
        None,
    )


def _held(
    desk: WritingDesk, chain: SupplyChain, said: DeclareSeat, parent: Seat | None
) -> Seat | None:
    """The seat that the register has for what a row says: same holder, same place.

    One holder may have two places under one: then their roles tell them apart.
    """
    under = parent.id if parent else None
    alike = [
        seat
        for seat in chain.seats.values()
        if seat.organisation_id == said.organisation_id
        and seat.stands_on(desk.today)
        and seat.parent(desk.today) == under
    ]
    same = [
        one
        for one in alike
        if said.role is None or one.on("role", desk.today) in (None, said.role)
    ]
    return next(iter(same), None)
