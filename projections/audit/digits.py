"""First digits of sums, against what they are where nobody chose them (Benford)."""

from collections import Counter
from collections.abc import Iterable
from math import log10
from typing import Any, Final

Json = dict[str, Any]

DIGITS: Final = range(1, 10)
# Below so many sums the shares of nine digits say nothing.
ENOUGH: Final = 100


def expected(digit: int) -> float:
    """The share of a first digit: log10(1 + 1/d). Benford (1938)."""
    return log10(1 + 1 / digit)


def first_digits(pence: Iterable[int]) -> dict[int, int]:
    """How often each first digit stands before sums; nothing has none."""
    found = Counter(int(str(abs(one))[0]) for one in pence if one)
    return {digit: found[digit] for digit in DIGITS}


def deviation(counts: dict[int, int]) -> float | None:
    """The mean absolute deviation of the nine shares; None for too few sums.

    Nigrini (2012) takes more than 0.015 for sums that do not conform.
    """
    total = sum(counts.values())
    if total < ENOUGH:
        return None
    return sum(abs(counts[d] / total - expected(d)) for d in DIGITS) / len(DIGITS)
