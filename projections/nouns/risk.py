"""The risks as people read them."""

from collections.abc import Mapping
from typing import Any

from domain.facts import risk as facts
from domain.facts import risk_response
from projections import mistakes
from projections.kinds import COUNT, DAY, ID, JSON, LIST, SCORE, TEXT, TITLE, WHOLE
from projections.mistakes import error_reported, in_error
from projections.model import Effect, Held, Model, becomes, commented
from projections.nouns.risk_work import WORK_EFFECTS
from projections.telling import Told

_TAKEN = ("accepted_until", "accepted_score", "accepted_by")


def _opened(told: Told, _: Held) -> Mapping[str, Any]:
    entered = {"status": told.said.get("status", "open"), "entered_by": told.by}
    if "legacy_score" in told.said:
        entered["score_basis"] = "as_imported"
    elif "current" in told.said:
        entered["score_basis"] = "assessed"
    return entered | (_scored(told) if "current" in told.said else {})


def _assessed(told: Told, held: Held) -> Mapping[str, Any]:
    """When the score was given, and what it was before: the trend is between them."""
    new, before = told.said["current"], held["current"]
    sets = {
        "assessed_at": told.position,
        "assessed_on": told.effective_on,
        "score_basis": "assessed",
        # An assessment for no change clears the change that moved the score before.
        "change_id": told.said.get("change_id"),
        "indicator_id": told.said.get("indicator_id"),
        "indicator_name": _called(held, told.said.get("indicator_id")),
        "dimensions": told.said.get("dimensions"),
    }
    if before and before["score"] != new["likelihood"] * new["impact"]:
        sets["previous_score"] = before["score"]
    return sets


def _scored(told: Told) -> dict[str, Any]:
    return {"assessed_at": told.position, "assessed_on": told.effective_on}


def _called(held: Held, indicator: str | None) -> str | None:
    """How the indicator is called that moved a score."""
    if indicator is None:
        return None
    known = held["indicators"] or ()
    return next((each["name"] for each in known if each["id"] == indicator), None)


def _planned(told: Told, _: Held) -> Mapping[str, Any]:
    """What is not to be tolerated any longer is accepted no longer."""
    tolerated = told.said["response"] == "tolerate"
    return {} if tolerated else dict.fromkeys(_TAKEN)


def _accepted(told: Told, _: Held) -> Mapping[str, Any]:
    score = told.said["score"]
    return {
        "response": "tolerate",
        "accepted_until": told.said["until"],
        "accepted_score": score["likelihood"] * score["impact"],
        "accepted_by": told.by,
    }


def _escalated(told: Told, _: Held) -> Mapping[str, Any]:
    return {
        "escalated_on": told.effective_on,
        "escalated_to": told.said.get("escalated_to"),
    }


def _moved(told: Told, _: Held) -> Mapping[str, Any]:
    names = ("scope", "contract_id", "organisation_id")
    return {name: told.said.get(name) for name in names}


def _reviewed(told: Told, _: Held) -> Mapping[str, Any]:
    return {"reviewed_on": told.effective_on}


def _handled(told: Told, _: Held) -> Mapping[str, Any]:
    """Who may know of it, on whichever day: that is no question of what was true."""
    return {"readers": told.said.get("readers", [])}


def _happened(_: Told, __: Held) -> Mapping[str, Any]:
    return {"status": "materialised"}


RISK = Model(
    noun="risk",
    prefix="R",
    columns={
        "status": TEXT,
        "scope": TEXT,
        "contract_id": ID,
        "organisation_id": ID,
        "handling": TEXT,
        "readers": LIST,
        "entered_by": ID,
        "category": TEXT,
        "owner": ID,
        "current": SCORE,
        "inherent": SCORE,
        "target": SCORE,
        "previous_score": WHOLE,
        "matrix_version": WHOLE,
        "assessed_at": WHOLE,
        "assessed_on": DAY,
        "score_basis": TEXT,
        "legacy_score": JSON,
        "change_id": ID,
        "indicator_id": ID,
        "indicator_name": TEXT,
        "issue_id": ID,
        "next_review": DAY,
        "reviewed_on": DAY,
        "review_every_days": WHOLE,
        "response": TEXT,
        "borne_by": TEXT,
        "escalation": WHOLE,
        "escalated_to": ID,
        "escalated_on": DAY,
        "accepted_until": DAY,
        "accepted_score": WHOLE,
        "accepted_by": ID,
        "next_action_due": DAY,
        "worst_indicator": TEXT,
        "type": TEXT,
        "level": TEXT,
        "proximity": TEXT,
        "velocity": TEXT,
        "instrument": TEXT,
        "title": TITLE,
        "cause": TEXT,
        "event": TEXT,
        "consequence": TEXT,
        "mitigation": TEXT,
        "contingency": TEXT,
        "recovery": TEXT,
        "instrument_reference": TEXT,
        "dimensions": JSON,
        "expected_loss": JSON,
        "bearers": LIST,
        "shared_with": LIST,
        "shared_parts": LIST,
        "controls": LIST,
        "actions": LIST,
        "indicators": LIST,
        "comments": COUNT,
        **mistakes.COLUMNS,
    },
    facts=facts.FACTS,
    effects={
        facts.RiskIdentified: Effect(_opened),
        facts.RiskAdopted: Effect(_opened),
        facts.RiskAssessed: Effect(_assessed),
        facts.RiskReviewed: Effect(_reviewed),
        facts.RiskClosed: becomes("closed"),
        facts.RiskReopened: becomes("open"),
        facts.RiskMoved: Effect(_moved),
        risk_response.RiskResponsePlanned: Effect(_planned),
        risk_response.RiskAccepted: Effect(_accepted, says=False),
        risk_response.RiskEscalated: Effect(_escalated),
        **WORK_EFFECTS,
        facts.RiskHandlingSet: Effect(_handled, "life"),
        facts.RiskMaterialised: Effect(_happened, "onwards"),
        facts.RiskEnteredInError: in_error(mistaken=True),
        facts.RiskErrorReported: error_reported(),
        facts.RiskCommented: commented(),
        facts.RiskRestored: in_error(mistaken=False),
    },
    carried=(
        "status",
        "scope",
        "contract_id",
        "organisation_id",
        "handling",
        "readers",
        "entered_by",
        "comments",
    ),
    words=("title",),
    links={
        **mistakes.LINKS,
        "contract_id": "contract",
        "organisation_id": "organisation",
        "owner": "account",
        "entered_by": "account",
        "change_id": "change",
        "escalated_to": "account",
        "accepted_by": "account",
    },
    indexes=(("contract_id",), ("handling",)),
)
