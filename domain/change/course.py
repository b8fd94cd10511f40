"""How what happens to a change request moves it from state to state."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from domain.event import Fact, Recorded
from domain.facts import change as facts
from domain.facts.change_control import ChangeClosed

# The states in which somebody may still decide, and those in which it has happened.
UNDECIDED = frozenset({"raised", "assessed"})
HAPPENED = frozenset({"signed", "implemented", "closed"})
# In these it is to be, or it is: it counts among those of its contract.
AGREED = frozenset({"approved"}) | HAPPENED
# Facts that say of the change itself what holds from their day on.
ASSERTING = (facts.ChangeImpactAssessed, facts.ChangeHandedOver)
IMPACT = frozenset(facts.ImpactFields.model_fields) - {"reason"}


class Signature(NamedTuple):
    """When a change was signed, and by what."""

    on: date
    instrument: str | None
    document: UUID | None


class Moving(Protocol):
    """What of a change request is moved on here."""

    @property
    def status(self) -> str:
        """The state that it is in."""
        ...

    @property
    def steward(self) -> UUID | None:
        """Who looks after it for the council."""
        ...

    @property
    def assessed_by(self) -> frozenset[UUID]:
        """All who said what it would do."""
        ...

    @property
    def implemented_on(self) -> date | None:
        """Since when it has been in force."""
        ...

    @property
    def as_found(self) -> bool:
        """Whether something happened without an approval."""
        ...


Move = Callable[[Moving, Recorded[Any]], dict[str, Any]]


def moves(change: Moving, recorded: Recorded[Any]) -> dict[str, Any]:
    """What a fact changes besides the timeline."""
    move = _MOVES.get(type(recorded.fact))
    return move(change, recorded) if move else {}


def _becomes(**moved: Any) -> Move:
    return lambda _, __: moved


def _assessed(change: Moving, recorded: Recorded[Any]) -> dict[str, Any]:
    waited = change.status in {"raised", "sent_back"}
    who = recorded.envelope.people
    return {
        "status": "assessed" if waited else change.status,
        "assessed_by": change.assessed_by | who,
        "steward": recorded.envelope.by if waited else change.steward,
    }


def _corrected(change: Moving, recorded: Recorded[Any]) -> dict[str, Any]:
    """To put right what a change would do is to say it."""
    if all(getattr(recorded.fact, field) is None for field in IMPACT):
        return {}
    return {"assessed_by": change.assessed_by | recorded.envelope.people}


def _approved(_: Moving, recorded: Recorded[Any]) -> dict[str, Any]:
    return {
        "status": "approved",
        "approved_on": recorded.envelope.effective_on,
        "conditions": recorded.fact.conditions,
    }


def _decided(change: Moving, recorded: Recorded[Any]) -> dict[str, Any]:
    """A body decides on the day it meets; what has happened since stays so."""
    fact = recorded.fact
    moved: dict[str, Any] = {"body_decision": fact}
    if fact.body_outcome not in {"approved", "rejected"}:
        return moved
    if change.status not in HAPPENED | {"withdrawn"}:
        moved["status"] = fact.body_outcome
    approved = fact.body_outcome == "approved"
    moved["approved_on"] = fact.meeting_date if approved else None
    return moved | ({"conditions": fact.conditions} if approved else {})


def _ratified(_: Moving, recorded: Recorded[Any]) -> dict[str, Any]:
    return {
        "ratified": True,
        "approved_on": recorded.envelope.effective_on,
        "conditions": recorded.fact.conditions,
    }


def _signed(change: Moving, recorded: Recorded[Any]) -> dict[str, Any]:
    on, fact = recorded.envelope.effective_on, recorded.fact
    into = "implemented" if change.implemented_on else "signed"
    return {
        "status": _or_closed(change, into),
        "signature": Signature(on, fact.instrument, fact.document),
        "as_found": change.as_found or fact.as_found,
    }


def _implemented(change: Moving, recorded: Recorded[Any]) -> dict[str, Any]:
    return {
        "status": _or_closed(change, "implemented"),
        "implemented_on": recorded.envelope.effective_on,
        "as_found": change.as_found or recorded.fact.as_found,
    }


def _or_closed(change: Moving, status: str) -> str:
    """What is closed stays so, whatever is recorded of it later."""
    return "closed" if change.status == "closed" else status


def _handed_over(change: Moving, recorded: Recorded[Any]) -> dict[str, Any]:
    return {"steward": recorded.fact.steward or change.steward}


_MOVES: Mapping[type[Fact], Move] = {
    facts.ChangeImpactAssessed: _assessed,
    facts.ChangeCorrected: _corrected,
    facts.ChangeApproved: _approved,
    facts.ChangeRejected: _becomes(status="rejected"),
    facts.ChangeSentBack: _becomes(status="sent_back"),
    facts.ChangeWithdrawn: _becomes(status="withdrawn", approved_on=None),
    facts.ChangeBodyDecided: _decided,
    facts.ChangeRatified: _ratified,
    facts.ChangeSigned: _signed,
    facts.ChangeImplemented: _implemented,
    facts.ChangeHandedOver: _handed_over,
    ChangeClosed: _becomes(status="closed"),
}
