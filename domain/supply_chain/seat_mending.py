"""How the entry of a seat is consented to, put right, taken back and brought back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from domain.dating import refuse_not_yet
from domain.errors import RuleBroken, UnknownReference
from domain.facts import supply_chain as facts
from domain.occasion import Dated, Occasion, refuse_empty_period
from domain.supply_chain.seat import Seat
from domain.supply_chain.seat_commands import (
    ApproveSeat,
    CorrectSeat,
    EnterSeatInError,
    RestoreSeat,
    own_terms,
)
from domain.supply_chain.seat_decisions import (
    Decided,
    news_of,
    refuse_bad_terms,
    refuse_false,
    seat_of,
)
from domain.supply_chain.supply_chain import SupplyChain
from domain.timeline import Assertion

# Who is on the debarment list for good reason cannot be consented to at all.
BARRED = frozenset({"excluded", "debarred"})


class Checked(NamedTuple):
    """What the debarment list said of an organisation, and when somebody looked."""

    result: str
    on: date


def approve(
    checked: Checked | None,
    chain: SupplyChain,
    command: ApproveSeat,
    occasion: Occasion,
) -> Decided:
    """DECIDE. INV-S4: a fresh check of the debarment list comes first.

    What the law only allows to exclude (excludable) is approved with a reason.
    """
    seat = seat_of(chain, command.seat_id)
    given = command.consent_given_on or occasion.today
    refuse_not_yet("consent_given_on", given, command, occasion)
    look = _fresh(checked, occasion)
    if look.result in BARRED:
        detail = (
            f"the check of {look.on} found the organisation {look.result}: it cannot be"
            " consented to. Have it replaced, or record another check"
        )
        raise RuleBroken(detail, rule="INV-S4")
    if look.result == "excludable" and command.reason is None:
        detail = (
            f"the check of {look.on} found the organisation excludable; say in reason"
            " why it is consented to all the same"
        )
        raise RuleBroken(detail, rule="INV-S4", pointer="/reason")
    if seat.on("consent_given_on", date.max) == given:
        return []
    fact = facts.SeatApproved(
        seat_id=seat.id,
        consent_given_on=given,
        debarment_checked_on=look.on,
        conditions=command.conditions,
        reason=command.reason,
    )
    return [Dated(fact, given)]


def correct(chain: SupplyChain, command: CorrectSeat, occasion: Occasion) -> Decided:
    """RECORD. Puts right what was recorded wrongly, entry by entry.

    RECORD: INV-S1, INV-S2, and no end before the start.
    """
    seat = seat_of(chain, command.seat_id)
    said = own_terms(command.said())
    if not said:
        detail = "name at least one field and its right value"
        raise RuleBroken(detail, rule="empty-correction")
    refuse_bad_terms(chain, seat.terms(occasion.day), said)
    mended: Decided = []
    after = seat
    for wrong, fields in _superseded(seat, command, said, occasion):
        day = occasion.day if command.effective_on else wrong.start
        if isinstance(over := fields.get("ended_on"), date):
            day = min(day, over)
        until = occasion.until if command.effective_until else wrong.until
        refuse_empty_period(day, until)
        moved = replace(occasion, day=day, until=until)
        if not (news := news_of(seat, fields, moved)):
            continue
        # An earlier end is meant to replace the later one.
        seat.timeline.refuse_override(news.keys() - {"ended_on"}, moved)
        after = after.saying(news, day, until)
        fact = facts.SeatCorrected(
            seat_id=seat.id, supersedes=wrong.position, reason=command.reason, **news
        )
        mended.append(Dated(fact, day, until))
    refuse_false(chain, after)
    return mended


def enter_in_error(
    chain: SupplyChain, command: EnterSeatInError, occasion: Occasion
) -> Decided:
    """Takes a seat back, with a second person, or alone within a quarter of an hour.

    Seats that stand under it are moved first: they would hang on nothing.
    """
    seat = _any_seat(chain, command.seat_id)
    if seat.entered_in_error:
        return []
    _refuse_seats_below(chain, seat)
    gone = facts.SeatEnteredInError(seat_id=seat.id, reason=command.reason)
    if seat.born.is_own_and_fresh(occasion):
        return [gone]
    if seat.doubted_by:
        return [] if seat.doubted_by & occasion.people else [gone]
    return [facts.SeatErrorReported(seat_id=seat.id, reason=command.reason)]


def restore(chain: SupplyChain, command: RestoreSeat, _: Occasion) -> Decided:
    """Brings a seat back, or says that it is right where somebody doubts it."""
    seat = _any_seat(chain, command.seat_id)
    if seat.entered_in_error:
        refuse_false(chain, replace(seat, entered_in_error=False))
        return [facts.SeatRestored(seat_id=seat.id, reason=command.reason)]
    if seat.doubted_by:
        declined = facts.SeatErrorReported(
            seat_id=seat.id, declined=True, reason=command.reason
        )
        return [declined]
    return []


def _fresh(checked: Checked | None, occasion: Occasion) -> Checked:
    days = int(occasion.policies.threshold("debarment-check-days"))
    oldest = occasion.today - timedelta(days)
    if checked is None or checked.on < oldest:
        known = f"was last checked on {checked.on}" if checked else "was never checked"
        detail = (
            f"the organisation {known}, and a seat is approved on a check that is no"
            f" older than {days} days. Check the debarment list and record that first"
        )
        raise RuleBroken(detail, rule="INV-S4")
    return checked


def _superseded(
    seat: Seat, command: CorrectSeat, said: dict[str, object], occasion: Occasion
) -> list[tuple[Assertion, dict[str, object]]]:
    """The entries that were wrong, each with its fields put right."""
    if command.supersedes is not None:
        return [(_asserted_at(seat, command.supersedes), said)]
    wrong: dict[int, tuple[Assertion, dict[str, object]]] = {}
    for name, value in said.items():
        entry = seat.timeline.behind((name,), occasion.day)
        entry = entry or _asserted_at(seat, seat.born.position)
        wrong.setdefault(entry.position, (entry, {}))[1][name] = value
    return list(wrong.values())


def _asserted_at(seat: Seat, position: int) -> Assertion:
    if (found := seat.timeline.asserted_at(position)) is None:
        detail = (
            f"#{position} asserts nothing of this seat; the history of the chain lists"
            " the positions that do"
        )
        raise UnknownReference(detail, pointer="/supersedes")
    return found


def _any_seat(chain: SupplyChain, seat: UUID) -> Seat:
    if seat not in chain.seats:
        return seat_of(chain, seat)
    return chain.seats[seat]


def _refuse_seats_below(chain: SupplyChain, seat: Seat) -> None:
    below = [
        other
        for other in chain.seats.values()
        if not other.entered_in_error
        and any(link.parent == seat.id for link in other.links())
    ]
    if below:
        detail = (
            f"{len(below)} seats stand under it on some day, {below[0].id} first: put"
            " them under another seat, or take them back, too"
        )
        raise RuleBroken(detail, rule="seats-below", pointer="/seat_id")
