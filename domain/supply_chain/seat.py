"""A seat of a chain as its stream knows it, and on which days it stands where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple
from uuid import UUID

from domain.described import Birth, assert_fields
from domain.errors import RuleBroken
from domain.event import Recorded
from domain.facts import supply_chain as facts
from domain.facts.seat_terms import RiskFacts
from domain.occasion import Occasion
from domain.timeline import Segment, Timeline
from domain.values import known

# Fields of facts that are no description of the seat: they have a place of their own.
APART: Final = frozenset(
    {
        "reason",
        "supersedes",
        "seat_id",
        "contract_id",
        "replaces",
        "declined",
    }
)


class Stretch(NamedTuple):
    """Days, from `start` until before `until` (None: open), under one parent.

    `parent` is None right under the lead; `share` is of the parent's value, None
    where nobody said.
    """

    start: date
    until: date | None
    parent: UUID | None
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Seat:
    """One organisation's place in a chain, with what was said of it for which days."""

    id: UUID
    chain: UUID
    organisation_id: UUID
    born: Birth
    timeline: Timeline
    entered_in_error: bool = False
    doubted_by: frozenset[UUID] = frozenset()

    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> "Seat":
        """The seat just after it was declared."""
        fact = recorded.fact
        return cls(
            id=fact.seat_id,
            chain=recorded.stream,
            organisation_id=fact.organisation_id,
            born=Birth.of(recorded),
            timeline=assert_fields(Timeline(), recorded, APART),
        )

    @classmethod
    def to_be(
        cls, seat: UUID, chain: UUID, organisation: UUID, occasion: Occasion
    ) -> "Seat":
        """A seat of which nothing has been recorded yet."""
        born = Birth(0, occasion.now, occasion.people)
        return cls(seat, chain, organisation, born, Timeline())

    def saying(
        self, said: Mapping[str, Any], start: date, until: date | None
    ) -> "Seat":
        """The seat as it would be if this held for these days."""
        values = {name: v for name, v in said.items() if name not in APART}
        return replace(self, timeline=self.timeline.add(0, start, until, values))

    def evolve(self, recorded: Recorded[Any]) -> "Seat":
        """The seat after one more fact about it."""
        match recorded.fact:
            case facts.SeatEnteredInError():
                return replace(self, entered_in_error=True, doubted_by=frozenset())
            case facts.SeatRestored():
                return replace(self, entered_in_error=False, doubted_by=frozenset())
            case facts.SeatErrorReported(declined=declined):
                people = frozenset[UUID]() if declined else recorded.envelope.people
                return replace(self, doubted_by=people)
            case _:
                moved = assert_fields(self.timeline, recorded, APART)
                return replace(self, timeline=moved)

    def on(self, field: str, day: date) -> Any:
        """The value of a field on a day, None if nobody said."""
        return self.timeline.value(field, day)

    def terms(self, day: date) -> dict[str, Any]:
        """Everything that holds on a day."""
        return self.timeline.at(day)

    def links(self) -> Iterator[Stretch]:
        """Under which seat it was put for which days, whether it stood then or not."""
        for segment in self.timeline.segments():
            yield self._stretch(segment, segment.start, segment.until)

    def stands(self) -> Iterator[Stretch]:
        """The days on which it stands: begun, and neither over nor past its end."""
        if self.entered_in_error:
            return
        for segment in self.timeline.segments():
            begun, last, over = (
                known(segment.values.get(name)) for name in ("start", "end", "ended_on")
            )
            after = last + timedelta(1) if last and last < date.max else None
            start = max(filter(None, (segment.start, begun)))
            until = min(filter(None, (segment.until, after, over)), default=None)
            if until is None or start < until:
                yield self._stretch(segment, start, until)

    def refuse_gone(self) -> None:
        """Refuses work on a seat that was taken back."""
        if self.entered_in_error:
            detail = "this seat was entered in error; restore it first"
            raise RuleBroken(detail, rule="entered-in-error", pointer="/seat_id")

    def stands_under(self, seat: UUID, day: date) -> bool:
        """Whether it stands right under a seat on a day."""
        return any(stretch.parent == seat for stretch in self._standing(day))

    def stands_on(self, day: date) -> bool:
        """Whether it stands on a day, under whatever seat."""
        return any(True for _ in self._standing(day))

    def _standing(self, day: date) -> Iterator[Stretch]:
        return (
            stretch
            for stretch in self.stands()
            if stretch.start <= day and (stretch.until is None or day < stretch.until)
        )

    def parent(self, day: date) -> UUID | None:
        """The place above it on a day, None right under the lead."""
        return self._above(self.on("parent_seat_id", day))

    def _above(self, parent: UUID | None) -> UUID | None:
        """The lead's own place goes without saying; it is called as the chain is."""
        return None if parent == self.chain else parent

    def _stretch(self, segment: Segment, start: date, until: date | None) -> Stretch:
        held = segment.values
        parent = self._above(held.get("parent_seat_id"))
        return Stretch(start, until, parent, known(held.get("value_share")))


Seats = Mapping[UUID, Seat]


def merged(held: RiskFacts | None, said: RiskFacts) -> RiskFacts:
    """What was said of risks, with what is said now laid over it."""
    if held is None:
        return said
    return held.model_copy(update={n: getattr(said, n) for n in said.model_fields_set})
