"""What may be said with a sheet: whose it is, what its columns and its scores mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from api.imports.columns.grades import Scheme

T = TypeVar("T")

# What a risk may hang on that belongs to no one contract.
COUNCIL: Final = "council"


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller says beside the file; all of it may be left out.

    `columns` gives a field to a column, named as its header does or by its letter;
    nothing for one that is only to be kept. `header_row` counts from 1 and is 0 where
    there is none. `contracts`, `suppliers` and `owners` say which contract,
    organisation and account the file means by a name. `contract` is what all rows are
    about that name none: a contract, or "council" for risks of the council as a whole.
    """

    source: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    scheme: str | None = None
    scores: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    likelihood: Mapping[str, int] = field(default_factory=dict)
    impact: Mapping[str, int] = field(default_factory=dict)
    contracts: Mapping[str, str] = field(default_factory=dict)
    suppliers: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    contract: str | None = None

    def scoring(self, file_name: str) -> Scheme:
        """How the file scores risks; unless it has a name it is called by the file."""
        named = (self.scheme or f"as in {file_name}")[:100].strip()
        return Scheme(
            named, _low(self.scores), _low(self.likelihood), _low(self.impact)
        )


def low(name: str) -> str:
    """A name as names are compared: small letters, single spaces."""
    return " ".join(name.casefold().split())


def _low(table: Mapping[str, T]) -> dict[str, T]:
    return {low(name): value for name, value in table.items()}
