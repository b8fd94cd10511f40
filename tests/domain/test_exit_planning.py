"""Acts on a plan that ask after its contract and the chain of it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain import exit_planning
from domain.account import Account
from domain.contract.contract import Contract
from domain.errors import RuleBroken, UnknownReference
from domain.facts import plan as facts
from domain.facts import plan_parts as parts
from domain.facts.account import AccountOpened
from domain.facts.supply_chain import SeatEnded
from domain.occasion import Dated
from domain.plan.commands import ActivatePlan, CompletePlan
from domain.plan.part_commands import AddTask, DecideSeat, RecordWorkforce
from domain.plan.plan import Plan
from domain.supply_chain.supply_chain import SupplyChain
from tests.chains import CHAIN, CONTRACT, MEALS, NIGHTS, OPENED, declared
from tests.contracts import taken_on
from tests.desk import DictDesk
from tests.given import ANN, STREAM
from tests.plans import END
from tests.plans import OPENED as BEGUN

STRANGER = UUID(int=99)
CERTIFIED = parts.PlanDataReturnRecorded(title="Records", certificate=UUID(int=98))
ASSETS = parts.PlanAssetRecorded(title="Hoists")


def desk(*told: Any, **contract: Any) -> DictDesk:
    """A live contract with two seats, one of them over, and a plan to leave it."""
    made = DictDesk()
    made.record(Contract, CONTRACT, [taken_on(**contract)])
    over = SeatEnded(seat_id=MEALS, ended_on=date(2025, 1, 1))
    seats = [declared(NIGHTS), declared(MEALS), Dated(over, date(2025, 1, 1))]
    made.record(SupplyChain, CHAIN, [OPENED, *seats])
    made.record(Account, ANN, [AccountOpened(name="Ann")])
    made.record(Plan, STREAM, [BEGUN, *told])
    return made


def last(made: DictDesk) -> Any:
    return made.facts(STREAM)[-1].fact


def test_a_plan_is_dated_back_from_the_end_of_its_contract() -> None:
    made = desk()

    exit_planning.activate(made, STREAM, ActivatePlan(trigger="expiry"))

    assert last(made) == facts.PlanActivated(trigger="expiry", end_on=END)


def test_or_from_the_day_that_the_plan_or_the_command_says() -> None:
    soon, sooner = date(2027, 1, 31), date(2026, 12, 31)
    made = desk(facts.PlanDescribed(end_on=soon))

    exit_planning.activate(made, STREAM, ActivatePlan(trigger="partial"))
    assert last(made).end_on == soon

    command = ActivatePlan(trigger="partial", end_on=sooner)
    exit_planning.activate(made, STREAM, command)
    assert last(made).end_on == sooner

    known = len(made.facts(STREAM))
    exit_planning.activate(made, STREAM, command)
    assert len(made.facts(STREAM)) == known


def test_where_no_end_is_known_nothing_can_be_dated_back() -> None:
    with pytest.raises(RuleBroken, match="by when"):
        exit_planning.activate(
            desk(end=None), STREAM, ActivatePlan(trigger="provider_failure")
        )


def test_the_end_of_the_contract_says_when_liability_information_is_due() -> None:
    late = AddTask(title="ELI", purpose="employee_liability", due=date(2027, 3, 20))

    with pytest.raises(RuleBroken, match="2027-03-03"):
        exit_planning.add_task(desk(), STREAM, late)


def test_a_seat_of_the_chain_is_decided_and_no_other() -> None:
    made = desk()

    exit_planning.decide_seat(
        made, STREAM, DecideSeat(seat_id=NIGHTS, decision="novate")
    )
    assert last(made) == parts.PlanSeatDecided(seat_id=NIGHTS, decision="novate")

    stranger = DecideSeat(seat_id=STRANGER, decision="leave")
    with pytest.raises(UnknownReference, match="has no seat"):
        exit_planning.decide_seat(made, STREAM, stranger)
    with pytest.raises(UnknownReference, match="has no seat"):
        exit_planning.record_workforce(made, STREAM, RecordWorkforce(seat_id=STRANGER))


def test_an_exit_is_complete_when_all_is_done_and_decided() -> None:
    made = desk(
        ASSETS, CERTIFIED, parts.PlanSeatDecided(seat_id=NIGHTS, decision="leave")
    )

    exit_planning.complete(made, STREAM, CompletePlan())

    assert last(made) == facts.PlanCompleted()


def test_else_it_is_said_what_is_lacking_and_which_seats_are_undecided() -> None:
    undecided = parts.PlanSeatDecided(seat_id=NIGHTS, decision="undecided")

    with pytest.raises(RuleBroken) as refused:
        exit_planning.complete(desk(undecided), STREAM, CompletePlan())

    assert refused.value.named_rule == "INV-X4"
    for words in ("assets", "data return", f"a decision on seat {NIGHTS}"):
        assert words in refused.value.detail
    assert str(MEALS) not in refused.value.detail


def test_unless_it_is_named_with_whoever_sees_to_it() -> None:
    excused = CompletePlan.model_validate(
        {
            "exceptions": [
                {"lacking": "assets", "owner": ANN},
                {"lacking": "data_return", "owner": ANN},
                {"lacking": "seat", "seat_id": NIGHTS, "owner": ANN},
            ]
        }
    )
    made = desk()

    exit_planning.complete(made, STREAM, excused)

    assert len(last(made).exceptions) == 3


def test_no_seat_of_another_chain_is_excused() -> None:
    said = {"exceptions": [{"lacking": "seat", "seat_id": STRANGER, "owner": ANN}]}

    with pytest.raises(UnknownReference, match="has no seat"):
        exit_planning.complete(desk(), STREAM, CompletePlan.model_validate(said))
