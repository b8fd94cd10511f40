"""What contracts are worth together, and of how many nobody can say."""

from collections.abc import Iterable

from projections.kinds import money
from projections.rendering import Json

# The cells of a sum of money: pence, currency, whether VAT is in it.
Value = tuple[int | None, str | None, str | None]


def worth_of(values: Iterable[Value]) -> Json:
    """The sum of those in pounds, and how many are not known or in other currencies.

    Its VAT basis is that of all of them, or unknown where they differ.
    """
    found = list(values)
    pounds = [(pence, vat) for pence, currency, vat in found if currency == "GBP"]
    bases = {vat for _, vat in pounds}
    basis = bases.pop() if len(bases) == 1 else None
    return {
        "annual_value": money(
            sum(pence or 0 for pence, _ in pounds), "GBP", basis or "unknown"
        ),
        "value_not_known": sum(1 for pence, _, _ in found if pence is None),
        "other_currencies": sum(
            1 for _, currency, _ in found if currency not in (None, "GBP")
        ),
    }
