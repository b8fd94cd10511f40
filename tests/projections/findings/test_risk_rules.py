"""Rules about risks, and about reviews and days of issues and contracts."""

from typing import Any

import pytest

from projections.findings.rewriting import REWRITTEN, Rewritten
from projections.findings.risks import (
    above_appetite,
    contract_review_overdue,
    issue_overdue,
    lowered,
    risk_overdue,
)
from projections.findings.verdict import CLEAN, Hit, Missing
from tests.projections.findings.cases import around, contract, issue, risk

NINE = {"appetites": {None: 9}}
ABOVE: dict[str, Any] = {
    "current_score": 12,
    "assessed_at": 31,
    "assessed_on": "2026-10-01",
}


def test_a30_a_score_above_appetite_that_nobody_accepted_is_found() -> None:
    found = above_appetite(risk(**ABOVE), around(**NINE))

    because = {"current": 12, "appetite": 9, "accepted_until": None}
    assert found == Hit("2026-10-01", because, (31,))


def test_a30_an_acceptance_holds_until_its_day_and_up_to_its_score() -> None:
    taken = {"response": "tolerate", "accepted_until": "2027-03-31"}
    stands = risk(**ABOVE, **taken, accepted_score=12)
    outgrown = risk(**ABOVE, **taken, accepted_score=10)
    over = risk(
        **ABOVE, response="tolerate", accepted_until="2026-11-21", accepted_score=12
    )

    assert above_appetite(stands, around(**NINE)) == CLEAN
    assert isinstance(above_appetite(outgrown, around(**NINE)), Hit)
    found = above_appetite(over, around(**NINE))
    assert isinstance(found, Hit)
    assert found.since == "2026-11-21"


@pytest.mark.parametrize("response", ["treat", "transfer", "terminate"])
def test_a30_a_risk_with_another_response_is_not_tolerated(response: str) -> None:
    assert above_appetite(risk(**ABOVE, response=response), around(**NINE)) == CLEAN


def test_a30_the_appetite_of_the_category_counts_first() -> None:
    legal = around(appetites={None: 9, "legal": 16})

    assert above_appetite(risk(**ABOVE, category="legal"), legal) == CLEAN


def test_a30_could_not_be_tested_without_a_score_or_an_appetite() -> None:
    assert above_appetite(risk(), around()) == Missing(("current", "appetite"))
    assert above_appetite(risk(**ABOVE), around()) == Missing(("appetite",))
    assert above_appetite(risk(status="closed"), around()) is None


@pytest.mark.parametrize(("outcome", "is_tolerated"), [(None, False), ("done", True)])
def test_a30_a_risk_without_a_response_is_tolerated_unless_something_is_to_be_done(
    outcome: str | None,
    is_tolerated: bool,  # noqa: FBT001
) -> None:
    worked_on = risk(**ABOVE, actions=[{"outcome": outcome}])

    found = above_appetite(worked_on, around(**NINE))

    assert isinstance(found, Hit) == is_tolerated


LOWERED: dict[str, Any] = {
    "current_score": 6,
    "previous_score": 12,
    "assessed_at": 31,
    "assessed_on": "2026-10-01",
}


def test_a49_a_score_that_went_down_with_nothing_to_show_for_it_is_found() -> None:
    found = lowered(risk(**LOWERED), around(**NINE))

    assert found == Hit("2026-10-01", {"from": 12, "to": 6}, (31,))


def test_a49_is_about_what_was_high_above_appetite_or_in_the_top_band() -> None:
    from_the_top = {**LOWERED, "previous_score": 15}

    assert lowered(risk(**LOWERED), around(appetites={None: 12})) == CLEAN
    assert lowered(risk(**LOWERED), around()) == CLEAN
    assert isinstance(lowered(risk(**from_the_top), around()), Hit)


@pytest.mark.parametrize(("day", "kept"), [("2026-10-01", True), ("2026-10-02", False)])
def test_a49_stands_until_somebody_looks_again(day: str, kept: bool) -> None:  # noqa: FBT001
    found = lowered(risk(**LOWERED, reviewed_on=day), around(**NINE))

    assert isinstance(found, Hit) == kept


