"""From which value on a contract is a public contract, by kind and by date.

Amounts include VAT and are those of authorities that are not central government.
"""

from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from domain.law.procurement_act import Bought
from domain.law.verdict import Rule

SCHEDULE_1: Final = Rule(
    "threshold_amounts",
    "statute",
    "Procurement Act 2023",
    "sch. 1",
    "From this value on, VAT included, a contract is a public contract",
    "https://www.legislation.gov.uk/ukpga/2023/54/schedule/1",
)


class Amounts(NamedTuple):
    """The threshold amounts that hold from a day on, in pounds with VAT."""

    since: date
    goods_and_services: Decimal
    works: Decimal
    light_touch: Decimal


# Set anew every two years; the latest first. The older ones held under the Public
# Contracts Regulations 2015 as well.
AMOUNTS: Final = (
    Amounts(date(2026, 1, 1), Decimal(207_720), Decimal(5_193_000), Decimal(663_540)),
    Amounts(date(2024, 1, 1), Decimal(214_904), Decimal(5_372_609), Decimal(663_540)),
)


def threshold_amount(bought: Bought, day: date) -> Decimal | None:
    """The threshold amount for a kind of contract on a day, None if not known.

    What was bought as works is measured as works. Before 2024 no amount is kept here.
    """
    amounts = next((each for each in AMOUNTS if each.since <= day), None)
    if amounts is None or bought.category is None:
        return None
    if bought.category == "works":
        return amounts.works
    if bought.light_touch is None:
        return None
    return amounts.light_touch if bought.light_touch else amounts.goods_and_services
