"""The notices that the Procurement Act 2023 asks for, and by when.

It governs contracts whose regime is PA23: those whose procurement began on or after
24 February 2025. A contract under another regime is asked for none of them.
"""

from datetime import date
from typing import Final, NamedTuple

from domain.law.days import beginning_with, working_days_beginning_with
from domain.law.verdict import Due, Missing, Rule, Verdict
from domain.thresholds import Standing

ACT: Final = "Procurement Act 2023"
IN_FORCE: Final = date(2025, 2, 24)
# Sections 69 and 71 came later (S.I. 2025/1316).
PERFORMANCE_IN_FORCE: Final = date(2026, 1, 1)
STANDSTILL_WORKING_DAYS: Final = 8
DETAILS_DAYS: Final = 30
DETAILS_DAYS_LIGHT_TOUCH: Final = 120
ENDING_DAYS: Final = 30
PERFORMANCE_DAYS: Final = 30


def _section(
    name: str, number: int, asks: str, *, standing: Standing = "found"
) -> Rule:
    address = f"https://www.legislation.gov.uk/ukpga/2023/54/section/{number}"
    return Rule(name, "statute", ACT, f"s.{number}", asks, address, standing)


STANDSTILL: Final = _section(
    "standstill_end", 51, "The mandatory standstill ends; not to be signed before"
)
UK7: Final = _section("notice_uk7", 53, "Contract details notice (UK7)")
# Whether a small change of the value excuses a large one of the term is disputed.
UK10: Final = _section(
    "notice_uk10",
    75,
    "Contract change notice (UK10), before the contract is modified",
    standing="disputed",
)
UK9: Final = _section(
    "notice_uk9", 71, "Contract performance notice (UK9) on a breach or failure"
)
UK11: Final = _section("notice_uk11", 80, "Contract termination notice (UK11)")


class Bought(NamedTuple):
    """How a contract was bought; None is what is not known."""

    regime: str | None
    light_touch: bool | None = None
    category: str | None = None


def standstill(bought: Bought, published_on: date | None) -> Verdict:
    """The last day of standstill after the award notice (UK6): 8 working days.

    The first is the day of publication. Light touch contracts have none.
    """
    if _governs(bought) is False or bought.light_touch is True:
        return None
    missing = _unknown(
        bought, light_touch=bought.light_touch, published_on=published_on
    )
    if missing or published_on is None:
        return Missing(STANDSTILL, missing)
    last = working_days_beginning_with(published_on, STANDSTILL_WORKING_DAYS)
    return _since_in_force(published_on, Due(last, STANDSTILL))


def details_notice(bought: Bought, entered_on: date | None) -> Verdict:
    """By when the contract details notice is out: 30 days, light touch 120.

    The first of them is the day on which the contract was entered into.
    """
    if _governs(bought) is False:
        return None
    missing = _unknown(bought, light_touch=bought.light_touch, signed_on=entered_on)
    if missing or entered_on is None:
        return Missing(UK7, missing)
    count = DETAILS_DAYS_LIGHT_TOUCH if bought.light_touch else DETAILS_DAYS
    return _since_in_force(entered_on, Due(beginning_with(entered_on, count), UK7))


def performance_notice(bought: Bought, happened_on: date) -> Verdict:
    """By when the performance notice is out after a breach or a failure: 30 days.

    The first of them is the day on which it was decided that the provider did not
    improve, or on which damages or a settlement were agreed, s.71(3)-(5). Light touch
    contracts are exempt.
    """
    if _governs(bought) is False or bought.light_touch is True:
        return None
    if happened_on < PERFORMANCE_IN_FORCE:
        return None
    missing = _unknown(bought, light_touch=bought.light_touch)
    if missing:
        return Missing(UK9, missing)
    return Due(beginning_with(happened_on, PERFORMANCE_DAYS), UK9)


def termination_notice(bought: Bought, ended_on: date | None) -> Verdict:
    """By when the termination notice is out, whatever the contract ended by: 30 days.

    The first of them is the day on which it ended. Light touch contracts, too.
    """
    if _governs(bought) is False:
        return None
    missing = _unknown(bought, ended_on=ended_on)
    if missing or ended_on is None:
        return Missing(UK11, missing)
    return _since_in_force(ended_on, Due(beginning_with(ended_on, ENDING_DAYS), UK11))


def _governs(bought: Bought) -> bool | None:
    """Whether the Act governs the contract, None if nobody knows."""
    return None if bought.regime is None else bought.regime == "PA23"


def _since_in_force(happened_on: date, due: Due) -> Due | None:
    """What is due of something that happened since the Act is in force."""
    return due if happened_on >= IN_FORCE else None


def _unknown(bought: Bought, **inputs: object) -> tuple[str, ...]:
    """What is not known of what has to be."""
    named = {"regime": bought.regime, **inputs}
    return tuple(name for name, value in named.items() if value is None)
