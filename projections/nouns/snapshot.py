"""The known risks of contracts, as they were frozen: one snapshot an act.

They are read apart from their contract: whoever sees that need not see its risks.
"""

from collections.abc import Mapping
from typing import Any

from domain.facts import contract_known_risks as facts
from projections.kinds import DAY, ID, LIST, TEXT, WHOLE
from projections.model import Effect, Held, Model
from projections.telling import Told


def snapshot_of(told: Told) -> str:
    """By what a snapshot is known: its contract, and where it was recorded."""
    return f"{told.stream}:{told.position}"


def _frozen(told: Told, _: Held) -> Mapping[str, Any]:
    return {
        "contract_id": told.stream,
        "frozen_at": told.position,
        "frozen_on": told.effective_on,
        "frozen_by": told.by,
    }


SNAPSHOT = Model(
    noun="snapshot",
    prefix="KR",
    columns={
        "contract_id": ID,
        "frozen_at": WHOLE,
        "frozen_on": DAY,
        "frozen_by": ID,
        "as_known_at": WHOLE,
        "notice_id": TEXT,
        "risks": LIST,
    },
    facts=facts.KNOWN_RISK_FACTS,
    effects={facts.ContractKnownRisksFrozen: Effect(_frozen)},
    thing=snapshot_of,
    carried=("contract_id",),
    links={"contract_id": "contract", "frozen_by": "account"},
    indexes=(("contract_id",),),
)
