"""The two clocks of a question: as known when, and as true on which day."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple, Protocol

from api.refusals import Fault, Invalid
from domain.log.mapper import moment
from domain.values import DATE

MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]{1,9})?"
    # A plus sign that nobody escaped arrives as a space.
    r"(?:([Zz])|([+\- ])([0-9]{2}:[0-9]{2}))"
)
POSITION = re.compile(r"[0-9]{1,15}")
CHECKPOINT = re.compile(r"checkpoint:([0-9]{1,15})")
FORMS = (
    "write known_at as a moment (2026-11-21T17:00:00Z), as a position (1187)"
    " or as checkpoint:<size>"
)


class Past(Protocol):
    """What has to be known of the log to travel in it."""

    def head(self) -> int:
        """The last position."""
        ...


class Clocks(NamedTuple):
    """As known at a position or moment, as true on a day, and how the first was asked.

    Where nothing was asked both are None: now, and today.
    """

    known_at: int | datetime | None = None
    effective_on: date | None = None
    asked: str | None = None

    @property
    def explicit(self) -> bool:
        """Whether both clocks were set: the answer then never changes."""
        return self.known_at is not None and self.effective_on is not None


class TimeTravel:
    """Reads the two clocks of a request. The future is refused on both."""

    def __init__(
        self,
        past: Past,
        sealed_to: Callable[[], int],
        now: Callable[[], datetime],
        today: Callable[[], date],
    ) -> None:
        self._past = past
        self._sealed_to = sealed_to
        self._now = now
        self._today = today

    def read(self, asked: Mapping[str, str]) -> Clocks:
        """The clocks of a query. Raises Invalid for what is unclear or yet to come."""
        known_at, effective_on = asked.get("known_at"), asked.get("effective_on")
        day = None if effective_on is None else self.day("effective_on", effective_on)
        if known_at is None:
            return Clocks(None, day)
        if POSITION.fullmatch(known_at):
            position = int(known_at)
            return Clocks(self._recorded(position), day, str(position))
        if found := CHECKPOINT.fullmatch(known_at):
            size = int(found[1])
            return Clocks(self._sealed(size), day, f"checkpoint:{size}")
        when = self._moment(known_at)
        return Clocks(when, day, moment(when))

    def day(self, name: str, text: str) -> date:
        """The day that a parameter gives. Raises Invalid for one yet to come."""
        try:
            day = date.fromisoformat(text) if DATE.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None:
            raise _unclear(name, f"write {name} as 2027-03-31")
        if day > (today := self._today()):
            raise _unclear(name, f"{day} is in the future; the latest is {today}")
        return day

    def _recorded(self, position: int) -> int:
        head = self._past.head()
        if not 1 <= position <= head:
            raise _unclear("known_at", f"the register has positions 1 to {head} so far")
        return position

    def _sealed(self, size: int) -> int:
        sealed = self._sealed_to()
        if not 1 <= size <= sealed:
            raise _unclear("known_at", f"the register is sealed to {sealed} so far")
        return size

    def _moment(self, text: str) -> datetime:
        when = _read_moment(text)
        if when is None:
            raise _unclear("known_at", FORMS)
        if when > (now := self._now()):
            raise _unclear("known_at", f"{text} is in the future; it is {moment(now)}")
        return when


def _read_moment(text: str) -> datetime | None:
    found = MOMENT.fullmatch(text)
    if found is None:
        return None
    day, time, fraction, zulu, sign, offset = found.groups()
    shift = "+00:00" if zulu else f"{'-' if sign == '-' else '+'}{offset}"
    try:
        # Microseconds are what the log keeps; what is finer is cut off.
        when = datetime.fromisoformat(f"{day}T{time}{(fraction or '')[:7]}{shift}")
        return when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _unclear(name: str, message: str) -> Invalid:
    return Invalid([Fault(f"/{name}", message)])
