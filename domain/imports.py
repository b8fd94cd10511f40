"""The import: that a file was taken in, what came of it, and what to look at."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self
from uuid import UUID

from typing_extensions import override

from domain.aggregate import Aggregate
from domain.event import Fact, Recorded
from domain.facts import imports as facts
from domain.facts.contract_notice import Hash, Source
from domain.occasion import Command, Occasion
from domain.values import Id, Several, Title


class CarryOutImport(Command):
    """Says which file was imported from which source, and what came of it."""

    kind: Source
    source: Source
    file_name: Title
    sha256: Hash
    follows: Id | None = None
    counts: facts.ImportCounts
    faults: Several[facts.ImportFault] = ()
    to_match: facts.ToMatches = ()


@dataclass(frozen=True, slots=True)
class Import(Aggregate[Fact]):
    """One file that was imported. What it brought are facts of their own nouns."""

    noun: ClassVar[str] = "import"
    prefix: ClassVar[str] = "IM"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS

    stream: UUID
    born_at: int
    file_name: str
    sha256: str

    @property
    def reference(self) -> str:
        """What people call it, for example IM-312."""
        return f"{self.prefix}-{self.born_at}"

    @classmethod
    def carry_out(cls, command: CarryOutImport, _: Occasion) -> list[Fact]:
        """RECORD. The file has been imported."""
        told: dict[str, Any] = command.said()
        return [facts.ImportCarriedOut(reason=command.reason, **told)]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        return cls(recorded.stream, recorded.position, fact.file_name, fact.sha256)

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        return self
