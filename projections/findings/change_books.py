"""What stands beside changes: all those of their contract, and the seats that moved."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Final

from sqlalchemy import select, true

from domain.law.modification.summing import Delta, Standing, standing_of
from domain.thresholds import DELIVERED
from projections.change_control.books import Book, read_books
from projections.findings.cases import ChangeCase
from projections.findings.ever import ever_named
from projections.findings.surroundings import Surroundings
from projections.moves import Moves
from projections.view import View

BOOKS: Final = "change_books"
SEATS: Final = "seats_moved"


def book_of(change: ChangeCase, around: Surroundings) -> Book:
    """The book of the contract of a change; an empty one where nothing is known."""
    found: Book | None = around.beside(BOOKS).get(change.contract_id or "")
    return found or Book()


def delta_of(change: ChangeCase, book: Book) -> Delta:
    """By how much a change moves its contract."""
    return book.deltas.get(change.id, Delta(change.id))


def standing_in(change: ChangeCase, book: Book) -> Standing:
    """Where a change stands among the others."""
    others = [other for other in book.deltas.values() if other.id != change.id]
    return standing_of(delta_of(change, book), others)


def setting(around: Surroundings, name: str) -> Decimal:
    """A threshold of the policy, exactly."""
    return around.thresholds.get(name, DELIVERED[name].value)


def read_changes(view: View, names: Collection[str] | None) -> Mapping[str, Book]:
    """The books of all contracts that have changes, or of those that are named."""
    rows = view.pages.alive("change", view.pin)
    wanted = select(rows.c.contract_id).where(
        rows.c.in_error == 0,
        true() if names is None else rows.c.contract_id.in_(sorted(names)),
    )
    found = view.connection.execute(wanted, view.pin.params).scalars()
    return read_books(view, set(found))


def books_moved(view: View, moved: Moves) -> Collection[str]:
    """The contracts whose books have moved: by what hangs on them, or is a ground."""
    named = {*moved.get("contract", ())}
    for noun in ("change", "snapshot", "notice"):
        named |= ever_named(view, noun, moved.get(noun, ()), ("contract_id",))
    if risks := moved.get("risk"):
        rows = view.pages.alive("change", view.pin)
        resting = rows.c.known_risk_id.in_(sorted(risks))
        wanted = select(rows.c.contract_id).where(resting)
        named |= {*view.connection.execute(wanted, view.pin.params).scalars()}
    return named


def read_moves(
    view: View, names: Collection[str] | None
) -> Mapping[str, Mapping[str, int]]:
    """At which position each seat last moved, by contract."""
    rows = view.pages.alive("seat", view.pin)
    wanted = select(rows.c.contract_id, rows.c.id, rows.c.known_from)
    if names is not None:
        wanted = wanted.where(rows.c.contract_id.in_(sorted(names)))
    found: dict[str, dict[str, int]] = {}
    for contract, seat, position in view.connection.execute(wanted, view.pin.params):
        found.setdefault(contract, {})[seat] = position
    return found


def seats_moved(view: View, moved: Moves) -> Collection[str]:
    """The contracts of which seats have moved."""
    return ever_named(view, "seat", moved.get("seat", ()), ("contract_id",))
