"""What was asserted of a thing and for which days: the effective clock of a stream."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.errors import OverridesLater
from domain.occasion import Occasion


@dataclass(frozen=True, slots=True)
class Assertion:
    """Values that hold from `start` until before `until` (None: open)."""

    position: int
    start: date
    until: date | None
    values: Mapping[str, Any]

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Timeline:
    """All assertions of a stream in the order of the log: on overlap the later wins."""

    assertions: tuple[Assertion, ...] = ()

    def add(
        self, position: int, start: date, until: date | None, values: Mapping[str, Any]
    ) -> "Timeline":
        """The timeline after one more assertion."""
        if not values:
            return self
        return Timeline((*self.assertions, Assertion(position, start, until, values)))

    def at(self, day: date) -> dict[str, Any]:
        """Every value that holds on `day`; a field nobody asserted is absent."""
        held: dict[str, Any] = {}
        for assertion in self.assertions:
            if assertion.covers(day):
                held.update(assertion.values)
        return held

    def value(self, field: str, day: date) -> Any:
        """The value of one field on `day`, None if nobody asserted it."""
        return next(
            (
                a.values[field]
                for a in reversed(self.assertions)
                if field in a.values and a.covers(day)
            ),
            None,
        )

    def behind(self, fields: Iterable[str], day: date) -> Assertion | None:
        """The assertion that gives one of `fields` its value on `day`."""
        wanted = set(fields)
        return next(
            (
                a
                for a in reversed(self.assertions)
                if wanted & a.values.keys() and a.covers(day)
            ),
            None,
        )

    def asserted_at(self, position: int) -> Assertion | None:
        """The assertion recorded at a position of the log."""
        return next((a for a in self.assertions if a.position == position), None)

    def refuse_override(self, fields: Iterable[str], occasion: Occasion) -> None:
        """Refuses to replace in silence what starts later than the occasion's day.

        Raises OverridesLater naming the assertion; with an `effective_until`, a date
        or "open", the caller has said what is meant.
        """
        if occasion.replaces_later:
            return
        wanted = set(fields)
        for later in self.assertions:
            named = sorted(wanted & later.values.keys())
            if named and later.start > occasion.day:
                detail = (
                    f"{named[0]} has another value from {later.start} on (recorded as"
                    f" #{later.position}), which this would replace. Say"
                    f' effective_until {later.start} to stop before it, or "open" to replace it'
                )
                raise OverridesLater(detail, pointer="/effective_until")
