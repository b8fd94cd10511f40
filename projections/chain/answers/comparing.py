"""Two pictures of all chains beside each other."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from projections.chain.answers.figures import FIGURES
from projections.chain.answers.frame import Json, pounds
from projections.chain.assembling import chains_at
from projections.chain.dated import Dated
from projections.chain.holding import Held, held_for
from projections.chain.naming import Names
from projections.chain.standing import Standing
from projections.view import View

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
