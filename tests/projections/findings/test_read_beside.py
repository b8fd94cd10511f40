"""What is read beside things, from rows and the log: on both stores."""

from datetime import date
from typing import Any
from uuid import UUID

from domain.facts import account, issue, organisation, risk, risk_response
from domain.facts.contract_life import ContractTierSet
from domain.facts.risk_work import RiskIndicatorRecorded, part_id
from domain.occasion import Dated
from domain.values import Score
from projections.findings.asking import FindingQuestion, findings
from projections.findings.evaluating import Remembered
from projections.pages import MOST
from projections.reads import Reads
from tests.projections.council import (
    AGENCY,
    BEN,
    EVERYTHING,
    FLOOD,
    HALDEN,
    HOME,
    JUNE,
    PRIYA,
    TODAY,
    scored,
)
from tests.projections.logbook import Logbook

HAPPENED, LATER = date(2026, 7, 6), date(2026, 7, 20)
ISSUE = UUID(int=0x20)


def told(reads: Reads, rule: str) -> list[Any]:
    """What a rule finds, but of the agency: its score went down with no reason."""
    with reads.at(EVERYTHING) as view:
        asked = FindingQuestion({"rule": (rule,)}, MOST)
        items = findings(view, asked, Remembered()).items
    return [one for one in items if one["subject"]["id"] != str(AGENCY)]


def happen(log: Logbook) -> None:
    """The flood, scored in June, happens in July."""
    log.record(FLOOD, scored(3, 4), JUNE)
    raised = issue.IssueRaised(
        title="The centre is under water", scope="contract", from_risk=FLOOD
    )
    log.record(ISSUE, raised, HAPPENED)
    log.record(FLOOD, risk.RiskMaterialised(issue_id=ISSUE), HAPPENED)


def put_right(current: Score, on: date) -> Dated:
    """A correction of the score of June, which stands at #9."""
    fact = risk.RiskCorrected(current=current, matrix_version=0, supersedes=9)
    return Dated(fact, on)


def test_a49_a_score_that_was_put_right_downwards_once_it_had_happened_is_found(
    log: Logbook, reads: Reads
) -> None:
    happen(log)
    assert not told(reads, "A49")

    lower = put_right(Score(likelihood=2, impact=2), JUNE)
    position = log.record(FLOOD, lower, LATER)

    (one,) = told(reads, "A49")
    assert one["because"] == {"from": 12, "to": 4, "happened_on": "2026-07-06"}
    assert (one["events"], one["severity"]) == ([position], "high")


def test_a49_a_score_that_was_put_right_before_it_happened_is_none(
    log: Logbook, reads: Reads
) -> None:
    log.record(FLOOD, scored(3, 4), JUNE)
    log.record(FLOOD, put_right(Score(likelihood=2, impact=2), JUNE), JUNE)
    raised = issue.IssueRaised(title="Flood", scope="contract", from_risk=FLOOD)
    log.record(ISSUE, raised, HAPPENED)

    assert not told(reads, "A49")


def test_a35_a_review_that_is_said_to_have_been_in_time_is_found(
    log: Logbook, reads: Reads
) -> None:
    log.record(FLOOD, risk.RiskReviewed(next_review=date(2026, 6, 30)), JUNE)
    in_time = Dated(risk.RiskReviewed(), date(2026, 6, 29))
    position = log.record(FLOOD, in_time, HAPPENED)

    (one,) = told(reads, "A35")

    cured = [{"position": position, "due": "2026-06-30"}]
    assert one["because"] == {"entries": [], "cured": cured}
    assert one["since"] == "2026-07-01"


def test_a35_a_review_of_the_day_on_which_it_is_recorded_is_none(
    log: Logbook, reads: Reads
) -> None:
    log.record(FLOOD, risk.RiskReviewed(next_review=date(2026, 6, 30)), JUNE)
    log.record(FLOOD, risk.RiskReviewed(), HAPPENED)

    assert not told(reads, "A35")


def test_a41_the_council_looks_at_its_own_company_once_a_risk_of_it_is_kept(
    log: Logbook, reads: Reads
) -> None:
    own = organisation.OrganisationClassified(sector="council_owned")
    log.record(HALDEN, own, TODAY)
    assert not told(reads, "A41")

    log.record(AGENCY, risk.RiskClosed(reason="Over"), TODAY)

    (one,) = told(reads, "A41")
    assert one["because"] == {"sector": "council_owned", "contracts": [str(HOME)]}
    assert one["owner"] == str(PRIYA)


def test_warn_r10_a_contract_is_found_until_risks_of_both_sides_are_known_to_both(
    log: Logbook, reads: Reads
) -> None:
    log.record(HOME, ContractTierSet(tier="gold"), TODAY)
    (one,) = told(reads, "WARN-R10")
    assert one["because"] == {"borne_by_provider": 0, "shared": 0}
    assert one["subject"]["id"] == str(HOME)

    theirs = risk_response.RiskAllocated(
        borne_by="provider", bearers=(risk_response.Bearer(party="provider"),)
    )
    log.record(AGENCY, theirs, TODAY)
    (half,) = told(reads, "WARN-R10")
    assert half["because"] == {"borne_by_provider": 1, "shared": 0}

    log.record(AGENCY, risk_response.RiskShared(shared_with=(HALDEN,)), TODAY)
    assert not told(reads, "WARN-R10")


def test_a47_who_is_away_is_stood_in_for_until_the_deputy_leaves(
    log: Logbook, reads: Reads
) -> None:
    lent = account.AccountDelegated(to=BEN, acts="all", valid_from=JUNE)
    log.record(BEN, account.AccountOpened(name="Ben Bright"), JUNE)
    log.record(PRIYA, lent, JUNE)
    assert not told(reads, "A47")

    log.record(BEN, account.AccountClosed(), HAPPENED)

    (one,) = told(reads, "A47")
    assert one["because"]["why"] == ["away, and the deputy has left"]
    assert one["since"] == "2026-07-06"


def test_an_indicator_says_since_when_it_has_been_as_it_is(
    log: Logbook, reads: Reads
) -> None:
    first = log.record(FLOOD, _read("12", name="Calls missed", red="10"), JUNE)
    same = {"indicator_id": part_id(FLOOD, first)}
    log.record(FLOOD, _read("14", **same), HAPPENED)

    (one,) = told(reads, "A31")

    assert one["because"] == {"indicators": ["Calls missed"], "due": "2026-06-15"}


def _read(value: str, **said: Any) -> RiskIndicatorRecorded:
    return RiskIndicatorRecorded.model_validate({"value": value, **said})
