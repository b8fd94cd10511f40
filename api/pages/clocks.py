"""The two clocks as people set them on a page: by the day.

What the API asks for as a moment or a position may be a day here, and then means the
end of that day in London. Both clocks stay set from page to page.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from api.service import Service
from api.time_travel import Clocks
from domain.values import DATE
from projections.london import LONDON, end_of
from projections.view import View

KNOWN_AT, TRUE_ON = "known_at", "effective_on"


class PageClocks(NamedTuple):
    """The clocks of a page: as they were asked for, and as they are read."""

    asked: Mapping[str, str]
    read: Clocks

    @classmethod
    def of(cls, service: Service, single: Mapping[str, str]) -> "PageClocks":
        """The clocks of a query. An empty box sets none.

        Raises Invalid for what is unclear or yet to come.
        """
        asked = {
            name: said for name in (KNOWN_AT, TRUE_ON) if (said := single.get(name))
        }
        return cls(asked, _read(service, asked))

    @classmethod
    def none(cls) -> "PageClocks":
        """The clocks of now."""
        return cls({}, Clocks())

    @property
    def is_past(self) -> bool:
        """Whether the page shows the register otherwise than as of now."""
        return self.read.known_at is not None or self.read.effective_on is not None

    def href(self, path: str, **query: Any) -> str:
        """The address of another page, with the clocks as they are set on this."""
        said = {name: value for name, value in query.items() if value is not None}
        return _address(path, {**said, **self.asked})

    def data(self, view: View, path: str, **query: Any) -> str:
        """The address of the same as data: in the past, as known at the same entry."""
        said = {name: value for name, value in query.items() if value is not None}
        if self.is_past:
            said |= {KNOWN_AT: view.position, TRUE_ON: view.pin.effective_on}
        return _address(path, said)

    def known_day(self, view: View) -> date | None:
        """The day in the box "as we knew it on", None where it is empty."""
        known_at = self.read.known_at
        if known_at is None:
            return None
        if isinstance(known_at, int):
            known_at = view.log.recorded_at(max(view.position, 1))
        return known_at.astimezone(LONDON).date()


def _read(service: Service, asked: Mapping[str, str]) -> Clocks:
    """The clocks of a page; how things are today, as is known now, is no past."""
    found = _asked(service, asked)
    if found.known_at is None and found.effective_on == service.today():
        return Clocks()
    return found


def _asked(service: Service, asked: Mapping[str, str]) -> Clocks:
    known_at = asked.get(KNOWN_AT)
    if known_at is None or not DATE.fullmatch(known_at):
        return service.travel.read(asked)
    day = service.travel.day(KNOWN_AT, known_at)
    rest = service.travel.read({n: v for n, v in asked.items() if n != KNOWN_AT})
    if day == service.today():
        return rest
    return Clocks(end_of(day), rest.effective_on, known_at)


def _address(path: str, query: Mapping[str, Any]) -> str:
    return f"{path}?{urlencode(query, doseq=True)}" if query else path