def test_a49_a_score_lowered_for_the_day_of_an_incident_is_found_whatever_it_was() -> (
    None
):
    told = risk(status="materialised")
    behind = {REWRITTEN: {told.id: Rewritten("2026-05-04", 6, 3, 88)}}

    found = lowered(told, around(besides=behind))

    because = {"from": 6, "to": 3, "happened_on": "2026-05-04"}
    assert found == Hit("2026-05-04", because, (88,), "correct", severity="high")


def test_a49_could_not_be_tested_without_the_day_of_the_score() -> None:
    undated = risk(current_score=6, previous_score=12)

    assert lowered(undated, around(**NINE)) == Missing(("assessed_on",))


@pytest.mark.parametrize(
    "shown",
    [
        {"change_id": "c"},
        {"indicator_id": "i"},
        {"actions": [{"ended_on": "2026-09-30"}]},
        {"controls": [{"tested_on": "2026-07-03"}]},
    ],
)
def test_a49_a_change_an_indicator_an_action_or_a_test_shows_why(shown: Any) -> None:
    assert lowered(risk(**LOWERED, **shown), around(**NINE)) == CLEAN


def test_a49_a_test_of_long_ago_or_of_later_shows_nothing() -> None:
    tests = [{"tested_on": "2026-07-02"}, {"tested_on": "2026-10-02"}]

    found = lowered(risk(**LOWERED, controls=tests), around(**NINE))

    assert isinstance(found, Hit)


def test_a49_a_score_that_rose_is_clean_and_a_first_one_does_not_arise() -> None:
    rose = risk(current_score=12, previous_score=6)

    assert lowered(rose, around()) == CLEAN
    assert lowered(risk(current_score=6), around()) is None


def test_a50_a_review_is_late_the_day_after() -> None:
    late = risk(next_review="2026-11-20")

    because = {"next_review": "2026-11-20"}
    assert risk_overdue(late, around()) == Hit("2026-11-21", because, do="review")
    assert risk_overdue(risk(next_review="2026-11-21"), around()) == CLEAN


def test_a50_all_that_is_late_of_a_risk_is_one_finding() -> None:
    late = risk(
        next_review="2026-11-20",
        next_action_due="2026-09-30",
        response="tolerate",
        accepted_until="2026-11-01",
        accepted_score=4,
    )

    found = risk_overdue(late, around())

    assert isinstance(found, Hit)
    assert found.since == "2026-10-01"
    assert list(found.because) == ["next_review", "next_action_due", "accepted_until"]


def test_a50_a_risk_in_the_top_band_has_a_contingency_plan() -> None:
    top = {
        "current_score": 15,
        "assessed_on": "2026-10-01",
        "next_review": "2027-01-01",
    }

    because = {"contingency": None}
    found = Hit("2026-10-01", because, do="plan-response")
    assert risk_overdue(risk(**top), around()) == found
    assert risk_overdue(risk(**top, contingency="Nights"), around()) == CLEAN
    assert risk_overdue(risk(**top), around(top_band_from=16)) == CLEAN


def test_a50_could_not_be_tested_where_no_day_was_set() -> None:
    assert risk_overdue(risk(), around()) == Missing(("next_review",))
    assert issue_overdue(issue(), around()) == Missing(("due",))
    assert contract_review_overdue(contract(), around()) == Missing(("review_on",))


def test_a50_an_issue_and_an_improvement_plan_have_their_days() -> None:
    late = issue(due="2026-11-30", plan_deadline="2026-10-31")
    judged = issue(
        due="2026-11-30", plan_deadline="2026-10-31", plan_judged_on="2026-11-02"
    )

    because = {"plan_deadline": "2026-10-31"}
    found = Hit("2026-11-01", because, do="judge-improvement")
    assert issue_overdue(late, around()) == found
    assert issue_overdue(judged, around()) == CLEAN
    assert issue_overdue(issue(status="resolved", due="2026-01-01"), around()) is None


def test_a50_a_contract_is_reviewed_by_its_day() -> None:
    late = contract(review_on="2026-06-30")

    found = Hit("2026-07-01", {"review_on": "2026-06-30"}, do="describe")
    assert contract_review_overdue(late, around()) == found
