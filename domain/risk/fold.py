"""What the facts of a risk change in its state, besides what they assert for days."""

from datetime import date
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from domain.event import Recorded
from domain.facts import risk as facts
from domain.facts.risk_response import (
    RiskAccepted,
    RiskAllocated,
    RiskEscalated,
    RiskResponsePlanned,
    RiskShared,
)
from domain.risk.parts import Parts
from domain.values import Score

SCORES = ("inherent", "current", "target")
# Facts that say of the risk itself what holds from their day on.
ASSERTING = (
    facts.RiskAssessed,
    facts.RiskReviewed,
    RiskResponsePlanned,
    RiskAllocated,
    RiskAccepted,
    RiskEscalated,
    RiskShared,
)
# Fields of facts that are no description of the risk: they have a place of their own.
UNASSERTED = frozenset(
    {
        "scope",
        "contract_id",
        "organisation_id",
        "handling",
        "status",
        "change_id",
        "cited_change_id",
        "indicator_id",
        "dimensions",
        "until",
        "score",
        "limit",
        "legacy_score",
    }
)
_PLACE = ("scope", "contract_id", "organisation_id")


class Acceptance(NamedTuple):
    """Until before which day a risk was taken, and at which score."""

    until: date
    score: Score


class Moving(Protocol):
    """What of a risk is moved on here."""

    @property
    def scored_by(self) -> frozenset[UUID]:
        """All who ever scored it."""
        ...

    @property
    def acceptance(self) -> Acceptance | None:
        """What was accepted, if that stands."""
        ...

    @property
    def parts(self) -> Parts:
        """Its controls, actions and indicators."""
        ...


def moves(risk: Moving, recorded: Recorded[Any]) -> dict[str, Any]:
    """The fields of the state that a fact changes, with their new values."""
    changed = dict[str, Any]()
    match recorded.fact:
        case facts.RiskAssessed():
            changed = {"scored_by": _scorers(risk, recorded), "as_imported": False}
        case facts.RiskCorrected():
            changed = {"scored_by": _scorers(risk, recorded)}
        case RiskResponsePlanned(response=response):
            stands = risk.acceptance if response == "tolerate" else None
            changed = {"acceptance": stands}
        case RiskAccepted(until=until, score=score):
            changed = {"acceptance": Acceptance(until, score)}
        case facts.RiskClosed() | facts.RiskReopened() as fact:
            closed = isinstance(fact, facts.RiskClosed)
            changed = {"status": "closed" if closed else "open"}
        case facts.RiskMaterialised(issue_id=issue_id):
            changed = {"status": "materialised", "issue_id": issue_id}
        case facts.RiskMoved() | facts.RiskHandlingSet() as settled:
            changed = _settled(settled)
        case _:
            changed = {"parts": risk.parts.after(recorded)}
    return changed


def _settled(fact: facts.RiskMoved | facts.RiskHandlingSet) -> dict[str, Any]:
    """What it hangs on, or who may know of it."""
    if isinstance(fact, facts.RiskMoved):
        return {name: getattr(fact, name) for name in _PLACE}
    return {"handling": fact.handling, "named": frozenset(fact.readers)}


def _scorers(risk: Moving, recorded: Recorded[Any]) -> frozenset[UUID]:
    """All who scored it: to put a score right is to score."""
    if any(getattr(recorded.fact, score) is not None for score in SCORES):
        return risk.scored_by | recorded.envelope.people
    return risk.scored_by
