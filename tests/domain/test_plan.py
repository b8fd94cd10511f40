"""What may be decided on a plan, and what is recorded of it."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from domain.errors import FourEyes, RuleBroken, UnknownReference
from domain.facts import plan as facts
from domain.facts import plan_parts as parts
from domain.plan import work
from domain.plan.commands import (
    ActivatePlan,
    ApprovePlan,
    DecideOption,
    DescribePlan,
    OpenPlan,
    ReviewPlan,
    SetContinuity,
    StandDownPlan,
    TryPlan,
)
from domain.plan.part_commands import (
    AddTask,
    CompleteTask,
    RecordAsset,
    RecordDataReturn,
    RecordWorkforce,
    SetCost,
)
from domain.plan.plan import Plan
from tests.chains import AGENCY, CONTRACT
from tests.given import ANN, BEN, TODAY, given, money, occasion
from tests.plans import END, FIRST_PART, OPENED, SECOND_PART, plan, task

ADD = partial(work.add_task, end=END)
APPROVED = facts.PlanApproved()
ACTIVATED = facts.PlanActivated(trigger="expiry", end_on=END)
COMPLETE = facts.PlanCompleted()


def opening(**said: Any) -> OpenPlan:
    return OpenPlan.model_validate({"title": "Leaving", "kind": "exit", **said})


def options(*said: dict[str, Any]) -> DecideOption:
    return DecideOption.model_validate({"options": list(said)})


def test_a_plan_is_begun_for_a_contract() -> None:
    given(Plan).when(Plan.open, opening(contract_id=CONTRACT)).then(OPENED)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"contract_id": CONTRACT, "organisation_id": AGENCY},
        {"organisation_id": AGENCY},
    ],
)
def test_a_plan_is_for_one_thing(said: Any) -> None:
    given(Plan).when(Plan.open, opening(**said)).refuses(
        RuleBroken, saying="for", rule="plan-place"
    )


def test_a_provider_may_fail_whatever_contracts_it_holds() -> None:
    command = opening(kind="contingency", organisation_id=AGENCY, handling="restricted")

    decided = given(Plan).when(Plan.open, command)

    assert decided.state.organisation_id == AGENCY
    assert decided.state.readers == frozenset({ANN})


def test_options_are_decided_with_their_lots_and_shares() -> None:
    north = {"way": "recommission", "lot": "North", "share": "0.6"}
    south = {"way": "insource", "lot": "South", "share": "0.4"}

    decided = plan().when(Plan.decide_option, options(north, south))

    assert [o.share for o in decided.state.on("options", TODAY)] == [
        Decimal("0.6"),
        Decimal("0.4"),
    ]


def test_options_come_to_no_more_than_the_whole() -> None:
    half = {"way": "extend", "share": "0.6"}

    plan().when(Plan.decide_option, options(half, half)).refuses(
        RuleBroken, saying="come to 1.2", rule="option-shares"
    )


def test_a_decision_is_not_as_if_it_had_been_taken_earlier() -> None:
    command = options({"way": "extend"}).model_copy(
        update={"effective_on": date(2026, 11, 1)}
    )

    plan().when(Plan.decide_option, command).refuses(RuleBroken, saying="holds from")


def test_a_plan_is_approved_by_who_did_no_work_on_it() -> None:
    plan().when(Plan.approve, ApprovePlan(conditions="Test it")).then(
        facts.PlanApproved(conditions="Test it")
    )


@pytest.mark.parametrize(
    "done",
    [
        task(),
        parts.PlanAssetRecorded(title="Hoists"),
        facts.PlanDescribed(purpose="Leave"),
        facts.PlanContinuitySet(step_in="Clause 31"),
    ],
)
def test_nobody_approves_own_work(done: Any) -> None:
    worked = plan().and_also(done, by=ANN)

    worked.when(Plan.approve, ApprovePlan()).refuses(
        FourEyes, saying="you worked on", rule="plan-own-work"
    )
    ben = occasion(by=BEN)
    worked.when(Plan.approve, ApprovePlan(), ben).refuses(FourEyes, saying="you worked")


def test_what_was_approved_may_be_worked_on_and_approved_again_by_others() -> None:
    approved = plan().and_also(APPROVED, by=ANN).and_also(task(), by=ANN)

    approved.when(Plan.approve, ApprovePlan()).refuses(FourEyes, saying="you worked")
    again = approved.when(Plan.approve, ApprovePlan(), occasion(by=BEN))
    assert again.state.status == "approved"


def test_a_plan_goes_through_its_states_and_back() -> None:
    approved = plan(APPROVED)
    assert approved.and_also(ACTIVATED).state.status == "activated"

    down = approved.and_also(ACTIVATED).when(
        Plan.stand_down, StandDownPlan(reason="Extended")
    )

    assert down.state.status == "approved"
    assert plan(ACTIVATED, facts.PlanStoodDown()).state.status == "draft"
    assert plan(ACTIVATED, APPROVED).state.status == "activated"
    assert plan(ACTIVATED, APPROVED, facts.PlanStoodDown()).state.status == "approved"


def test_a_plan_that_is_not_carried_out_is_not_stood_down() -> None:
    plan(APPROVED).when(Plan.stand_down, StandDownPlan(reason="No")).then()


@pytest.mark.parametrize(
    ("decide", "command"),
    [
        (Plan.decide_option, options({"way": "extend"})),
        (Plan.set_continuity, SetContinuity(step_in="Clause 31")),
        (Plan.approve, ApprovePlan()),
        (ADD, AddTask(title="Tender")),
    ],
)
def test_nothing_is_decided_on_a_plan_that_was_carried_out(
    decide: Any, command: Any
) -> None:
    plan(COMPLETE).when(decide, command).refuses(
        RuleBroken, saying="was carried out", rule="plan-complete"
    )


def test_what_happened_is_recorded_of_a_plan_in_any_state() -> None:
    done = plan(COMPLETE)

    trial = TryPlan(kind="desk", outcome="failed", findings="Nobody had the keys")
    assert done.when(Plan.tried, trial).decided
    assert done.when(Plan.review, ReviewPlan()).decided
    assert done.when(work.record_asset, RecordAsset(title="Hoists")).decided
    assert done.when(Plan.describe, DescribePlan(lessons="Ask early")).decided


def test_a_review_is_followed_by_the_next_one_in_the_rhythm_of_the_plan() -> None:
    rhythm = facts.PlanDescribed(review_every_days=30)

    plan(rhythm).when(Plan.review, ReviewPlan()).then(
        facts.PlanReviewed(next_review=date(2026, 12, 21))
    )


def test_a_task_says_what_it_comes_after() -> None:
    first = plan(task())

    first.when(ADD, AddTask(title="Award", after=(FIRST_PART,), days=14)).then(
        task("Award", after=(FIRST_PART,), days=14)
    )
    first.when(ADD, AddTask(title="Award", after=(SECOND_PART,))).refuses(
        UnknownReference, saying="has no task"
    )


def test_no_task_waits_for_itself() -> None:
    two = plan(task(), task("Award", after=(FIRST_PART,)))

    two.when(ADD, AddTask(task_id=FIRST_PART, after=(SECOND_PART,))).refuses(
        RuleBroken, saying="no task waits for itself", rule="task-circle"
    )
    two.when(ADD, AddTask(task_id=FIRST_PART, after=(FIRST_PART,))).refuses(
        RuleBroken, saying="no task waits for itself", rule="task-circle"
    )


def test_a_task_has_a_title_and_is_no_longer_when_hurried() -> None:
    plan().when(ADD, AddTask(days=3)).refuses(
        RuleBroken, saying="title", rule="part-named"
    )
    plan(task(days=10)).when(ADD, AddTask(task_id=FIRST_PART, least_days=11)).refuses(
        RuleBroken, saying="11 days, and 10", rule="task-days"
    )


def test_liability_information_is_planned_28_days_before_the_end() -> None:
    """TUPE 2006, reg. 11(6): 31 March 2027 less 28 days is 3 March 2027."""
    late = AddTask(title="ELI", purpose="employee_liability", due=date(2027, 3, 4))
    in_time = late.model_copy(update={"due": date(2027, 3, 3)})

    plan().when(ADD, late).refuses(RuleBroken, saying="by 2027-03-03", rule="INV-X3")
    assert plan().when(ADD, in_time).decided
    sooner = facts.PlanDescribed(end_on=date(2027, 3, 1))
    plan(sooner).when(ADD, in_time).refuses(RuleBroken, saying="by 2027-02-01")


def test_a_task_is_done_once_and_open_again_when_said_anew() -> None:
    done = parts.PlanTaskCompleted(task_id=FIRST_PART)
    over = plan(task(), done)

    over.when(work.complete_task, CompleteTask(task_id=FIRST_PART)).then()
    again = over.when(ADD, AddTask(task_id=FIRST_PART, days=9))
    assert again.state.parts.outcomes == {}
    over.when(work.complete_task, CompleteTask(task_id=SECOND_PART)).refuses(
        UnknownReference, saying="no such part"
    )


def test_what_is_said_again_records_nothing() -> None:
    known = plan(task(days=9), parts.PlanCostSet(kind="exit", amount=money("5.00")))

    known.when(ADD, AddTask(task_id=FIRST_PART, days=9)).then()
    known.when(work.set_cost, SetCost(kind="exit", amount=money("5.00"))).then()
    dearer = SetCost(kind="exit", amount=money("6.00"))
    known.when(work.set_cost, dearer).then(
        parts.PlanCostSet(kind="exit", amount=money("6.00"))
    )


@pytest.mark.parametrize(
    ("decide", "command"),
    [
        (
            work.record_data_return,
            RecordDataReturn(title="Records", returned_on=date(2026, 11, 22)),
        ),
        (
            work.record_workforce,
            RecordWorkforce(liability_received_on=date(2026, 11, 22)),
        ),
    ],
)
def test_nothing_happened_on_a_day_to_come(decide: Any, command: Any) -> None:
    plan().when(decide, command).refuses(RuleBroken, saying="future", rule="not-yet")


def test_people_are_counted_for_the_lead_and_each_seat_apart() -> None:
    lead = parts.PlanWorkforceRecorded(headcount=94)
    seat = parts.PlanWorkforceRecorded(seat_id=AGENCY, headcount=6)

    held = plan(lead, seat).state.parts.of("workforce")

    assert {key: said["headcount"] for key, said in held.items()} == {
        None: 94,
        AGENCY: 6,
    }


def test_activation_needs_no_approval_but_a_trigger() -> None:
    assert ActivatePlan(trigger="provider_failure").end_on is None
