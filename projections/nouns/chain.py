"""The supply chains as people read them: who leads, who the partners are, the sheet."""

from collections.abc import Mapping
from typing import Any

from domain.facts import supply_chain as facts
from projections.kinds import FLAG, ID, LIST, SHARE, TEXT
from projections.model import SILENT, Effect, Held, Model
from projections.telling import Told

JUDGED = ("principle", "judgement", "evidence", "document")


def _judged(told: Told, held: Held) -> Mapping[str, Any]:
    """The sheet with the line that was judged; who says so, and of which day."""
    line = {name: told.said.get(name) for name in JUDGED}
    line |= {"by": told.by, "role": told.role, "on": told.effective_on}
    kept = [
        each
        for each in held["principles"] or ()
        if each["principle"] != line["principle"]
    ]
    lines = sorted([*kept, line], key=lambda each: str(each["principle"]))
    return {"principles": lines}


CHAIN = Model(
    noun="chain",
    prefix="SC",
    columns={
        "contract_id": ID,
        "lead_id": ID,
        "none_below": FLAG,
        "consortium": TEXT,
        "legal_form": TEXT,
        "liability": TEXT,
        "agreement_document": ID,
        "selection_method": TEXT,
        "management_fee": SHARE,
        "members": LIST,
        "groups": LIST,
        "change_id": ID,
        "principles": LIST,
    },
    facts=facts.FACTS,
    effects={
        facts.ChainPrincipleJudged: Effect(_judged, says=False),
        # Seats have rows of their own; the chain is as new as the newest of them.
        **dict.fromkeys(facts.SEAT_FACTS, SILENT),
    },
    carried=("contract_id",),
    links={"contract_id": "contract", "lead_id": "organisation", "change_id": "change"},
    indexes=(("contract_id",),),
)
