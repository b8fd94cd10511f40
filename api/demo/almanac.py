"""Moves the story's dates, so that it always ends in the days before it is made.

The story is told as of one Saturday. Made on another day it moves by whole weeks:
nobody works on what was a Friday and is now a Sunday, what was due in a month is due
in a month, and what lapsed last week lapsed last week.
"""

import calendar
import re
from datetime import date, datetime, timedelta
from typing import Any, Final

# The day after the last that the story tells of.
TOLD: Final = date(2026, 11, 21)
WEEK: Final = timedelta(weeks=1)
# A date inside words: {2026-11-17} is "17 November", {uk 2026-11-17} "17/11/2026",
# {quarter 2026-11-17} the last quarter that was over by then, "2026-Q3".
_NAMED = re.compile(r"\{(?:(uk|iso|year|fy|quarter) )?(\d{4}-\d\d-\d\d)\}")
_APRIL = 4
_QUARTER = 3


class Almanac:
    """The story's calendar as it is on the day on which the story is made."""

    def __init__(self, today: date = TOLD) -> None:
        self._by = (today - TOLD) // WEEK * WEEK

    def moment(self, told: datetime) -> datetime:
        """When something is done."""
        return told + self._by

    def told(self, value: Any, on: date) -> Any:
        """What is said on a day of the story, with each date in it where it now is."""
        match value:
            case str():
                return _NAMED.sub(lambda found: self._written(*found.groups()), value)
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value, on)
            case dict():
                return {name: self.told(each, on) for name, each in value.items()}
            case list():
                return [self.told(each, on) for each in value]
            case _:
                return value

    def day(self, told: date, on: date) -> date:
        """A day that is named `on` another: first and last days of months stay such.

        Unless what had come by then would lie ahead, or what lay ahead would be over.
        """
        plain = told + self._by
        if not self._by or not (near := _nearest(told, plain)):
            return plain
        return near if (told <= on) == (near <= on + self._by) else plain

    def _written(self, form: str | None, told: str) -> str:
        on = date.fromisoformat(told)
        day = self.day(on, on)
        match form:
            case "uk":
                return f"{day:%d/%m/%Y}"
            case "iso":
                return day.isoformat()
            case "year":
                return str(day.year)
            case "fy":
                first = day.year - (day.month < _APRIL)
                return f"{first}-{(first + 1) % 100:02}"
            case "quarter":
                over = day.replace(day=1, month=_quarter_began(day)) - timedelta(days=1)
                return f"{over.year}-Q{over.month // _QUARTER}"
            case _:
                return f"{day.day} {day:%B}"


def _nearest(told: date, day: date) -> date | None:
    """The nearest first or last day of a month, where the told day was one."""
    if told.day == 1:
        first = day.replace(day=1)
        following = (first + timedelta(days=31)).replace(day=1)
        return min(first, following, key=lambda each: abs(each - day))
    if told.day != _days_in(told):
        return None
    before = day.replace(day=1) - timedelta(days=1)
    return min(before, day.replace(day=_days_in(day)), key=lambda e: abs(e - day))


def _quarter_began(day: date) -> int:
    return (day.month - 1) // _QUARTER * _QUARTER + 1


def _days_in(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]
