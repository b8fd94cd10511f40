"""The act by which a return comes in: what is said of each place, and what worries."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from domain.desk import Desk
from domain.errors import RuleBroken
from domain.event import Fact
from domain.issue.commands import RaiseIssue
from domain.issue.issue import Issue
from domain.occasion import Occasion
from domain.returning.commands import Concern, ReturnedSeat, SendReturn
from domain.supply_chain.seat import Seat
from domain.supply_chain.seat_commands import SayableTerms
from domain.supply_chain.seat_returns import (
    AttestSeat,
    ReportPayments,
    ReportVolumes,
    SeatReturns,
    attest,
    report,
)
from domain.values import Value

# What can be said of a place besides periods: its terms, and what is asked of it.
_TERMS = tuple(SayableTerms.model_fields)
_ASKED = ("pricing_works", "pricing_comment", "expectations_clear")


class Held(NamedTuple):
    """A place that somebody answers for: its seat, what was returned of it so far.

    `above` are all who stand above it in the chain, the lead first of all.
    """

    contract: UUID
    seat: Seat
    returns: SeatReturns
    above: frozenset[UUID]


def send_return(desk: Desk, held: Mapping[UUID, Held], command: SendReturn) -> None:
    """Records what is said of every place, all of it or nothing.

    RECORD. `held` are the places of whoever answers. Terms are attested by who is
    paid; periods are reported as ever: said again they replace what was said.
    """
    occasion = desk.occasion(command)
    refuse_no_day(command)
    for said in _of_each(held, command):
        place = held[said.seat_id]
        facts = list(_facts(place, said, occasion))
        desk.record(SeatReturns, place.seat.id, facts)


def raise_concern(
    desk: Desk, issue: UUID, place: Held, concern: Concern, occasion: Occasion
) -> None:
    """Raises what worries the holder of a place as an issue on its contract.

    RECORD. Unless said otherwise it is kept from everybody who stands above the place.
    """
    kept_from = tuple(sorted(place.above)) if concern.confidential_from else None
    raised = RaiseIssue(
        title=concern.title,
        contract_id=place.contract,
        type=concern.type,
        severity=concern.severity,
        service_impact=concern.details,
        confidential_from=kept_from,
    )
    facts = Issue.raise_concern(place.seat.organisation_id, raised, occasion)
    desk.record(Issue, issue, facts)


def refuse_no_day(command: SendReturn) -> None:
    """Refuses a return that would hold for a time: it is of its day."""
    if command.effective_until is not None:
        detail = "a return is of its day or period; leave effective_until out"
        raise RuleBroken(detail, rule="return-period", pointer="/effective_until")


def _of_each(held: Mapping[UUID, Held], command: SendReturn) -> list[ReturnedSeat]:
    """What is said of each place: its own words, or that nothing has changed there."""
    said = {one.seat_id: one for one in command.seats}
    if len(said) < len(command.seats):
        detail = "one place is named twice; say all of it at once"
        raise RuleBroken(detail, rule="named-twice", pointer="/seats")
    if not (command.nothing_changed or said):
        detail = "say that nothing_changed, or what is so of a place in seats"
        raise RuleBroken(detail, rule="empty-return")
    if not command.nothing_changed:
        return list(said.values())
    whole = (said.get(seat, ReturnedSeat(seat_id=seat)) for seat in held)
    return [
        one if _says_terms(one) else one.model_copy(update={"nothing_changed": True})
        for one in whole
    ]


def _says_terms(said: ReturnedSeat) -> bool:
    return any(getattr(said, name) is not None for name in _TERMS)


def _facts(place: Held, said: ReturnedSeat, occasion: Occasion) -> Iterator[Fact]:
    """What one place comes to: its terms, then what it says of periods."""
    told = {
        name: value
        for name in (*_TERMS, *_ASKED)
        if (value := getattr(said, name)) is not None
    }
    if said.nothing_changed:
        told["nothing_changed"] = True
    reports = _reports(said)
    if told or not reports:
        attested = AttestSeat(seat_id=said.seat_id, **told)
        on_record = place.seat.terms(occasion.day)
        yield from attest("payee", on_record, place.returns, attested, occasion)
    for one in reports:
        yield from report("payee", place.returns, one, occasion)


def _reports(said: ReturnedSeat) -> list[ReportVolumes | ReportPayments]:
    seat = said.seat_id
    return [
        *(ReportVolumes(seat_id=seat, **_given(one)) for one in said.volumes),
        *(ReportPayments(seat_id=seat, **_given(one)) for one in said.payments),
    ]


def _given(value: Value) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.model_fields_set}
