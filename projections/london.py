"""The civil date in London, where the register's days begin and end."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
# In summer London is an hour ahead: only in this hour of UTC the dates differ.
LAST_HOUR = 23


def london_day(moment: datetime) -> date:
    """The date in London at a moment in UTC."""
    if moment.hour != LAST_HOUR:
        return moment.date()
    return moment.astimezone(LONDON).date()


@lru_cache(maxsize=65_536)
def ordinal(day: str) -> int:
    """The number of a day, counted from the first of the year 1."""
    return date.fromisoformat(day).toordinal()


def end_of(day: date) -> datetime:
    """The last microsecond of a day in London."""
    midnight = datetime.combine(day + timedelta(days=1), time(), LONDON)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)
