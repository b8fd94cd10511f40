"""Rules about places in a chain whose findings are told together, one for a contract.

Whoever sees to them asks one lead, or sends each holder one link: a line for every
place would hide what there is to do.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final

from projections.findings.cases import ContractCase
from projections.findings.cells import read_cells
from projections.findings.ever import ever_named
from projections.findings.seat_case import Names, SeatCase
from projections.findings.surroundings import Surroundings
from projections.findings.verdict import CLEAN, SEVERITIES, Hit, Missing, Verdict
from projections.moves import Moves
from projections.nouns.seat import SEAT
from projections.view import View

CHAINS: Final = "chains"
OfSeat = Callable[[SeatCase, Surroundings], Verdict]
OfContract = Callable[[ContractCase, Surroundings], Verdict]


def read_chains(view: View, contracts: Names) -> Mapping[str, tuple[SeatCase, ...]]:
    """The places in the chains of contracts, the eldest first, by contract."""
    rows = view.pages.alive("seat", view.pin)
    named = () if contracts is None else (rows.c.contract_id.in_(sorted(contracts)),)
    found = defaultdict[str, list[SeatCase]](list)
    for seat in read_cells(view, "seat", SeatCase, *named):
        found[seat.contract_id or ""].append(seat)
    return {
        contract: tuple(sorted(seats, key=lambda one: one.born_at))
        for contract, seats in found.items()
    }


def chains_moved(view: View, moved: Moves) -> Collection[str]:
    """The contracts of places that have moved."""
    return ever_named(view, "seat", moved.get("seat", ()), ("contract_id",))


def together(judge: OfSeat) -> OfContract:
    """A rule about contracts that says what one about places says of all of them.

    It could not be tested where that is so of any place, and nothing was found.
    """

    def judged(contract: ContractCase, around: Surroundings) -> Verdict:
        if not contract.runs:
            return None
        seats = around.beside(CHAINS).get(contract.id, ())
        said = [(seat, judge(seat, around)) for seat in seats]
        hits = [(seat, verdict) for seat, verdict in said if isinstance(verdict, Hit)]
        if hits:
            return _one(hits)
        missing = [each for _, each in said if isinstance(each, Missing)]
        if missing:
            return Missing(tuple(sorted({f for each in missing for f in each.fields})))
        return CLEAN if any(verdict is CLEAN for _, verdict in said) else None

    return judged


def _one(hits: Iterable[tuple[SeatCase, Hit]]) -> Hit:
    seats, found = zip(*hits, strict=True)
    grave = [each.severity for each in found if each.severity is not None]
    because: dict[str, Any] = {
        "seats": [
            {"seat": f"{SEAT.prefix}-{seat.born_at}", **hit.because}
            for seat, hit in zip(seats, found, strict=True)
        ]
    }
    return Hit(
        min((each.since for each in found if each.since), default=None),
        because,
        tuple(
            sorted(
                position
                for seat, hit in zip(seats, found, strict=True)
                for position in hit.events or (seat.known_from,)
            )
        ),
        do=found[0].do,
        severity=min(grave, key=SEVERITIES.index, default=None),
    )
