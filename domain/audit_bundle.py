"""The audit bundle: what an auditor of the register asked for and was given."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.aggregate import Aggregate
from domain.event import Fact, Recorded
from domain.facts import audit_bundle as facts
from domain.occasion import Command, Link, Occasion
from domain.values import Ids


class MakeAuditBundle(Command):
    """Asks for entries in their order, with the values of all or of some contracts.

    `first` to `last`; without `last` all that is recorded. Entries beside the contracts
    are in it without their values.
    """

    first: int = Field(default=1, ge=1)
    last: int | None = Field(default=None, ge=1)
    contract_ids: Ids = ()

    @override
    def links(self) -> Iterator[Link]:
        for at, contract in enumerate(self.contract_ids):
            yield Link(f"/contract_ids/{at}", "contract", contract)


@dataclass(frozen=True, slots=True)
class AuditBundle(Aggregate[Fact]):
    """One bundle; it is made anew from the log whenever it is asked for."""

    noun: ClassVar[str] = "audit_bundle"
    prefix: ClassVar[str] = "AB"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS

    stream: UUID
    made: facts.AuditBundleMade

    @classmethod
    def make(
        cls, file: facts.AuditBundleMade, command: MakeAuditBundle, _: Occasion
    ) -> list[Fact]:
        """RECORD. It was made."""
        return [file.model_copy(update={"reason": command.reason})]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        return cls(recorded.stream, recorded.fact)

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        return self
