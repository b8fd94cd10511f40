"""Rules about plans, each by worked days. Today is 21 November 2026."""

from typing import Any

import pytest
from pydantic_core import to_json

from projections.findings.plan_reading import CHANGED, ENDS, EXITS
from projections.findings.plans import (
    PlanCase,
    complete_with_gaps,
    liability_late,
    never_tested,
    no_plan_of_exit,
    not_reviewed,
    older_than_change,
)
from projections.findings.surroundings import Surroundings
from projections.findings.verdict import CLEAN, Hit, Missing
from tests.projections.findings.cases import CARE, around, contract

NOBODY_ASKED = {"unknown": "not_asked"}


def plan(**said: Any) -> PlanCase:
    """A plan to leave the contract."""
    cells: dict[str, Any] = {
        name: to_json(value).decode() if isinstance(value, list) else value
        for name, value in said.items()
    }
    return PlanCase(id="plan", contract_id=CARE, **cells)


def beside(**by_name: Any) -> Surroundings:
    return around(besides={n: {CARE: value} for n, value in by_name.items()})


def people(headcount: Any = 94, received: str | None = None) -> dict[str, Any]:
    return {"seat_id": None, "headcount": headcount, "liability_received_on": received}


def test_inv_x1_a_gold_contract_has_a_plan_three_months_after_it_began() -> None:
    gold = contract(tier="gold", started_on="2026-08-01")

    found = no_plan_of_exit(gold, around())

    # Three months from 1 August 2026 on is 1 November.
    assert found == Hit("2026-11-01", {"tier": "gold", "started_on": "2026-08-01"})
    assert no_plan_of_exit(gold, beside(**{EXITS: "2026-09-01"})) == CLEAN
    young = contract(tier="silver", started_on="2026-08-30")
    assert no_plan_of_exit(young, around()) == CLEAN


def test_inv_x1_does_not_ask_of_the_smaller_ones() -> None:
    assert (
        no_plan_of_exit(contract(tier="bronze", start="2020-01-01"), around()) is None
    )
    assert no_plan_of_exit(contract(start="2020-01-01"), around()) == Missing(("tier",))
    assert no_plan_of_exit(contract(tier="gold"), around()) == Missing(("start",))


def test_a26_liability_information_is_late_28_days_before_the_end() -> None:
    """TUPE 2006, reg. 11(6): 18 December 2026 less 28 days is 20 November."""
    ends = beside(**{ENDS: "2026-12-18"})

    found = liability_late(plan(workforce=[people()]), ends)

    assert found == Hit("2026-11-21", {"due": "2026-11-20", "seats": [None]})
    later = beside(**{ENDS: "2026-12-19"})
    assert liability_late(plan(workforce=[people()]), later) == CLEAN


@pytest.mark.parametrize(
    ("workforce", "verdict"),
    [
        ([people(received="2026-11-20")], CLEAN),
        ([people(0)], CLEAN),
        ([people({"not_applicable": "Nobody moves"})], CLEAN),
        ([], Missing(("workforce",))),
    ],
)
def test_a26_asks_only_of_people_who_move(workforce: Any, verdict: Any) -> None:
    assert liability_late(plan(workforce=workforce, end_on="2026-11-30"), around()) == (
        verdict
    )


def test_a26_of_people_nobody_counted_it_is_late_too() -> None:
    uncounted = plan(workforce=[people(NOBODY_ASKED)], end_on="2026-11-30")

    assert isinstance(liability_late(uncounted, around()), Hit)
    assert liability_late(plan(), around()) == Missing(("end_on",))
    assert liability_late(plan(kind="continuity"), around()) is None


def test_a42_what_was_left_of_an_exit_stays_in_sight() -> None:
    left = plan(
        status="complete",
        completed_on="2026-10-31",
        exceptions=[{"lacking": "seat", "seat_id": "s", "owner": "o"}],
        data=[{"title": "Records", "certificate": None}],
    )

    assert complete_with_gaps(left, around()) == Hit(
        "2026-10-31", {"exceptions": ["seat"], "without_certificate": ["Records"]}
    )
    done = plan(status="complete", data=[{"title": "Records", "certificate": "d"}])
    assert complete_with_gaps(done, around()) == CLEAN
    assert complete_with_gaps(plan(), around()) is None


def test_a53_a_plan_is_looked_at_after_each_change() -> None:
    changed = beside(**{CHANGED: "2026-10-12"})

    found = older_than_change(plan(approved_on="2026-06-01"), changed)

    because = {"looked_at_on": "2026-06-01", "implemented_on": "2026-10-12"}
    assert found == Hit("2026-10-12", because)
    reviewed = plan(approved_on="2026-06-01", reviewed_on="2026-10-12")
    assert older_than_change(reviewed, changed) == CLEAN
    assert older_than_change(plan(), changed) is None


def test_inv_x5_a_plan_is_reviewed_within_a_year_or_when_it_says() -> None:
    old = plan(approved_on="2025-11-20")

    because = {"due": "2026-11-20", "looked_at_on": "2025-11-20"}
    assert not_reviewed(old, around()) == Hit("2026-11-21", because)
    assert not_reviewed(old._replace(reviewed_on="2025-11-21"), around()) == CLEAN
    assert not_reviewed(old._replace(next_review="2026-12-01"), around()) == CLEAN


def test_inv_x6_what_was_approved_is_tried_out() -> None:
    approved = plan(approved_on="2026-06-01", approved_at=77)

    assert never_tested(approved, around()) == Hit(
        "2026-06-01", {"tested_on": None}, (77,)
    )
    assert never_tested(approved._replace(tested_on="2026-07-01"), around()) == CLEAN
    assert never_tested(plan(), around()) is None
