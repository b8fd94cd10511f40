"""What can be said of seats that stand in for one another: so many are needed."""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.event import Fact
from domain.values import Code, Id, Ids, Several, Value

Needed = Annotated[int, Field(ge=1, le=500)]


class SeatGroup(Value):
    """Seats right under one place, of which so many are `needed`: two of three."""

    name: Code
    needed: Needed
    seat_ids: Ids


class ChainGroupsSet(Fact):
    """Which seats of the chain stand in for one another from then on; the whole table.

    None: each essential seat is needed.
    """

    fact_name: ClassVar[str] = "chain-groups-set"

    groups: Several[SeatGroup]
    change_id: Id | None = None
