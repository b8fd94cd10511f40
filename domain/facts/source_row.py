"""What can have happened to a row of a source: what a sheet or a release says."""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints
from typing_extensions import override

from domain.event import Claim, Fact
from domain.facts.contract_notice import Hash, Source
from domain.values import Code, Day, Id, Money, Text

RowKey = Annotated[str, StringConstraints(pattern=r"^\S{1,200}$")]
RowNumber = Annotated[int, Field(ge=0)]


class RowContent(BaseModel):
    """What a row says, and what of the register it is about.

    `says` is JSON text of the values that were understood, `unmapped` of those that
    have no place in the register; both are evidence, never a term of a contract.
    `became` is the noun of the thing that the row is, None where the register has no
    such noun yet or nobody has said which thing it is. `amount` and `dated` are those
    of a payment.
    """

    import_id: Id
    row: RowNumber
    sheet: Code | None = None
    content_hash: Hash
    says: Text
    unmapped: Text | None = None
    became: Code | None = None
    became_id: Id | None = None
    contract_id: Id | None = None
    organisation_id: Id | None = None
    amount: Money | None = None
    dated: Day | None = None


class SourceRowTaken(RowContent, Fact):
    """A source has a row that was not known. It is known again by its key."""

    fact_name: ClassVar[str] = "source-row-taken"

    kind: Source
    source: Source
    key: RowKey
    handling: Literal["normal", "restricted"] = "normal"

    @override
    def claims(self, stream: UUID) -> Iterable[Claim]:
        return (row_claim(self.kind, self.source, self.key),)


class SourceRowChanged(RowContent, Fact):
    """The source says something else in the row, or it is known what the row is."""

    fact_name: ClassVar[str] = "source-row-changed"


class SourceRowNoLongerListed(Fact):
    """The newest file of the source lacks the row; what it said stays."""

    fact_name: ClassVar[str] = "source-row-no-longer-listed"


class SourceRowRelisted(Fact):
    """The source has the row again, unchanged."""

    fact_name: ClassVar[str] = "source-row-relisted"


def row_claim(kind: str, source: str, key: str) -> Claim:
    """By what a row is known again, whatever file brings it."""
    return Claim("source-row", f"{kind}:{source}:{key}")


FACTS: tuple[type[Fact], ...] = (
    SourceRowTaken,
    SourceRowChanged,
    SourceRowNoLongerListed,
    SourceRowRelisted,
)
