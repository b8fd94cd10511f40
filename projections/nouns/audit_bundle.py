"""The audit bundles as people read them: who was given which entries."""

from collections.abc import Mapping
from typing import Any

from domain.facts import audit_bundle as facts
from projections.kinds import DAY, ID, LIST, TEXT, WHOLE
from projections.model import Effect, Held, Model
from projections.telling import Told


def _made(told: Told, _: Held) -> Mapping[str, Any]:
    return {"made_by": told.by, "made_on": told.recorded_on}


AUDIT_BUNDLE = Model(
    noun="audit_bundle",
    prefix="AB",
    columns={
        "first": WHOLE,
        "last": WHOLE,
        "contract_ids": LIST,
        "size": WHOLE,
        "sha256": TEXT,
        "bytes": WHOLE,
        "made_by": ID,
        "made_on": DAY,
        "reason": TEXT,
    },
    facts=facts.FACTS,
    effects={facts.AuditBundleMade: Effect(_made, "onwards")},
    links={"made_by": "account"},
)
