"""What an issue refuses, and what it hangs on."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from domain.errors import NotAllowed, RuleBroken
from domain.issue.commands import HungIssue, MoveIssue
from domain.issue.course import Course
from domain.occasion import Occasion
from domain.values import Known


class Home(NamedTuple):
    """What an issue hangs on."""

    scope: str
    contract_id: UUID | None = None
    organisation_id: UUID | None = None


class Origin(NamedTuple):
    """The risk that has happened: what it hangs on and who reads it (None: all)."""

    id: UUID
    home: Home
    handling: str
    readers: frozenset[UUID] | None


def home(command: HungIssue | MoveIssue) -> Home:
    """What a command hangs an issue on: exactly one thing."""
    if (command.contract_id is None) == (command.organisation_id is None):
        detail = (
            "name exactly one thing that the issue hangs on: contract_id or"
            " organisation_id; or, where it is new, the risk that has happened:"
            " from_risk"
        )
        raise RuleBroken(detail, rule="issue-scope", pointer="/contract_id")
    scope = "organisation" if command.contract_id is None else "contract"
    return Home(scope, command.contract_id, command.organisation_id)


def type_of(said: Known[Any] | None, occasion: Occasion) -> Known[Any] | None:
    """Elected members enter enquiries, and need not say so."""
    if occasion.role != "elected_member":
        return said
    if said not in {None, "member_enquiry"}:
        detail = (
            'an elected member enters issues of the type "member_enquiry" alone;'
            " leave type out, or ask an officer to enter the issue"
        )
        raise NotAllowed(detail, rule="member-enquiry", pointer="/type")
    return "member_enquiry"


def refuse_idle_readers(readers: object, handling: str) -> None:
    """Refuses to name readers of what everybody reads."""
    if readers and handling != "restricted":
        detail = (
            'readers are named for what only they may read: say "handling":'
            ' "restricted", or leave readers out'
        )
        raise RuleBroken(detail, rule="idle-readers", pointer="/readers")


def refuse_over(course: Course, verb: str) -> None:
    """Refuses work on what is resolved or closed."""
    if course.is_over:
        detail = f"the issue is {course.status}; reopen it before you {verb} it"
        raise RuleBroken(detail, rule="issue-status")


def refuse_early_deadline(deadline: date, issued_on: date) -> None:
    """Refuses a plan that leaves no time to improve: it is no date."""
    if deadline <= issued_on:
        detail = (
            f"deadline {deadline} is not after {issued_on}, the day on which the plan"
            " was issued. Give a later day"
        )
        raise RuleBroken(detail, rule="plan-deadline", pointer="/deadline")


def refuse_unfair(
    course: Course, outcome: str, day: date, deadline: date | None
) -> None:
    """INV-I1: nobody fails who was not told, or who has time left to improve."""
    issued_on = course.plan_issued_on
    if issued_on is None:
        detail = (
            "no improvement plan was issued, so nothing came of it yet. Record the plan"
            " with open-improvement-plan; issued_on may lie in the past"
        )
    elif course.outcome is not None:
        detail = (
            f"the plan was judged: {said(course.outcome)}. Correct plan_outcome if that"
            " was wrong, or open another plan"
        )
    elif day < issued_on:
        detail = (
            f"the plan was issued on {issued_on}; nobody judged it on {day}. Say the"
            " day of the decision in decided_on"
        )
    elif outcome == "failed_to_improve" and deadline is not None and day < deadline:
        detail = (
            f"the provider has until {deadline} to improve. Decide then, or correct"
            " plan_deadline if it was another day"
        )
    else:
        return
    raise RuleBroken(detail, rule="INV-I1")


def refuse_second_dispute(course: Course) -> None:
    """Refuses a dispute beside one that is open."""
    if course.is_disputed:
        detail = (
            "a dispute is open on this issue: record how it goes on with"
            " advance-dispute, another route included"
        )
        raise RuleBroken(detail, rule="issue-dispute")


def refuse_no_dispute(course: Course) -> None:
    """Refuses to move on a dispute that is not there."""
    if not course.is_disputed:
        what = (
            "was raised" if course.stage is None else f"is open: it is {course.stage}"
        )
        detail = f"no dispute {what}. Record a new one with raise-dispute"
        raise RuleBroken(detail, rule="issue-dispute")


def refuse_unfinished(course: Course) -> None:
    """Refuses to call resolved what waits for a judgement or an agreement."""
    if course.is_disputed:
        detail = (
            "a dispute is open on this issue: record that it was settled, determined or"
            " withdrawn before you resolve it"
        )
        raise RuleBroken(detail, rule="issue-dispute")
    if course.has_open_plan:
        detail = (
            "nobody has said what came of the improvement plan: judge it before you"
            " resolve the issue"
        )
        raise RuleBroken(detail, rule="issue-status")


def said(status: str) -> str:
    """A status as people say it."""
    return status.replace("_", " ")
