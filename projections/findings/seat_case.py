"""A place in a chain as rules are told of it, and what stands beside it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple, TypeVar, cast

from pydantic_core import from_json
from sqlalchemy import select, true

from domain.law.payment_terms import Head
from projections.findings.cases import RUNNING
from projections.findings.ever import ever_named
from projections.findings.surroundings import Surroundings
from projections.moves import Moves
from projections.view import View

C = TypeVar("C")
Names = Collection[str] | None
HEADS, ABOVE, SEATED = "chain_heads", "seats_above", "seated"


class SeatCase(NamedTuple):
    """A seat: one organisation's place in the chain of one contract."""

    id: str
    known_from: int = 1
    born_at: int = 1
    gaps: str | None = None
    effective_from: str = "2025-04-01"
    status: str = "declared"
    contract_id: str | None = None
    organisation_id: str | None = None
    parent_seat_id: str | None = None
    change_id: str | None = None
    start: str | None = None
    end: str | None = None
    role: str | None = None
    value_share: int | None = None
    annual_value_pence: int | None = None
    annual_value_currency: str | None = None
    risk_share: int | None = None
    liability_cap_pence: int | None = None
    liability_cap_currency: str | None = None
    payment_terms_days: int | None = None
    payment_trigger: str | None = None
    change_mechanism: str | None = None
    issue_route: str | None = None
    exit_arrangement: str | None = None
    issue_route_defined_in: str | None = None
    exit_arrangement_defined_in: str | None = None
    risk_facts: str | None = None
    activity: str | None = None
    volumes: str | None = None
    attested_on: str | None = None
    disputed: str | None = None
    moved_without_change: str | None = None


class ChainHead(NamedTuple):
    """The head contract, as far as rules about its chain ask."""

    status: str
    tier: str | None = None
    regime: str | None = None
    kind: str | None = None
    category: str | None = None
    payment_terms_days: int | None = None

    @property
    def law(self) -> Head:
        """What of it decides which statute rules payment."""
        return Head(self.regime, self.kind, self.category)


class AboveSeat(NamedTuple):
    """How whoever holds a seat is paid: what it may be asked to pass on."""

    payment_terms_days: int | None
    payment_trigger: str | None


def read_heads(view: View, names: Names) -> Mapping[str, ChainHead]:
    """The contracts that chains hang on, by id."""
    return _by_id(view, "contract", ChainHead, names)


def read_above(view: View, names: Names) -> Mapping[str, AboveSeat]:
    """How seats are paid, by id."""
    return _by_id(view, "seat", AboveSeat, names)


def _by_id(view: View, noun: str, kind: type[C], names: Names) -> Mapping[str, C]:
    rows, cells = view.pages.alive(noun, view.pin), cast("Any", kind)
    wanted = select(rows.c.id, *(rows.c[name] for name in cells._fields)).where(
        true() if names is None else rows.c.id.in_(names)
    )
    found = view.connection.execute(wanted, view.pin.params)
    return {row[0]: cells._make(row[1:]) for row in found}


def read_seated(view: View, names: Names) -> Mapping[str, tuple[str, ...]]:
    """The contracts in force in whose chains organisations stand, by organisation."""
    seats = view.pages.alive("seat", view.pin)
    wanted = select(seats.c.organisation_id, seats.c.contract_id).where(
        seats.c.in_error == 0,
        seats.c.status != "ended",
        view.pages.readable("seat", view.pin, seats, view.reach),
        true() if names is None else seats.c.organisation_id.in_(names),
    )
    held = view.connection.execute(wanted, view.pin.params).all()
    in_force = _in_force(view, {row.contract_id for row in held})
    found = defaultdict[str, set[str]](set)
    for holder, contract in held:
        if contract in in_force:
            found[holder].add(contract)
    return {holder: tuple(sorted(theirs)) for holder, theirs in found.items()}


def holders_moved(view: View, moved: Moves) -> frozenset[str]:
    """Who held or holds a seat that has moved, or one in a chain that has."""
    of_seats = ever_named(view, "seat", moved.get("seat", ()), ("organisation_id",))
    chains = moved.get("chain", ())
    contracts = {
        *moved.get("contract", ()),
        *ever_named(view, "chain", chains, ("contract_id",)),
    }
    if not contracts:
        return of_seats
    live = view.schema.nouns["seat"].live
    wanted = select(live.c.organisation_id).where(live.c.contract_id.in_(contracts))
    return of_seats | frozenset(view.connection.execute(wanted).scalars())


def _in_force(view: View, contracts: Collection[str]) -> frozenset[str]:
    """Those of some contracts that are in force."""
    if not contracts:
        return frozenset()
    rows = view.pages.alive("contract", view.pin)
    wanted = select(rows.c.id).where(rows.c.in_error == 0, rows.c.status.in_(RUNNING))
    found = view.connection.execute(wanted, view.pin.params).scalars()
    return frozenset(found) & set(contracts)


def running(seat: SeatCase, around: Surroundings) -> ChainHead | None:
    """The head contract of a seat that stands in a chain that runs, else None."""
    head: ChainHead | None = around.beside(HEADS).get(seat.contract_id or "")
    if head is None or head.status not in RUNNING or seat.status == "ended":
        return None
    begun = seat.start is None or seat.start <= around.day
    over = seat.end is not None and seat.end < around.day
    return head if begun and not over else None


def said(cell: str | None) -> Any:
    """A JSON cell, None where there is none."""
    return None if cell is None else from_json(cell)
