"""The risks as people read them."""

from collections.abc import Mapping
from typing import Any

from domain.facts import risk as facts
from projections.kinds import COUNT, DAY, ID, SCORE, TEXT, TITLE, WHOLE
from projections.model import Effect, Held, Model, becomes, commented, in_error
from projections.telling import Told


def _opened(told: Told, _: Held) -> Mapping[str, Any]:
    entered = {"status": told.said.get("status", "open"), "entered_by": told.by}
    return entered | (_scored(told) if "current" in told.said else {})


def _assessed(told: Told, held: Held) -> Mapping[str, Any]:
    """When the score was given, and what it was before: the trend is between them."""
    new, before = told.said["current"], held["current"]
    sets = {
        "assessed_at": told.position,
        "assessed_on": told.effective_on,
        # An assessment for no change clears the change that moved the score before.
        "change_id": told.said.get("change_id"),
        "indicator_id": told.said.get("indicator_id"),
    }
    if before and before["score"] != new["likelihood"] * new["impact"]:
        sets["previous_score"] = before["score"]
    return sets


def _scored(told: Told) -> dict[str, Any]:
    return {"assessed_at": told.position, "assessed_on": told.effective_on}


def _reviewed(told: Told, _: Held) -> Mapping[str, Any]:
    return {"reviewed_on": told.effective_on}


RISK = Model(
    noun="risk",
    prefix="R",
    columns={
        "status": TEXT,
        "scope": TEXT,
        "contract_id": ID,
        "organisation_id": ID,
        "handling": TEXT,
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
        "change_id": ID,
        "indicator_id": ID,
        "next_review": DAY,
        "reviewed_on": DAY,
        "title": TITLE,
        "cause": TEXT,
        "event": TEXT,
        "consequence": TEXT,
        "comments": COUNT,
    },
    facts=facts.FACTS,
    effects={
        facts.RiskIdentified: Effect(_opened),
        facts.RiskAdopted: Effect(_opened),
        facts.RiskAssessed: Effect(_assessed),
        facts.RiskReviewed: Effect(_reviewed),
        facts.RiskClosed: becomes("closed"),
        facts.RiskReopened: becomes("open"),
        facts.RiskEnteredInError: in_error(mistaken=True),
        facts.RiskCommented: commented(),
        facts.RiskRestored: in_error(mistaken=False),
    },
    carried=(
        "status",
        "scope",
        "contract_id",
        "organisation_id",
        "handling",
        "entered_by",
        "comments",
    ),
    words=("title",),
    links={
        "contract_id": "contract",
        "organisation_id": "organisation",
        "owner": "account",
        "entered_by": "account",
        "change_id": "change",
    },
    indexes=(("contract_id",), ("handling",)),
)
