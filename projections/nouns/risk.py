"""The risks as people read them."""

from collections.abc import Mapping
from typing import Any

from domain.event import Recorded
from domain.facts import risk as facts
from projections.kinds import DAY, ID, SCORE, TEXT, TITLE, WHOLE
from projections.model import Effect, Held, Model, becomes, in_error


def _opened(recorded: Recorded[Any], _: Held) -> Mapping[str, Any]:
    status = getattr(recorded.fact, "status", "open")
    entered = {"status": status, "entered_by": recorded.envelope.by}
    scored = getattr(recorded.fact, "current", None)
    return entered | (_scored(recorded) if scored else {})


def _assessed(recorded: Recorded[Any], held: Held) -> Mapping[str, Any]:
    """When the score was given, and what it was before: the trend is between them."""
    fact = recorded.fact
    before = held["current"]
    moved = before and before["score"] != fact.current.product
    # An assessment for no change clears the change that moved the score before.
    apart = {"change_id": fact.change_id, "indicator_id": fact.indicator_id}
    return (
        _scored(recorded)
        | apart
        | ({"previous_score": before["score"]} if moved else {})
    )


def _scored(recorded: Recorded[Any]) -> dict[str, Any]:
    envelope = recorded.envelope
    return {"assessed_at": envelope.position, "assessed_on": envelope.effective_on}


def _reviewed(recorded: Recorded[Any], _: Held) -> Mapping[str, Any]:
    return {"reviewed_on": recorded.envelope.effective_on}


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
        facts.RiskRestored: in_error(mistaken=False),
    },
    carried=(
        "status",
        "scope",
        "contract_id",
        "organisation_id",
        "handling",
        "entered_by",
    ),
    words=("title",),
    links={
        "contract_id": "contract",
        "organisation_id": "organisation",
        "owner": "account",
        "entered_by": "account",
        "change_id": "change",
    },
    indexes=(("contract_id",),),
)
