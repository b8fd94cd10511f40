"""An issue on its way: assigned, escalated, resolved, closed, back again."""

from datetime import date
from typing import Any

import pytest

from domain.described import EnterInError
from domain.errors import OverridesLater, RuleBroken
from domain.event import Fact
from domain.facts.issue import (
    IssueAssigned,
    IssueClosed,
    IssueCorrected,
    IssueDescribed,
    IssueEnteredInError,
    IssueEscalated,
    IssueReopened,
    IssueResolved,
)
from domain.facts.issue_proceedings import (
    IssueDisputeRaised,
    IssueImprovementPlanOpened,
)
from domain.issue.commands import (
    AssignIssue,
    CloseIssue,
    CorrectIssue,
    DescribeIssue,
    EscalateIssue,
    JudgeImprovement,
    MoveIssue,
    ReopenIssue,
    ResolveIssue,
)
from domain.issue.issue import Issue
from domain.occasion import Command, Dated
from tests.domain.test_issue import FIRM, RAISED
from tests.given import BEN, EARLIER, TODAY, given

DUE = date(2026, 12, 18)
ASSIGNED = IssueAssigned(owner=BEN, due=DUE)
RESOLVED = IssueResolved(reason="A second agency covers the evenings")
CLOSED = IssueClosed(reason="No call was missed since")
PLAN = IssueImprovementPlanOpened(plan_objectives="No call missed", plan_deadline=DUE)
RESOLVE = ResolveIssue(reason="Done")


def test_whoever_is_given_an_issue_has_begun() -> None:
    outcome = given(Issue, RAISED).when(
        Issue.assign, AssignIssue(owner=BEN, due=DUE, reason="Knows the firm")
    )

    outcome.then(ASSIGNED.model_copy(update={"reason": "Knows the firm"}))
    assert outcome.state.course.status == "in_progress"
    assert outcome.state.on("owner", TODAY) == BEN


def test_an_issue_that_somebody_has_is_not_given_to_them_again() -> None:
    given(Issue, RAISED, ASSIGNED).when(
        Issue.assign, AssignIssue(owner=BEN, due=DUE)
    ).then()


def test_an_owner_who_was_named_at_first_still_begins_the_work() -> None:
    owned = RAISED.model_copy(update={"owner": BEN})

    given(Issue, owned).when(Issue.assign, AssignIssue(owner=BEN)).then(
        IssueAssigned(owner=BEN)
    )


def test_a_backdated_owner_does_not_replace_a_later_one_in_silence() -> None:
    later = Dated(ASSIGNED, date(2026, 10, 1))
    command = AssignIssue(owner=FIRM, effective_on=EARLIER)

    given(Issue, RAISED, later).when(Issue.assign, command).refuses(
        OverridesLater, saying="2026-10-01"
    )


def test_an_issue_goes_up_without_a_reason_and_down_with_one() -> None:
    up = given(Issue, RAISED).when(Issue.escalate, EscalateIssue(level=3))
    up.then(IssueEscalated(escalation_level=3))
    assert up.state.course.status == "escalated"

    up.after.when(Issue.escalate, EscalateIssue(level=1)).refuses(
        RuleBroken, saying="down to 1", rule="INV-I3"
    )
    down = up.after.when(Issue.escalate, EscalateIssue(level=0, reason="Settled"))
    down.then(IssueEscalated(escalation_level=0, reason="Settled"))
    assert down.state.course.status == "in_progress"


def test_the_same_level_is_no_news() -> None:
    up = IssueEscalated(escalation_level=2)

    given(Issue, RAISED, up).when(Issue.escalate, EscalateIssue(level=2)).then()


def test_what_has_an_improvement_plan_stays_there_when_it_is_escalated() -> None:
    outcome = given(Issue, RAISED, PLAN).when(Issue.escalate, EscalateIssue(level=4))

    assert outcome.state.course.status == "improvement_plan"
    assert outcome.state.course.level == 4


