"""The program that serves the register, as its log has it."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from typing_extensions import override

from domain.aggregate import Aggregate
from domain.event import Fact, Recorded
from domain.facts import software as facts
from domain.facts.release import Hash
from domain.occasion import Command, Occasion
from domain.values import Code


class NoteSoftware(Command):
    """Says by which program the register is served from here on."""

    release: Code
    migration: Code
    sha256: Hash


@dataclass(frozen=True, slots=True)
class Software(Aggregate[Fact]):
    """What served the register last; None before anything was noted."""

    noun: ClassVar[str] = "software"
    prefix: ClassVar[str] = "SW"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS

    running: tuple[str, str, str] | None = None

    def note(self, command: NoteSoftware, _: Occasion) -> list[Fact]:
        """RECORD. Another program serves it; the same again is nothing new."""
        said = (command.release, command.migration, command.sha256)
        if said == self.running:
            return []
        release, migration, sha256 = said
        return [
            facts.SoftwareChanged(release=release, migration=migration, sha256=sha256)
        ]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        return cls().evolve(recorded)

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        return type(self)((fact.release, fact.migration, fact.sha256))
