"""What a council publishes again and again, whatever its contracts do."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from domain.law.days import beginning_with
from domain.law.procurement_act import ACT
from domain.law.verdict import Due, Rule

PUBLISHING_DAYS: Final = 30
# The setting of the policy by which the Transparency Code's period is counted.
CODE_DAYS: Final = "transparency-code-days"
QUARTERS: Final = ((3, 31), (6, 30), (9, 30), (12, 31))
HALVES: Final = ((3, 31), (9, 30))

TRANSPARENCY: Final = Rule(
    "transparency_code",
    "statute",
    "Local Government Transparency Code 2015",
    "part 2.1",
    "Contracts above 5,000 of the quarter are published",
    standing="recalled",
)
PAYMENTS_COMPLIANCE: Final = Rule(
    "payments_compliance",
    "statute",
    ACT,
    "s.69",
    "Payments compliance notice (UK17) of the half-year",
    "https://www.legislation.gov.uk/ukpga/2023/54/section/69",
)
PAYMENTS: Final = Rule(
    "contract_payments",
    "statute",
    ACT,
    "s.70",
    "Payments above 30,000 of the quarter are published",
    "https://www.legislation.gov.uk/ukpga/2023/54/section/70",
)


class Recurring(NamedTuple):
    """Something that is published of each period, since one that ended on a day.

    `days` are counted beginning with the last day of the period; None: after it, and
    as many as the policy says.
    """

    rule: Rule
    ends: tuple[tuple[int, int], ...]
    first: date
    days: int | None = PUBLISHING_DAYS


RECURRING: Final = (
    Recurring(TRANSPARENCY, QUARTERS, date(2015, 3, 31), None),
    Recurring(PAYMENTS_COMPLIANCE, HALVES, date(2026, 3, 31)),
    Recurring(PAYMENTS, QUARTERS, date(2026, 6, 30)),
)


def next_publications(day: date, code_days: int) -> Iterator[tuple[date, Due]]:
    """What is to be published next, on a day or after it, and of which period's end."""
    for each in RECURRING:
        for ended in _ends(each, day):
            due = Due(_last_day(each, ended, code_days), each.rule)
            if due.on >= day:
                yield ended, due
                break


def _last_day(each: Recurring, ended: date, code_days: int) -> date:
    if each.days is None:
        return ended + timedelta(days=code_days)
    return beginning_with(ended, each.days)


def _ends(each: Recurring, day: date) -> Iterator[date]:
    """The ends of periods in order, beginning some time before a day."""
    for year in range(max(day.year - 1, each.first.year), day.year + 3):
        for month, last in each.ends:
            if (ended := date(year, month, last)) >= each.first:
                yield ended
