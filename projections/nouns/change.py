"""The change requests as people read them."""

from collections.abc import Mapping
from typing import Any

from domain.facts import change as facts
from projections.kinds import COUNT, DAY, FLAG, ID, LIST, MONEY, TEXT, TITLE, WHOLE
from projections.model import Effect, Held, Model, becomes, commented, in_error
from projections.telling import Told


def _raised(told: Told, _: Held) -> Mapping[str, Any]:
    return {
        "status": "raised",
        "entered_by": told.by,
        "raised_on": told.effective_on,
    }


def _assessed(told: Told, held: Held) -> Mapping[str, Any]:
    who = {"assessed_by": told.by}
    return who | ({"status": "assessed"} if held["status"] == "raised" else {})


def _approved(told: Told, _: Held) -> Mapping[str, Any]:
    return {
        "status": "approved",
        "approved_by": told.by,
        "approved_as": told.role,
        "approved_on": told.effective_on,
    }


def _signed(told: Told, held: Held) -> Mapping[str, Any]:
    status = "implemented" if held["implemented_on"] else "signed"
    return {
        "status": status,
        "signed_on": told.effective_on,
        "signed_as_found": told.said.get("as_found", False),
    }


def _implemented(told: Told, _: Held) -> Mapping[str, Any]:
    return {
        "status": "implemented",
        "implemented_on": told.effective_on,
        "implemented_as_found": told.said.get("as_found", False),
    }


CHANGE = Model(
    noun="change",
    prefix="CR",
    columns={
        "status": TEXT,
        "contract_id": ID,
        "kind": TEXT,
        "raised_by": TEXT,
        "entered_by": ID,
        "raised_on": DAY,
        "assessed_by": ID,
        "approved_by": ID,
        "approved_as": TEXT,
        "approved_on": DAY,
        "signed_on": DAY,
        "signed_as_found": FLAG,
        "instrument": TEXT,
        "document": ID,
        "implemented_on": DAY,
        "implemented_as_found": FLAG,
        "decision_wanted_by": DAY,
        "value_delta": MONEY,
        "term_delta_months": WHOLE,
        "cost_one_off": MONEY,
        "cost_per_year": MONEY,
        "title": TITLE,
        "description": TEXT,
        "conditions": TEXT,
        "service": TEXT,
        "quality": TEXT,
        "risk": TEXT,
        "risk_ids": LIST,
        "supply_chain": TEXT,
        "seat_ids": LIST,
        "exit": TEXT,
        "equality": TEXT,
        "social_value": TEXT,
        "data_protection": TEXT,
        "tupe": TEXT,
        "comments": COUNT,
    },
    facts=facts.FACTS,
    effects={
        facts.ChangeRaised: Effect(_raised),
        facts.ChangeImpactAssessed: Effect(_assessed),
        facts.ChangeApproved: Effect(_approved, "onwards"),
        facts.ChangeRejected: becomes("rejected"),
        facts.ChangeWithdrawn: becomes("withdrawn"),
        facts.ChangeSigned: Effect(_signed, "onwards"),
        facts.ChangeImplemented: Effect(_implemented, "onwards"),
        facts.ChangeEnteredInError: in_error(mistaken=True),
        facts.ChangeCommented: commented(),
        facts.ChangeRestored: in_error(mistaken=False),
    },
    carried=("status", "contract_id", "entered_by", "raised_on", "comments"),
    words=("title",),
    value="value_delta",
    links={
        "contract_id": "contract",
        "entered_by": "account",
        "assessed_by": "account",
        "approved_by": "account",
    },
    indexes=(("contract_id",),),
)
