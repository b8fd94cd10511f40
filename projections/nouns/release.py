"""The releases as people read them: what was asked for, withheld, given out."""

from collections.abc import Mapping
from typing import Any

from domain.facts import release as facts
from projections.kinds import DAY, ID, LIST, TEXT, TITLE, WHOLE
from projections.model import Effect, Held, Model
from projections.telling import Told

SCOPE = ("contract_ids", "record_ids", "fields")
PREPARED = ("cut_at", "withhold", "public_interest")
MADE = ("sha256", "bytes", "size", "entries", "disclosed", "withheld")
_UNPREPARED: dict[str, Any] = dict.fromkeys(
    (*PREPARED, "prepared_by", "approved_by", "approved_on", "differences")
)


def _requested(told: Told, _: Held) -> Mapping[str, Any]:
    return {"status": "requested", "requested_by": told.by}


def _scoped(told: Told, _: Held) -> Mapping[str, Any]:
    return _UNPREPARED | {
        "status": "requested",
        **{name: told.said.get(name) for name in SCOPE},
    }


def _prepared(told: Told, _: Held) -> Mapping[str, Any]:
    return _UNPREPARED | {
        "status": "prepared",
        "prepared_by": told.by,
        **{name: told.said.get(name) for name in PREPARED},
    }


def _approved(told: Told, _: Held) -> Mapping[str, Any]:
    return {
        "status": "approved",
        "approved_by": told.by,
        "approved_on": told.recorded_on,
        "differences": told.said["differences"],
        "decision_reason": told.said.get("reason"),
    }


def _rejected(told: Told, _: Held) -> Mapping[str, Any]:
    return _UNPREPARED | {
        "status": "requested",
        "decision_reason": told.said.get("reason"),
    }


def _made(told: Told, _: Held) -> Mapping[str, Any]:
    made = {name: told.said[name] for name in MADE}
    return {"status": "made", "made_by": told.by, "made_on": told.recorded_on} | made


def _closed(told: Told, _: Held) -> Mapping[str, Any]:
    return {
        "status": "closed",
        "outcome": told.said["outcome"],
        "closed_on": told.recorded_on,
    }


RELEASE = Model(
    noun="release",
    prefix="RL",
    columns={
        "status": TEXT,
        "kind": TEXT,
        "title": TITLE,
        "request_reference": TEXT,
        "received_on": DAY,
        "due_on": DAY,
        "contract_ids": LIST,
        "record_ids": LIST,
        "fields": LIST,
        "requested_by": ID,
        "reason": TEXT,
        "cut_at": WHOLE,
        "withhold": LIST,
        "public_interest": TEXT,
        "prepared_by": ID,
        "differences": WHOLE,
        "approved_by": ID,
        "approved_on": DAY,
        "decision_reason": TEXT,
        "sha256": TEXT,
        "bytes": WHOLE,
        "size": WHOLE,
        "entries": WHOLE,
        "disclosed": WHOLE,
        "withheld": WHOLE,
        "made_by": ID,
        "made_on": DAY,
        "outcome": TEXT,
        "closed_on": DAY,
    },
    facts=facts.FACTS,
    effects={
        facts.ReleaseRequested: Effect(_requested, "onwards"),
        facts.ReleaseScoped: Effect(_scoped, "life", says=False),
        facts.ReleasePrepared: Effect(_prepared, "life", says=False),
        facts.ReleaseApproved: Effect(_approved, "life", says=False),
        facts.ReleaseRejected: Effect(_rejected, "life", says=False),
        facts.ReleaseMade: Effect(_made, "life", says=False),
        facts.ReleaseClosed: Effect(_closed, "life", says=False),
    },
    carried=("kind", "title", "received_on", "contract_ids", "record_ids", "fields"),
    words=("title",),
    links={
        "requested_by": "account",
        "prepared_by": "account",
        "approved_by": "account",
        "made_by": "account",
    },
)
