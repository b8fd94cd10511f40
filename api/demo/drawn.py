"""Draws days: working days, in office hours, after the register began."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, TypeVar

T = TypeVar("T")
# The first day on which a contract came in, and the last of which the story tells.
BEGAN: Final = date(2023, 11, 23)
LAST: Final = date(2026, 11, 18)
_OPENS, _HOURS, _EVERY = 9, 8, 5
_SATURDAY = 5


@dataclass(frozen=True)
class Days:
    """Where days and courses come from, for a contract that is told until a day."""

    random: random.Random
    last: date = LAST

    def near(self, day: date) -> datetime:
        """Some time on a day, or on the next on which people work."""
        day = min(max(day, BEGAN), self.last)
        while day.weekday() >= _SATURDAY:
            day += timedelta(days=1)
        minutes = self.random.randrange(0, _HOURS * 60, _EVERY)
        return datetime.combine(day, time(_OPENS)) + timedelta(minutes=minutes)

    def between(self, first: date, last: date) -> datetime:
        """Some time from one day until another."""
        first, last = max(first, BEGAN), min(last, self.last)
        room = max((last - first).days, 0)
        return self.near(first + timedelta(days=self.random.randint(0, room)))

    def after(self, at: datetime, least: int, most: int) -> datetime:
        """Some time so many days later."""
        return self.near(at.date() + timedelta(self.random.randint(least, most)))

    def one(self, said: Sequence[T]) -> T:
        """One of several."""
        return self.random.choice(said)

    def chance(self, part: float) -> bool:
        """Whether it is one of so many in a whole."""
        return self.random.random() < part
