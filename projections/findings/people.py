"""Rules about people: who has left, who acted twice, and what waits for somebody."""

from collections.abc import Mapping
from typing import Any

from projections.findings.book import Book
from projections.findings.cases import (
    AFTER,
    DECIDED,
    RESOLVED,
    UNDECIDED,
    ChangeCase,
    ContractCase,
    IssueCase,
    RiskCase,
    applies,
    listed,
)
from projections.findings.sources import OURS, ROYAL
from projections.findings.surroundings import Surroundings, after
from projections.findings.verdict import (
    CLEAN,
    Hit,
    Missing,
    Rule,
    Severity,
    Verdict,
)


def contract_owner_left(contract: ContractCase, around: Surroundings) -> Verdict:
    """A47: who manages or commissions the contract has left."""
    if contract.status in AFTER:
        return None
    held = {
        name: who
        for name in ("contract_manager", "commissioner")
        if (who := getattr(contract, name)) is not None
    }
    if not held:
        return Missing(("contract_manager",))
    gone = {name: who for name, who in held.items() if who in around.left}
    stays = next((who for name, who in held.items() if name not in gone), None)
    return _left(gone, around, stays, "assign-owners")


def risk_owner_left(risk: RiskCase, around: Surroundings) -> Verdict:
    """A47: who owns the risk has left."""
    if risk.status == "closed":
        return None
    return _owned(risk.owner, risk.contract_id, around, "describe")


def issue_owner_left(issue: IssueCase, around: Surroundings) -> Verdict:
    """A47: who works on the issue has left."""
    if issue.status in RESOLVED:
        return None
    return _owned(issue.owner, issue.contract_id, around, "assign")


def change_holder_left(change: ChangeCase, around: Surroundings) -> Verdict:
    """A47: who has to move the change on, or to decide on it, has left."""
    if change.status in DECIDED:
        return None
    held = {
        name: who
        for name in ("held_by", "decision_by", "steward")
        if (who := getattr(change, name)) is not None
    }
    if not held:
        return Missing(("held_by",))
    gone = {name: who for name, who in held.items() if who in around.left}
    who = around.manager(change.contract_id)
    return _left(gone, around, who, "describe", "medium")


def decision_late(change: ChangeCase, around: Surroundings) -> Verdict:
    """A48: a decision was wanted by a day that is over."""
    if change.status not in UNDECIDED or not applies(change, "decision_wanted_by"):
        return None
    wanted = change.decision_wanted_by
    if wanted is None:
        return Missing(("decision_wanted_by",))
    if wanted >= around.day:
        return CLEAN
    because = {"decision_wanted_by": wanted, "status": change.status}
    do = None if change.status == "assessed" else "assess-impact"
    return Hit(after(wanted), because, do=do)


def decided_own_work(change: ChangeCase, _: Surroundings) -> Verdict:
    """A33: one person raised or assessed a change, and approved or confirmed it."""
    agreed = [one["by"] for one in listed(change.reflections) if _is_second(one)]
    seconds = {who for who in (change.approved_by, *agreed) if who is not None}
    if not seconds:
        return None
    hands = {"entered_by": change.entered_by, "assessed_by": change.assessed_by}
    twice = [name for name, who in hands.items() if who in seconds]
    if not twice:
        return CLEAN
    return Hit(change.approved_on, {"approved_by": change.approved_by, "also": twice})


def _is_second(shown: Mapping[str, Any]) -> bool:
    """Whether a second person agreed that an artefact is not touched."""
    return bool(shown["evidence"] == "confirmed")


def accepted_own_risk(risk: RiskCase, around: Surroundings) -> Verdict:
    """A33: one person entered a risk and accepted it above appetite."""
    if risk.accepted_by is None or risk.accepted_score is None:
        return None
    limit = around.appetite(risk.category)
    if limit is None or risk.entered_by is None:
        return Missing(("appetite",) if limit is None else ("entered_by",))
    own = risk.accepted_by == risk.entered_by
    if not own or risk.accepted_score <= limit:
        return CLEAN
    because = {"accepted_by": risk.accepted_by, "score": risk.accepted_score}
    return Hit(None, because)


def _owned(
    owner: str | None, contract: str | None, around: Surroundings, do: str
) -> Verdict:
    if owner is None:
        return Missing(("owner",))
    gone = {"owner": owner} if owner in around.left else {}
    return _left(gone, around, around.manager(contract), do, "medium")


def _left(
    gone: dict[str, str],
    around: Surroundings,
    stays: str | None,
    do: str,
    severity: Severity | None = None,
) -> Verdict:
    """A finding on those who have left, for whoever is there still.

    A contract comes first: what hangs on it goes over with it.
    """
    if not gone:
        return CLEAN
    since = [left for who in gone.values() if (left := around.left[who].since)]
    why = sorted({around.left[who].why for who in gone.values()})
    because = {**gone, "why": why}
    first = min(since, default=None)
    return Hit(first, because, do=do, owner=stays, severity=severity)


BOOK = Book(
    rules=(
        Rule(
            "A33",
            "One person did what takes two",
            "wrong",
            "policy",
            f"{ROYAL}, section 4.6: whoever asks does not decide",
            "high",
            "Have somebody else look at it and ratify it.",
            "ratify",
            {"change": decided_own_work, "risk": accepted_own_risk},
        ),
        Rule(
            "A47",
            "Who answers for it has left, or is away with nobody to stand in",
            "wrong",
            "design",
            OURS,
            "high",
            "Name somebody who is there; a leaver's whole work moves by one hand-over.",
            "describe",
            {
                "contract": contract_owner_left,
                "risk": risk_owner_left,
                "issue": issue_owner_left,
                "change": change_holder_left,
            },
        ),
        Rule(
            "A48",
            "A decision is later than it was wanted",
            "due",
            "design",
            OURS,
            "medium",
            "Approve, reject or send it back; or a deputy decides for who is away.",
            "approve",
            {"change": decision_late},
        ),
    )
)
