"""The figures of all chains that are told by month and compared: each a few numbers."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from projections.chain.answers.frame import Json, between, part, parts
from projections.chain.measures import concentration, payment
from projections.chain.measures.concentration import Between
from projections.chain.measures.coverage import coverage
from projections.chain.measures.forest import NOT_KNOWN
from projections.chain.measures.running import Running
from projections.chain.standing import Standing


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
    return _pounds(found.forest.total)


def _pounds(pence: int) -> Json:
    pounds_ = f"{pence / 100:.2f}"
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
# Those that are sums over contracts, and are kept from day to day.
KEPT: Final[Mapping[str, Callable[[Running], Any]]] = {
    "contracts": lambda sums: _number(sums.contracts),
    "coverage": lambda sums: _exact(sums.coverage),
    "hhi_direct": lambda sums: between(sums.paid.hhi()),
    "hhi_look_through": lambda sums: between(sums.kept.hhi()),
    "effective_number": lambda sums: between(
        concentration.effective_number(sums.kept.hhi())
    ),
    "late_share": lambda sums: _exact(sums.late_share),
    "longest_days": lambda sums: _number(None if sums.longest < 0 else sums.longest),
    "seats": lambda sums: _number(sums.seats),
    "value": lambda sums: _pounds(sums.worth),
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
