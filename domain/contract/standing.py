"""What a contract has several of: options taken up, obligations, things as found."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.event import Recorded
from domain.facts import contract_life as facts
from domain.facts.contract_known_risks import ContractKnownRisksFrozen


class Found(NamedTuple):
    """What was recorded as found: by whom, and whether somebody stands behind it."""

    people: frozenset[UUID]
    ratified: bool = False


class Extended(NamedTuple):
    """An option that was taken up: at what position, and by how many months."""

    position: int
    months: int


# Fields of facts that no day of the contract has.
UNDATED = frozenset({"status", "source", "change_id", "as_found"})


@dataclass(frozen=True, slots=True)
class Standing:
    """Every option taken up, every obligation, all that was recorded as found."""

    found: Mapping[int, Found] = field(default_factory=dict)
    extensions: tuple[Extended, ...] = ()
    documents: Mapping[UUID, facts.ContractDocumentAdded] = field(default_factory=dict)
    obligations: Mapping[int, facts.ContractObligationSet] = field(default_factory=dict)
    frozen: tuple[ContractKnownRisksFrozen, ...] = ()

    def after(self, recorded: Recorded[Any]) -> "Standing":
        """The standing after one more fact."""
        position, moved = recorded.position, self
        match recorded.fact:
            case facts.ContractExtensionExercised(months=months):
                extended = (*self.extensions, Extended(position, months))
                moved = replace(self, extensions=extended)
            case facts.ContractObligationSet() as told:
                number = told.obligation or position
                moved = replace(self, obligations={**self.obligations, number: told})
            case facts.ContractDocumentAdded() as told:
                documents = {**self.documents, told.document_id: told}
                moved = replace(self, documents=documents)
            case ContractKnownRisksFrozen() as told:
                moved = replace(self, frozen=(*self.frozen, told))
            case facts.ContractRatified(ratified=number):
                stands = self.found[number]._replace(ratified=True)
                return replace(self, found={**self.found, number: stands})
            case _:
                pass
        if getattr(recorded.fact, "as_found", False):
            found = Found(recorded.envelope.people)
            return replace(moved, found={**moved.found, position: found})
        return moved

    def taken_since(self, position: int) -> list[int]:
        """The months of the options that were taken up after a position."""
        return [one.months for one in self.extensions if one.position > position]


def is_after(day: date, other: date | None) -> bool:
    """Whether a day lies after another, if that is known."""
    return other is not None and other < day
