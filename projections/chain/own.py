"""What somebody has to answer for: the own places in all chains, each with its card."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import or_, select

from projections.chain.entry import drop_answers
from projections.chain.page import seen_seats, stands, worth_of
from projections.chain.reading import ChainRead, called, read_chain
from projections.reach import is_of
from projections.view import View

Json = dict[str, Any]
# Whether a place is answered for, by who holds it and who stands above it.
Opens = Callable[[frozenset[UUID]], bool]

# Whether the pricing works is asked once a year.
A_YEAR: Final = timedelta(days=365)
# Whom to turn to: a person, a post or team, and who hears of issues on the spot.
CONTACTS: Final = ("contract_manager_name", "contact", "issues_contact")


def held_contracts(view: View, organisations: frozenset[UUID]) -> list[str]:
    """The contracts in whose chains some organisations have places that stand."""
    rows = view.pages.alive("seat", view.pin)
    day = view.pin.effective_on.isoformat()
    wanted = (
        select(rows.c.contract_id)
        .distinct()
        .where(
            is_of(view.schema, rows.c.organisation_id, organisations),
            rows.c.in_error == 0,
            rows.c.status != "ended",
            or_(rows.c.start.is_(None), rows.c.start <= day),
            or_(rows.c.end.is_(None), rows.c.end >= day),
        )
    )
    return [row[0] for row in view.connection.execute(wanted, view.pin.params)]


def own_places(view: View, opens: Opens, *, by_link: bool) -> Json:
    """The places of whoever asks, by contract, and how often anything of them moved.

    By a link nothing is read that was told the council alone: who gave it out may
    be whom it is kept from.
    """
    contracts, version = [], 0
    for contract in held_contracts(view, view.reach.acts_for):
        read = read_chain(view, contract)
        if seats := list(_places(view, read, opens, by_link=by_link)):
            contracts.append(_contract(view, read) | {"seats": seats})
            version += read.version
    contracts.sort(key=lambda one: (str(one["title"]), one["contract_id"]))
    return {"version": version, "contracts": contracts}


def _places(
    view: View, read: ChainRead, opens: Opens, *, by_link: bool
) -> Iterator[Json]:
    day = view.pin.effective_on
    values = worth_of(read, day.isoformat())
    for above, seat in seen_seats(view, read, values):
        hands = frozenset(UUID(one) for one in (seat["organisation_id"], *above))
        if not (stands(seat, day.isoformat()) and opens(hands)):
            continue
        due = _is_due(seat["pricing_answer"], day)
        if by_link:
            drop_answers(seat)
        yield {**seat, "paid_by": _payer(view, above), "pricing_due": due}


def _is_due(answer: Json | None, day: date) -> bool:
    return answer is None or date.fromisoformat(answer["on"]) + A_YEAR <= day


def _payer(view: View, above: Sequence[str]) -> Json | None:
    """Whoever stands right above and pays, None where nobody knows."""
    return called(view, above[0]) if above else None


def _contract(view: View, read: ChainRead) -> Json:
    held = read.contract
    return {
        "contract_id": held["id"],
        "reference": held["reference"],
        "title": held["title"],
        "start": held["start"],
        "end": held["end"],
        "lead": called(view, read.lead) if read.lead else None,
        "contacts": {name: held.get(name) for name in CONTACTS},
    }
