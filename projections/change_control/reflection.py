"""What follows a change: each of the four artefacts, and by what that shows."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from domain.law.days import working_days_after

Json = dict[str, Any]
ARTEFACTS: Final = (
    "contract_documents",
    "risk_register",
    "business_case",
    "financial_model",
)
# What is said of an artefact beside its state.
_SAID: Final = (
    "evidence",
    "strength",
    "evidence_document",
    "evidence_event",
    "address",
    "version_label",
    "dated_on",
    "statement",
    "no_effect",
    "by",
    "on",
    "position",
)
# Of these nothing is asked any more, or nothing yet.
_SETTLED: Final = frozenset({"done", "no_effect", "absent"})


def reflection(
    change: Json, has: Mapping[str, bool | None], days: int, today: date
) -> Json:
    """The state of each artefact, and by when all of them are to follow.

    `has` says which of them the contract has; `days` are the working days that the
    policy gives.
    """
    artefacts = [_artefact(name, change, has=has.get(name)) for name in ARTEFACTS]
    left = [one["artefact"] for one in artefacts if one["state"] not in _SETTLED]
    since = change["implemented_on"]
    due = (
        working_days_after(date.fromisoformat(since), days) if _is_day(since) else None
    )
    waits = change["status"] == "implemented" and bool(left)
    return {
        "artefacts": artefacts,
        "lacking": left,
        "due": due.isoformat() if due else None,
        "overdue": waits and due is not None and due < today,
        "days_since": (today - date.fromisoformat(since)).days
        if _is_day(since)
        else None,
    }


def states(change: Json, has: Mapping[str, bool | None]) -> dict[str, str]:
    """The state of each artefact alone."""
    return {
        name: _artefact(name, change, has=has.get(name))["state"] for name in ARTEFACTS
    }


def _artefact(name: str, change: Json, *, has: bool | None) -> Json:
    shown = [one for one in change["reflections"] if one["artefact"] == name]
    state, lead = "absent", None
    if has is not False:
        state, lead = _state(name, shown, change["risk_ids"])
    told = {part: lead[part] if lead else None for part in _SAID}
    told["evidence_given"] = len(shown)
    missing = set(change["risk_ids"]) - {one["risk_id"] for one in shown}
    risks = sorted(missing) if name == "risk_register" and state == "pending" else []
    return {"artefact": name, "state": state, **told, "risks_left": risks}


def _state(
    name: str, shown: Sequence[Json], risks: Sequence[str]
) -> tuple[str, Json | None]:
    """How far it is, and which entry says so."""
    settled = [
        one for one in shown if one["evidence"] == "confirmed" or one["counts_alone"]
    ]
    if settled:
        return "no_effect", settled[-1]
    found = [one for one in shown if one["no_effect"] is None]
    if found and name == "risk_register":
        whole = set(risks) <= {one["risk_id"] for one in found}
        return ("done" if whole else "pending"), found[-1]
    if found:
        return "done", found[-1]
    return ("proposed", shown[-1]) if shown else ("pending", None)


def _is_day(said: Any) -> bool:
    return isinstance(said, str)
