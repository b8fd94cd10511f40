"""Clocks as an iCalendar file: days without figures, for a calendar program.

A calendar leaves the register, and others may look over a shoulder. So it names what
is due and the thing's reference; of what is restricted not even the title.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event, vText

from projections.rendering import Json

PRODUCT = "-//Counterfoil//Clocks//EN"
MEDIA = "text/calendar; charset=utf-8"


def calendar_of(
    clocks: Iterable[tuple[Json, bool]], register: UUID, written_at: datetime
) -> bytes:
    """A calendar of clocks; each comes with whether it is restricted.

    An entry is known by the same id for as long as it is about the same thing, so that
    a calendar program moves it instead of adding it again.
    """
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("X-WR-CALNAME", vText("Counterfoil: what is due"))
    for clock, restricted in clocks:
        calendar.add_component(_entry(clock, restricted, register, written_at))
    made: bytes = calendar.to_ical()
    return made


def _entry(
    clock: Json,
    restricted: bool,  # noqa: FBT001 - of the pair that comes
    register: UUID,
    written_at: datetime,
) -> Event:
    due = date.fromisoformat(clock["due"])
    entry = Event()
    entry.add("UID", f"{clock['id'].replace(':', '.')}@{register}")
    entry.add("DTSTAMP", written_at.astimezone(UTC))
    entry.add("DTSTART", due)
    entry.add("DTEND", due + timedelta(days=1))
    entry.add("SUMMARY", _summary(clock, restricted=restricted))
    entry.add("DESCRIPTION", f"Rests on: {clock['source']}")
    entry.add("CATEGORIES", [clock["basis"]])
    # It takes no time of anybody's day.
    entry.add("TRANSP", "TRANSPARENT")
    if restricted:
        entry.add("CLASS", "CONFIDENTIAL")
    return entry


def _summary(clock: Json, *, restricted: bool) -> str:
    subject = clock["subject"]
    title = None if restricted else subject["title"]
    named = " ".join(part for part in (subject["reference"], title) if part)
    return f"{clock['what']}: {named}" if named else str(clock["what"])
