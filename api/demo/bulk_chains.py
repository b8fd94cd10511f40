"""Tells the chain of a contract: who is below its lead, and what became of them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from api.demo.beat import Beat, Row
from api.demo.bulk_returns import returns_of
from api.demo.bulk_seats import Seat, terms_of
from api.demo.drawn import Days

# What is told of a seat that is no term of it, but something that came of it later.
_LATER = frozenset(
    {"at", "consent", "ended", "end_ground", "replaced", "heir", "suspended", "why"}
)
_MINUTES = timedelta(minutes=4)
_LIST = "Debarment list of the Procurement Review Unit"
_WHOLE = 100
# How likely the list is looked at again this autumn, for whom it was before.
_LOOKS_AGAIN = 0.85
_CHECKS = (date(2026, 9, 21), date(2026, 10, 16))
# How likely a seat has below it whom firms of its trade tend to have.
_TENDS = 0.36
# The tier right below the lead, and the deepest of which the story tells.
_FIRST, _DEEPEST = 2, 4


class Habits(NamedTuple):
    """Who could do the work of a trade, and whom its firms tend to have below them."""

    trades: Row
    below: Row

    def rivals(self, firm: str) -> list[str]:
        """Who else is of the same trade; nobody of those who hold contracts."""
        return [each for each in self.trades.get(self._trade(firm), ()) if each != firm]

    def tends(self, firm: str) -> list[Any]:
        """Whom firms of the trade tend to have below them."""
        rows = self.below.get(self._trade(firm), ())
        return [row for row in rows if row[1] != firm]

    def _trade(self, firm: str) -> str:
        return next((t for t, firms in self.trades.items() if firm in firms), "")


class Place(NamedTuple):
    """Where seats stand: below what, worth how much, known since when, in which tier.

    `role_for` tells seats apart that every firm of a trade has.
    """

    of: str | None
    worth: float
    at: datetime
    tier: int
    role_for: str = ""


def chain_of(told: Row, words: Row, habits: Habits, days: Days) -> Iterator[Beat]:
    """The chain from the day on which the lead said who is below it."""
    asked = days.near(told["told"])
    if "none" in told:
        said = {"reason": told["none"]}
        yield Beat(asked, told["by"], "disclose_none_chain", told["of"], said)
    yield from _consortium(told, asked)
    for seat in _seats(told, habits, days, asked):
        yield _declared(told, seat, terms_of(told, seat, words, habits, days))
        yield from _later(told, seat, days)
        yield from returns_of(told, seat, days)


def _consortium(told: Row, asked: datetime) -> Iterator[Beat]:
    if "consortium" in told:
        members = [
            {"organisation_id": f"@{of}", "share": f"{share / _WHOLE:.2f}"}
            for of, share in told["members"]
        ]
        said = {**told["consortium"], "members": members, "effective_on": told["since"]}
        at = asked - _MINUTES
        yield Beat(at, told["by"], "form_consortium_chain", told["of"], said)


def _seats(told: Row, habits: Habits, days: Days, asked: datetime) -> Iterator[Seat]:
    shares = dict(told.get("members", ()))
    lead = next(iter(shares.values()), _WHOLE)
    top = Place(None, told["annual"] * lead / _WHOLE, asked, _FIRST)
    yield from _below(told, habits, days, top, told.get("seats", ()))
    for partner, rows in told.get("partners", {}).items():
        worth = told["annual"] * shares[partner] / _WHOLE
        place = Place(f"{told['of']}/{partner}", worth, asked, _FIRST)
        yield from _below(told, habits, days, place, rows)


def _below(
    told: Row, habits: Habits, days: Days, place: Place, rows: Sequence[Any]
) -> Iterator[Seat]:
    """Seats with those below them; what lies deeper is told some weeks later."""
    for role, firm, share, *more in rows:
        said = next((each for each in more if isinstance(each, dict)), {})
        below = next((each for each in more if isinstance(each, list)), None)
        drawn = _drawn(habits, firm, days) if place.tier < _DEEPEST else []
        at = days.after(place.at, 1, 30) if place.of else place.at
        if "at" in said:
            at = days.near(said["at"])
        seat = Seat(
            of=f"{told['of']}: {role}{place.role_for}",
            role=role,
            firm=firm,
            share=share,
            amount=place.worth * share / _WHOLE,
            at=at,
            told=said,
            above=place.of,
            is_leaf=not (below or drawn),
        )
        yield seat
        own = Place(seat.of, seat.amount, at, place.tier + 1)
        if below is None:
            own = own._replace(role_for=f" for {role}{place.role_for}")
        yield from _below(told, habits, days, own, drawn if below is None else below)


def _drawn(habits: Habits, firm: str, days: Days) -> list[Any]:
    return [row for row in habits.tends(firm) if days.chance(_TENDS)]


def _declared(told: Row, seat: Seat, terms: Row) -> Beat:
    said = {
        "organisation_id": f"@{seat.firm}",
        "role": seat.role,
        "value_share": f"{seat.share / _WHOLE:.2f}",
        "makes": seat.of,
        **terms,
        **{name: value for name, value in seat.told.items() if name not in _LATER},
    }
    if seat.above is not None:
        said["parent_seat_id"] = f"@{seat.above}"
    return Beat(seat.at, seat.told_by(told), "declare_seat", told["of"], said)


def _later(told: Row, seat: Seat, days: Days) -> Iterator[Beat]:
    of, by, said = told["of"], told["by"], seat.told
    this: Row = {"seat_id": f"@{seat.of}"}
    if said.get("consent"):
        looked = days.after(seat.at, 2, 9)
        look = {"result": "clear", "list_consulted": _LIST}
        yield Beat(looked, by, "check_debarment_organisation", seat.firm, look)
        agreed = {**this, "consent_given_on": looked.date()}
        yield Beat(looked + _MINUTES, by, "approve_seat", of, agreed)
        if days.chance(_LOOKS_AGAIN):
            again = days.between(*_CHECKS)
            yield Beat(again, by, "check_debarment_organisation", seat.firm, look)
    if "suspended" in said:
        stop = {**this, "reason": said["why"]}
        yield Beat(days.near(said["suspended"]), by, "suspend_seat", of, stop)
    if "ended" in said:
        day = said["ended"]
        over = {**this, "ended_on": day, "end_ground": said["end_ground"]}
        yield Beat(_soon_after(day, days), by, "end_seat", of, over)
    if "replaced" in said:
        day = said["replaced"]
        heir = {"organisation_id": f"@{said['heir']}", "makes": f"{seat.of}, anew"}
        over = {**this, **heir, "ended_on": day}
        yield Beat(_soon_after(day, days), by, "replace_seat", of, over)


def _soon_after(day: date, days: Days) -> datetime:
    return days.after(datetime.combine(day, time(12)), 1, 14)
