"""The civil date in London, where the register's days begin and end."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
# In summer London is an hour ahead: only in this hour of UTC the dates differ.
LAST_HOUR = 23


def london_day(moment: datetime) -> date:
    """The date in London at a moment in UTC."""
    if moment.hour != LAST_HOUR:
        return moment.date()
    return moment.astimezone(LONDON).date()


def end_of(day: date) -> datetime:
    """The last microsecond of a day in London."""
    midnight = datetime.combine(day + timedelta(days=1), time(), LONDON)
    return midnight.astimezone(UTC) - timedelta(microseconds=1)
