"""What was said of findings, as people read it."""

from collections.abc import Mapping
from typing import Any

from domain.facts import acknowledgement as facts
from projections.kinds import DAY, ID, TEXT
from projections.model import Effect, Held, Model
from projections.telling import Told


def _acknowledged(told: Told, _: Held) -> Mapping[str, Any]:
    return {
        "acknowledged_by": told.by,
        "acknowledged_on": told.recorded_on,
        "acknowledged_evidence": told.said["evidence"],
    }


def _waived(told: Told, _: Held) -> Mapping[str, Any]:
    return {
        "waived_by": told.by,
        "waived_on": told.recorded_on,
        "waived_until": told.said["until"],
        "waived_reason": told.said["reason"],
        "waived_evidence": told.said["evidence"],
    }


ACKNOWLEDGEMENT = Model(
    noun="acknowledgement",
    prefix="F",
    columns={
        "rule": TEXT,
        "subject_noun": TEXT,
        "subject_id": ID,
        "acknowledged_by": ID,
        "acknowledged_on": DAY,
        "acknowledged_evidence": TEXT,
        "waived_by": ID,
        "waived_on": DAY,
        "waived_until": DAY,
        "waived_reason": TEXT,
        "waived_evidence": TEXT,
    },
    facts=facts.FACTS,
    effects={
        facts.FindingAcknowledged: Effect(_acknowledged, "onwards"),
        facts.FindingWaived: Effect(_waived, "onwards"),
    },
    carried=("rule", "subject_noun", "subject_id"),
    links={"acknowledged_by": "account", "waived_by": "account"},
)
