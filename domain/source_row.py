"""The row of a source: what a sheet or a release says, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self
from uuid import UUID

from typing_extensions import override

from domain.aggregate import Aggregate
from domain.event import Fact, Recorded
from domain.facts import source_row as facts
from domain.facts.contract_notice import Source
from domain.occasion import Command, Link, Occasion


class ChangeRow(facts.RowContent, Command):
    """Says what a row of a source now says, and what it is known to be."""

    @override
    def links(self) -> Iterator[Link]:
        # A seat is a part of the chain of its contract, which is asked for below.
        if self.became not in {None, "seat"} and self.became_id is not None:
            yield Link("/became_id", str(self.became), self.became_id)
        for noun in ("contract", "organisation"):
            if (found := getattr(self, f"{noun}_id")) is not None:
                yield Link(f"/{noun}_id", noun, found)


class TakeRow(ChangeRow):
    """Keeps a row that a source has, under the key by which it is known again."""

    kind: Source
    source: Source
    key: facts.RowKey
    handling: str = "normal"


class ListRow(Command):
    """Says whether the newest file of a source has a row."""


@dataclass(frozen=True, slots=True)
class SourceRow(Aggregate[Fact]):
    """One row of one source. What it is about has a life of its own."""

    noun: ClassVar[str] = "row"
    prefix: ClassVar[str] = "RW"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS

    stream: UUID
    born_at: int
    kind: str
    source: str
    key: str
    handling: str
    entered_by: frozenset[UUID]
    content: facts.RowContent
    listed: bool = True

    @property
    def contract_id(self) -> UUID | None:
        """The contract that the row is about, if it is known."""
        return self.content.contract_id

    @property
    def organisation_id(self) -> UUID | None:
        """The organisation that the row is about, if it is known."""
        return self.content.organisation_id

    @property
    def readers(self) -> frozenset[UUID] | None:
        """Who may read a restricted row: whoever brought it in."""
        return self.entered_by if self.handling == "restricted" else None

    @classmethod
    def take(cls, command: TakeRow, _: Occasion) -> list[Fact]:
        """RECORD. A source has this row."""
        told: dict[str, Any] = command.said()
        return [facts.SourceRowTaken(reason=command.reason, **told)]

    def change(self, command: ChangeRow, _: Occasion) -> list[Fact]:
        """RECORD. What the row says now; what it repeats is not news."""
        told: dict[str, Any] = command.said()
        said = facts.RowContent(**told)
        if _news(said) == _news(self.content):
            return []
        return [facts.SourceRowChanged(reason=command.reason, **told)]

    def unlist(self, command: ListRow, _: Occasion) -> list[Fact]:
        """RECORD. The source has the row no longer."""
        gone = facts.SourceRowNoLongerListed(reason=command.reason)
        return [gone] if self.listed else []

    def relist(self, command: ListRow, _: Occasion) -> list[Fact]:
        """RECORD. The source has the row again."""
        back = facts.SourceRowRelisted(reason=command.reason)
        return [] if self.listed else [back]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        return cls(
            stream=recorded.stream,
            born_at=recorded.position,
            kind=fact.kind,
            source=fact.source,
            key=fact.key,
            handling=fact.handling,
            entered_by=recorded.envelope.people,
            content=fact,
        )

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.SourceRowChanged() as fact:
                return replace(self, content=fact, listed=True)
            case facts.SourceRowNoLongerListed():
                return replace(self, listed=False)
            case facts.SourceRowRelisted():
                return replace(self, listed=True)
            case _:
                return self


def _news(content: facts.RowContent) -> dict[str, Any]:
    """What counts as said: by its hash, and what the row is known to be."""
    about = ("content_hash", "became", "became_id", "contract_id", "organisation_id")
    return {name: getattr(content, name) for name in about}
