"""The formal steps on an issue: improvement plans, disputes, remedies, statements."""

from datetime import date

import pytest

from domain.errors import RuleBroken
from domain.facts.issue import (
    IssueClosed,
    IssueCorrected,
    IssueResolved,
)
from domain.facts.issue_proceedings import (
    IssueDisputeAdvanced,
    IssueDisputeRaised,
    IssueImprovementJudged,
    IssueImprovementPlanOpened,
    IssueRemedyRecorded,
    IssueRepresented,
)
from domain.facts.issue_terms import Clause
from domain.issue.commands import (
    AdvanceDispute,
    CorrectIssue,
    JudgeImprovement,
    OpenImprovementPlan,
    RaiseDispute,
    RecordRemedy,
    RepresentIssue,
)
from domain.issue.issue import Issue
from domain.occasion import Dated
from domain.values import Unknown
from tests.domain.test_issue import RAISED
from tests.given import TODAY, given, money

ISSUED, DEADLINE = date(2026, 10, 16), date(2026, 11, 13)
BEFORE, AFTER = date(2026, 11, 12), date(2026, 11, 20)
OPENED = IssueImprovementPlanOpened(
    plan_objectives="No call missed", plan_deadline=DEADLINE
)
PLAN = Dated(OPENED, ISSUED)
FAILED = IssueImprovementJudged(
    plan_outcome="failed_to_improve", reason="Nine calls missed"
)
DISPUTED = IssueDisputeRaised(dispute_route="negotiation")
CLAUSE = Clause(document="Conditions of contract", clause="31")


def plan(**said: object) -> OpenImprovementPlan:
    return OpenImprovementPlan.model_validate(
        {"objectives": "No call missed", "deadline": DEADLINE, **said}
    )


def judge(outcome: str, **said: object) -> JudgeImprovement:
    return JudgeImprovement.model_validate(
        {"outcome": outcome, "reason": "Nine calls missed", **said}
    )


def remedy(kind: str, **said: object) -> RecordRemedy:
    return RecordRemedy.model_validate({"remedy": kind, **said})


class TestImprovement:
    def test_a_plan_holds_from_the_day_on_which_it_was_issued(self) -> None:
        outcome = given(Issue, RAISED).when(
            Issue.open_improvement_plan, plan(issued_on=ISSUED)
        )

        outcome.then(PLAN)
        assert outcome.state.course.status == "improvement_plan"
        assert outcome.state.course.plan_issued_on == ISSUED

    def test_the_same_plan_is_no_news_until_it_was_judged(self) -> None:
        again = plan(issued_on=ISSUED)

        given(Issue, RAISED, PLAN).when(Issue.open_improvement_plan, again).then()

    def test_a_plan_leaves_time_to_improve(self) -> None:
        given(Issue, RAISED).when(
            Issue.open_improvement_plan, plan(issued_on=DEADLINE)
        ).refuses(RuleBroken, saying="not after", rule="plan-deadline")

    def test_a_plan_is_recorded_once_it_was_issued(self) -> None:
        given(Issue, RAISED).when(
            Issue.open_improvement_plan, plan(issued_on=date(2026, 12, 1))
        ).refuses(RuleBroken, saying="issued_on", rule="not-yet")

    def test_a_plan_on_what_is_over_is_kept_and_moves_nothing(self) -> None:
        over = given(Issue, RAISED, IssueResolved(reason="Done"))

        outcome = over.when(Issue.open_improvement_plan, plan(issued_on=ISSUED))

        outcome.then(PLAN)
        assert outcome.state.course.status == "resolved"

    def test_who_had_the_time_and_did_not_improve_has_failed(self) -> None:
        outcome = given(Issue, RAISED, PLAN).when(
            Issue.judge_improvement, judge("failed_to_improve", decided_on=AFTER)
        )

        outcome.then(Dated(FAILED, AFTER))
        assert outcome.state.course.status == "failed_to_improve"

    def test_it_may_be_decided_on_the_day_of_the_deadline(self) -> None:
        given(Issue, RAISED, PLAN).when(
            Issue.judge_improvement, judge("failed_to_improve", decided_on=DEADLINE)
        ).then(Dated(FAILED, DEADLINE))

    @pytest.mark.parametrize(
        ("history", "decided_on", "saying"),
        [
            ([RAISED], AFTER, "no improvement plan was issued"),
            ([RAISED, PLAN], date(2026, 10, 1), "issued on 2026-10-16"),
            ([RAISED, PLAN], BEFORE, "until 2026-11-13"),
        ],
    )
    def test_nobody_fails_unfairly(
        self, history: list[Dated], decided_on: date, saying: str
    ) -> None:
        given(Issue, *history).when(
            Issue.judge_improvement, judge("failed_to_improve", decided_on=decided_on)
        ).refuses(RuleBroken, saying=saying, rule="INV-I1")

    def test_who_improves_early_has_improved(self) -> None:
        outcome = given(Issue, RAISED, PLAN).when(
            Issue.judge_improvement, judge("improved", decided_on=BEFORE)
        )

        assert outcome.state.course.status == "improved"

    def test_a_plan_is_judged_once(self) -> None:
        judged = given(Issue, RAISED, PLAN, Dated(FAILED, AFTER))

        judged.when(Issue.judge_improvement, judge("failed_to_improve")).then()
        judged.when(Issue.judge_improvement, judge("improved")).refuses(
            RuleBroken, saying="Correct plan_outcome", rule="INV-I1"
        )

    def test_a_wrong_judgement_is_put_right(self) -> None:
        command = CorrectIssue.model_validate(
            {"plan_outcome": "improved", "reason_code": "clerical"}
        )

        outcome = given(Issue, RAISED, PLAN, Dated(FAILED, AFTER)).when(
            Issue.correct, command
        )

        outcome.then(
            Dated(IssueCorrected(plan_outcome="improved", supersedes=13), AFTER)
        )
        assert outcome.state.course.status == "improved"

    def test_another_plan_is_judged_anew(self) -> None:
        again = plan(deadline=date(2026, 12, 18), issued_on=AFTER)

        outcome = given(Issue, RAISED, PLAN, Dated(FAILED, AFTER)).when(
            Issue.open_improvement_plan, again
        )

        assert outcome.state.course.has_open_plan
        outcome.after.when(Issue.judge_improvement, judge("failed_to_improve")).refuses(
            RuleBroken, saying="until 2026-12-18", rule="INV-I1"
        )


