"""What is true of every chain on every day: no circle, and no more than the whole.

A seat that stands above itself, or partners who share more than there is, would make
the register itself false. So this is refused, even of what has happened.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from domain.errors import RuleBroken, UnknownReference
from domain.facts.supply_chain import Member
from domain.supply_chain.seat import Seat, Seats, Stretch

WHOLE: Final = Decimal(1)
# Thirds that were rounded come to a little more than the whole.
TOLERANCE: Final = Decimal("0.001")


def refuse_circle(seats: Seats, seat: Seat) -> None:
    """Refuses a seat that stands, by way of others, under itself on some day."""
    waiting, seen = list(seat.links()), set[Stretch]()
    while waiting:
        link = waiting.pop()
        if link in seen or link.parent is None:
            continue
        seen.add(link)
        if link.parent == seat.id:
            detail = (
                f"on {link.start} the seat would, by way of others, stand under itself."
                " Name another parent_seat_id, or say until when this one holds"
            )
            raise RuleBroken(detail, rule="INV-S1", pointer="/parent_seat_id")
        if (above := seats.get(link.parent)) is not None:
            waiting += (cut for up in above.links() if (cut := _within(up, link)))


def refuse_too_much(seats: Seats, changed: Seat) -> None:
    """Refuses shares of one seat's value that come to more than it on some day."""
    for parent in {stretch.parent for stretch in changed.stands()}:
        stretches = [
            stretch
            for seat in seats.values()
            for stretch in seat.stands()
            if stretch.parent == parent and stretch.share is not None
        ]
        if (worst := _most(stretches)) is not None:
            day, total = worst
            detail = (
                f"on {day} the shares under this seat come to {total}, more than its"
                " whole value. Mend value_share, say the share of another seat anew,"
                " or end one that is over"
            )
            raise RuleBroken(detail, rule="INV-S2", pointer="/value_share")


def refuse_members(members: Iterable[Member]) -> None:
    """Refuses a table of partners that names one twice or shares more than there is."""
    table = list(members)
    if len({member.organisation_id for member in table}) < len(table):
        detail = "one partner is named twice; name each once, with its whole share"
        raise RuleBroken(detail, rule="named-twice", pointer="/members")
    total = sum((m.share for m in table if m.share is not None), Decimal())
    if total > WHOLE + TOLERANCE:
        detail = (
            f"the shares come to {total}, more than the whole contract. Write shares"
            " that come to 1; leave out what nobody has agreed"
        )
        raise RuleBroken(detail, rule="INV-N1", pointer="/members")


def refuse_no_seat(seats: Seats, seat: UUID, pointer: str) -> None:
    """Refuses a seat that the chain does not have, or has only by mistake."""
    if seat not in seats:
        detail = f"this chain has no seat {seat}; declare it first"
        raise UnknownReference(detail, pointer=pointer)
    if seats[seat].entered_in_error:
        detail = f"seat {seat} was entered in error; restore it first, or name another"
        raise RuleBroken(detail, rule="entered-in-error", pointer=pointer)


def _most(stretches: list[Stretch]) -> tuple[date, Decimal] | None:
    """The first day on which shares come to more than the whole, and to how much."""
    moves = sorted(
        [(s.start, s.share) for s in stretches if s.share]
        + [(s.until, -s.share) for s in stretches if s.share and s.until]
    )
    total = Decimal()
    for nth, (day, share) in enumerate(moves):
        total += share
        last_of_day = nth + 1 == len(moves) or moves[nth + 1][0] > day
        if last_of_day and total > WHOLE + TOLERANCE:
            return day, total
    return None


def _within(link: Stretch, days: Stretch) -> Stretch | None:
    """The part of a link that lies in some days."""
    start = max(link.start, days.start)
    until = min(filter(None, (link.until, days.until)), default=None)
    if until is not None and until <= start:
        return None
    return link._replace(start=start, until=until)
