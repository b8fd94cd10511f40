"""What every answer says of itself: of how much it is true, and what it leaves out."""

from collections.abc import Iterable
from typing import Any

import numpy as np

from projections.chain.dated import NOT_KNOWN
from projections.chain.measures.concentration import Between
from projections.chain.measures.coverage import coverage
from projections.chain.naming import Names
from projections.chain.standing import Standing
from projections.kinds import money
from projections.view import View

Json = dict[str, Any]
PLACES = 4


def frame(view: View, found: Standing) -> Json:
    """How much there is, how much of it is seen and known, what lies outside."""
    forest = found.forest
    below, alone = forest.tier > 1, np.ones(forest.tier.size, bool)
    # Of those that stand in for one another it is known how many are needed.
    alone[found.others.members] = False
    unknown = {
        "contract_values": int((forest.worth < 0).sum()),
        "seat_values": int((below & ~forest.valued).sum()),
        "essential": int((below & (forest.essential == NOT_KNOWN) & alone).sum()),
        "payment_terms": int((below & (forest.days == NOT_KNOWN)).sum()),
        "next_tiers": int(forest.unseen.sum()),
        "other_currencies": found.foreign,
    }
    return {
        "position": view.position,
        "effective_on": view.pin.effective_on.isoformat(),
        "contracts": int(forest.worth.size),
        "seats": int(below.sum()),
        "value": pounds(found, forest.total),
        "coverage": part(coverage(forest)),
        "unknown": unknown,
        "outside_scope": {
            "count": found.outside.contracts,
            "value": pounds(found, found.outside.pence),
        },
    }


def pounds(found: Standing, pence: int) -> Json:
    """Money as the API shows it; its VAT basis is that of all contracts, if of one."""
    return money(int(pence), "GBP", found.vat_basis)


def worth(found: Standing, contract: int) -> Json | None:
    """What a contract is worth, None where nobody knows."""
    pence = int(found.forest.worth[contract])
    return None if pence < 0 else pounds(found, pence)


def part(share: float | None) -> str | None:
    """A share from 0 to 1 as text with four places, None where there is none."""
    if share is None:
        return None
    text = f"{share:.{PLACES}f}".rstrip("0").rstrip(".")
    return text or "0"


def ratio(found: float) -> float | None:
    """A ratio with two digits, None where there is none (below nothing)."""
    return None if found < 0 else round(found, 2)


def between(found: Between | None, digits: int = 2) -> Json | None:
    """An interval of numbers; a most without bound is null."""
    if found is None:
        return None
    low, high = found
    most = round(high, digits) if np.isfinite(high) else None
    return {"low": round(low, digits), "high": most}


def parts(found: Between | None) -> Json | None:
    """An interval of shares."""
    if found is None:
        return None
    return {"low": part(found.low), "high": part(found.high)}


class Told:
    """Names what an answer is about: contracts, organisations, seats."""

    def __init__(
        self,
        view: View,
        found: Standing,
        places: Iterable[int] = (),
        contracts: Iterable[int] = (),
        firms: Iterable[int] = (),
    ) -> None:
        self._found, forest = found, found.forest
        some = np.unique(np.array(list(places), np.int64))
        named = {int(one) for one in (*forest.organisation[some], *firms) if one >= 0}
        heads = {int(one) for one in (*forest.contract[some], *contracts)}
        seats = found.seats.born[found.seat[some][found.seat[some] >= 0]]
        born = found.contracts.born
        self._firms = Names(view, "organisation", [int(found.firms[n]) for n in named])
        self._contracts = Names(view, "contract", [int(born[n]) for n in heads])
        self._seats = Names(view, "seat", seats.tolist())

    def firm(self, number: int) -> Json | None:
        """An organisation by its number in the forest; None for nobody known."""
        return None if number < 0 else self._firms.of(int(self._found.firms[number]))

    def contract(self, number: int) -> Json:
        """A contract by its number in the forest."""
        return self._contracts.of(int(self._found.contracts.born[number]))

    def place(self, place: int) -> Json:
        """A place: its tier, who holds it, and its seat where it is one."""
        found, forest = self._found, self._found.forest
        row = int(found.seat[place])
        seat = self._seats.of(int(found.seats.born[row])) if row >= 0 else {}
        return {
            "tier": int(forest.tier[place]),
            "organisation": self.firm(int(forest.organisation[place])),
            "seat_id": seat.get("id"),
            "seat_reference": seat.get("reference"),
        }

    def path(self, place: int) -> list[Json]:
        """The way from tier 1 down to a place."""
        return [self.place(each) for each in way(self._found, place)]


def way(found: Standing, place: int) -> list[int]:
    """The places from tier 1 down to one."""
    up = [int(place)]
    while (above := int(found.forest.parent[up[-1]])) >= 0:
        up.append(above)
    return up[::-1]


def ways(found: Standing, places: Iterable[int]) -> list[int]:
    """All places on the ways down to some."""
    return [each for place in places for each in way(found, place)]
