"""What all business nouns share: descriptions, corrections, entries made in error."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Final, Literal, NamedTuple, Self, TypeVar
from uuid import UUID

from pydantic import Field

from domain.aggregate import Aggregate
from domain.errors import RuleBroken, UnknownReference
from domain.event import Fact, Recorded
from domain.occasion import Command, Dated, Occasion, refuse_empty_period
from domain.timeline import Assertion, Timeline
from domain.values import Words

F = TypeVar("F", bound=Fact)
# For so long the author may take back alone what he entered.
ALONE: Final = timedelta(minutes=15)

ReasonCode = Literal["clerical", "late_notice", "negotiated_retro", "legal"]


class Correction(Command):
    """Puts right what was recorded wrongly; the wrong entry stays in the history.

    `supersedes` names the position of the entry that was wrong; left out, it is, for
    each field, the entry that gives it its value. Unless it says otherwise the
    correction holds for the days of the entry that it supersedes.
    """

    finds_its_day: ClassVar[bool] = True

    reason_code: ReasonCode
    supersedes: int | None = None


class EnterInError(Command):
    """Takes an entry out of lists and figures; the history keeps it."""

    reason: Words = Field()


class Restore(Command):
    """Brings back what was taken out as entered in error."""

    reason: Words = Field()


class Comment(Command):
    """Says something of a thing, which stays as it is."""

    text: Words


class Birth(NamedTuple):
    """Where in the log an entry began, when and by whom."""

    position: int
    at: datetime
    people: frozenset[UUID]

    @classmethod
    def of(cls, recorded: Recorded[Any]) -> Self:
        """The birth that an opening fact is."""
        envelope = recorded.envelope
        return cls(envelope.position, envelope.recorded_at, envelope.people)

    def is_own_and_fresh(self, occasion: Occasion) -> bool:
        """Whether who acts entered it a moment ago, and may take it back alone."""
        fresh = occasion.now - self.at <= ALONE
        return fresh and occasion.people <= self.people


@dataclass(frozen=True, slots=True)
class Described(Aggregate[F]):
    """A noun with fields that hold from a day until a day.

    Its `*-corrected` and `*-described` facts carry the fields of the opening fact,
    all optional; `plain` names the fields that may change by a description alone.
    """

    corrected: ClassVar[type[Any]]
    described: ClassVar[type[Any]]
    erred: ClassVar[type[Fact]]
    reported: ClassVar[type[Any]]
    restored: ClassVar[type[Fact]]
    commented: ClassVar[type[Any]]
    plain: ClassVar[frozenset[str]]
    # Fields of facts that are no description: they have a place of their own.
    apart: ClassVar[frozenset[str]] = frozenset({"reason", "supersedes", "opening"})

    stream: UUID
    born: Birth
    timeline: Timeline
    entered_in_error: bool
    # Who says that it was entered in error, as long as nobody else agrees.
    doubted_by: frozenset[UUID] = field(default=frozenset(), kw_only=True)

    def asserted(self, recorded: Recorded[Any], **changed: Any) -> Self:
        """The state with the fact's fields asserted for the days that it holds.

        What the fact changes besides is `changed`.
        """
        timeline = assert_fields(self.timeline, recorded, self.apart)
        return replace(self, timeline=timeline, **changed)

    def marked(self, recorded: Recorded[Any]) -> Self | None:
        """The state after a fact that every noun has, None if it is not one."""
        if isinstance(recorded.fact, self.erred):
            return replace(self, entered_in_error=True, doubted_by=frozenset())
        if isinstance(recorded.fact, self.restored):
            return replace(self, entered_in_error=False, doubted_by=frozenset())
        if isinstance(recorded.fact, self.reported):
            people = recorded.envelope.people
            declined = recorded.fact.declined
            return replace(self, doubted_by=frozenset() if declined else people)
        if isinstance(recorded.fact, (self.corrected, self.described)):
            return self.asserted(recorded)
        return self if isinstance(recorded.fact, self.commented) else None

    def on(self, field: str, day: date) -> Any:
        """The value of a field on a day, None if nobody said."""
        return self.timeline.value(field, day)

    def describe(self, command: Command, occasion: Occasion) -> list[Fact]:
        """Says something new of a descriptive field, without a change request."""
        said = self.news(command.said(), occasion)
        if not said:
            return []
        self.refuse_gone()
        self.timeline.refuse_override(said, occasion)
        return [self.described(reason=command.reason, **said)]

    def correct(self, command: Correction, occasion: Occasion) -> list[Dated]:
        """Puts right what was recorded wrongly, entry by entry."""
        said = command.said()
        if not said:
            detail = "name at least one field and its right value"
            raise RuleBroken(detail, rule="empty-correction")
        wrong = self._superseded(command, said, occasion)
        return [
            dated
            for position, fields in wrong.items()
            for dated in self._corrected(command, position, fields, occasion)
        ]

    def enter_in_error(self, command: EnterInError, occasion: Occasion) -> list[Fact]:
        """Takes the whole entry back, with a second person.

        Who entered it may do so alone for a quarter of an hour. Otherwise the first
        who says so reports it, and somebody else agrees by saying so, too.
        """
        if self.entered_in_error:
            return []
        gone = self.erring(command.reason)
        if self.born.is_own_and_fresh(occasion):
            return [gone]
        if self.doubted_by:
            return [] if self.doubted_by & occasion.people else [gone]
        return [self.reported(reason=command.reason)]

    def restore(self, command: Restore, _: Occasion) -> list[Fact]:
        """Brings the entry back, or says that it is right where somebody doubts it."""
        if self.entered_in_error:
            return [self.restoring(command.reason)]
        if self.doubted_by:
            return [self.reported(declined=True, reason=command.reason)]
        return []

    def erring(self, reason: str | None) -> Fact:
        """The fact that takes the entry back. Raises what stands against it."""
        return self.erred(reason=reason)

    def restoring(self, reason: str | None) -> Fact:
        """The fact that brings the entry back."""
        return self.restored(reason=reason)

    def comment(self, command: Comment, _: Occasion) -> list[Fact]:
        """RECORD. Somebody said something; in whatever state the thing is."""
        return [self.commented(text=command.text, reason=command.reason)]

    def news(self, said: dict[str, object], occasion: Occasion) -> dict[str, object]:
        """The fields that have another value on some day for which this would hold."""
        return self.timeline.news(said, occasion.day, occasion.until)

    def refuse_gone(self) -> None:
        """Refuses work on an entry that was taken back."""
        if self.entered_in_error:
            detail = f"this {self.noun} was entered in error; restore it first"
            raise RuleBroken(detail, rule="entered-in-error")

    def _corrected(
        self,
        command: Correction,
        position: int,
        said: dict[str, object],
        occasion: Occasion,
    ) -> list[Dated]:
        wrong = self._asserted_at(position)
        day = occasion.day if command.effective_on else wrong.start
        until = occasion.until if command.effective_until else wrong.until
        refuse_empty_period(day, until)
        moved = replace(occasion, day=day, until=until)
        if not (news := self.news(said, moved)):
            return []
        self.timeline.refuse_override(news, moved)
        fact = self.corrected(reason=command.reason, supersedes=wrong.position, **news)
        return [Dated(fact, day, until)]

    def _superseded(
        self, command: Correction, said: dict[str, object], occasion: Occasion
    ) -> dict[int, dict[str, object]]:
        """The entries that were wrong, by position, each with its fields put right."""
        if command.supersedes is not None:
            return {command.supersedes: said}
        wrong: dict[int, dict[str, object]] = {}
        for name, value in said.items():
            entry = self.timeline.behind((name,), occasion.day)
            position = entry.position if entry else self.born.position
            wrong.setdefault(position, {})[name] = value
        return wrong

    def _asserted_at(self, position: int) -> Assertion:
        if (found := self.timeline.asserted_at(position)) is None:
            detail = (
                f"#{position} asserts nothing of this {self.noun};"
                " its history lists the positions that do"
            )
            raise UnknownReference(detail, pointer="/supersedes")
        return found


def assert_fields(
    timeline: Timeline, recorded: Recorded[Any], apart: frozenset[str]
) -> Timeline:
    """The timeline with every field that the fact says, but those set apart."""
    values = {
        field: value
        for field in type(recorded.fact).model_fields
        if field not in apart and (value := getattr(recorded.fact, field)) is not None
    }
    envelope = recorded.envelope
    return timeline.add(
        envelope.position, envelope.effective_on, envelope.effective_until, values
    )
