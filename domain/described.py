"""What all business nouns share: descriptions, corrections, entries made in error."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Literal, TypeVar
from uuid import UUID

from typing_extensions import Self

from domain.aggregate import Aggregate
from domain.errors import RuleBroken, UnknownReference
from domain.event import Fact, Recorded
from domain.occasion import Command, Dated, Occasion
from domain.timeline import Assertion, Timeline
from domain.values import Words

F = TypeVar("F", bound=Fact)

ReasonCode = Literal["clerical", "late_notice", "negotiated_retro", "legal"]


class Correction(Command):
    """Puts right what was recorded wrongly; the wrong entry stays in the history.

    `supersedes` names the position of the entry that was wrong; left out, it is the
    entry that gives the first of the named fields its value. Unless it says
    otherwise the correction holds from the day of the entry that it supersedes.
    """

    reason_code: ReasonCode
    supersedes: int | None = None


class EnterInError(Command):
    """Takes an entry out of lists and figures; the history keeps it."""

    reason: Words


class Restore(Command):
    """Brings back what was taken out as entered in error."""

    reason: Words


@dataclass(frozen=True, slots=True)
class Described(Aggregate[F]):
    """A noun with fields that hold from a day until a day.

    Its `*-corrected` and `*-described` facts carry the fields of the opening fact,
    all optional; `plain` names the fields that may change by a description alone.
    """

    corrected: ClassVar[type[Any]]
    described: ClassVar[type[Any]]
    erred: ClassVar[type[Fact]]
    restored: ClassVar[type[Fact]]
    plain: ClassVar[frozenset[str]]
    # Fields of facts that are no description: they have a place of their own.
    apart: ClassVar[frozenset[str]] = frozenset({"reason", "supersedes", "opening"})

    stream: UUID
    born_at: int
    timeline: Timeline
    entered_in_error: bool

    def asserted(self, recorded: Recorded[Any]) -> Self:
        """The state with the fact's fields asserted for the days that it holds."""
        return replace(
            self, timeline=assert_fields(self.timeline, recorded, self.apart)
        )

    def marked(self, recorded: Recorded[Any]) -> Self | None:
        """The state after a fact that every noun has, None if it is not one."""
        if isinstance(recorded.fact, self.erred):
            return replace(self, entered_in_error=True)
        if isinstance(recorded.fact, self.restored):
            return replace(self, entered_in_error=False)
        if isinstance(recorded.fact, (self.corrected, self.described)):
            return self.asserted(recorded)
        return None

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
        """Puts right what was recorded wrongly."""
        said = command.said()
        if not said:
            detail = "name at least one field and its right value"
            raise RuleBroken(detail, rule="empty-correction")
        wrong = self._superseded(command, said, occasion)
        moved = (
            occasion
            if command.effective_on
            else replace(occasion, day=wrong.start, until=occasion.until or wrong.until)
        )
        if not self.news(said, moved):
            return []
        self.timeline.refuse_override(said, moved)
        fact = self.corrected(reason=command.reason, supersedes=wrong.position, **said)
        return [Dated(fact, moved.day, moved.until)]

    def enter_in_error(self, command: EnterInError, _: Occasion) -> list[Fact]:
        """Takes the whole entry back."""
        return [] if self.entered_in_error else [self.erred(reason=command.reason)]

    def restore(self, command: Restore, _: Occasion) -> list[Fact]:
        """Brings the entry back."""
        return [self.restored(reason=command.reason)] if self.entered_in_error else []

    def news(self, said: dict[str, object], occasion: Occasion) -> dict[str, object]:
        """The fields whose value on the occasion's day is another one."""
        held = self.timeline.at(occasion.day)
        return {f: value for f, value in said.items() if held.get(f) != value}

    def refuse_gone(self) -> None:
        """Refuses work on an entry that was taken back."""
        if self.entered_in_error:
            detail = f"this {self.noun} was entered in error; restore it first"
            raise RuleBroken(detail, rule="entered-in-error")

    def _superseded(
        self, command: Correction, said: Iterable[str], occasion: Occasion
    ) -> Assertion:
        if command.supersedes is not None:
            found = self.timeline.asserted_at(command.supersedes)
        else:
            found = self.timeline.behind(said, occasion.day)
        if found is None and command.supersedes is None:
            return self.timeline.assertions[0]
        if found is None:
            detail = (
                f"#{command.supersedes} asserts nothing of this {self.noun};"
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
