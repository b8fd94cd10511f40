"""Registers told event by event, of any days, and what a plain fold makes of them.

The fold goes through the events as often as there are questions: of each field it takes
what was said last, by position, of the day that is asked about.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from domain.event import Fact, Recorded
from domain.facts import contract, organisation
from domain.facts import supply_chain as facts
from domain.facts.organisation_tie import OrganisationMerged
from domain.facts.supply_chain import chain_of
from domain.occasion import Dated
from domain.values import Money, Unknown
from tests.given import money
from tests.projections.chain.twins import Book, Spot
from tests.projections.logbook import Logbook

FIRST = date(2026, 1, 5)
CONTRACTS = [UUID(int=100 + n) for n in range(3)]
FIRMS = [UUID(int=200 + n) for n in range(4)]
NOT_ASKED = Unknown(unknown="not_asked")
AMOUNTS: list[Money | Unknown] = [
    NOT_ASKED,
    money("0.00"),
    money("0.99"),
    money("1000.00"),
]
SHARES = [NOT_ASKED, "0", "0.333333", "0.5", "1"]
TERMS: dict[str, list[Any]] = {
    "annual_value": AMOUNTS,
    "value_share": SHARES,
    "payment_terms_days": [NOT_ASKED, 0, 30, 31, 60],
    "payment_trigger": [NOT_ASKED, "invoice_date", "pay_when_paid"],
    "essential": [NOT_ASKED, True, False],
}


class Seat(NamedTuple):
    """A seat that was declared, and from when it can be said to be otherwise."""

    id: UUID
    since: date
    position: int


def told(chance: Random, events: int) -> Logbook:
    """A register of so many events about chains: late, corrected, taken back."""
    log = Logbook()
    for firm in FIRMS:
        name = f"Firm {firm.int}"
        log.record(firm, organisation.OrganisationRegistered(name=name), FIRST)
    for one in CONTRACTS:
        start = FIRST + timedelta(chance.randrange(4))
        adopted = contract.ContractAdopted(
            title="Home care",
            status="live",
            provider_id=chance.choice(FIRMS),
            annual_value=chance.choice(AMOUNTS),
        )
        log.record(one, Dated(adopted, start), start)
        log.record(chain_of(one), facts.SupplyChainOpened(contract_id=one), start)
    seats: dict[UUID, list[Seat]] = {one: [] for one in CONTRACTS}
    for nth in range(events):
        _one_more(log, chance, seats, FIRST + timedelta(5 + nth))
    return log


def _one_more(
    log: Logbook, chance: Random, seats: dict[UUID, list[Seat]], on: date
) -> None:
    one = chance.choice(CONTRACTS)
    if not seats[one] or chance.random() < 0.5:
        above = chance.choice([None, *seats[one]])
        seat = UUID(int=1_000 + len(log.events))
        declared = facts.SeatDeclared(
            seat_id=seat,
            contract_id=one,
            organisation_id=chance.choice(FIRMS),
            parent_seat_id=above.id if above else None,
            **_terms(chance),
        )
        since = _back(chance, FIRST, on)
        at = log.record(chain_of(one), Dated(declared, since), on)
        seats[one].append(Seat(seat, since, at))
        return
    stream, fact, since = _later(chance, one, chance.choice(seats[one]), on)
    until = since + timedelta(chance.randrange(1, 6)) if chance.random() < 0.3 else None
    is_open = isinstance(fact, facts.SeatEnded | OrganisationMerged)
    log.record(stream, Dated(fact, since, None if is_open else until), on)


def _later(chance: Random, one: UUID, seat: Seat, on: date) -> tuple[UUID, Fact, date]:
    """What may be said of a seat that is there, of its contract or of a firm."""
    since = _back(chance, seat.since, on)
    named: dict[str, Any] = {"seat_id": seat.id}
    kind = chance.randrange(10)
    if kind == 0:
        return chain_of(one), facts.SeatEnded(ended_on=since, **named), since
    if kind == 1:
        return chain_of(one), facts.SeatNoneDisclosed(**named), since
    if kind == 2:
        firm = chance.randrange(1, len(FIRMS))
        merged = OrganisationMerged(merged_into=FIRMS[firm - 1])
        return FIRMS[firm], merged, _back(chance, FIRST, on)
    if kind == 3:
        value = chance.choice(AMOUNTS)
        back = _back(chance, FIRST + timedelta(4), on)
        return one, contract.ContractCorrected(supersedes=5, annual_value=value), back
    if kind in (4, 5, 6):
        right = facts.SeatCorrected(supersedes=seat.position, **named, **_terms(chance))
        return chain_of(one), right, since
    return chain_of(one), facts.SeatTermsAmended(**named, **_terms(chance)), since


def _back(chance: Random, first: date, on: date) -> date:
    """Some day of the past that was not before a first one."""
    return on - timedelta(chance.randrange((on - first).days + 1))


def _terms(chance: Random) -> dict[str, Any]:
    some = [name for name in TERMS if chance.random() < 0.6]
    return {name: chance.choice(TERMS[name]) for name in some}


def folded(log: Logbook, position: int, day: date) -> Book:
    """The chains of a day as they were known at a position, as trees."""
    known = log.events[:position]
    tops, worth = list[list[Spot]](), list[int | None]()
    for one in CONTRACTS:
        of = [event for event in known if event.envelope.stream == one]
        if not _said(of, day, "status"):
            continue
        pence = _pence(_said(of, day, "annual_value"))
        firm = _merged(known, day, _said(of, day, "provider_id"))
        top = Spot(firm, pence, waits=False, essential=True)
        seats = [e for e in known if e.envelope.stream == chain_of(one)]
        _hang(known, seats, day, top)
        tops.append([top])
        worth.append(pence)
    return Book(tops, worth, len(FIRMS)).settle()


def _hang(
    known: list[Recorded[Any]], events: list[Recorded[Any]], day: date, top: Spot
) -> None:
    """Hangs the seats that stand on the next above them that stands."""
    above, spots = dict[UUID, UUID | None](), dict[UUID, Spot]()
    for fact in _stating(events, day):
        if isinstance(fact, facts.SeatDeclared):
            above[fact.seat_id] = fact.parent_seat_id
    for seat in above:
        mine = [e for e in events if getattr(e.fact, "seat_id", None) == seat]
        if _said(mine, day, "ended_on") is None:
            spots[seat] = _spot(known, mine, day)
    for seat, spot in spots.items():
        holder = above[seat]
        while holder is not None and holder not in spots:
            # Whose place it was is not who pays it now: of what, nobody has said.
            spot.share = None
            holder = above.get(holder)
        spot.above = top if holder is None else spots[holder]
        spot.above.below.append(spot)


def _spot(known: list[Recorded[Any]], mine: list[Recorded[Any]], day: date) -> Spot:
    share = _known(_said(mine, day, "value_share"))
    trigger = _known(_said(mine, day, "payment_trigger"))
    return Spot(
        _merged(known, day, _said(mine, day, "organisation_id")),
        _pence(_said(mine, day, "annual_value")),
        None if share is None else round(share * 1_000_000),
        ends=bool(_said(mine, day, "none_below")),
        days=_known(_said(mine, day, "payment_terms_days")),
        waits=None if trigger is None else trigger == "pay_when_paid",
        essential=_known(_said(mine, day, "essential")),
    )


def _stating(events: list[Recorded[Any]], day: date) -> Iterator[Any]:
    """What speaks of a day, in the order of the log."""
    for event in events:
        said = event.envelope
        begun = said.effective_on <= day
        if begun and (said.effective_until is None or day < said.effective_until):
            yield event.fact


def _said(events: list[Recorded[Any]], day: date, name: str) -> Any:
    found = None
    for fact in _stating(events, day):
        value = getattr(fact, name, None)
        found = found if value is None else value
    return found


def _merged(known: list[Recorded[Any]], day: date, firm: UUID) -> int:
    """The number of an organisation, or of that which it was merged into."""
    of = [event for event in known if event.envelope.stream == firm]
    into = _said(of, day, "merged_into")
    return FIRMS.index(firm) if into is None else _merged(known, day, into)


def _known(value: Any) -> Any:
    return None if isinstance(value, Unknown) else value


def _pence(value: Any) -> int | None:
    known = _known(value)
    return None if known is None else int(known.amount * 100)
