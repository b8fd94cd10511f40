"""What may be asked of a seat in a chain, in the shapes of the public contract."""

from collections.abc import Iterator
from typing import Any, ClassVar

from pydantic import BaseModel, Field
from typing_extensions import override

from domain.described import ReasonCode
from domain.facts.contract_fields import Months, PaymentDays, PeopleServed, Pricing
from domain.facts.seat_terms import (
    Activity,
    Alternative,
    DefinedIn,
    Disclosure,
    EndGround,
    Mechanism,
    Processing,
    RiskFacts,
    Trigger,
)
from domain.occasion import Command, Link
from domain.values import (
    Answer,
    Day,
    Id,
    Known,
    Money,
    Several,
    Share,
    Title,
    Value,
    Words,
)

ROUTES = ("issue_route", "exit_arrangement")


class Route(Value):
    """How issues are resolved, or how the seat is left; and where that is defined.

    Without `defined_in` it is known and not in the contract.
    """

    description: Words | None = None
    defined_in: Known[DefinedIn] | None = None


class SayableTerms(BaseModel):
    """The terms that both sides of a seat can say."""

    role: Known[Title] | None = None
    value_share: Known[Share] | None = None
    annual_value: Known[Money] | None = None
    payment_terms_days: Known[PaymentDays] | None = None
    payment_trigger: Known[Trigger] | None = None
    change_mechanism: Known[Mechanism] | None = None
    issue_route: Known[Route] | None = None
    exit_arrangement: Known[Route] | None = None
    risk_facts: RiskFacts | None = None

    def links(self) -> Iterator[Link]:
        """The documents in which routes are said to be defined."""
        for name in ROUTES:
            route = getattr(self, name)
            where = route.defined_in if isinstance(route, Route) else None
            if isinstance(where, DefinedIn) and where.document is not None:
                yield Link(f"/{name}/defined_in/document", "document", where.document)


class AttestTerms(SayableTerms, Command):
    """A command that says such terms."""

    @override
    def said(self) -> dict[str, object]:
        """What is said, each route in two: its words, and where it is defined."""
        return flat(Command.said(self))

    @override
    def links(self) -> Iterator[Link]:
        yield from SayableTerms.links(self)


def flat(said: dict[str, object]) -> dict[str, object]:
    """Routes as facts keep them: so that words stand alone and can be struck out."""
    told: dict[str, object] = {}
    for name, value in said.items():
        if not isinstance(value, Route):
            told[name] = value
            continue
        parts = {name: value.description, f"{name}_defined_in": value.defined_in}
        told.update({part: one for part, one in parts.items() if one is not None})
    return told


class SeatSayable(SayableTerms):
    """Everything that can be said of a seat."""

    activity: Known[Several[Activity]] | None = None
    pricing: Known[Pricing] | None = None
    retention: Known[Share] | None = None
    essential: Answer | None = None
    alternatives: Known[Several[Alternative]] | None = None
    notice_months: Known[Months] | None = None
    monitoring_right: Answer | None = None
    risk_share: Known[Share] | None = None
    liability_cap: Known[Money] | None = None
    data_processor: Known[Processing] | None = None
    people_served: Known[PeopleServed] | None = None
    selection: Known[Words] | None = None
    start: Known[Day] | None = None
    end: Known[Day] | None = None
    parent_seat_id: Id | None = None

    @override
    def links(self) -> Iterator[Link]:
        yield from SayableTerms.links(self)
        if isinstance(self.alternatives, tuple):
            for nth, other in enumerate(self.alternatives):
                if other.organisation_id is not None:
                    pointer = f"/alternatives/{nth}/organisation_id"
                    yield Link(pointer, "organisation", other.organisation_id)


class SeatTermsCommand(SeatSayable, AttestTerms):
    """A command that says any of it."""

    @override
    def links(self) -> Iterator[Link]:
        yield from SeatSayable.links(self)


class ByChange(Command):
    """Something that a change request may have brought about."""

    change_id: Id | None = None

    @override
    def links(self) -> Iterator[Link]:
        if self.change_id is not None:
            yield Link("/change_id", "change", self.change_id)


class DeclareSeat(SeatTermsCommand, ByChange):
    """Says that an organisation has a seat; without a parent right under the lead."""

    organisation_id: Id
    disclosure: Disclosure = "disclosed"

    @override
    def links(self) -> Iterator[Link]:
        yield from SeatTermsCommand.links(self)
        yield from ByChange.links(self)
        yield Link("/organisation_id", "organisation", self.organisation_id)


class OnSeat(Command):
    """Something about one seat."""

    seat_id: Id


class ApproveSeat(OnSeat):
    """Consents to who holds a seat, after the debarment list was looked at."""

    consent_given_on: Day | None = None
    conditions: Words | None = None


class AmendSeat(SeatTermsCommand, ByChange, OnSeat):
    """Says which other terms hold, or under which other seat it stands."""

    @override
    def links(self) -> Iterator[Link]:
        yield from SeatTermsCommand.links(self)
        yield from ByChange.links(self)


class CorrectSeat(SeatTermsCommand, OnSeat):
    """Puts right what was recorded of a seat; the wrong entry stays in the history."""

    finds_its_day: ClassVar[bool] = True

    reason_code: ReasonCode
    supersedes: int | None = None
    ended_on: Known[Day] | None = None


class SuspendSeat(OnSeat):
    """Records that nothing is delivered from a seat for the time being, and why."""

    reason: Words = Field()


class ResumeSeat(OnSeat):
    """Records that a suspended seat delivers again."""


class EndSeat(OnSeat, ByChange):
    """Records that a seat is over; `ended_on` is the first day without it."""

    ended_on: Day
    end_ground: EndGround | None = None


class ReplaceSeat(DeclareSeat, OnSeat):
    """Records that another organisation has the seat from `ended_on` on.

    What is not said of the new one is as it was; seats below stand under it.
    """

    ended_on: Day


class EnterSeatInError(OnSeat):
    """Takes a seat that never was out of the chain; the history keeps it."""

    reason: Words = Field()


class RestoreSeat(OnSeat):
    """Brings back a seat that was taken out as entered in error."""

    reason: Words = Field()


def own_terms(said: dict[str, object]) -> dict[str, Any]:
    """What a command says of the seat itself, without which seat it is."""
    return {name: value for name, value in said.items() if name != "seat_id"}
