"""The places that organisations have in chains: found on the read side, judged afresh.

Which chains there are to look at only the read side knows; what stands in them is
taken from the states that the writer has.
"""

from collections.abc import Iterable, Iterator
from uuid import UUID

from api.call import Call
from api.rights import NOTHING
from api.supply_chain import seat_place
from domain.contract.contract import Contract
from domain.facts.supply_chain import chain_of
from domain.log.desk import WritingDesk
from domain.organisation.group import records_of
from domain.place import Place
from domain.returning.returning import Held
from domain.supply_chain.seat_returns import SeatReturns
from domain.supply_chain.supply_chain import SupplyChain
from projections.chain.own import held_contracts


def contracts_of(call: Call, organisations: frozenset[UUID]) -> list[str]:
    """The contracts in whose chains some organisations have places."""
    with call.service.reading(NOTHING) as view:
        return held_contracts(view, organisations)


def standing(
    desk: WritingDesk, organisation: UUID, contracts: Iterable[str]
) -> Iterator[tuple[Held, Place]]:
    """The places that an organisation has today in some chains, and where they lie."""
    records = records_of(desk, organisation)
    for contract_id in map(UUID, contracts):
        contract, chain_id = desk.read(Contract, contract_id), chain_of(contract_id)
        if contract.entered_in_error or not desk.version(chain_id):
            continue
        chain = desk.read(SupplyChain, chain_id)
        partners = {m.organisation_id for m in chain.members(desk.today)}
        for seat in chain.seats.values():
            if seat.organisation_id in records and seat.stands_on(desk.today):
                place = seat_place(desk.today, contract, chain, seat)
                # Whoever reads the contract as its provider is to be told nothing.
                above = place.chain | contract.place.organisations | partners
                returns = SeatReturns(contract_id)
                if desk.version(seat.id):
                    returns = desk.read(SeatReturns, seat.id)
                yield Held(contract_id, seat, returns, above - records), place
