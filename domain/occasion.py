"""When, by whom and under which policy a decision is taken: an argument, never read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from domain.errors import RuleBroken
from domain.event import Fact
from domain.scales import Policies
from domain.values import Day, Id, Money, Words


class Link(NamedTuple):
    """Something that a command names and that has to exist: where, what, which."""

    pointer: str
    noun: str
    id: UUID


class Dated(NamedTuple):
    """A fact that is true on other days than its command says."""

    fact: Fact
    effective_on: date
    effective_until: date | None = None


class Command(BaseModel):
    """What somebody asks for: an intent, with what every command may say.

    `effective_on` may lie in the past and never in the future; `effective_until` is
    exclusive, and "open" says that a later value is meant to be replaced.
    """

    # Four hundred kinds, of which a program that runs for a moment uses a few: each is
    # built when it is first used.
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, defer_build=True
    )

    common: ClassVar[frozenset[str]] = frozenset(
        {
            "reason",
            "reason_code",
            "supersedes",
            "effective_on",
            "effective_until",
            "source_document",
            "on_behalf_of",
        }
    )

    # Set where the facts begin on a day that the decision finds: it also checks the
    # period, which cannot be checked before.
    finds_its_day: ClassVar[bool] = False

    # Set where the thing will lie where the command says: rights are asked there, too.
    moves_its_thing: ClassVar[bool] = False

    reason: Words | None = None
    effective_on: Day | None = None
    effective_until: Day | Literal["open"] | None = None
    source_document: Id | None = None
    on_behalf_of: Id | None = None

    def links(self) -> Iterator[Link]:
        """The things that this command names, each of which has to exist."""
        yield from ()

    def said(self) -> dict[str, object]:
        """The fields of its own that the command gives a value, null left out."""
        own = self.model_fields_set - self.common
        return {
            field: value
            for field in type(self).model_fields
            if field in own and (value := getattr(self, field)) is not None
        }


@dataclass(frozen=True, slots=True)
class Occasion:
    """The circumstances of one decision.

    `role` and `limit` come from the grant that allows it, `lent` is the limit of the
    delegation under which a deputy acts for `on_behalf_of`; `day` is the date from
    which its facts hold, `until` the date before which they end (None: open) and
    `replaces_later` whether a later value may be replaced.
    """

    by: UUID
    role: str
    now: datetime
    today: date
    day: date
    until: date | None
    replaces_later: bool
    policies: Policies
    on_behalf_of: UUID | None = None
    limit: Money | None = None
    lent: Money | None = None

    @property
    def principal(self) -> UUID:
        """In whose name it is done: a deputy's work is that of who is away."""
        return self.on_behalf_of or self.by

    @property
    def people(self) -> frozenset[UUID]:
        """Everybody who acts here: four eyes need a second person beside them."""
        return frozenset(who for who in (self.by, self.on_behalf_of) if who)


def days(command: Command, today: date) -> tuple[date, date | None, bool]:
    """From when until when the command's facts hold, and whether they replace later.

    Raises RuleBroken for a date in the future or a period that ends before it begins.
    """
    start = command.effective_on or today
    if start > today:
        detail = (
            f"effective_on {start} is in the future; the register records what has"
            f" happened. Use {today} or earlier, and put a planned date in its own"
            " field"
        )
        raise RuleBroken(detail, rule="effective-on", pointer="/effective_on")
    until = command.effective_until
    if until is None or until == "open":
        return start, None, until == "open"
    if command.effective_on or not command.finds_its_day:
        refuse_empty_period(start, until)
    return start, until, True


def refuse_empty_period(start: date, until: date | None) -> None:
    """Refuses a period that ends before it begins, or on the same day."""
    if until is not None and until <= start:
        detail = (
            f"effective_until {until} is not after {start}, the day from which this"
            " holds. Use a later day, or leave it out if there is no end"
        )
        raise RuleBroken(detail, rule="effective-until", pointer="/effective_until")
