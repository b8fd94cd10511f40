"""How statutes count days."""

from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5


def shifted(day: date, days: int) -> date:
    """The day so many days later, or (minus) earlier; the calendar's last beyond it."""
    wanted = day.toordinal() + days
    return date.fromordinal(min(max(wanted, 1), date.max.toordinal()))


def beginning_with(day: date, count: int) -> date:
    """The last of so many days beginning with a day: 30 from 1 May on end on 30 May.

    The day itself is the first, so the last one is `count` - 1 days later.
    """
    return day + timedelta(days=count - 1)


def working_days_beginning_with(day: date, count: int) -> date:
    """The last of so many working days, a day that is none itself not being counted."""
    last = day
    left = count - is_working_day(day)
    while left > 0:
        last += timedelta(days=1)
        left -= is_working_day(last)
    return last


def working_days_after(day: date, count: int) -> date:
    """The last of so many working days, the first of which is after a day."""
    return working_days_beginning_with(day + timedelta(days=1), count)


def is_working_day(day: date) -> bool:
    """Whether a day is neither of the weekend nor a bank holiday in England.

    Holidays that are yet to be proclaimed are not among them.
    """
    return day.weekday() < SATURDAY and day not in _bank_holidays(day.year)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