def test_an_issue_is_resolved_then_closed() -> None:
    resolved = given(Issue, RAISED).when(
        Issue.resolve, ResolveIssue(reason="Done", root_cause="One agency")
    )
    resolved.then(IssueResolved(reason="Done", root_cause="One agency"))
    resolved.after.when(Issue.resolve, RESOLVE).then()

    closed = resolved.after.when(Issue.close, CloseIssue(reason="Quiet since"))
    closed.then(IssueClosed(reason="Quiet since"))
    closed.after.when(Issue.close, CloseIssue(reason="Again")).then()


@pytest.mark.parametrize("history", [[], [ASSIGNED], [PLAN]])
def test_what_is_not_resolved_is_not_closed(history: list[Fact]) -> None:
    given(Issue, RAISED, *history).when(
        Issue.close, CloseIssue(reason="Enough")
    ).refuses(RuleBroken, saying="resolve it before", rule="issue-status")


def test_what_is_disputed_is_not_resolved() -> None:
    dispute = IssueDisputeRaised(dispute_route="mediation")

    given(Issue, RAISED, dispute).when(Issue.resolve, RESOLVE).refuses(
        RuleBroken, saying="settled, determined or withdrawn", rule="issue-dispute"
    )


def test_a_plan_is_judged_before_its_issue_is_resolved() -> None:
    given(Issue, RAISED, PLAN).when(Issue.resolve, RESOLVE).refuses(
        RuleBroken, saying="judge it", rule="issue-status"
    )


@pytest.mark.parametrize(
    ("history", "status"),
    [([RESOLVED], "open"), ([RESOLVED, CLOSED], "open")],
)
def test_what_is_over_can_come_back(history: list[Fact], status: str) -> None:
    outcome = given(Issue, RAISED, *history).when(
        Issue.reopen, ReopenIssue(reason="Calls are missed again")
    )

    outcome.then(IssueReopened(reason="Calls are missed again"))
    assert outcome.state.course.status == status


def test_what_is_not_over_is_not_reopened() -> None:
    given(Issue, RAISED).when(Issue.reopen, ReopenIssue(reason="Again")).then()


@pytest.mark.parametrize("history", [[RESOLVED], [RESOLVED, CLOSED]])
@pytest.mark.parametrize(
    ("decide", "command"),
    [
        (Issue.assign, AssignIssue(owner=BEN)),
        (Issue.escalate, EscalateIssue(level=1)),
        (Issue.judge_improvement, JudgeImprovement(outcome="improved", reason="Yes")),
    ],
)
def test_what_is_over_is_reopened_before_it_is_worked_on(
    history: list[Fact], decide: Any, command: Command
) -> None:
    given(Issue, RAISED, *history).when(decide, command).refuses(
        RuleBroken, saying="reopen it before", rule="issue-status"
    )


def test_what_was_entered_in_error_is_worked_on_no_more() -> None:
    gone = given(Issue, RAISED, IssueEnteredInError(reason="Twice"))

    for decide, command in (
        (Issue.assign, AssignIssue(owner=BEN)),
        (Issue.resolve, RESOLVE),
        (Issue.close, CloseIssue(reason="Gone")),
        (Issue.reopen, ReopenIssue(reason="Back")),
        (Issue.move, MoveIssue(organisation_id=FIRM, reason="Wrong")),
    ):
        gone.when(decide, command).refuses(
            RuleBroken, saying="restore it", rule="entered-in-error"
        )
    gone.when(Issue.enter_in_error, EnterInError(reason="Again")).then()


def test_a_description_says_how_grave_it_is() -> None:
    given(Issue, RAISED).when(Issue.describe, DescribeIssue(severity=1)).then(
        IssueDescribed(severity=1)
    )


def test_a_correction_puts_right_what_kind_of_issue_it_was() -> None:
    command = CorrectIssue.model_validate({"type": "breach", "reason_code": "clerical"})

    given(Issue, RAISED).when(Issue.correct, command).then(
        Dated(IssueCorrected(type="breach", supersedes=11), EARLIER)
    )
