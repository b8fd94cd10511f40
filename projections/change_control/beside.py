"""What is said beside a change: its running totals, the law of it, what follows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from domain.law.modification.summing import Delta, Sum, by_ground, share
from projections.change_control.books import Book, read_books
from projections.change_control.reflection import reflection
from projections.change_control.verdicts import Thresholds, Verdicts, ratio, summed
from projections.kinds import money
from projections.view import View

Json = dict[str, Any]
# The fields that stand beside a change for who is told what is found on it.
BESIDE = ("running", "law", "reflection")


@dataclass(frozen=True)
class Control:
    """What is worked out of changes as a view shows them."""

    books: Mapping[str, Book]
    thresholds: Thresholds
    today: date

    @classmethod
    def of(
        cls, view: View, changes: Sequence[Json], thresholds: Thresholds
    ) -> "Control":
        """Reads what is needed for some changes."""
        contracts = {change["contract_id"] for change in changes}
        return cls(
            read_books(view, contracts),
            thresholds,
            view.pin.effective_on,
        )

    def running(self, change: Json) -> Json:
        """What the changes of its contract come to, up to and including it."""
        return running(self._book(change), change["id"])

    def law(self, change: Json) -> Json:
        """What the law makes of it."""
        book = self._book(change)
        verdicts = Verdicts(book, change, self.thresholds, self.today)
        return verdicts.shown(happened=book.happened.get(change["known_risk_id"]))

    def reflection(self, change: Json) -> Json:
        """What follows it, and by what that shows."""
        days = int(self.thresholds["reflection-working-days"])
        has = self._book(change).bases.artefacts
        return reflection(change, has, days, self.today)

    def _book(self, change: Json) -> Book:
        return self.books.get(change["contract_id"], Book())


def put_beside(view: View, changes: Sequence[Json], thresholds: Thresholds) -> None:
    """Adds running totals, law and reflection to changes."""
    control = Control.of(view, changes, thresholds)
    for change in changes:
        change["running"] = control.running(change)
        change["law"] = control.law(change)
        change["reflection"] = control.reflection(change)


def running(book: Book, change: str) -> Json:
    """The totals at a change, in the order in which changes were raised."""
    counted = list(_up_to(book, change))
    total = Sum()
    for delta in counted:
        total = total.plus(delta)
    award, figure = book.bases.award, book.bases.figure
    basis = figure.vat_basis if figure else "unknown"
    currency = figure.currency if figure else "GBP"
    grounds = by_ground(counted)
    return {
        "value": money(_pence(total.amount), currency, basis),
        "months": total.months,
        "unknown_values": total.unknown,
        "share_of_value_at_award": ratio(share(total.amount, award.value)),
        "share_of_term_at_award": ratio(share(total.months, award.months)),
        "by_ground": {g: summed(s, book.bases) for g, s in sorted(grounds.items())},
    }


def _up_to(book: Book, change: str) -> list[Delta]:
    """Those that stand, up to and including a change, if that stands."""
    found = []
    for ident, delta in book.deltas.items():
        if book.stands[ident]:
            found.append(delta)
        if ident == change:
            break
    return found


def _pence(amount: Decimal) -> int:
    return int(amount * 100)
