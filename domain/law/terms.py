"""Days that a contract sets: the last to give notice, to extend, to break off."""

from datetime import date
from typing import Final

from domain.dating import months_after
from domain.law.verdict import NO_STATUTE, Due, Missing, Rule, Verdict


def _term(name: str, clause: str, asks: str) -> Rule:
    return Rule(name, "contract", NO_STATUTE, clause, asks)


CONTRACT_END: Final = _term("contract_end", "its end", "The contract ends")
NOTICE: Final = _term(
    "notice_last_day",
    "its notice period",
    "The council's last day to give notice, for the contract to end by its end",
)
BREAK: Final = _term(
    "break_notice",
    "its break dates and notice period",
    "The council's last day to give notice for a break",
)
EXTENSION: Final = _term(
    "extension_last_day",
    "its extension option",
    "The last day to take up the option to extend",
)


def last_day_of_notice(end: date, months: int) -> date:
    """The last day on which notice of so many months ends by a day."""
    return months_after(end, -months) if months else end


def to_end(end: date | None) -> Verdict:
    """When the contract ends."""
    return Missing(CONTRACT_END, ("end",)) if end is None else Due(end, CONTRACT_END)


def to_give_notice(
    end: date | None, months: int | None, rule: Rule = NOTICE
) -> Verdict:
    """By when the council gives notice, for the contract to end by a day."""
    return _before(rule, end, months, "notice_period_months")


def to_extend(end: date | None, notice_months: int | None) -> Verdict:
    """By when the next option is taken up: so many months before the end."""
    return _before(EXTENSION, end, notice_months, "extension_options/notice_months")


def _before(rule: Rule, end: date | None, months: int | None, named: str) -> Verdict:
    if end is None or months is None:
        wanted = (("end", end), (named, months))
        return Missing(rule, tuple(name for name, value in wanted if value is None))
    return Due(last_day_of_notice(end, months), rule)
