"""Rules about plans: of exit and of the others, and contracts that have none."""

from datetime import date
from typing import Any, NamedTuple

from domain.dating import months_after
from domain.law.transfer import EMPLOYEE_LIABILITY, employee_liability
from projections.findings.book import Book, Noun
from projections.findings.cases import ContractCase, listed
from projections.findings.plan_reading import BESIDES, CHANGED, ENDS, EXITS
from projections.findings.sources import KENT, OURS, ROYAL
from projections.findings.surroundings import Surroundings, after
from projections.findings.verdict import CLEAN, Hit, Missing, Rule, Verdict

# Tiers that have a plan of exit from early on.
PLANNED_TIERS = ("gold", "silver")
YEAR = 365


class PlanCase(NamedTuple):
    """A plan."""

    id: str
    known_from: int = 1
    born_at: int = 1
    gaps: str | None = None
    kind: str = "exit"
    status: str = "draft"
    contract_id: str | None = None
    owner: str | None = None
    end_on: str | None = None
    approved_on: str | None = None
    approved_at: int | None = None
    reviewed_on: str | None = None
    reviewed_at: int | None = None
    next_review: str | None = None
    tested_on: str | None = None
    completed_on: str | None = None
    workforce: str | None = None
    data: str | None = None
    exceptions: str | None = None


def no_plan_of_exit(contract: ContractCase, around: Surroundings) -> Verdict:
    """INV-X1: gold or silver, running for months, and no plan of exit approved."""
    if not contract.runs:
        return None
    if contract.tier is None:
        return Missing(("tier",))
    if contract.tier not in PLANNED_TIERS:
        return None
    begun = contract.started_on or contract.start
    if begun is None:
        return Missing(("start",))
    months = around.threshold("exit-plan-months")
    since = months_after(date.fromisoformat(begun), months).isoformat()
    if since >= around.day or contract.id in around.beside(EXITS):
        return CLEAN
    return Hit(since, {"tier": contract.tier, "started_on": begun})


def liability_late(plan: PlanCase, around: Surroundings) -> Verdict:
    """A26: the day for employee liability information has passed without it."""
    if plan.kind != "exit" or plan.status == "complete":
        return None
    end = plan.end_on or around.beside(ENDS).get(plan.contract_id or "")
    if end is None:
        return Missing(("end_on",))
    due = employee_liability(date.fromisoformat(end)).on.isoformat()
    if due >= around.day:
        return CLEAN
    people = listed(plan.workforce)
    if not people:
        return Missing(("workforce",))
    waiting = [
        one["seat_id"]
        for one in people
        if one["headcount"] != 0
        and not _does_not_apply(one["headcount"])
        and one["liability_received_on"] is None
    ]
    return Hit(after(due), {"due": due, "seats": waiting}) if waiting else CLEAN


def complete_with_gaps(plan: PlanCase, _: Surroundings) -> Verdict:
    """A42: an exit is complete, and something was left for later."""
    if plan.kind != "exit" or plan.status != "complete":
        return None
    open_still = [one["lacking"] for one in listed(plan.exceptions)]
    uncertified = [
        one["title"] for one in listed(plan.data) if one["certificate"] is None
    ]
    if not (open_still or uncertified):
        return CLEAN
    because = {"exceptions": open_still, "without_certificate": uncertified}
    return Hit(plan.completed_on, because)


def older_than_change(plan: PlanCase, around: Surroundings) -> Verdict:
    """A53: a change was implemented after the plan was last approved or reviewed."""
    if plan.kind != "exit" or plan.status == "complete":
        return None
    looked_at = max(plan.approved_on or "", plan.reviewed_on or "")
    changed = around.beside(CHANGED).get(plan.contract_id or "")
    if not looked_at or changed is None:
        return None
    if changed <= looked_at:
        return CLEAN
    return Hit(changed, {"looked_at_on": looked_at, "implemented_on": changed})


def never_tested(plan: PlanCase, _: Surroundings) -> Verdict:
    """INV-X6: it was approved, and nobody ever tried it out."""
    if plan.approved_on is None or plan.status == "complete":
        return None
    if plan.tested_on is not None:
        return CLEAN
    events = () if plan.approved_at is None else (plan.approved_at,)
    return Hit(plan.approved_on, {"tested_on": None}, events)


def not_reviewed(plan: PlanCase, around: Surroundings) -> Verdict:
    """INV-X5: nobody has looked at it for a year, or when that was due."""
    if plan.approved_on is None or plan.status == "complete":
        return None
    last = max(plan.approved_on, plan.reviewed_on or "")
    due = plan.next_review or after(last, YEAR)
    if due >= around.day:
        return CLEAN
    return Hit(after(due), {"due": due, "looked_at_on": last})


def _does_not_apply(value: Any) -> bool:
    return isinstance(value, dict) and "not_applicable" in value


BOOK = Book(
    rules=(
        Rule(
            "INV-X1",
            "A contract has run for months without an approved plan of exit",
            "due",
            "policy",
            f"{ROYAL}, standard 4: an exit plan is set up; the months are {OURS}",
            "medium",
            "Begin a plan of exit and have it approved.",
            "/plans",
            {"contract": no_plan_of_exit},
            ("exit-plan-months",),
        ),
        Rule(
            "A26",
            "Employee liability information is late",
            "wrong",
            "statute",
            EMPLOYEE_LIABILITY.source,
            "high",
            "Ask for it in writing, and record when it came.",
            "record-workforce",
            {"plan": liability_late},
        ),
        Rule(
            "A42",
            "An exit is complete but for something that was left",
            "wrong",
            "policy",
            f"{KENT}, table 4, row 6: an exit is carried out for every subcontractor",
            "medium",
            "See to what was left, and record the certificate.",
            "record-data-return",
            {"plan": complete_with_gaps},
        ),
        Rule(
            "A53",
            "A plan of exit is older than the last change",
            "due",
            "policy",
            f"{ROYAL}, standard 4: the exit plan is reviewed during the life",
            "medium",
            "Look whether the change touches the exit, and review the plan.",
            "review",
            {"plan": older_than_change},
        ),
        Rule(
            "INV-X5",
            "A plan was not reviewed when that was due",
            "due",
            "policy",
            f"{ROYAL}, standard 4; once a year where nothing is said is {OURS}",
            "medium",
            "Look at the plan, and say when to look again.",
            "review",
            {"plan": not_reviewed},
        ),
        Rule(
            "INV-X6",
            "A plan was approved, and never tried out",
            "due",
            "policy",
            f"{ROYAL}, standard 5: contingency and continuity plans are effective",
            "medium",
            "Walk through it with those who would carry it out, and record the trial.",
            "test",
            {"plan": never_tested},
        ),
    ),
    nouns={"plan": Noun(PlanCase, "plans")},
    besides=BESIDES,
)
