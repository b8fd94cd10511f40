"""Rules about indicators, incidents, and the council's own companies."""

from typing import Any

import pytest

from projections.findings.incidents import (
    SCORED,
    grave_without_risk,
    happened_without_issue,
)
from projections.findings.indicators import red_and_not_reassessed
from projections.findings.owned import WATCHED, own_and_unwatched
from projections.findings.verdict import CLEAN, Hit, Missing
from tests.projections.findings.cases import (
    CARE,
    HALDEN,
    OMAR,
    around,
    issue,
    organisation,
    risk,
)


def red(since: str = "2026-11-13", **more: Any) -> Any:
    """A risk with an indicator that has been red since a day."""
    indicator = {"name": "Missed calls", "state": "red", "since": since}
    return risk(indicators=[indicator], **more)


def test_a31_a_risk_is_scored_within_five_working_days_of_turning_red() -> None:
    # From Friday the 13th of November on the fifth working day is the 20th.
    found = red_and_not_reassessed(red(), around())

    because = {"indicators": ["Missed calls"], "due": "2026-11-20"}
    assert found == Hit("2026-11-21", because)
    assert red_and_not_reassessed(red("2026-11-16"), around()) == CLEAN


@pytest.mark.parametrize("day", ["2026-11-13", "2026-11-21"])
def test_a31_once_it_was_scored_again_it_may_stay_red(day: str) -> None:
    assert red_and_not_reassessed(red(assessed_on=day), around()) == CLEAN


def test_a31_a_score_of_before_it_turned_red_does_not_count() -> None:
    scored = red(assessed_on="2026-11-12")

    assert isinstance(red_and_not_reassessed(scored, around()), Hit)


def test_a31_could_not_be_tested_without_limits_nor_arises_without_one() -> None:
    unread = risk(indicators=[{"name": "Calls", "state": None, "since": None}])
    green = risk(indicators=[{"name": "Due", "state": "green", "since": "2026-01-01"}])

    assert red_and_not_reassessed(unread, around()) == Missing(("indicators",))
    assert red_and_not_reassessed(green, around()) == CLEAN
    assert red_and_not_reassessed(risk(), around()) is None
    assert red_and_not_reassessed(red(status="closed"), around()) is None


def test_a32_a_risk_that_has_happened_has_an_issue() -> None:
    happened = risk(status="materialised")

    assert happened_without_issue(happened, around()) == Hit(
        None, {"issue": None}, do="/issues"
    )
    assert happened_without_issue(happened._replace(issue_id=OMAR), around()) == CLEAN
    assert happened_without_issue(risk(), around()) is None


GRAVE: dict[str, Any] = {"severity": 2, "raised_on": "2026-10-05"}


def test_a32_after_a_grave_issue_the_risks_of_its_contract_are_looked_at() -> None:
    scored_before = around(besides={SCORED: {CARE: "2026-10-04"}})
    scored_after = around(besides={SCORED: {CARE: "2026-10-05"}})

    found = grave_without_risk(issue(**GRAVE), scored_before)

    because = {"severity": 2, "risks_scored_on": "2026-10-04"}
    assert found == Hit("2026-10-05", because, do="/risks")
    assert grave_without_risk(issue(**GRAVE), scored_after) == CLEAN
    assert grave_without_risk(issue(**GRAVE, from_risk=OMAR), around()) == CLEAN


def test_a32_is_not_about_small_issues_and_could_not_be_tested_without_a_severity() -> (
    None
):
    assert grave_without_risk(issue(severity=3), around()) is None
    assert grave_without_risk(issue(), around()) == Missing(("severity",))
    assert grave_without_risk(issue(**GRAVE, status="resolved"), around()) is None


ENGAGED: dict[str, Any] = {"engaged": {HALDEN: (CARE,)}, "managers": {CARE: OMAR}}


def test_a41_a_company_of_the_council_without_a_risk_is_found() -> None:
    own = organisation(sector="council_owned")

    found = own_and_unwatched(own, around(**ENGAGED))

    because = {"sector": "council_owned", "contracts": [CARE]}
    assert found == Hit(None, because, owner=OMAR)
    watched = around(**ENGAGED, besides={WATCHED: {HALDEN: True}})
    assert own_and_unwatched(own, watched) == CLEAN


def test_a41_does_not_arise_for_others_and_could_not_be_tested_without_a_sector() -> (
    None
):
    council = around(**ENGAGED)

    assert own_and_unwatched(organisation(sector="private"), council) is None
    assert own_and_unwatched(organisation(), council) == Missing(("sector",))
    assert own_and_unwatched(organisation(sector="in_house"), around()) is None
