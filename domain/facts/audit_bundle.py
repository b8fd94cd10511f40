"""What can have happened to an audit bundle: it was made, and given to an auditor."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.event import Fact
from domain.facts.release import Hash
from domain.values import Ids

Position = Annotated[int, Field(ge=1)]


class AuditBundleMade(Fact):
    """An auditor was given entries with their values, restricted records included.

    `size` is that of the signed head that they are under; `sha256` and `bytes` are of
    the file when it was made: it gains what witnesses sign of earlier heads later.
    """

    fact_name: ClassVar[str] = "audit-bundle-made"

    first: Position
    last: Position
    contract_ids: Ids = ()
    size: Position
    sha256: Hash
    bytes: Position


FACTS: tuple[type[Fact], ...] = (AuditBundleMade,)
