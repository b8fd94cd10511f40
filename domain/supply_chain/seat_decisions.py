"""What is decided and recorded of the seats of a chain."""

from datetime import date
from typing import Any
from uuid import UUID

from domain.dating import refuse_not_yet
from domain.errors import RuleBroken
from domain.event import Fact
from domain.facts import supply_chain as facts
from domain.facts.seat_terms import NOT_ASKED, RiskFacts
from domain.occasion import Dated, Occasion, refuse_empty_period
from domain.supply_chain.commands import DiscloseNone
from domain.supply_chain.seat import Seat, merged
from domain.supply_chain.seat_commands import (
    AmendSeat,
    DeclareSeat,
    EndSeat,
    ReplaceSeat,
    ResumeSeat,
    SuspendSeat,
    own_terms,
)
from domain.supply_chain.structure import (
    refuse_circle,
    refuse_no_seat,
    refuse_too_much,
)
from domain.supply_chain.supply_chain import SupplyChain
from domain.values import Erased, known

Decided = list[Fact | Dated]
# The two ways to say how much of the value a seat has.
SHARE, AMOUNT = "value_share", "annual_value"
# What is the seat's own, whoever has it.
KEPT = frozenset(
    {
        "parent_seat_id",
        "role",
        SHARE,
        AMOUNT,
        "activity",
        "essential",
        "people_served",
    }
)


def declare(
    new: UUID, chain: SupplyChain, command: DeclareSeat, occasion: Occasion
) -> Decided:
    """RECORD. An organisation has a seat, true from its start unless a day is said.

    RECORD: INV-S1, INV-S2, and no end before the start. Terms that the law does not
    let stand are kept as they are.
    """
    told = {**own_terms(command.said()), "contract_id": chain.contract_id}
    refuse_bad_terms(chain, {}, told)
    since = since_start(command, occasion)
    refuse_empty_period(since, occasion.until)
    seat = Seat.to_be(new, chain.stream, command.organisation_id, occasion)
    refuse_false(chain, seat.saying(told, since, occasion.until))
    fact = facts.SeatDeclared(seat_id=new, reason=command.reason, **told)
    return [Dated(fact, since, occasion.until)]


def amend(chain: SupplyChain, command: AmendSeat, occasion: Occasion) -> Decided:
    """RECORD. Other terms hold. Without a change request that is a finding.

    RECORD: INV-S1, INV-S2, and no end before the start.
    """
    seat = seat_of(chain, command.seat_id)
    said = own_terms(command.said())
    said.pop("change_id", None)
    news = news_of(seat, said, occasion)
    if not news:
        return []
    refuse_bad_terms(chain, seat.terms(occasion.day), news)
    seat.timeline.refuse_override(news, occasion)
    refuse_false(chain, seat.saying(news, occasion.day, occasion.until))
    return [
        facts.SeatTermsAmended(
            seat_id=seat.id, change_id=command.change_id, reason=command.reason, **news
        )
    ]


def suspend(chain: SupplyChain, command: SuspendSeat, occasion: Occasion) -> Decided:
    """RECORD. Nothing is delivered for the time being; the terms stay."""
    seat = seat_of(chain, command.seat_id)
    if not seat.timeline.news({"suspended": True}, occasion.day, occasion.until):
        return []
    return [facts.SeatSuspended(seat_id=seat.id, reason=command.reason)]


def resume(chain: SupplyChain, command: ResumeSeat, occasion: Occasion) -> Decided:
    """RECORD. It is delivered again."""
    seat = seat_of(chain, command.seat_id)
    if not seat.on("suspended", occasion.day):
        return []
    return [facts.SeatResumed(seat_id=seat.id, reason=command.reason)]


def end(chain: SupplyChain, command: EndSeat, occasion: Occasion) -> Decided:
    """RECORD. The seat is over; what still stands under it is a finding."""
    seat = seat_of(chain, command.seat_id)
    refuse_not_yet("ended_on", command.ended_on, command, occasion)
    refuse_early_end(seat, command.ended_on)
    before = known(seat.on("ended_on", date.max))
    if before == command.ended_on:
        return []
    fact = facts.SeatEnded(
        seat_id=seat.id,
        ended_on=command.ended_on,
        end_ground=command.end_ground,
        change_id=command.change_id,
        reason=command.reason,
    )
    # Said anew of another day it holds for all days of which either speaks.
    return [Dated(fact, min(filter(None, (before, command.ended_on))))]


