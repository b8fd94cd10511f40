"""The wishes to forget as people read them: asked by one, decided by another."""

from collections.abc import Mapping
from typing import Any

from domain.facts import erasure as facts
from projections.kinds import DAY, ID, TEXT, WHOLE
from projections.model import Effect, Held, Model, Sets
from projections.telling import Told


def _requested(told: Told, _: Held) -> Mapping[str, Any]:
    return {
        "status": "requested",
        "requested_by": told.by,
        "requested_on": told.recorded_on,
    }


def _decided(status: str) -> Sets:
    def sets(told: Told, _: Held) -> Mapping[str, Any]:
        return {
            "status": status,
            "decided_by": told.by,
            "decided_on": told.recorded_on,
            "decision_reason": told.said.get("reason"),
        }

    return sets


ERASURE = Model(
    noun="erasure",
    prefix="E",
    columns={
        "status": TEXT,
        "subject": ID,
        "position": WHOLE,
        "field": TEXT,
        "basis": TEXT,
        "requested_by": ID,
        "requested_on": DAY,
        "decided_by": ID,
        "decided_on": DAY,
        "reason": TEXT,
        "decision_reason": TEXT,
    },
    facts=facts.FACTS,
    effects={
        facts.ErasureRequested: Effect(_requested, "onwards"),
        # What a decision repeats of the wish is known; its reason is one of its own.
        facts.ErasureCarriedOut: Effect(_decided("carried_out"), "life", says=False),
        facts.ErasureRefused: Effect(_decided("refused"), "life", says=False),
    },
    links={"requested_by": "account", "decided_by": "account"},
)
