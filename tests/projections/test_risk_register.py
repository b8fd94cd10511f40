"""The risk register: scores, bands, trend, what moved them, what is overdue."""

from datetime import date
from uuid import UUID

import pytest

from domain.facts import change, policy, risk
from domain.occasion import Dated
from domain.rights import Reach
from domain.scales import Band
from domain.values import Score
from projections.pages import Question
from projections.reads import Reads
from projections.risk_register import risk_around, risk_register
from tests.projections.council import (
    AGENCY,
    EVERYTHING,
    FLOOD,
    HOME,
    JUNE,
    MAY,
    TODAY,
    found,
    scored,
)
from tests.projections.logbook import ANN, Logbook

NIGHTS = UUID(int=20)


def test_an_entry_says_how_its_score_moved(reads: Reads, log: Logbook) -> None:
    raised = log.record(
        NIGHTS, change.ChangeRaised(contract_id=HOME, title="More nights"), TODAY
    )
    log.record(AGENCY, scored(3, 5, change_id=NIGHTS), TODAY)

    with reads.at(EVERYTHING) as view:
        register = risk_register(view, Question(sort="title"))
    _, agency = register.page.items

    assert (agency["bands"]["current"], agency["trend"]) == ("extreme", "up")
    assert [(m["from"], m["to"]) for m in agency["moved_by"]] == [
        (None, 20),
        (20, 10),
        (10, 15),
    ]
    assert agency["moved_by"][2]["change_reference"] == f"CR-{raised}"


def test_the_register_of_june_is_that_of_june(reads: Reads) -> None:
    with reads.at(EVERYTHING, 7) as view:
        register = risk_register(view, Question(sort="title"))
    _, agency = register.page.items

    assert (agency["current"]["score"], agency["trend"]) == (20, "same")
    assert [m["position"] for m in agency["moved_by"]] == [7]
    assert register.heat_maps["current"] == [{"likelihood": 4, "impact": 5, "count": 1}]


def test_bands_are_those_of_the_matrix_that_was_used(
    reads: Reads, log: Logbook
) -> None:
    two = (
        Band(name="fine", **{"from": 1}, to=9),
        Band(name="bad", **{"from": 10}, to=25),
    )
    five = ("a", "b", "c", "d", "e")
    version = log.record(
        UUID(int=30), policy.MatrixSet(likelihood=five, impact=five, bands=two), TODAY
    )
    by_new = risk.RiskAssessed(
        current=Score(likelihood=2, impact=5),
        matrix_version=version,
        reason="new matrix",
    )
    log.record(FLOOD, by_new, TODAY)

    with reads.at(EVERYTHING) as view:
        flood, agency = risk_register(view, Question(sort="title")).page.items

    assert (flood["bands"]["current"], agency["bands"]["current"]) == ("bad", "high")


def test_a_review_is_overdue_when_its_day_has_passed(
    reads: Reads, log: Logbook
) -> None:
    log.record(FLOOD, risk.RiskReviewed(next_review=date(2026, 11, 20)), JUNE)
    log.record(AGENCY, risk.RiskReviewed(next_review=TODAY), TODAY)

    with reads.at(EVERYTHING) as view:
        register = risk_register(view, Question())

    late = {e["reference"]: e["review_overdue"] for e in register.page.items}
    assert late == {"R-5": False, "R-6": True}
    assert register.counts["overdue_reviews"] == 1


def test_closed_risks_are_shown_when_asked_for(reads: Reads, log: Logbook) -> None:
    log.record(FLOOD, risk.RiskClosed(reason="dry"), TODAY)

    with reads.at(EVERYTHING) as view:
        still_open = risk_register(view, Question())
        closed = risk_register(view, Question(filters={"status": ["closed"]}))

    assert [e["reference"] for e in still_open.page.items] == ["R-5"]
    assert [e["reference"] for e in closed.page.items] == ["R-6"]


def test_what_somebody_may_not_read_is_in_no_count(reads: Reads) -> None:
    with reads.at(Reach(ANN)) as view:
        register = risk_register(view, Question())

    assert (register.page.total, register.heat_maps["current"]) == (0, [])


def test_around_a_day_the_score_of_the_day_is_told_from_what_came_later(
    reads: Reads, log: Logbook
) -> None:
    backdated = risk.RiskCorrected(supersedes=7, current=Score(likelihood=1, impact=5))
    log.record(AGENCY, Dated(backdated, JUNE), TODAY)

    with reads.at(EVERYTHING) as view:
        around = risk_around(view, "R-5", JUNE, events=True)
        before = risk_around(view, "R-5", date(2026, 4, 1), events=True)

    assert around["position"] == 7
    assert around["known"]["current"]["score"] == 20
    assert [(e["position"], e["effective_on"]) for e in around["later"]] == [
        (8, "2026-11-21"),
        (9, "2026-06-08"),
    ]
    assert (before["known"], len(before["later"])) == (None, 4)


@pytest.mark.parametrize("day", [MAY, JUNE, TODAY])
def test_around_a_day_nothing_of_a_later_day_is_known(reads: Reads, day: date) -> None:
    with reads.at(EVERYTHING) as view:
        around = risk_around(view, "R-5", day, events=True)

    assert all(e["recorded_at"][:10] > day.isoformat() for e in around["later"])
    assert around["known"]["version"] + len(around["later"]) == 3


def test_a_new_risk_has_no_trend(reads: Reads, log: Logbook) -> None:
    log.record(UUID(int=40), found("Brand new", HOME), TODAY)

    with reads.at(EVERYTHING) as view:
        *_, newest = risk_register(view, Question()).page.items

    assert (newest["title"], newest["trend"], newest["moved_by"]) == (
        "Brand new",
        None,
        [],
    )


def test_the_worst_comes_first_and_what_has_no_score_last(
    reads: Reads, log: Logbook
) -> None:
    log.record(UUID(int=40), found("Brand new", HOME), TODAY)

    with reads.at(EVERYTHING) as view:
        entries = risk_register(view, Question()).page.items

    scores = [e["current"] and e["current"]["score"] for e in entries]
    scored_ones = sorted(filter(None, scores), reverse=True)
    unscored = [None] * scores.count(None)
    assert scored_ones
    assert unscored
    assert scores == [*scored_ones, *unscored]
