"""Tells what came back from a seat: who stands by its terms, what was done and paid."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from api.demo.beat import Beat, Row
from api.demo.bulk_seats import Seat, planned
from api.demo.drawn import Days

_QUARTERS = 4
# How likely a lead that tells much says of a seat that nobody is below it.
_SAYS_NONE = 0.45
# The weeks in which the returns of this spring, summer and autumn came in.
_SPRING = date(2026, 6, 8)
_SUMMER = date(2026, 7, 20)
_AUTUMN = date(2026, 10, 5)
_WEEKS = timedelta(days=17)
_AS_IT_IS = {"nothing_changed": True}


def returns_of(chain: Row, seat: Seat, days: Days) -> Iterator[Beat]:
    """What either side said of a seat, by the habits of its chain."""
    if chain.get("stands", "none") != "none" and _is_there(seat):
        yield from _attested(chain, seat, days)
        if seat.is_leaf and days.chance(chain["knows"] * _SAYS_NONE):
            at = _in(_SPRING, seat, days)
            none = {"seat_id": f"@{seat.of}"}
            yield Beat(at, chain["by"], "disclose_none_chain", chain["of"], none)
        if chain.get("returns") and seat.above is None and days.chance(0.6):
            yield from _reported(chain, seat, days)


def _is_there(seat: Seat) -> bool:
    """Of whom the lead never told it says nothing, nor of what is over."""
    gone = {"ended", "replaced", "suspended", "disclosure"}
    return gone.isdisjoint(seat.told)


def _attested(chain: Row, seat: Seat, days: Days) -> Iterator[Beat]:
    """Both sides this autumn; the lead in spring; or the lead once, and never since."""
    match chain["stands"]:
        case "both":
            if days.chance(0.96):
                at = _in(_AUTUMN, seat, days)
                yield _stands_by(chain, seat, "payer", at)
            if days.chance(0.75):
                at = _in(_AUTUMN, seat, days)
                yield _stands_by(chain, seat, "payee", at)
        case "lead":
            if days.chance(0.93):
                when = _AUTUMN if days.chance(0.5) else _SPRING
                yield _stands_by(chain, seat, "payer", _in(when, seat, days))
        case _:
            yield _stands_by(chain, seat, "payer", days.after(seat.at, 10, 40))


def _stands_by(chain: Row, seat: Seat, side: str, at: datetime) -> Beat:
    said = {"seat_id": f"@{seat.of}", "side": side, **_AS_IT_IS}
    by = seat.told_by(chain) if side == "payer" else chain["by"]
    return Beat(at, by, "attest_seat", chain["of"], said)


def _reported(chain: Row, seat: Seat, days: Days) -> Iterator[Beat]:
    """Two quarters of what was done, and how it was paid for."""
    for when in (_SUMMER, _AUTUMN):
        at = _in(when, seat, days)
        yield _volumes(chain, seat, at, days)
        if days.chance(0.7):
            yield _payments(chain, seat, at + timedelta(minutes=3), days)


def _volumes(chain: Row, seat: Seat, at: datetime, days: Days) -> Beat:
    unit, _ = chain["unit"]
    wanted = planned(chain, seat, _QUARTERS)
    done = round(int(wanted) * days.random.gauss(0.97, 0.05))
    said = {
        "seat_id": f"@{seat.of}",
        "side": "payer",
        "period": f"{{quarter {at:%Y-%m-%d}}}",
        "volumes": [{"unit": unit, "planned": wanted, "actual": str(done)}],
    }
    return Beat(at, seat.told_by(chain), "report_volumes_seat", chain["of"], said)


def _payments(chain: Row, seat: Seat, at: datetime, days: Days) -> Beat:
    """About as many days as its lead gives, now and then a good deal more."""
    mean = days.one(chain["pays"]) * days.random.uniform(0.75, 1.1)
    within = min(max(1.45 - mean / 45, 0.05), 1)
    said = {
        "seat_id": f"@{seat.of}",
        "side": "payer",
        "period": f"{{quarter {at:%Y-%m-%d}}}",
        "paid_count": days.random.randint(3, 12),
        "mean_days": f"{mean:.1f}",
        "pct_within_30": f"{within:.2f}",
        "longest_days": round(mean * days.random.uniform(1.1, 1.7)),
    }
    return Beat(at, seat.told_by(chain), "report_payments_seat", chain["of"], said)


def _in(when: date, seat: Seat, days: Days) -> datetime:
    """Some day of a round of returns, and not before the seat was declared."""
    return days.between(max(when, seat.at.date() + timedelta(days=3)), when + _WEEKS)
