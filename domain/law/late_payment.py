"""What being paid late costs by statute: interest at 8% over Bank Rate.

The rate of half a year is that of the Bank of England on the last day of the half year
before. Those that are not in the table are not known, and nothing is worked out.
"""

from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from domain.law.verdict import Rule

ACT: Final = Rule(
    "interest_on_late_payment",
    "statute",
    "Late Payment of Commercial Debts (Interest) Act 1998",
    "s.6; S.I. 2002/1675, art. 4",
    "A commercial debt that is paid late bears simple interest at 8% a year over the"
    " Bank's rate on the last 30 June or 31 December",
    "https://www.legislation.gov.uk/uksi/2002/1675/article/4/made",
)
OVER: Final = Decimal("0.08")
JULY: Final = 7
# Bank Rate on 30 June and 31 December, as the Monetary Policy Committee last announced.
BANK_RATE: Final = {
    date(2023, 12, 31): Decimal("0.0525"),
    date(2024, 6, 30): Decimal("0.0525"),
    date(2024, 12, 31): Decimal("0.0475"),
    date(2025, 6, 30): Decimal("0.0425"),
    date(2025, 12, 31): Decimal("0.0375"),
    date(2026, 6, 30): Decimal("0.0375"),
}


class StatutoryRate(NamedTuple):
    """The rate of interest on debts that fall late on a day, a year: base and 8%."""

    base: Decimal
    base_on: date
    rule: Rule = ACT

    @property
    def rate(self) -> Decimal:
        """The part of the debt that is due for a year."""
        return self.base + OVER


def statutory_rate(day: date) -> StatutoryRate | None:
    """The rate for a debt that falls late on a day, None where Bank Rate is not known.

    S.I. 2002/1675, art. 4: from 1 July that of 30 June, from 1 January that of the 31
    December before.
    """
    on = date(day.year, 6, 30) if day.month >= JULY else date(day.year - 1, 12, 31)
    base = BANK_RATE.get(on)
    return None if base is None else StatutoryRate(base, on)
