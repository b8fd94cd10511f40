"""What a return may say: of places in chains, by who holds them."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field
from typing_extensions import override

from domain.facts import seat_return as returns
from domain.facts.issue_terms import Severity, Type
from domain.facts.seat_terms import Period
from domain.occasion import Command, Link
from domain.supply_chain.seat_commands import SayableTerms
from domain.values import (
    Answer,
    Id,
    Known,
    Money,
    Number,
    Several,
    Share,
    Title,
    Value,
    Words,
)


class VolumesOf(Value):
    """What was planned and delivered in a period."""

    period: Period
    volumes: Several[returns.Volume] = Field(min_length=1)
    comment: Words | None = None


class PaymentsOf(Value):
    """How the place was paid in a period; days are those from the invoice on."""

    period: Period
    paid_count: Known[returns.Count] | None = None
    mean_days: Known[Number] | None = None
    pct_within_30: Known[Share] | None = None
    longest_days: Known[returns.Days] | None = None
    overdue_amount: Known[Money] | None = None
    retention_held: Known[Money] | None = None


class ReturnedSeat(SayableTerms, Value):
    """What its holder says of one place: its terms as they are, or that they stand.

    `pricing_works` and `pricing_comment` are for the council alone.
    """

    seat_id: Id
    nothing_changed: bool = False
    pricing_works: Answer | None = None
    pricing_comment: Known[Words] | None = None
    expectations_clear: Answer | None = None
    volumes: Several[VolumesOf] = ()
    payments: Several[PaymentsOf] = ()


class Concern(Value):
    """Something that worries the holder of a place; kept from who stands above it.

    Without `confidential_from` ["lead"] the lead reads it like any other issue.
    """

    seat_id: Id
    title: Title
    details: Words | None = None
    type: Known[Type] | None = None
    severity: Known[Severity] | None = None
    confidential_from: Several[Literal["lead"]] = ("lead",)


class SendReturn(Command):
    """One return for all places: nothing changed, or what is said of some of them.

    `nothing_changed` holds for every place of whose terms nothing else is said.
    """

    nothing_changed: bool = False
    seats: Several[ReturnedSeat] = ()
    concerns: Several[Concern] = ()

    @override
    def links(self) -> Iterator[Link]:
        for nth, seat in enumerate(self.seats):
            for link in seat.links():
                yield link._replace(pointer=f"/seats/{nth}{link.pointer}")


class RaiseConcern(Command, Concern):
    """Raises a concern alone; the return may still follow."""
