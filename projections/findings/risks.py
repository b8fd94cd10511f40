"""Rules about risks: what is tolerated, lowered, or looked at too late."""

from typing import Any

from projections.findings.book import Beside, Book
from projections.findings.cases import (
    RESOLVED,
    ContractCase,
    IssueCase,
    RiskCase,
    applies,
    listed,
)
from projections.findings.rewriting import REWRITTEN, moved_risks, rewritten
from projections.findings.sources import OURS, ROYAL
from projections.findings.surroundings import Surroundings, after
from projections.findings.verdict import CLEAN, Hit, Missing, Rule, Verdict


def above_appetite(risk: RiskCase, around: Surroundings) -> Verdict:
    """A30: the score is above appetite, tolerated, and not accepted by anybody."""
    if risk.status != "open":
        return None
    limit, score = around.appetite(risk.category), risk.current_score
    if score is None or limit is None:
        scored = () if score is not None else ("current",)
        return Missing((*scored, *(() if limit is not None else ("appetite",))))
    if score <= limit or not _is_tolerated(risk):
        return CLEAN
    until, taken = risk.accepted_until, risk.accepted_score
    if until is not None and until > around.day and score <= (taken or 0):
        return CLEAN
    over = until if until is not None and until <= around.day else risk.assessed_on
    because = {"current": score, "appetite": limit, "accepted_until": until}
    events = () if risk.assessed_at is None else (risk.assessed_at,)
    return Hit(over, because, events)


def lowered(risk: RiskCase, around: Surroundings) -> Verdict:
    """A49: the score went down without evidence, or for a day when it had happened."""
    if (behind := around.beside(REWRITTEN).get(risk.id)) is not None:
        said = {"from": behind.known_then, "to": behind.said_now}
        day = behind.happened_on
        because = {**said, "happened_on": day}
        return Hit(day, because, (behind.position,), "correct", severity="high")
    return lowered_without_evidence(risk, around)


def lowered_without_evidence(risk: RiskCase, around: Surroundings) -> Verdict:
    """The score went down, and nothing shows why it may.

    Only where the risk was high, above appetite or in the highest band, and until
    somebody has looked again and left the score as it is.
    """
    now, before = risk.current_score, risk.previous_score
    if risk.status != "open" or now is None or before is None:
        return None
    if now >= before or risk.change_id is not None or risk.indicator_id is not None:
        return CLEAN
    if risk.assessed_on is None:
        return Missing(("assessed_on",))
    if (
        not _is_high(before, risk, around)
        or (risk.reviewed_on or "") > risk.assessed_on
    ):
        return CLEAN
    earliest = after(risk.assessed_on, -around.threshold("evidence-days"))
    shown = [each.get("ended_on") for each in listed(risk.actions)]
    shown += [each.get("tested_on") for each in listed(risk.controls)]
    if any(day and earliest <= day <= risk.assessed_on for day in shown):
        return CLEAN
    events = () if risk.assessed_at is None else (risk.assessed_at,)
    return Hit(risk.assessed_on, {"from": before, "to": now}, events)


def risk_overdue(risk: RiskCase, around: Surroundings) -> Verdict:
    """A50: a review, an action or an acceptance is overdue, or a plan is missing."""
    if risk.status == "closed":
        return None
    late: dict[str, Any] = {}
    since: list[str] = []
    if risk.next_review is not None and risk.next_review < around.day:
        late["next_review"] = risk.next_review
        since.append(after(risk.next_review))
    if risk.next_action_due is not None and risk.next_action_due < around.day:
        late["next_action_due"] = risk.next_action_due
        since.append(after(risk.next_action_due))
    taken = risk.accepted_until if risk.response == "tolerate" else None
    if taken is not None and taken <= around.day:
        late["accepted_until"] = taken
        since.append(taken)
    if _lacks_contingency(risk, around):
        late["contingency"] = None
        since += [risk.assessed_on] if risk.assessed_on else []
    if late:
        do, first = _VERBS[next(iter(late))], min(since, default=None)
        mild = late.keys() == {"next_review"} and not _is_above(risk, around)
        return Hit(first, late, do=do, severity="low" if mild else None)
    if risk.next_review is None and applies(risk, "next_review"):
        return Missing(("next_review",))
    return CLEAN


def issue_overdue(issue: IssueCase, around: Surroundings) -> Verdict:
    """A50: it was to be settled, or its improvement judged, by a day that is over."""
    if issue.status in RESOLVED:
        return None
    late = {}
    if issue.due is not None and issue.due < around.day:
        late["due"] = issue.due
    waiting = issue.plan_deadline if issue.plan_judged_on is None else None
    if waiting is not None and waiting < around.day:
        late["plan_deadline"] = waiting
    if late:
        verb = "resolve" if "due" in late else "judge-improvement"
        return Hit(after(min(late.values())), late, do=verb)
    if issue.due is None and applies(issue, "due"):
        return Missing(("due",))
    return CLEAN


def contract_review_overdue(contract: ContractCase, around: Surroundings) -> Verdict:
    """A50: the contract was to be reviewed by a day that is over."""
    if not contract.runs or not applies(contract, "review_on"):
        return None
    if contract.review_on is None:
        return Missing(("review_on",))
    if contract.review_on >= around.day:
        return CLEAN
    because = {"review_on": contract.review_on}
    return Hit(after(contract.review_on), because, do="describe")


_VERBS = {
    "next_review": "review",
    "next_action_due": "complete-action",
    "accepted_until": "accept",
    "contingency": "plan-response",
}


def _is_tolerated(risk: RiskCase) -> bool:
    """Whether nothing is done about it: no other response, and no action to come."""
    if risk.response is not None:
        return risk.response == "tolerate"
    return all(each["outcome"] is not None for each in listed(risk.actions))


def _is_high(score: int, risk: RiskCase, around: Surroundings) -> bool:
    limit = around.appetite(risk.category)
    return score >= around.top_band_from or (limit is not None and score > limit)


def _is_above(risk: RiskCase, around: Surroundings) -> bool:
    """Whether it is high, as far as anybody has scored it."""
    return risk.current_score is None or _is_high(risk.current_score, risk, around)


def _lacks_contingency(risk: RiskCase, around: Surroundings) -> bool:
    high = (risk.current_score or 0) >= around.top_band_from
    lacks = risk.contingency is None and applies(risk, "contingency")
    return high and lacks and risk.status == "open"


BOOK = Book(
    rules=(
        Rule(
            "A30",
            "A risk above appetite is tolerated without acceptance",
            "wrong",
            "policy",
            f"{ROYAL}, standard 5.5",
            "high",
            "Plan another response, or have somebody with the authority accept it.",
            "accept",
            {"risk": above_appetite},
        ),
        Rule(
            "A49",
            "A score was lowered without evidence, or behind an incident",
            "wrong",
            "design",
            OURS,
            "medium",
            "Name the change or indicator that moved it, or record the control test.",
            "test-control",
            {"risk": lowered},
            ("evidence-days",),
        ),
        Rule(
            "A50",
            "Reviews, actions, acceptances or contingency plans are overdue",
            "due",
            "policy",
            f"{ROYAL}, standard 5",
            "medium",
            "Do it and record it; what is still right is said of many in one review.",
            "review",
            {
                "risk": risk_overdue,
                "issue": issue_overdue,
                "contract": contract_review_overdue,
            },
        ),
    ),
    besides={REWRITTEN: Beside(rewritten, ("risk", "issue"), moved_risks)},
)