class TestDisputes:
    def test_a_dispute_says_where_its_route_was_agreed(self) -> None:
        command = RaiseDispute(route="negotiation", defined_in=CLAUSE)

        given(Issue, RAISED).when(Issue.raise_dispute, command).then(
            IssueDisputeRaised(dispute_route="negotiation", dispute_defined_in=CLAUSE)
        )

    def test_a_route_that_nobody_knows_to_be_agreed_is_taken(self) -> None:
        command = RaiseDispute(route=Unknown(unknown="not_asked"))

        given(Issue, RAISED).when(Issue.raise_dispute, command).then(
            IssueDisputeRaised(dispute_route=Unknown(unknown="not_asked"))
        )

    def test_there_is_one_dispute_at_a_time(self) -> None:
        given(Issue, RAISED, DISPUTED).when(
            Issue.raise_dispute, RaiseDispute(route="mediation")
        ).refuses(RuleBroken, saying="advance-dispute", rule="issue-dispute")

    def test_a_dispute_goes_on_by_another_route(self) -> None:
        command = AdvanceDispute(stage="in_progress", route="mediation")

        outcome = given(Issue, RAISED, DISPUTED).when(Issue.advance_dispute, command)

        outcome.then(
            IssueDisputeAdvanced(dispute_stage="in_progress", dispute_route="mediation")
        )
        outcome.after.when(Issue.advance_dispute, command).then()

    def test_a_dispute_that_was_settled_is_over_and_another_may_come(self) -> None:
        settled = given(Issue, RAISED, DISPUTED).when(
            Issue.advance_dispute, AdvanceDispute(stage="settled")
        )

        assert not settled.state.course.is_disputed
        settled.after.when(
            Issue.advance_dispute, AdvanceDispute(stage="in_progress")
        ).refuses(RuleBroken, saying="raise-dispute", rule="issue-dispute")
        settled.after.when(Issue.raise_dispute, RaiseDispute(route="arbitration")).then(
            IssueDisputeRaised(dispute_route="arbitration")
        )

    def test_no_dispute_goes_on_that_nobody_raised(self) -> None:
        given(Issue, RAISED).when(
            Issue.advance_dispute, AdvanceDispute(stage="settled")
        ).refuses(RuleBroken, saying="no dispute was raised", rule="issue-dispute")


class TestRemedies:
    def test_a_remedy_holds_from_the_day_on_which_it_was_taken(self) -> None:
        command = remedy("deduction", amount=money("4200.00"), taken_on=AFTER)

        given(Issue, RAISED).when(Issue.record_remedy, command).then(
            Dated(
                IssueRemedyRecorded(remedy="deduction", amount=money("4200.00")), AFTER
            )
        )

    def test_a_second_remedy_of_the_same_kind_is_another(self) -> None:
        taken = IssueRemedyRecorded(remedy="deduction", amount=money("4200.00"))

        given(Issue, RAISED, taken).when(
            Issue.record_remedy, remedy("deduction", amount=money("4200.00"))
        ).then(Dated(taken, TODAY))

    def test_after_a_failure_to_improve_the_issue_stands_at_the_remedy(self) -> None:
        failed = given(Issue, RAISED, PLAN, Dated(FAILED, AFTER))

        after = failed.when(Issue.record_remedy, remedy("termination"))

        assert after.state.course.status == "remedy"
        for before in (given(Issue, RAISED), given(Issue, RAISED, PLAN)):
            taken = before.when(Issue.record_remedy, remedy("settlement"))
            assert taken.state.course.status == before.state.course.status

    def test_what_was_taken_after_the_close_is_kept(self) -> None:
        closed = given(
            Issue, RAISED, IssueResolved(reason="Done"), IssueClosed(reason="Over")
        )

        outcome = closed.when(Issue.record_remedy, remedy("damages"))

        outcome.then(Dated(IssueRemedyRecorded(remedy="damages"), TODAY))
        assert outcome.state.course.status == "closed"


def test_the_provider_says_how_it_sees_it() -> None:
    command = RepresentIssue(statement="Families cancelled half of these calls")

    given(Issue, RAISED).when(Issue.represent, command).then(
        IssueRepresented(representation="Families cancelled half of these calls")
    )
