"""Two pictures of all chains beside each other, and a figure month by month."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np

from domain.errors import RuleBroken
from projections.chain.answers.frame import Json, between, part, parts, pounds
from projections.chain.assembling import chains_at
from projections.chain.dated import Dated
from projections.chain.holding import Held, held_for
from projections.chain.measures import concentration, payment
from projections.chain.measures.concentration import Between
from projections.chain.measures.coverage import coverage
from projections.chain.measures.forest import NOT_KNOWN
from projections.chain.naming import Names
from projections.chain.sight import reads_terms
from projections.chain.standing import Standing, Which
from projections.view import View

MONTHS: Final = 120
# What of a seat and of a contract is compared, as it lies in the columns.
OF_SEATS: Final = (
    "organisation_id",
    "parent_seat_id",
    "annual_value_pence",
    "value_share",
    "payment_terms_days",
    "payment_trigger",
    "essential",
    "status",
    "risk_share",
)
OF_CONTRACTS: Final = ("provider_id", "annual_value_pence", "payment_terms_days")
FIELDS: Final = {
    "organisation_id": "organisation",
    "provider_id": "provider",
    "annual_value_pence": "annual_value",
}


class Moment(NamedTuple):
    """A picture to compare: as known at a position, as true on a day."""

    position: int
    day: date


def compared(view: View, since: Moment, to: Moment, limit: int) -> Json:
    """Which seats and contracts came, went and changed, and the figures of both."""
    held = held_for(view)
    before, after = (_at(view, held, moment) for moment in (since, to))
    contracts = _changes(before.contracts, after.contracts, OF_CONTRACTS)
    seats = _changes(before.seats, after.seats, OF_SEATS)
    told = _Telling(view, limit, contracts, seats)
    return {
        "from": _moment(since),
        "to": _moment(to),
        "position": view.position,
        "contracts": told.of("contract", contracts),
        "seats": told.of("seat", seats),
        "figures": {
            name: {"from": one(before), "to": one(after)}
            for name, one in FIGURES.items()
        },
        "outside_scope": {
            "count": after.outside.contracts,
            "value": pounds(after, after.outside.pence),
        },
    }


class _Changes(NamedTuple):
    """What came, what went, and which fields of what stayed are others; by birth."""

    added: list[int]
    gone: list[int]
    changed: dict[int, list[str]]


def _at(view: View, held: Held, moment: Moment) -> Standing:
    """Both pictures in the same words: those of the same columns."""
    pin = replace(view.pin, position=moment.position, effective_on=moment.day)
    return chains_at(replace(view, pin=pin), on=moment.day, held=held)


def _moment(moment: Moment) -> Json:
    return {"position": moment.position, "effective_on": moment.day.isoformat()}


def _changes(before: Dated, after: Dated, names: tuple[str, ...]) -> _Changes:
    both = np.intersect1d(before.born, after.born)
    old, new = before.take(before.place(both)), after.take(after.place(both))
    changed = dict[int, list[str]]()
    for name in names:
        for at in np.flatnonzero(old.cells[name] != new.cells[name]).tolist():
            field = FIELDS.get(name, name)
            changed.setdefault(int(both[at]), []).append(field)
    return _Changes(
        np.setdiff1d(after.born, before.born).tolist(),
        np.setdiff1d(before.born, after.born).tolist(),
        changed,
    )


class _Telling:
    """Names what came and went; so much of each is shown, and all is counted."""

    def __init__(
        self, view: View, limit: int, contracts: _Changes, seats: _Changes
    ) -> None:
        self._limit = limit
        self._names = {
            noun: Names(view, noun, self._some(of))
            for noun, of in (("contract", contracts), ("seat", seats))
        }

    def _some(self, of: _Changes) -> Iterator[int]:
        for born in (of.added, of.gone, list(of.changed)):
            yield from born[: self._limit]

    def of(self, noun: str, changes: _Changes) -> Json:
        """What came, went and changed of a noun."""
        named, limit = self._names[noun], self._limit
        return {
            "added": [named.of(born) for born in changes.added[:limit]],
            "gone": [named.of(born) for born in changes.gone[:limit]],
            "changed": [
                {**named.of(born), "fields": fields}
                for born, fields in list(changes.changed.items())[:limit]
            ],
            "totals": {
                "added": len(changes.added),
                "gone": len(changes.gone),
                "changed": len(changes.changed),
            },
        }


def timeline(view: View, figure: str, which: Which, months: int) -> Json:
    """A figure on the first day of each month up to the day asked, and on that day.

    Raises RuleBroken for a figure by which who reads no terms could tell some.
    """
    if figure not in OF_CONTRACTS_ALONE and not reads_terms(view.reach):
        among = ", ".join(OF_CONTRACTS_ALONE)
        detail = f"{figure} rests on the terms of places, which you read none of"
        raise RuleBroken(f"{detail}: ask for one of {among}", rule="figure-of-terms")
    last = view.pin.effective_on
    tell, points, found = FIGURES[figure], [], chains_at(view, which)
    for day in days(last, months):
        then = chains_at(view, which, day)
        points.append(
            {
                "on": day.isoformat(),
                "contracts": int(then.forest.worth.size),
                "coverage": part(coverage(then.forest)),
                "figure": tell(then),
            }
        )
    return {
        "figure": figure,
        "unit": UNITS[figure],
        "position": view.position,
        "effective_on": last.isoformat(),
        "points": points,
        "outside_scope": {
            "count": found.outside.contracts,
            "value": pounds(found, found.outside.pence),
        },
    }


def days(last: date, months: int) -> list[date]:
    """The first days of the last months, and the last day itself."""
    found = [last] if last.day > 1 else []
    month = last.replace(day=1)
    for _ in range(months):
        found.append(month)
        year, before = divmod(month.year * 12 + month.month - 2, 12)
        if year < 1:
            break
        month = date(year, before + 1, 1)
    return found[::-1]


def _number(value: float | None) -> Json | None:
    return None if value is None else {"low": value, "high": value}


def _direct(found: Standing) -> Between | None:
    return concentration.hhi(*concentration.direct(found.forest))


def _looked_through(found: Standing) -> Between | None:
    return concentration.hhi(*concentration.look_through(found.forest))


def _late(found: Standing) -> Json | None:
    """The share of known terms below tier 1 that are longer than thirty days."""
    tiers = payment.late_by_tier(found.forest)[1:]
    known = sum(each.places - each.days_unknown for each in tiers)
    return _exact(sum(each.late for each in tiers) / known if known else None)


def _exact(share: float | None) -> Json | None:
    return None if share is None else {"low": part(share), "high": part(share)}


def _longest(found: Standing) -> Json | None:
    days_ = payment.cumulative_days(found.forest)
    most = int(days_.max(initial=NOT_KNOWN))
    return None if most < 0 else _number(most)


def _value(found: Standing) -> Json:
    pounds_ = f"{found.forest.total / 100:.2f}"
    return {"low": pounds_, "high": pounds_}


def _with(found: Standing, name: str) -> Json | None:
    every = np.ones(found.forest.contract.size, bool)
    return parts(payment.share_with(found.forest, found.of_firms(name), every))


FIGURES: Final[Mapping[str, Callable[[Standing], Any]]] = {
    "contracts": lambda found: _number(found.forest.worth.size),
    "coverage": lambda found: _exact(coverage(found.forest)),
    "hhi_direct": lambda found: between(_direct(found)),
    "hhi_look_through": lambda found: between(_looked_through(found)),
    "effective_number": lambda found: between(
        concentration.effective_number(_looked_through(found))
    ),
    "late_share": _late,
    "longest_days": _longest,
    "seats": lambda found: _number(found.seats.born.size),
    "sme_share": lambda found: _with(found, "sme"),
    "value": _value,
    "vcse_share": lambda found: _with(found, "vcse"),
}
# What is told to those who read no terms of places: each rests on contracts alone.
OF_CONTRACTS_ALONE: Final = ("contracts", "coverage", "hhi_direct", "seats", "value")
UNITS: Final[Mapping[str, str]] = {
    "contracts": "contracts",
    "coverage": "share, 0 to 1",
    "hhi_direct": "HHI, 0 to 10,000",
    "hhi_look_through": "HHI, 0 to 10,000",
    "effective_number": "as if so many equal firms",
    "late_share": "share of known terms, 0 to 1",
    "longest_days": "days",
    "seats": "seats",
    "sme_share": "share, 0 to 1",
    "value": "GBP a year",
    "vcse_share": "share, 0 to 1",
}
