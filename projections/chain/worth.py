"""What each seat of a chain is worth, how deep it lies, and how much it keeps.

Sums are those of one currency; where something is not said, what follows is not known
and not guessed. Retained = value less what stands right below.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

PENNY = Decimal("0.01")
Json = dict[str, Any]


class Sum(NamedTuple):
    """An amount of money as a decimal, with its currency and whether VAT is in it."""

    amount: Decimal
    currency: str
    vat_basis: str

    @classmethod
    def read(cls, said: Any) -> "Sum | None":
        """Money as the API shows it; None for what is not known."""
        if not isinstance(said, Mapping) or "amount" not in said:
            return None
        return cls(Decimal(said["amount"]), said["currency"], said["vat_basis"])

    def part(self, share: Decimal) -> "Sum":
        """A share of it, to the penny."""
        return self._replace(
            amount=(self.amount * share).quantize(PENNY, ROUND_HALF_UP)
        )

    def shown(self) -> Json:
        """Money as the API shows it."""
        return {
            "amount": f"{self.amount:.2f}",
            "currency": self.currency,
            "vat_basis": self.vat_basis,
        }


class Worth(NamedTuple):
    """What follows for one place: its tier, its value and what it keeps.

    `retained` is None where something below has no known value; then it is at most
    `at_most`. A tier of None hangs on nothing that stands.
    """

    tier: int | None
    value: Sum | None
    retained: Sum | None
    at_most: Sum | None


class Place(NamedTuple):
    """A place of a chain: its id, that above it (None: none), and how it is valued."""

    id: str
    above: str | None
    share: Decimal | None
    amount: Sum | None


def worths(places: Sequence[Place]) -> dict[str, Worth]:
    """What follows for every place; places above come in any order."""
    below = defaultdict[str | None, list[Place]](list)
    for place in places:
        below[place.above].append(place)
    found: dict[str, Worth] = {}
    waiting: list[tuple[Place, int, Sum | None]]
    waiting = [(top, 1, None) for top in below[None]]
    order: list[tuple[Place, int, Sum | None]] = []
    while waiting:
        place, tier, above = waiting.pop()
        value = _value(place, above)
        order.append((place, tier, value))
        waiting += [(each, tier + 1, value) for each in below[place.id]]
    values = {place.id: value for place, _, value in order}
    for place, tier, value in order:
        under = [values[each.id] for each in below[place.id]]
        found[place.id] = Worth(tier, value, *_kept(value, under))
    for place in places:
        found.setdefault(place.id, Worth(None, place.amount, None, None))
    return found


def _value(place: Place, above: Sum | None) -> Sum | None:
    if place.amount is not None:
        return place.amount
    if place.share is None or above is None:
        return None
    return above.part(place.share)


def _kept(
    value: Sum | None, under: Sequence[Sum | None]
) -> tuple[Sum | None, Sum | None]:
    """What is kept of a value, and what at most."""
    if value is None:
        return None, None
    alike = [one for one in under if one is not None and one.currency == value.currency]
    rest = value._replace(amount=value.amount - sum(one.amount for one in alike))
    return (rest if len(alike) == len(under) else None), rest


def shown(value: Sum | None) -> Json | None:
    """Money as the API shows it, None for what is not known."""
    return None if value is None else value.shown()
