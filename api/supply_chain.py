"""Acts on the supply chain of a contract, and the chain as the reply shows it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from starlette.responses import Response

from api.call import Call
from api.naming import read_id
from api.rights import reach_through
from domain.contract.contract import Contract
from domain.errors import NotFound, RuleBroken
from domain.event import Fact
from domain.facts.seat_terms import Side
from domain.facts.supply_chain import chain_of, place_of
from domain.log.desk import WritingDesk
from domain.log.submission import Outcome
from domain.occasion import Command, Dated, Occasion
from domain.operations import PROVIDERS
from domain.organisation.group import records_of
from domain.organisation.organisation import Organisation
from domain.place import Place
from domain.rights import acts_for
from domain.supply_chain.seat import Seat
from domain.supply_chain.seat_decisions import seat_of
from domain.supply_chain.seat_mending import Checked
from domain.supply_chain.seat_returns import SeatReturns
from domain.supply_chain.supply_chain import SupplyChain
from projections.chain.page import supply_chain

Json = dict[str, Any]
Facts = Sequence[Fact | Dated]
# What is recorded of the chain, or of one of its seats, at the desk.
Work = Callable[[WritingDesk, SupplyChain], None]
# What is decided of the returns of a seat, by who says it and which seat it is.
Deciding = Callable[[Side, Seat], Callable[..., Facts]]


async def answer_act(call: Call, named: str, command: Command, work: Work) -> Response:
    """Has something recorded of a chain; the reply is the chain as it then is."""
    thing = read_id(Contract, named)

    def act(desk: WritingDesk) -> UUID:
        chain = _admit(desk, call.operation, thing, command)
        _match(desk, chain)
        work(desk, chain)
        return chain.stream

    contract = str(thing)
    return await call.submit(SupplyChain, act, shown=_shown(call, contract))


def deciding(command: Command, decide: Callable[..., Facts]) -> Work:
    """Has something decided on the chain itself."""

    def work(desk: WritingDesk, chain: SupplyChain) -> None:
        occasion = desk.occasion(command)
        record(desk, chain, decide(chain, command, occasion), occasion)

    return work


def record(
    desk: WritingDesk, chain: SupplyChain, facts: Facts, occasion: Occasion
) -> None:
    """Records facts of a chain, which begins with the first of them."""
    if facts and not desk.version(chain.stream):
        since = desk.read(Contract, chain.contract_id).opened_on
        days = [f.effective_on for f in facts if isinstance(f, Dated)]
        opened = Dated(
            SupplyChain.open(chain.contract_id), min(since, occasion.day, *days)
        )
        desk.record(SupplyChain, chain.stream, [opened])
    desk.record(SupplyChain, chain.stream, facts)


def returning(
    command: Any, decide: Callable[[Side, Seat], Callable[..., Facts]]
) -> Work:
    """Has something returned of one seat, by the side that says it."""

    def work(desk: WritingDesk, chain: SupplyChain) -> None:
        occasion = desk.occasion(command)
        if command.effective_until is not None:
            detail = "a return is of its day or period; leave effective_until out"
            raise RuleBroken(detail, rule="return-period", pointer="/effective_until")
        seat = seat_of(chain, command.seat_id)
        side = _side(desk, seat, getattr(command, "side", None), occasion)
        returns = SeatReturns(chain.contract_id)
        if desk.version(seat.id):
            returns = desk.read(SeatReturns, seat.id)
        facts = decide(side, seat)(returns, command, occasion)
        desk.record(SeatReturns, seat.id, facts)

    return work


def checked(desk: WritingDesk, seat: Seat) -> Checked | None:
    """What the debarment list last said of who holds a seat, None if nobody looked."""
    look = desk.read(Organisation, seat.organisation_id).looked
    return None if look is None else Checked(*look)


def _admit(
    desk: WritingDesk, operation: str, named: str | UUID, command: Any
) -> SupplyChain:
    """The chain of a contract, if the caller may do this to it. Raises NotFound."""
    try:
        stream = desk.find(Contract, named)
        contract = desk.read(Contract, stream)
        chain = SupplyChain(chain_of(stream), stream)
        if desk.version(chain.stream):
            chain = desk.read(SupplyChain, chain.stream)
        desk.authorise(operation, _place(desk, contract, chain, command))
    except NotFound:
        detail = f"there is no contract {named} here, or none that you may know of"
        raise NotFound(detail) from None
    contract.refuse_gone()
    return chain


def _place(
    desk: WritingDesk, contract: Contract, chain: SupplyChain, command: Any
) -> Place:
    """Where the act lies: with the seat that it is about, below who stands above it.

    Of what is about no seat it is the lead's alone.
    """
    named = getattr(command, "seat_id", None)
    seat = chain.seats.get(named) if named else None
    below = getattr(command, "parent_seat_id", None) if seat is None else None
    if seat is not None:
        return seat_place(desk.today, contract, chain, seat)
    leads = _leads(desk.today, contract, chain)
    if below is None:
        return replace(contract.place, chain=leads)
    above = leads | _holders(chain, below, desk.today)
    return replace(contract.place, organisations=frozenset(), chain=above)


def seat_place(
    today: date, contract: Contract, chain: SupplyChain, seat: Seat
) -> Place:
    """Where a seat lies: with who holds it, below all who stand above it."""
    above = _leads(today, contract, chain) | _holders(chain, seat.parent(today), today)
    own = frozenset({seat.organisation_id})
    return replace(contract.place, organisations=own, chain=above)


def _leads(today: date, contract: Contract, chain: SupplyChain) -> frozenset[UUID]:
    lead = chain.on("lead_id", today) or contract.held("provider_id")
    return frozenset({lead} if isinstance(lead, UUID) else ())


def _holders(chain: SupplyChain, place: UUID | None, day: date) -> set[UUID]:
    """Who holds a place, and who stands above it."""
    held = set[UUID]()
    while place is not None and (seat := chain.seats.get(place)) is not None:
        held.add(seat.organisation_id)
        place = seat.parent(day)
    partners = {
        place_of(chain.stream, m.organisation_id): m.organisation_id
        for m in chain.members(day)
    }
    partner = partners.get(place) if place is not None else None
    return held | ({partner} if partner is not None else set())


def _match(desk: WritingDesk, chain: SupplyChain) -> None:
    """Refuses who last saw another version of the chain or its returns."""
    desk.match_version(whole_version(desk, chain))


def whole_version(desk: WritingDesk, chain: SupplyChain) -> int:
    """How often anything was recorded of a chain, and returned of its seats."""
    returns = sum(desk.version(seat) for seat in chain.seats)
    return desk.version(chain.stream) + returns


def _side(desk: WritingDesk, seat: Seat, said: Side | None, occasion: Occasion) -> Side:
    """Which side speaks: a provider's own; who is of the council says whose words."""
    if occasion.role not in PROVIDERS:
        return said or "council"
    mine = acts_for(desk.principal(), desk.today)
    own: Side = "payee" if mine & records_of(desk, seat.organisation_id) else "payer"
    if said not in (None, own):
        detail = (
            f"here you speak as the {own}, not as the {said}: leave side out. What the"
            " other side says it says itself, or the council for it"
        )
        raise RuleBroken(detail, rule="own-side", pointer="/side")
    return own


def _shown(call: Call, named: str) -> Callable[[Outcome], Json]:
    """The chain as the caller sees it where the act was recorded."""

    def shown(outcome: Outcome) -> Json:
        today = call.service.today()
        seen = reach_through(call.principal(), "get_chain", today)
        with call.service.reading(seen, outcome.position) as view:
            return supply_chain(view, named)

    return shown