def replace(
    new: UUID, chain: SupplyChain, command: ReplaceSeat, occasion: Occasion
) -> Decided:
    """RECORD. Another organisation has the seat, and what stood under it stands there.

    What is not said of the new one is as it was, as far as it is the seat's own: role,
    value, volumes. Terms are made anew and not known until somebody says them.
    """
    old = seat_of(chain, command.seat_id)
    day = command.ended_on
    refuse_not_yet("ended_on", day, command, occasion)
    refuse_early_end(old, day)
    held = {
        name: value
        for name, value in old.terms(day).items()
        if name in KEPT and not isinstance(value, Erased)
    }
    said = own_terms(command.said())
    told = {**held, **without(said, {"ended_on"}), "contract_id": chain.contract_id}
    refuse_bad_terms(chain, {}, told)
    over = facts.SeatEnded(seat_id=old.id, ended_on=day, end_ground="replaced")
    seat = Seat.to_be(new, chain.stream, command.organisation_id, occasion)
    gone = old.saying({"ended_on": day}, day, None)
    below = [s for s in chain.seats.values() if s.stands_under(old.id, day)]
    moved = [s.saying({"parent_seat_id": new}, day, None) for s in below]
    refuse_false(chain, gone, seat.saying(told, day, None), *moved)
    fact = facts.SeatDeclared(
        seat_id=new, replaces=old.id, reason=command.reason, **told
    )
    follow = (
        facts.SeatTermsAmended(
            seat_id=s.id, parent_seat_id=new, change_id=command.change_id
        )
        for s in below
    )
    return [Dated(each, day) for each in (over, fact, *follow)]


def without(said: dict[str, Any], names: set[str]) -> dict[str, Any]:
    """What is said, but for some of it."""
    return {name: value for name, value in said.items() if name not in names}


def disclose_none(
    chain: SupplyChain, command: DiscloseNone, occasion: Occasion
) -> Decided:
    """RECORD. Nobody is below the lead, or below a seat; a seat there is a finding."""
    if command.seat_id is None:
        return [*chain.disclose_none(command, occasion)]
    seat = seat_of(chain, command.seat_id)
    if seat.on("none_below", occasion.day):
        return []
    return [facts.SeatNoneDisclosed(seat_id=seat.id, reason=command.reason)]


def seat_of(chain: SupplyChain, seat: UUID) -> Seat:
    """A seat of the chain. Raises UnknownReference, RuleBroken for one in error."""
    refuse_no_seat(chain.seats, seat, "/seat_id")
    return chain.seats[seat]


def news_of(seat: Seat, said: dict[str, Any], occasion: Occasion) -> dict[str, Any]:
    """What is said of a seat that does not hold already.

    Of the eight facts about risk those that are not said stay as they are; and a value
    said in one way is no longer held in the other.
    """
    told = dict(said)
    if isinstance(told.get("risk_facts"), RiskFacts):
        held = seat.on("risk_facts", occasion.day)
        told["risk_facts"] = merged(held, told["risk_facts"])
    for name, other in ((SHARE, AMOUNT), (AMOUNT, SHARE)):
        if name in told and other not in told and known(seat.on(other, occasion.day)):
            told[other] = NOT_ASKED
    return seat.timeline.news(told, occasion.day, occasion.until)


def refuse_false(chain: SupplyChain, *seats: Seat) -> None:
    """Refuses seats with which the chain would be false on some day."""
    after = {**chain.seats, **{seat.id: seat for seat in seats}}
    for seat in seats:
        refuse_circle(after, seat)
        refuse_too_much(after, seat)


def refuse_early_end(seat: Seat, ended_on: date) -> None:
    """Refuses a seat that is over before it began."""
    start = known(seat.on("start", date.max))
    if start is not None and ended_on < start:
        detail = (
            f"ended_on {ended_on} is before {start}, the day on which it began. Give a"
            " later day, or correct start"
        )
        raise RuleBroken(detail, rule="seat-days", pointer="/ended_on")


def refuse_bad_terms(
    chain: SupplyChain, held: dict[str, Any], said: dict[str, Any]
) -> None:
    """Refuses what cannot be: a parent that is none, an end before the start."""
    parent = said.get("parent_seat_id")
    if parent is not None and parent not in chain.places():
        refuse_no_seat(chain.seats, parent, "/parent_seat_id")
    both = {**held, **said}
    start, last = known(both.get("start")), known(both.get("end"))
    if start is not None and last is not None and last < start:
        detail = (
            f"the seat would end on {last}, before {start}, when it begins. Mend start"
            " or end"
        )
        raise RuleBroken(detail, rule="seat-days", pointer="/end")


def since_start(command: DeclareSeat, occasion: Occasion) -> date:
    """From when a declaration holds: since its start, unless another day is said."""
    start: date | None = known(command.start)
    if command.effective_on is None and start is not None and start < occasion.day:
        return start
    return occasion.day
