"""Issues as people read them, and as nobody reads them from whom they are kept."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import NotFound
from domain.event import Fact
from domain.facts import issue, organisation, organisation_tie, risk
from domain.facts import issue_proceedings as between
from domain.facts.account import Scope
from domain.facts.risk_response import RiskShared
from domain.issue.issue import Issue
from domain.occasion import Dated
from domain.place import Part
from domain.rights import Reach
from projections.history import EventQuestion, events, history
from projections.pages import Question
from projections.reads import Reads
from projections.store import Store
from projections.view import View
from tests.given import money
from tests.projections.conftest import empty
from tests.projections.council import (
    AGENCY,
    BEN,
    DAY,
    EVERYTHING,
    HALDEN,
    HOME,
    JUNE,
    MAY,
    TODAY,
)
from tests.projections.logbook import ANN, Logbook

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
CALLS, OTHER, CAT = UUID(int=31), UUID(int=32), UUID(int=33)
OLD, OLDER = UUID(int=34), UUID(int=35)
RAISED = issue.IssueRaised(
    title="Missed calls", scope="contract", contract_id=HOME, severity=2
)
SECRET = RAISED.model_copy(update={"confidential_from": (HALDEN,)})
RESTRICTED = RAISED.model_copy(update={"handling": "restricted", "readers": (CAT,)})
LEAD = Reach(
    CAT,
    parts=(Part(Scope(organisations=(HALDEN,)), only_shared=True, below=True),),
    acts_for=frozenset({HALDEN}),
)
PLAN = between.IssueImprovementPlanOpened(
    plan_objectives="No call missed", plan_deadline=TODAY
)
FAILED = between.IssueImprovementJudged(plan_outcome="failed_to_improve", reason="No")

STEPS: list[Fact] = [
    issue.IssueAssigned(owner=BEN),
    issue.IssueEscalated(escalation_level=2),
    issue.IssueEscalated(escalation_level=0, reason="Settled"),
    PLAN,
    FAILED,
    between.IssueImprovementJudged(plan_outcome="improved", reason="Yes"),
    issue.IssueCorrected(plan_outcome="improved", supersedes=10),
    between.IssueDisputeRaised(dispute_route="mediation"),
    between.IssueDisputeAdvanced(dispute_stage="settled"),
    between.IssueRemedyRecorded(remedy="damages"),
    between.IssueRepresented(representation="We do not agree"),
    issue.IssueResolved(reason="Done"),
    issue.IssueClosed(reason="Over"),
    issue.IssueReopened(reason="Back"),
    issue.IssueCommented(text="Seen"),
    issue.IssueMoved(scope="contract", contract_id=DAY, reason="Wrong one"),
]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=8))
def test_what_is_read_is_what_is_decided_on(
    sqlite_tables: Store, steps: list[Fact]
) -> None:
    empty(sqlite_tables)
    log = Logbook()
    log.record(CALLS, RAISED, JUNE, by=BEN)
    for step in steps:
        log.record(CALLS, step, TODAY, by=BEN)
    state = Issue.replay(log.history(CALLS))

    with Reads(log, sqlite_tables, lambda: NOW).at(EVERYTHING) as view:
        shown = view.one("issue", "I-1")

    course = state.course
    assert shown["status"] == course.status
    assert shown["escalation_level"] == course.level
    assert shown["plan_outcome"] == course.outcome
    assert shown["contract_id"] == str(state.contract_id)
    held = shown["dispute_stage"]
    assert (held or None) == course.stage


def test_an_issue_says_what_came_of_it(reads: Reads, log: Logbook) -> None:
    born = log.record(CALLS, RAISED, JUNE, by=BEN)
    log.record(CALLS, issue.IssueAssigned(owner=ANN, due=TODAY), JUNE, by=BEN)
    log.record(CALLS, PLAN, JUNE, by=BEN)
    log.record(CALLS, FAILED, TODAY, by=BEN)
    taken = between.IssueRemedyRecorded(remedy="deduction", amount=money("4200.00"))
    at = log.record(CALLS, taken, TODAY, by=BEN)

    with reads.at(EVERYTHING) as view:
        shown = view.one("issue", f"I-{born}")

    assert shown["status"] == "remedy"
    assert shown["contract_title"] == "Home care, lot 2"
    assert (shown["raised_on"], shown["owner"]) == (JUNE.isoformat(), str(ANN))
    assert (shown["plan_issued_on"], shown["plan_judged_on"]) == (
        JUNE.isoformat(),
        TODAY.isoformat(),
    )
    assert shown["plan_objectives"] == "No call missed"
    assert shown["remedies"] == [
        {
            "remedy": "deduction",
            "amount": {"amount": "4200.00", "currency": "GBP", "vat_basis": "net"},
            "taken_on": TODAY.isoformat(),
            "position": at,
        }
    ]


def test_a_remedy_is_put_right_in_its_place(reads: Reads, log: Logbook) -> None:
    born = log.record(CALLS, RAISED, JUNE, by=BEN)
    first = log.record(CALLS, between.IssueRemedyRecorded(remedy="damages"), JUNE)
    log.record(CALLS, between.IssueRemedyRecorded(remedy="deduction"), JUNE)
    right = issue.IssueCorrected(remedy="settlement", supersedes=first)
    log.record(CALLS, Dated(right, JUNE), TODAY)

    with reads.at(EVERYTHING) as view:
        shown = view.one("issue", f"I-{born}")

    assert [each["remedy"] for each in shown["remedies"]] == ["settlement", "deduction"]


def test_an_adopted_issue_whose_level_nobody_knows_has_none(
    reads: Reads, log: Logbook
) -> None:
    adopted = issue.IssueAdopted(
        title="Late data", scope="contract", contract_id=HOME, status="escalated"
    )
    born = log.record(CALLS, adopted, JUNE, by=BEN)

    with reads.at(EVERYTHING) as view:
        shown = view.one("issue", f"I-{born}")

    assert (shown["status"], shown["escalation_level"]) == ("escalated", None)


def test_a_risk_that_has_happened_names_its_issue(reads: Reads, log: Logbook) -> None:
    log.record(AGENCY, risk.RiskMaterialised(issue_id=CALLS), TODAY, by=BEN)

    with reads.at(EVERYTHING) as view:
        shown = view.one("risk", "R-5")

    assert (shown["status"], shown["issue_id"]) == ("materialised", str(CALLS))


def test_a_moved_issue_was_never_at_the_other_thing(reads: Reads, log: Logbook) -> None:
    born = log.record(CALLS, RAISED, JUNE, by=BEN)
    moved = issue.IssueMoved(scope="contract", contract_id=DAY, reason="Wrong one")
    log.record(CALLS, moved, TODAY, by=BEN)

    with reads.at(EVERYTHING, effective_on=JUNE) as view:
        assert view.one("issue", f"I-{born}")["contract_id"] == str(DAY)
    for known_at, day in ((None, None), (None, JUNE), (born, JUNE)):
        with reads.at(LEAD, known_at, day) as view:
            assert view.page("issue", Question()).total == 0
            with pytest.raises(NotFound):
                view.one("issue", f"I-{born}")


class TestKeptFromTheLead:
    def test_the_lead_reads_the_issues_of_the_contract(
        self, reads: Reads, log: Logbook
    ) -> None:
        log.record(CALLS, RAISED, TODAY, by=BEN)
        there = RAISED.model_copy(update={"contract_id": DAY})
        log.record(OTHER, there, TODAY, by=BEN)

        with reads.at(LEAD) as view:
            items = view.page("issue", Question()).items

        assert [each["id"] for each in items] == [str(CALLS)]

    @pytest.mark.parametrize(
        "asked", [{}, {"severity": ("2",)}, {"in_error": ("false",)}]
    )
    def test_a_confidential_issue_changes_nothing_that_the_lead_reads(
        self, reads: Reads, log: Logbook, asked: dict[str, tuple[str, ...]]
    ) -> None:
        log.record(CALLS, RAISED, MAY, by=BEN)
        question = Question(filters=asked)
        with reads.at(LEAD) as view:
            before = view.page("issue", question)

        hidden = log.record(OTHER, SECRET, MAY, by=BEN)
        log.record(OTHER, issue.IssueCommented(text="It is the rota"), TODAY, by=BEN)

        for known_at, day in ((None, None), (hidden, None), (None, MAY), (hidden, MAY)):
            with reads.at(LEAD, known_at, day) as view:
                after = view.page("issue", question)
                assert (after.items, after.total, after.next) == (
                    before.items,
                    before.total,
                    before.next,
                )
                assert after.outside_scope["count"] == 0
                assert view.page("issue", Question(q="missed")).total == 1
                assert view.readable("issue", {str(OTHER)}) == set()
                for named in (str(OTHER), f"I-{hidden}"):
                    with pytest.raises(NotFound):
                        view.one("issue", named)
                    with pytest.raises(NotFound):
                        history(view, "issue", named)
                told = events(view, EventQuestion(nouns=frozenset({"issue"})), 0, 50)
                assert {e["stream"] for e in told.items} == {str(CALLS)}

    @pytest.mark.parametrize("acting", [HALDEN, OLD, OLDER])
    def test_it_is_kept_from_every_record_of_the_lead(
        self, reads: Reads, log: Logbook, acting: UUID
    ) -> None:
        for record in (OLD, OLDER):
            named = organisation.OrganisationRegistered(name="Halden Care")
            log.record(record, named, MAY)
            merged = organisation_tie.OrganisationMerged(merged_into=HALDEN)
            log.record(record, merged, JUNE)
        by_its_old_name = SECRET.model_copy(update={"confidential_from": (OLD,)})
        log.record(OTHER, by_its_old_name, TODAY, by=BEN)
        who = Reach(CAT, everything=True, acts_for=frozenset({acting}))
        another = Reach(CAT, everything=True, acts_for=frozenset({CAT}))

        with reads.at(who) as view:
            assert view.page("issue", Question()).total == 0
            assert view.readable("issue", {str(OTHER)}) == set()
        with reads.at(another) as view:
            assert view.page("issue", Question()).total == 1

    def test_a_risk_that_is_shared_later_does_not_name_it(
        self, reads: Reads, log: Logbook
    ) -> None:
        log.record(OTHER, SECRET, TODAY, by=BEN)
        log.record(AGENCY, risk.RiskMaterialised(issue_id=OTHER), TODAY, by=BEN)
        log.record(AGENCY, RiskShared(shared_with=(HALDEN,)), TODAY, by=BEN)

        with reads.at(LEAD) as view:
            assert view.one("risk", "R-5")["issue_id"] is None
        with reads.at(EVERYTHING) as view:
            assert view.one("risk", "R-5")["issue_id"] == str(OTHER)

    def test_others_read_it(self, reads: Reads, log: Logbook) -> None:
        log.record(OTHER, SECRET, TODAY, by=BEN)
        member = Reach(CAT, parts=(Part("all", unmarked=True),))

        for reach in (EVERYTHING, member):
            with reads.at(reach) as view:
                assert view.page("issue", Question()).total == 1

    def test_no_other_hat_lets_who_acts_for_the_lead_read_it(
        self, reads: Reads, log: Logbook
    ) -> None:
        born = log.record(OTHER, SECRET, TODAY, by=BEN)
        both = Reach(CAT, everything=True, acts_for=frozenset({HALDEN}))

        with reads.at(both) as view:
            assert view.page("issue", Question()).total == 0
            assert view.readable("issue", {str(OTHER)}) == set()
            with pytest.raises(NotFound):
                view.one("issue", f"I-{born}")


class TestRestricted:
    def test_who_is_named_reads_it_and_nobody_else(
        self, reads: Reads, log: Logbook
    ) -> None:
        born = log.record(CALLS, RESTRICTED, TODAY, by=BEN)

        for who, total in ((ANN, 0), (BEN, 1), (CAT, 1)):
            with reads.at(Reach(who, everything=True)) as view:
                assert view.page("issue", Question()).total == total
                assert len(view.readable("issue", {str(CALLS)})) == total
                assert bool(total) is _reads(view, f"I-{born}")

    def test_whoever_owns_it_reads_it(self, reads: Reads, log: Logbook) -> None:
        log.record(CALLS, RESTRICTED, TODAY, by=BEN)
        log.record(CALLS, issue.IssueAssigned(owner=ANN), TODAY, by=BEN)

        with reads.at(Reach(ANN, everything=True)) as view:
            assert view.page("issue", Question()).total == 1

    def test_a_lead_reads_no_restricted_issue(self, reads: Reads, log: Logbook) -> None:
        log.record(
            CALLS, RESTRICTED.model_copy(update={"readers": None}), TODAY, by=BEN
        )

        with reads.at(LEAD) as view:
            assert view.page("issue", Question()).total == 0


def _reads(view: View, named: str) -> bool:
    try:
        view.one("issue", named)
    except NotFound:
        return False
    return True
