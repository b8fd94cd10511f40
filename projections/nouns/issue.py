"""The issues as people read them."""

from collections.abc import Mapping
from typing import Any

from domain import issue_status as moves
from domain.facts import issue as facts
from domain.facts import issue_proceedings as between
from projections import mistakes
from projections.kinds import COUNT, DAY, ID, JSON, LIST, TEXT, TITLE, WHOLE
from projections.mistakes import error_reported, in_error
from projections.model import Effect, Held, Model, becomes, commented
from projections.telling import Told


def _raised(told: Told, _: Held) -> Mapping[str, Any]:
    return {
        "status": "open",
        "entered_by": told.by,
        "raised_on": told.effective_on,
        "escalation_level": 0,
    }


def _adopted(told: Told, held: Held) -> Mapping[str, Any]:
    """How far one had come, of whose level nobody may know."""
    status = told.said["status"]
    level = told.said.get("escalation_level", None if status == "escalated" else 0)
    return {**_raised(told, held), "status": status, "escalation_level": level}


def _assigned(_: Told, held: Held) -> Mapping[str, Any]:
    return {"status": moves.assigned(held["status"])}


def _escalated(told: Told, held: Held) -> Mapping[str, Any]:
    level = told.said["escalation_level"]
    return {"status": moves.escalated(held["status"], level)}


def _plan_opened(told: Told, held: Held) -> Mapping[str, Any]:
    """Another plan is judged anew."""
    return {
        "status": moves.advanced(held["status"], "improvement_plan"),
        "plan_issued_on": told.effective_on,
        "plan_outcome": None,
        "plan_judged_on": None,
    }


def _judged(told: Told, held: Held) -> Mapping[str, Any]:
    outcome = told.said["plan_outcome"]
    return {
        "status": moves.advanced(held["status"], outcome),
        "plan_judged_on": told.effective_on,
    }


def _disputed(told: Told, _: Held) -> Mapping[str, Any]:
    """A dispute is a new one: of another nothing is said of its clause."""
    clause = told.said.get("dispute_defined_in")
    return {"dispute_raised_on": told.effective_on, "dispute_defined_in": clause}


def _remedied(told: Told, held: Held) -> Mapping[str, Any]:
    remedies = [*(held["remedies"] or ()), _remedy(told, told.effective_on)]
    return {"status": moves.remedied(held["status"]), "remedies": remedies}


def _remedy(told: Told, taken_on: str) -> dict[str, Any]:
    said = {name: told.said.get(name) for name in ("remedy", "amount")}
    return {**said, "taken_on": taken_on, "position": told.position}


def _represented(told: Told, _: Held) -> Mapping[str, Any]:
    return {"represented_by": told.by, "represented_on": told.effective_on}


def _handled(told: Told, _: Held) -> Mapping[str, Any]:
    """Who may know of it, on whichever day: that is no question of what was true."""
    return {name: told.said.get(name, []) for name in ("readers", "confidential_from")}


def _moved(told: Told, _: Held) -> Mapping[str, Any]:
    hooks = ("contract_id", "organisation_id")
    return {"scope": told.said["scope"]} | {name: told.said.get(name) for name in hooks}


def _resolved(told: Told, _: Held) -> Mapping[str, Any]:
    return {"status": "resolved", "resolved_on": told.effective_on}


def _reopened(_: Told, __: Held) -> Mapping[str, Any]:
    return {"status": "open", "resolved_on": None}


def _corrected(told: Told, held: Held) -> Mapping[str, Any]:
    """A judgement put right moves the status; a remedy is put right in its place."""
    outcome = told.said.get("plan_outcome")
    sets: dict[str, Any] = {"status": moves.judged_anew(held["status"], outcome)}
    if told.said.keys() & {"remedy", "amount"}:
        sets["remedies"] = [_put_right(told, one) for one in held["remedies"] or ()]
    return sets


def _put_right(told: Told, one: Mapping[str, Any]) -> Mapping[str, Any]:
    if one["position"] != told.said["supersedes"]:
        return one
    said = {name: told.said[name] for name in ("remedy", "amount") if name in told.said}
    return {**one, **said, "position": told.position}


ISSUE = Model(
    noun="issue",
    prefix="I",
    columns={
        "status": TEXT,
        "scope": TEXT,
        "contract_id": ID,
        "organisation_id": ID,
        "from_risk": ID,
        "raised_by_id": ID,
        "handling": TEXT,
        "readers": LIST,
        "confidential_from": LIST,
        "entered_by": ID,
        "raised_on": DAY,
        "type": TEXT,
        "severity": WHOLE,
        "priority": TEXT,
        "owner": ID,
        "due": DAY,
        "escalation_level": WHOLE,
        "plan_issued_on": DAY,
        "plan_deadline": DAY,
        "plan_outcome": TEXT,
        "plan_judged_on": DAY,
        "dispute_raised_on": DAY,
        "dispute_route": TEXT,
        "dispute_stage": TEXT,
        "dispute_defined_in": JSON,
        "remedies": LIST,
        "represented_by": ID,
        "represented_on": DAY,
        "resolved_on": DAY,
        "title": TITLE,
        "service_impact": TEXT,
        "plan_objectives": TEXT,
        "representation": TEXT,
        "root_cause": TEXT,
        "lessons": TEXT,
        "comments": COUNT,
        **mistakes.COLUMNS,
    },
    facts=facts.FACTS,
    effects={
        facts.IssueRaised: Effect(_raised),
        facts.IssueConcernRaised: Effect(_raised),
        facts.IssueAdopted: Effect(_adopted),
        facts.IssueAssigned: Effect(_assigned),
        facts.IssueEscalated: Effect(_escalated, "onwards"),
        between.IssueImprovementPlanOpened: Effect(_plan_opened, "onwards"),
        between.IssueImprovementJudged: Effect(_judged, "onwards"),
        between.IssueDisputeRaised: Effect(_disputed, "onwards"),
        between.IssueRemedyRecorded: Effect(_remedied, "onwards"),
        between.IssueRepresented: Effect(_represented, "onwards"),
        facts.IssueHandlingSet: Effect(_handled, "life"),
        # It never hung on the other thing: nobody is to find it there.
        facts.IssueMoved: Effect(_moved, "life"),
        facts.IssueResolved: Effect(_resolved, "onwards"),
        facts.IssueClosed: becomes("closed"),
        facts.IssueReopened: Effect(_reopened, "onwards"),
        facts.IssueCorrected: Effect(_corrected),
        facts.IssueEnteredInError: in_error(mistaken=True),
        facts.IssueErrorReported: error_reported(),
        facts.IssueCommented: commented(),
        facts.IssueRestored: in_error(mistaken=False),
    },
    carried=(
        "status",
        "scope",
        "contract_id",
        "organisation_id",
        "from_risk",
        "raised_by_id",
        "handling",
        "readers",
        "confidential_from",
        "entered_by",
        "raised_on",
        "comments",
    ),
    words=("title",),
    links={
        **mistakes.LINKS,
        "contract_id": "contract",
        "organisation_id": "organisation",
        "raised_by_id": "organisation",
        "owner": "account",
        "entered_by": "account",
        "represented_by": "account",
    },
    indexes=(("contract_id",), ("handling",)),
)
