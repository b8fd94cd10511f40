"""What is above appetite and what is overdue: in the register, as filters, as known."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.errors import RuleBroken
from domain.facts import policy, risk
from domain.facts import risk_response as response
from domain.facts import risk_work as work
from domain.values import Score
from projections.pages import Question
from projections.reads import Reads
from projections.risk_register import risk_register
from tests.projections.council import (
    AGENCY,
    EVERYTHING,
    FLOOD,
    HOME,
    TODAY,
    found,
    scored,
)
from tests.projections.logbook import Logbook

POLICY = UUID(int=30)
YESTERDAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 22)
NIGHTS = UUID(int=40)


def asked(reads: Reads, known_at: int | None = None, **filters: str) -> list[str]:
    question = Question(filters={name: [value] for name, value in filters.items()})
    with reads.at(EVERYTHING, known_at) as view:
        return [risk["reference"] for risk in view.page("risk", question).items]


def entries(reads: Reads) -> dict[str, dict[str, Any]]:
    with reads.at(EVERYTHING) as view:
        register = risk_register(view, Question())
    return {entry["reference"]: entry for entry in register.page.items}


def counts(reads: Reads, **filters: str) -> dict[str, int]:
    question = Question(filters={name: [value] for name, value in filters.items()})
    with reads.at(EVERYTHING) as view:
        return dict(risk_register(view, question).counts)


@pytest.fixture
def appetite(log: Logbook) -> Iterator[None]:
    """6 for the workforce and 12 for all else; R-5 has 10, R-6 has 9 of the former."""
    log.record(POLICY, policy.AppetiteSet(limit=12), TODAY)
    log.record(POLICY, policy.AppetiteSet(category="workforce", limit=6), TODAY)
    log.record(FLOOD, risk.RiskDescribed(category="workforce"), TODAY)
    log.record(FLOOD, scored(3, 3), TODAY)
    return iter(())


@pytest.mark.usefixtures("appetite")
def test_a_score_is_held_against_the_appetite_of_its_category(
    reads: Reads, log: Logbook
) -> None:
    log.record(NIGHTS, found("Nobody scored this", HOME), TODAY)

    shown = {
        reference: (entry["appetite"], entry["above_appetite"])
        for reference, entry in entries(reads).items()
    }

    assert shown == {"R-5": (12, False), "R-6": (6, True), "R-13": (12, None)}
    assert asked(reads, above_appetite="true") == ["R-6"]
    assert asked(reads, above_appetite="false") == ["R-13", "R-5"]
    assert counts(reads)["above_appetite"] == 1


@pytest.mark.usefixtures("appetite")
def test_an_appetite_is_that_of_the_policy_as_it_was_known(
    reads: Reads, log: Logbook
) -> None:
    head = log.head()
    log.record(POLICY, policy.AppetiteSet(category="workforce"), TODAY)
    log.record(POLICY, policy.AppetiteSet(limit=9), TODAY)

    assert asked(reads, above_appetite="true") == ["R-5"]
    assert asked(reads, head, above_appetite="true") == ["R-6"]


def test_without_an_appetite_it_is_not_known_what_is_above(reads: Reads) -> None:
    assert {e["above_appetite"] for e in entries(reads).values()} == {None}
    assert asked(reads, above_appetite="true") == []
    assert asked(reads, appetite_not_set="true") == ["R-5"]
    assert counts(reads)["appetite_not_set"] == 1


def test_an_appetite_of_another_category_says_nothing(
    reads: Reads, log: Logbook
) -> None:
    log.record(POLICY, policy.AppetiteSet(category="money", limit=3), TODAY)

    assert asked(reads, appetite_not_set="true") == ["R-5"]
    assert entries(reads)["R-5"]["appetite"] is None


@pytest.mark.parametrize(
    ("due", "late"), [(YESTERDAY, True), (TODAY, False), (TOMORROW, False)]
)
def test_reviews_and_actions_are_overdue_the_day_after(
    reads: Reads, log: Logbook, due: date, *, late: bool
) -> None:
    log.record(FLOOD, risk.RiskDescribed(next_review=due), TODAY)
    log.record(AGENCY, work.RiskActionAdded(title="Ask", due=due), TODAY)
    shown = entries(reads)

    assert shown["R-6"]["review_overdue"] is late
    assert shown["R-5"]["action_overdue"] is late
    assert asked(reads, review_overdue="true") == (["R-6"] if late else [])
    assert asked(reads, action_overdue="true") == (["R-5"] if late else [])
    assert asked(reads, overdue="true") == (["R-6", "R-5"] if late else [])
    counted = counts(reads)
    assert (counted["overdue_reviews"], counted["overdue_actions"]) == (late, late)


def test_what_has_happened_is_still_reviewed_in_time(
    reads: Reads, log: Logbook
) -> None:
    log.record(FLOOD, risk.RiskDescribed(next_review=YESTERDAY), TODAY)
    log.record(FLOOD, risk.RiskMaterialised(issue_id=UUID(int=50)), TODAY)

    assert asked(reads, review_overdue="true") == ["R-6"]
    assert counts(reads, status="materialised")["overdue_reviews"] == 1


def test_nothing_of_a_closed_risk_is_overdue(reads: Reads, log: Logbook) -> None:
    log.record(FLOOD, risk.RiskDescribed(next_review=YESTERDAY), TODAY)
    log.record(FLOOD, work.RiskActionAdded(title="Ask", due=YESTERDAY), TODAY)
    log.record(FLOOD, risk.RiskClosed(reason="dry"), TODAY)

    assert asked(reads, overdue="true") == []
    assert counts(reads, status="closed")["overdue_actions"] == 0


@pytest.mark.parametrize(
    ("until", "score", "said"),
    [
        (TOMORROW, (2, 5), "stands"),
        (TOMORROW, (3, 5), "stands"),
        (TODAY, (3, 5), "over"),
        (TOMORROW, (1, 5), "outgrown"),
    ],
)
def test_an_acceptance_stands_as_long_and_as_high_as_it_was(
    reads: Reads, log: Logbook, until: date, score: tuple[int, int], said: str
) -> None:
    likelihood, impact = score
    taken = Score(likelihood=likelihood, impact=impact)
    log.record(AGENCY, response.RiskAccepted(until=until, score=taken), TODAY)

    assert entries(reads)["R-5"]["acceptance"] == said
    over = [] if said == "stands" else ["R-5"]
    assert asked(reads, acceptance_over="true") == over
    assert counts(reads)["acceptances_over"] == len(over)


def test_a_flag_is_true_or_false_and_only_of_risks(reads: Reads) -> None:
    with pytest.raises(RuleBroken, match="overdue is true or false"):
        asked(reads, overdue="perhaps")
    with (
        reads.at(EVERYTHING) as view,
        pytest.raises(RuleBroken, match="cannot filter by overdue"),
    ):
        view.page("contract", Question(filters={"overdue": ["true"]}))
