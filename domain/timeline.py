"""What was asserted of a thing and for which days: the effective clock of a stream."""

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from domain.errors import OverridesLater
from domain.occasion import Occasion


@dataclasses.dataclass(frozen=True, slots=True)
class Assertion:
    """Values that hold from `start` until before `until` (None: open)."""

    position: int
    start: date
    until: date | None
    values: Mapping[str, Any]

    def covers(self, day: date) -> bool:
        """Whether it speaks of that day."""
        return self.start <= day and (self.until is None or day < self.until)


class Segment(NamedTuple):
    """What held, unchanged, from `start` until before `until` (None: open)."""

    start: date
    until: date | None
    values: Mapping[str, Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Timeline:
    """All assertions of a stream in the order of the log: on overlap the later wins.

    From the day `settled` on nothing begins and nothing ends any more. What holds then
    is kept at hand, however long the history: most questions are about such a day.
    """

    assertions: tuple[Assertion, ...] = ()
    settled: date = date.min
    holding: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def add(
        self, position: int, start: date, until: date | None, values: Mapping[str, Any]
    ) -> "Timeline":
        """The timeline after one more assertion."""
        if not values:
            return self
        return Timeline(
            (*self.assertions, Assertion(position, start, until, values)),
            max(self.settled, start, until or start),
            self.holding if until else {**self.holding, **values},
        )

    def at(self, day: date) -> dict[str, Any]:
        """Every value that holds on `day`; a field nobody asserted is absent."""
        if day >= self.settled:
            return dict(self.holding)
        held: dict[str, Any] = {}
        for assertion in self.assertions:
            if assertion.covers(day):
                held.update(assertion.values)
        return held

    def value(self, field: str, day: date) -> Any:
        """The value of one field on `day`, None if nobody asserted it."""
        if day >= self.settled:
            return self.holding.get(field)
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

    def news(
        self, said: Mapping[str, Any], start: date, until: date | None
    ) -> dict[str, Any]:
        """The fields of `said` that have another value on some day of the period."""
        days = (start, *self._turns(start, until))
        return {
            field: value
            for field, value in said.items()
            if any(self.value(field, day) != value for day in days)
        }

    def segments(self) -> list[Segment]:
        """Everything that ever held, in as few stretches as there are changes.

        Days on which nothing holds are in no segment.
        """
        turns = self._turns(None, None)
        found: list[Segment] = []
        for start, until in zip(turns, [*turns[1:], None], strict=False):
            held = self.at(start)
            if found and (found[-1].until, found[-1].values) == (start, held):
                found[-1] = found[-1]._replace(until=until)
            elif held:
                found.append(Segment(start, until, held))
        return found

    def refuse_override(self, fields: Iterable[str], occasion: Occasion) -> None:
        """Refuses to replace in silence what starts later than the occasion's day.

        Raises OverridesLater naming the assertion; with an `effective_until`, a date
        or "open", the caller has said what is meant. An assertion that is itself
        replaced on all its days cannot be replaced again.
        """
        if occasion.replaces_later:
            return
        for day in self._turns(occasion.day, occasion.until):
            for field in sorted(fields):
                later = self.behind((field,), day)
                if later and later.start > occasion.day:
                    detail = (
                        f"{field} has a value of its own from {later.start} on"
                        f" (recorded as #{later.position}), which this would"
                        f" replace. Say effective_until {later.start} to stop"
                        ' before it, or "open" to replace it'
                    )
                    raise OverridesLater(detail, pointer="/effective_until")

    def _turns(self, after: date | None, before: date | None) -> list[date]:
        """The days in between on which an assertion begins or has ended, in order."""
        if after is not None and after >= self.settled:
            return []
        ends = {day for a in self.assertions for day in (a.start, a.until) if day}
        return sorted(
            day
            for day in ends
            if (after is None or after < day) and (before is None or day < before)
        )
