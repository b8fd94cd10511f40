"""Acts on a plan that ask what its contract and the chain of it are like.

Seats belong to the chain of the contract; a plan names them by their ids alone.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from domain.contract.contract import Contract
from domain.desk import Desk
from domain.errors import NotFound, RuleBroken, UnknownReference
from domain.facts import plan as facts
from domain.facts import plan_parts
from domain.facts.supply_chain import chain_of
from domain.occasion import Occasion
from domain.plan import work
from domain.plan.commands import ActivatePlan, CompletePlan, OpenPlan
from domain.plan.part_commands import AddTask, DecideSeat, RecordWorkforce
from domain.plan.plan import Plan
from domain.supply_chain.seat import Seat
from domain.supply_chain.supply_chain import SupplyChain
from domain.values import known


def open_plan(desk: Desk, stream: UUID, command: OpenPlan) -> None:
    """DECIDE. Begins a plan; a single place is one in the chain of its contract."""
    told = Plan.open(command, desk.occasion(command))
    if command.seat_id is not None:
        _refuse_stranger(_seats(desk, command.contract_id), command.seat_id)
    desk.record(Plan, stream, told)


def add_task(desk: Desk, stream: UUID, command: AddTask) -> None:
    """DECIDE. Something is to be done before the contract ends."""
    plan, occasion = desk.read(Plan, stream), desk.occasion(command)
    end = _end(desk, plan, occasion)
    desk.record(Plan, stream, work.add_task(plan, command, occasion, end))


def activate(desk: Desk, stream: UUID, command: ActivatePlan) -> None:
    """RECORD. The plan is carried out. INV-X2: its tasks are dated back from a day.

    Approved or not: what is carried out without approval is a finding. The dates are
    worked out when they are read, so that they follow whatever is known later.
    """
    plan, occasion = desk.read(Plan, stream), desk.occasion(command)
    plan.refuse_over("activate")
    end = command.end_on or known(plan.on("end_on", occasion.day))
    end = end or _end(desk, plan, occasion)
    if end is None:
        detail = (
            "nobody knows by when it has to be done: say end_on, or establish the last"
            " day of the contract first"
        )
        raise RuleBroken(detail, rule="INV-X2", pointer="/end_on")
    said = {"trigger": command.trigger, "end_on": end}
    if plan.status == "activated" and not plan.news(dict(said), occasion):
        return
    fact = facts.PlanActivated(
        trigger=command.trigger, end_on=end, reason=command.reason
    )
    desk.record(Plan, stream, [fact])


def decide_seat(desk: Desk, stream: UUID, command: DecideSeat) -> None:
    """DECIDE. What becomes of one place in the chain; it may be left open."""
    plan = desk.read(Plan, stream)
    desk.occasion(command)
    plan.refuse_over("decide a seat of")
    _refuse_stranger(_seats(desk, plan.contract_id), command.seat_id)
    news = plan.parts.news(plan_parts.PlanSeatDecided, command.said())
    if not news:
        return
    told = {
        "seat_id": command.seat_id,
        "decision": command.decision,
        "provider_id": command.provider_id,
        "consent_given": command.consent_given,
        "reason": command.reason,
    }
    desk.record(Plan, stream, [plan_parts.PlanSeatDecided.model_validate(told)])


def record_workforce(desk: Desk, stream: UUID, command: RecordWorkforce) -> None:
    """RECORD. Counts of the people of the lead, or of a place in the chain."""
    plan, occasion = desk.read(Plan, stream), desk.occasion(command)
    if command.seat_id is not None:
        _refuse_stranger(_seats(desk, plan.contract_id), command.seat_id)
    desk.record(Plan, stream, work.record_workforce(plan, command, occasion))


def complete(desk: Desk, stream: UUID, command: CompletePlan) -> None:
    """DECIDE. The plan was carried out.

    INV-X4: a plan of exit is complete with its assets recorded, a certificate that
    data was returned or deleted, and a decision for every seat that stands. What is
    not done is named as an exception, with whoever sees to it.
    """
    plan, occasion = desk.read(Plan, stream), desk.occasion(command)
    plan.refuse_gone()
    if plan.status == "complete":
        return
    seats = _seats(desk, plan.contract_id)
    for each in command.exceptions:
        if each.seat_id is not None:
            _refuse_stranger(seats, each.seat_id)
    if plan.kind == "exit":
        _refuse_unfinished(plan, seats, command, occasion)
    fact = facts.PlanCompleted(
        exceptions=command.exceptions,
        final_cost=command.final_cost,
        reason=command.reason,
    )
    desk.record(Plan, stream, [fact])


def _refuse_unfinished(
    plan: Plan, seats: Mapping[UUID, Seat], command: CompletePlan, occasion: Occasion
) -> None:
    excused = {(each.lacking, each.seat_id) for each in command.exceptions}
    lacking = [
        name
        for name, done in (("assets", _has_assets(plan)), ("data_return", _data(plan)))
        if not done and (name, None) not in excused
    ]
    undecided = [
        str(seat)
        for seat in _undecided(plan, seats, occasion)
        if ("seat", seat) not in excused
    ]
    if not lacking and not undecided:
        return
    said = [f"{name.replace('_', ' ')}" for name in lacking]
    said += [f"a decision on seat {seat}" for seat in undecided]
    detail = (
        f"the exit is not complete for want of: {'; '.join(said)}. Record these, or"
        " name each under exceptions with the account that sees to it"
    )
    raise RuleBroken(detail, rule="INV-X4", pointer="/exceptions")


def _has_assets(plan: Plan) -> bool:
    return bool(plan.parts.of("assets"))


def _data(plan: Plan) -> bool:
    """Whether a certificate is there for every set of data, and there is a set."""
    sets = plan.parts.of("data").values()
    return bool(sets) and all("certificate" in each for each in sets)


def _undecided(
    plan: Plan, seats: Mapping[UUID, Seat], occasion: Occasion
) -> Sequence[UUID]:
    """The seats that stand on the day and of which nobody decided what becomes.

    A plan for one place decides of no others.
    """
    if plan.seat_id is not None:
        return []
    decided = plan.parts.of("seats")
    return [
        seat.id
        for seat in seats.values()
        if _stands(seat, occasion.day)
        and decided.get(seat.id, {}).get("decision", "undecided") == "undecided"
    ]


def _stands(seat: Seat, day: date) -> bool:
    return any(
        stretch.start <= day and (stretch.until is None or day < stretch.until)
        for stretch in seat.stands()
    )


def _seats(desk: Desk, contract: UUID | None) -> Mapping[UUID, Seat]:
    """The seats of a contract's chain; none where nobody said anything of it."""
    if contract is None:
        return {}
    try:
        return desk.read(SupplyChain, chain_of(contract)).seats
    except NotFound:
        return {}


def _end(desk: Desk, plan: Plan, occasion: Occasion) -> date | None:
    """The last day of the plan's contract, if it has one and it is known."""
    if plan.contract_id is None:
        return None
    found: date | None = known(
        desk.read(Contract, plan.contract_id).on("end", occasion.day)
    )
    return found


def _refuse_stranger(seats: Mapping[UUID, Seat], seat: UUID) -> None:
    if seat in seats:
        return
    standing = ", ".join(str(each) for each in seats) or "none yet"
    detail = f"the chain of the contract has no seat {seat}; it has: {standing}"
    raise UnknownReference(detail, pointer="/seat_id")
