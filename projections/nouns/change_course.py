"""What decisions and deeds do to a change's row: its state, and who holds it since.

A change is held by whoever has to move it on: its steward while it is looked at or
signed, put in force, and until all artefacts follow it; and who is asked to decide
while it waits for a decision. Nobody holds one that is over.
"""

from collections.abc import Mapping
from typing import Any

from domain.operations import PROVIDERS
from projections.kinds import DAY, FLAG, ID, TEXT, WHOLE, Kind
from projections.model import Effect, Held, Sets
from projections.telling import Told

COLUMNS: Mapping[str, Kind] = {
    "steward": ID,
    "decision_by": ID,
    "held_by": ID,
    "held_for": TEXT,
    "held_since": DAY,
    "decided_by": ID,
    "decision_reason": TEXT,
    "body": TEXT,
    "body_outcome": TEXT,
    "meeting_date": DAY,
    "minute_ref": TEXT,
    "body_document": ID,
    "body_recorded_by": ID,
    "body_recorded_on": DAY,
    "body_as_found": FLAG,
    "ratified_by": ID,
    "ratified_on": DAY,
    "agreed_at": WHOLE,
    "closed_by": ID,
    "closed_on": DAY,
}
LINKS: Mapping[str, str] = dict.fromkeys(
    (
        "steward",
        "decision_by",
        "held_by",
        "decided_by",
        "body_recorded_by",
        "ratified_by",
        "closed_by",
    ),
    "account",
)
# What is waited for in a state that is not the end of it.
WAITING: Mapping[str, str] = {
    "raised": "assessment",
    "assessed": "decision",
    "sent_back": "assessment",
    "approved": "signature",
    "signed": "implementation",
    "implemented": "reflection",
}
HAPPENED = frozenset({"signed", "implemented", "closed"})


def _into(status: str, told: Told, held: Held, **known: Any) -> dict[str, Any]:
    """The cells of a change that comes into a state, or stays in it."""
    wanted = WAITING.get(status)
    row = {name: held[name] for name in ("steward", "decision_by")} | known
    who = row["decision_by"] if wanted == "decision" else row["steward"]
    holder = {"held_by": who if wanted else None, "held_for": wanted}
    same = all(held[name] == value for name, value in holder.items())
    since = held["held_since"] if same else told.effective_on
    return {
        "status": status,
        **known,
        **holder,
        "held_since": since if wanted else None,
    }


def raised(told: Told, held: Held) -> Mapping[str, Any]:
    """A provider raises a change, and does not look after it for the council."""
    steward = None if told.role in PROVIDERS else told.by
    asked = told.said.get("decision_by")
    known = {"steward": steward, "decision_by": asked if _is_somebody(asked) else None}
    entered = {"entered_by": told.by, "raised_on": told.effective_on}
    return _into("raised", told, held, **known) | entered | _as_said(told)


def assessed(told: Told, held: Held) -> Mapping[str, Any]:
    """Who assessed it looks after it from then on."""
    who = {"assessed_by": told.by}
    if held["status"] not in {"raised", "sent_back"}:
        return who
    return who | _into("assessed", told, held, steward=told.by)


def asked(told: Told, held: Held) -> Mapping[str, Any]:
    """Somebody else may be asked to decide."""
    if "decision_by" not in told.said:
        return {}
    who = told.said["decision_by"]
    known = {"decision_by": who if _is_somebody(who) else None}
    return _into(held["status"], told, held, **known) | _as_said(told)


def approved(told: Told, held: Held) -> Mapping[str, Any]:
    """Somebody agreed."""
    return _into("approved", told, held) | {
        "approved_by": told.by,
        "approved_as": told.role,
        "approved_on": told.effective_on,
        **_agreed(told, held),
    }


def refused(status: str) -> Sets:
    """Somebody said no, or not yet, and why."""

    def sets(told: Told, held: Held) -> Mapping[str, Any]:
        why = {"decided_by": told.by, "decision_reason": told.said.get("reason")}
        return _into(status, told, held) | why

    return sets


def withdrawn(told: Told, held: Held) -> Mapping[str, Any]:
    """Nobody wants it any more."""
    return _into("withdrawn", told, held)


def body_decided(told: Told, held: Held) -> Mapping[str, Any]:
    """A body decided when it met; what has happened since stays so."""
    status, outcome = held["status"], told.said["body_outcome"]
    entered = {
        "body_recorded_by": told.by,
        "body_recorded_on": told.recorded_on,
        "body_as_found": told.said.get("as_found", False),
    }
    if outcome not in {"approved", "rejected"}:
        return entered
    if status not in HAPPENED | {"withdrawn"}:
        status = outcome
    met = told.said["meeting_date"] if outcome == "approved" else None
    body = {"approved_by": None, "approved_as": "body" if met else None}
    agreed = _agreed(told, held) if met else {}
    moved = _into(status, told, held) | entered | body | {"approved_on": met}
    return moved | agreed


def ratified(told: Told, _: Held) -> Mapping[str, Any]:
    """Somebody stands behind it from this day on."""
    return {"ratified_by": told.by, "ratified_on": told.effective_on}


def signed(told: Told, held: Held) -> Mapping[str, Any]:
    """It was signed, before it was put in force or after."""
    status = "implemented" if held["implemented_on"] else "signed"
    return _into(_or_closed(status, held), told, held) | {
        "signed_on": told.effective_on,
        "signed_as_found": told.said.get("as_found", False),
        **_agreed(told, held),
    }


def implemented(told: Told, held: Held) -> Mapping[str, Any]:
    """It is in force."""
    return _into(_or_closed("implemented", held), told, held) | {
        "implemented_on": told.effective_on,
        "implemented_as_found": told.said.get("as_found", False),
        **_agreed(told, held),
    }


def closed(told: Told, held: Held) -> Mapping[str, Any]:
    """Nothing is left to do of it."""
    who = {"closed_by": told.by, "closed_on": told.effective_on}
    return _into("closed", told, held) | who


def handed_over(told: Told, held: Held) -> Mapping[str, Any]:
    """Somebody else looks after it, or is asked to decide."""
    names = ("steward", "decision_by")
    known = {name: told.said[name] for name in names if name in told.said}
    return _into(held["status"], told, held, **known)


ASKED = Effect(asked)


def _agreed(told: Told, held: Held) -> dict[str, Any]:
    """The first position at which it was settled that it is to be."""
    return {"agreed_at": held["agreed_at"] or told.position}


def _or_closed(status: str, held: Held) -> str:
    """What is closed stays so, whatever is recorded of it later."""
    return "closed" if held["status"] == "closed" else status


def _is_somebody(said: Any) -> bool:
    return isinstance(said, str)


def _as_said(told: Told) -> dict[str, Any]:
    """Who is asked, or why nobody is, in the words of the fact."""
    return {n: told.said[n] for n in ("decision_by",) if n in told.said}
