"""Of which days a decision may speak, and of which what has happened may."""

from calendar import monthrange
from datetime import date, timedelta

from domain.errors import RuleBroken
from domain.occasion import Command, Occasion


def refuse_backdated(what: str, occasion: Occasion) -> None:
    """Refuses to decide as if it had been decided earlier."""
    if occasion.day < occasion.today:
        detail = (
            f"{what} holds from the day it is given, not from {occasion.day}. Leave"
            " effective_on out; correct is for an entry that was wrong"
        )
        raise RuleBroken(detail, rule="no-backdating", pointer="/effective_on")


def refuse_not_yet(field: str, day: date, command: Command, occasion: Occasion) -> None:
    """Refuses a day that has not come yet, and one that is said twice over.

    For what is recorded as having happened on a day of its own field, such as
    `signed_on`: that day is also the one from which the fact holds.
    """
    if day > occasion.today:
        detail = (
            f"{field} {day} is in the future; the register records what has happened."
            f" Use {occasion.today} or earlier, or record it when it has happened"
        )
        raise RuleBroken(detail, rule="not-yet", pointer=f"/{field}")
    if command.effective_on not in {None, day}:
        detail = (
            f"effective_on {command.effective_on} contradicts {field} {day}, which is"
            " the day from which it holds. Leave effective_on out"
        )
        raise RuleBroken(detail, rule="said-twice", pointer="/effective_on")


def refuse_not_after(field: str, day: date, occasion: Occasion) -> None:
    """Refuses a day to come that is not after the day on which it was set."""
    if day <= occasion.day:
        detail = (
            f"{field} {day} is not after {occasion.day}, the day from which this holds."
            " Give a later day, or leave it out"
        )
        raise RuleBroken(detail, rule=field.replace("_", "-"), pointer=f"/{field}")


def whole_months(start: date, last: date) -> int:
    """How many whole months a term has, from its first day to its last.

    From 1 April 2024 to 31 March 2028 there are 48.
    """
    after = last + timedelta(days=1)
    months = (after.year - start.year) * 12 + after.month - start.month
    return months - (after.day < start.day)


def months_after(end: date, months: int) -> date:
    """The last day of a term that runs so many months longer, or (minus) shorter.

    Counted from the day after: from 31 March six months on is 30 September.
    """
    after = end + timedelta(days=1)
    year, month = divmod(after.year * 12 + after.month - 1 + months, 12)
    day = min(after.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)
