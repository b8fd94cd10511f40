"""Whatever is recorded in whatever order: no circle, no more than the whole, ever."""

from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st

from domain.errors import Refusal
from domain.facts.supply_chain import place_of
from domain.occasion import Command, Dated
from domain.supply_chain.commands import (
    ChangeLead,
    DissolveConsortium,
    FormConsortium,
    SetMembers,
)
from domain.supply_chain.seat_commands import (
    EndSeat,
    EnterSeatInError,
    RestoreSeat,
)
from domain.supply_chain.seat_decisions import amend, declare, end, replace
from domain.supply_chain.seat_mending import correct, enter_in_error, restore
from domain.supply_chain.supply_chain import SupplyChain
from domain.values import known
from tests import chains
from tests.chains import CHAIN, OPENED
from tests.given import TODAY, Given, given

FIRST = date(2026, 1, 1)
SEATS = [UUID(int=n) for n in range(100, 106)]
DAYS = st.integers(0, 300).map(lambda n: FIRST + timedelta(n))
SHARES = st.sampled_from(["0", "0.2", "0.35", "0.5", "0.7", "1"])
PARTNERS = [chains.AGENCY, chains.KITCHEN, chains.WASHERS]
# Under the lead, under a partner of a consortium, or under another seat.
PARENTS = st.sampled_from(
    [CHAIN, *SEATS, *(place_of(CHAIN, partner) for partner in PARTNERS)]
)
TABLES = st.lists(
    st.tuples(st.sampled_from(PARTNERS), st.none() | SHARES), min_size=1, max_size=3
)


WORK = ("declare", "amend", "correct", "end", "replace")


@st.composite
def taken_back(draw: Any) -> tuple[Any, Command]:
    """A seat is taken back, or brought back."""
    said = {"seat_id": draw(st.sampled_from(SEATS)), "reason": "Twice"}
    if draw(st.booleans()):
        return enter_in_error, EnterSeatInError.model_validate(said)
    return restore, RestoreSeat.model_validate(said)


@st.composite
def of_the_whole(draw: Any) -> tuple[Any, Command]:
    """Who leads, and the whole table of who the partners are."""
    days = {"effective_on": draw(DAYS), "effective_until": "open"}
    members = [
        {"organisation_id": partner} | ({} if share is None else {"share": share})
        for partner, share in draw(TABLES)
    ]
    what = draw(st.sampled_from(["form", "set", "lead", "dissolve"]))
    match what:
        case "form":
            return SupplyChain.form_consortium, FormConsortium.model_validate(
                {"members": members, **days}
            )
        case "set":
            return SupplyChain.set_members, SetMembers.model_validate(
                {"members": members, **days}
            )
        case "lead":
            lead = draw(st.sampled_from(PARTNERS))
            return SupplyChain.change_lead, ChangeLead.model_validate(
                {"organisation_id": lead, **days}
            )
        case _:
            return SupplyChain.dissolve, DissolveConsortium.model_validate(days)


@st.composite
def on_a_seat(draw: Any) -> tuple[Any, Command]:
    """Any command on any seat, on any day, perhaps with an end."""
    seat, day = draw(st.sampled_from(SEATS)), draw(DAYS)
    until = draw(st.none() | st.just("open") | DAYS)
    if isinstance(until, date) and until <= day:
        until = None
    days = {"effective_on": day, "effective_until": until}
    terms = {
        name: value
        for name, value in {
            "value_share": draw(st.none() | SHARES),
            "parent_seat_id": draw(st.none() | PARENTS),
            "start": draw(st.none() | DAYS),
        }.items()
        if value is not None
    }
    what = draw(st.sampled_from(WORK))
    match what:
        case "declare":
            return partial(declare, seat), chains.declare(**terms, **days)
        case "amend":
            return amend, chains.amend(seat, **terms, **days)
        case "correct":
            return correct, chains.correct(seat, **terms, **days)
        case "end":
            return end, EndSeat(seat_id=seat, ended_on=day)
        case _:
            new = draw(st.sampled_from(SEATS))
            said = {"seat_id": seat, "ended_on": day, **terms}
            command = chains.replace_by(chains.KITCHEN, **said)
            return partial(replace, new), command


STEPS = st.one_of(on_a_seat(), on_a_seat(), taken_back(), of_the_whole())


def taken(history: Given[SupplyChain], step: tuple[Any, Command]) -> Given[SupplyChain]:
    """The chain after one step; as it was where that is refused."""
    decide, command = step
    new = getattr(decide, "args", (None,))[0]
    if new in history.state.seats:  # ids are given once
        return history
    outcome = history.when(decide, command)
    if outcome.refusal is not None:
        assert isinstance(outcome.refusal, Refusal)
        return history
    facts = [
        fact
        if isinstance(fact, Dated)
        else Dated(fact, getattr(command, "effective_on", None) or TODAY)
        for fact in outcome.decided
    ]
    return history.and_also(*facts)


@settings(max_examples=200, deadline=None)
@each(st.lists(STEPS, max_size=14))
def test_every_day_of_every_chain_is_a_forest_of_whole_shares(
    asked: list[tuple[Any, Command]],
) -> None:
    history = given(SupplyChain, OPENED, stream=CHAIN)
    for step in asked:
        history = taken(history, step)

    seats = history.state.seats
    for day in [FIRST + timedelta(n) for n in range(0, 330, 3)]:
        under: dict[UUID | None, Decimal] = {}
        for seat in seats.values():
            _climbs(seats, seat.id, day)
            if not seat.entered_in_error and _stands(seat.terms(day), day):
                parent = seat.parent(day)
                share = known(seat.on("value_share", day)) or Decimal()
                under[parent] = under.get(parent, Decimal()) + share
        assert all(total <= Decimal("1.001") for total in under.values()), (day, under)
        partners = history.state.members(day)
        shared = sum((one.share or Decimal() for one in partners), Decimal())
        assert shared <= Decimal("1.001"), (day, partners)
        assert len({one.organisation_id for one in partners}) == len(partners)


def _climbs(seats: Any, seat: UUID, day: date) -> None:
    """Going up from a seat one comes to the lead."""
    seen, at = set[UUID](), seat
    while (parent := seats[at].parent(day)) is not None and parent in seats:
        assert at not in seen
        seen.add(at)
        at = parent


def _stands(held: dict[str, Any], day: date) -> bool:
    if not held:
        return False
    start, last, over = (known(held.get(n)) for n in ("start", "end", "ended_on"))
    begun = start is None or start <= day
    return begun and (last is None or day <= last) and (over is None or day < over)
