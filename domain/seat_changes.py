"""What a change does to the seats of its contract's chain, as it is put in force."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID, uuid5

from typing_extensions import override

from domain.desk import Desk
from domain.errors import NotFound, Refusal, RuleBroken, UnknownReference
from domain.event import Fact
from domain.facts.seat_terms import Disclosure, EndGround
from domain.facts.supply_chain import chain_of
from domain.occasion import Command, Dated, Link, Occasion
from domain.supply_chain import seat_decisions as decisions
from domain.supply_chain.seat_commands import (
    AmendSeat,
    DeclareSeat,
    EndSeat,
    ReplaceSeat,
    SeatSayable,
)
from domain.supply_chain.supply_chain import SupplyChain
from domain.values import Day, Id, Value

_OWN: Final = frozenset(
    {"seat_id", "organisation_id", "disclosure", "ended_on", "end_ground"}
)
Decide = Any


class SeatMove(SeatSayable, Value):
    """What the change does to one seat of the chain, from its day on.

    `seat_id` and terms: other terms hold. `seat_id` and `ended_on`: the seat is over.
    `seat_id` and `organisation_id`: another has it. `organisation_id` alone: one more
    seat, right under the lead unless `parent_seat_id` says otherwise.
    """

    seat_id: Id | None = None
    organisation_id: Id | None = None
    disclosure: Disclosure | None = None
    ended_on: Day | None = None
    end_ground: EndGround | None = None

    @override
    def links(self) -> Iterator[Link]:
        yield from SeatSayable.links(self)
        if self.organisation_id is not None:
            yield Link("/organisation_id", "organisation", self.organisation_id)

    def said(self) -> dict[str, Any]:
        """The terms that are given a value."""
        names = self.model_fields_set - _OWN
        given = {name: getattr(self, name) for name in names}
        return {name: value for name, value in given.items() if value is not None}


def move_seats(
    desk: Desk, change: tuple[UUID, UUID], moves: Sequence[SeatMove], command: Command
) -> None:
    """Records what a change does to seats; `change` is its id and its contract's.

    RECORD, by the rules of the chain: what would make it false is refused, and
    pointed to where it was said.
    """
    change_id, contract_id = change
    for place, move in enumerate(moves):
        try:
            _move(desk, change_id, contract_id, (move, command))
        except Refusal as refusal:
            refusal.pointer = f"/seats/{place}{refusal.pointer or ''}"
            raise


def refuse_unknown_seats(desk: Desk, contract_id: UUID, seats: Sequence[UUID]) -> None:
    """Refuses seats that the chain of the contract does not have."""
    if not seats:
        return
    chain, _ = _chain(desk, contract_id)
    known = chain.seats.keys() | chain.places()
    for place, seat in enumerate(seats):
        if seat not in known:
            detail = f"the contract's chain has no seat {seat}; declare it first"
            pointer = f"/supply_chain/seat_ids/{place}"
            raise UnknownReference(detail, pointer=pointer)


def _move(
    desk: Desk, change_id: UUID, contract_id: UUID, asked: tuple[SeatMove, Command]
) -> None:
    chain, is_new = _chain(desk, contract_id)
    command, decide = _wanted(*asked, change_id, len(chain.seats))
    occasion: Occasion = desk.occasion(command)
    decided = [_dated(fact, occasion) for fact in decide(chain, command, occasion)]
    if decided and is_new:
        since = min(each.effective_on for each in decided)
        opened = Dated(SupplyChain.open(contract_id), min(since, occasion.day))
        desk.record(SupplyChain, chain.stream, [opened])
    desk.record(SupplyChain, chain.stream, decided)


def _dated(fact: Fact | Dated, occasion: Occasion) -> Dated:
    if isinstance(fact, Dated):
        return fact
    return Dated(fact, occasion.day, occasion.until)


def _chain(desk: Desk, contract_id: UUID) -> tuple[SupplyChain, bool]:
    """The chain of a contract, and whether nothing is known of it yet."""
    stream = chain_of(contract_id)
    try:
        return desk.read(SupplyChain, stream), False
    except NotFound:
        return SupplyChain(stream, contract_id), True


def _wanted(
    move: SeatMove, command: Command, change_id: UUID, count: int
) -> tuple[Command, Decide]:
    """The command that a move of a seat is, and what decides on it."""
    day: date = getattr(command, "implemented_on", None) or date.max
    common: dict[str, Any] = {
        "change_id": change_id,
        "reason": command.reason,
        "source_document": command.source_document,
        "on_behalf_of": command.on_behalf_of,
    }
    new, terms = uuid5(change_id, str(count)), move.said()
    holder, ended = move.organisation_id, move.ended_on
    from_day: dict[str, Any] = {
        "effective_on": day,
        "effective_until": command.effective_until,
    }
    if move.seat_id is None:
        if holder is None:
            detail = (
                "say which seat is meant in seat_id, or whose the new one is in"
                " organisation_id"
            )
            raise RuleBroken(detail, rule="seat-move", pointer="/seat_id")
        said = {**terms, **common, **from_day, "organisation_id": holder}
        if move.disclosure is not None:
            said["disclosure"] = move.disclosure
        return DeclareSeat(**said), partial(decisions.declare, new)
    if holder is not None:
        said = {**terms, **common, "seat_id": move.seat_id, "organisation_id": holder}
        return ReplaceSeat(**said, ended_on=ended or day), partial(
            decisions.replace, new
        )
    if ended is not None:
        over = {**common, "seat_id": move.seat_id, "ended_on": ended}
        return EndSeat(**over, end_ground=move.end_ground), decisions.end
    amend = AmendSeat(**terms, **common, **from_day, seat_id=move.seat_id)
    return amend, decisions.amend
