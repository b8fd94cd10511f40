"""What can have been returned of a seat: attested, reported, checked on the spot.

Each seat has a stream of its own for that, which goes by the id of the seat.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from domain.event import Fact
from domain.facts.seat_terms import AttestableTerms, Period, Side
from domain.values import (
    Answer,
    Code,
    Day,
    Id,
    Known,
    Money,
    Number,
    Several,
    Share,
    Value,
    Words,
)

Count = Annotated[int, Field(ge=0, le=10_000_000)]
Days = Annotated[int, Field(ge=0, le=3650)]


class Volume(Value):
    """How much was planned in a period, and how much was done."""

    unit: Code
    planned: Number | None = None
    actual: Number | None = None


class SeatAttested(AttestableTerms, Fact):
    """One side says what the terms are, as it knows them.

    `nothing_changed`: they are what the register had, which the fact repeats.
    """

    fact_name: ClassVar[str] = "seat-attested"

    contract_id: Id
    side: Side
    nothing_changed: bool = False
    # Asked once a year: does the pricing work for you; do you know what is expected.
    pricing_works: Answer | None = None
    pricing_comment: Known[Words] | None = None
    expectations_clear: Answer | None = None


class SeatVolumesReported(Fact):
    """What was delivered in a period; what is said of one again replaces it."""

    fact_name: ClassVar[str] = "seat-volumes-reported"

    contract_id: Id
    side: Side
    period: Period
    volumes: Several[Volume]
    comment: Words | None = None


class SeatPaymentsReported(Fact):
    """How a seat was paid in a period, as either end tells it.

    Days are those from the invoice to the money, `pct_within_30` is a share.
    """

    fact_name: ClassVar[str] = "seat-payments-reported"

    contract_id: Id
    side: Side
    period: Period
    paid_count: Known[Count] | None = None
    mean_days: Known[Number] | None = None
    pct_within_30: Known[Share] | None = None
    longest_days: Known[Days] | None = None
    overdue_amount: Known[Money] | None = None
    retention_held: Known[Money] | None = None


class SeatSpotChecked(Fact):
    """Somebody of the council looked at papers: are the terms there, are they kept."""

    fact_name: ClassVar[str] = "seat-spot-checked"

    contract_id: Id
    checked_on: Day
    terms_seen: Answer | None = None
    flow_down_seen: Answer | None = None
    disputes_procedure_shared: Answer | None = None
    payments_checked: Count | None = None
    paid_late: Count | None = None
    findings: Words | None = None


FACTS: tuple[type[Fact], ...] = (
    SeatAttested,
    SeatVolumesReported,
    SeatPaymentsReported,
    SeatSpotChecked,
)
