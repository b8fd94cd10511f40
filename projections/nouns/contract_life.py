"""What the life of a contract does to its row: states, options, debts, as found."""

from collections.abc import Mapping
from operator import itemgetter
from typing import Any

from domain.event import Fact
from domain.facts import contract_life as facts
from domain.facts.contract_states import MOVES, status_after
from projections.kinds import DAY, FLAG, ID, LIST, MONEY, TEXT, Kind
from projections.model import Effect, Held
from projections.telling import Told

COLUMNS: Mapping[str, Kind] = {
    "subcontractor_information_requested_on": DAY,
    "signed_on": DAY,
    "instrument": TEXT,
    "signed_document": ID,
    "started_on": DAY,
    "notice_served_by": TEXT,
    "notice_served_on": DAY,
    "notice_ends_on": DAY,
    "notice_clause": TEXT,
    "notice_document": ID,
    "ended_on": DAY,
    "end_ground": TEXT,
    "replacement_offered_on": DAY,
    "final_value": MONEY,
    "variance": TEXT,
    "review_document": ID,
    "termination_notice": TEXT,
    "has_contract_documents": FLAG,
    "has_risk_register": FLAG,
    "has_business_case": FLAG,
    "has_financial_model": FLAG,
    "extensions": LIST,
    "options_left": LIST,
    "indexations": LIST,
    "obligations": LIST,
    "documents": LIST,
    "as_found_entries": LIST,
}
OWED = ("owed_by", "what", "due_on", "clause", "fulfilled_on")


def _lived(told: Told, held: Held) -> Mapping[str, Any]:
    """The state that it is in afterwards, and that it was recorded as found."""
    sets: dict[str, Any] = {"status": status_after(told.kind, held["status"])}
    if told.said.get("as_found"):
        entry = {
            "position": told.position,
            "fact": told.kind.fact_name,
            "on": told.effective_on,
            "ratified_by": None,
            "ratified_on": None,
        }
        sets["as_found_entries"] = [*(held["as_found_entries"] or []), entry]
    return sets


def _extended(told: Told, held: Held) -> Mapping[str, Any]:
    taken = {
        "position": told.position,
        "exercised_on": told.said["exercised_on"],
        "months": told.said["months"],
        "end": told.said["end"],
    }
    left = list(held["options_left"] or [])
    used = next((one for one in left if one["months"] == taken["months"]), None)
    if used is not None:
        left.remove(used)
    extensions = [*(held["extensions"] or []), taken]
    known = {"extensions": extensions, "options_left": left}
    return {**_lived(told, held), **known}


def _indexed(told: Told, held: Held) -> Mapping[str, Any]:
    """The price moved under the contract's own clause: from what, and in its month."""
    clause = held["indexation"] or {}
    month = clause.get("month")
    moved = {
        "position": told.position,
        "on": told.effective_on,
        "before": held["annual_value"],
        "annual_value": told.said["annual_value"],
        "figure": told.said.get("figure"),
        "clause": clause.get("clause"),
        "in_month": None if month is None else int(told.effective_on[5:7]) == month,
    }
    return {"indexations": [*(held["indexations"] or []), moved]}


def offered(told: Told, _: Held) -> Mapping[str, Any]:
    """Options that are said anew are all left: none of them was taken up since."""
    options = told.said.get("extension_options")
    return {} if options is None else {"options_left": _listed(options)}


def _listed(value: Any) -> list[Any] | None:
    return value if isinstance(value, list) else None


def _owed(told: Told, held: Held) -> Mapping[str, Any]:
    """The obligations with this one as it now is; one that was dropped is gone."""
    number: int = told.said.get("obligation", told.position)
    owed: dict[str, Any] = {"obligation": number} | {
        name: told.said.get(name) for name in OWED
    }
    others = [o for o in held["obligations"] or [] if o["obligation"] != number]
    if told.said.get("dropped"):
        return {"obligations": others}
    return {"obligations": sorted([*others, owed], key=itemgetter("obligation"))}


def _added(told: Told, held: Held) -> Mapping[str, Any]:
    """The documents with this one, at the place that it had."""
    said = told.said
    added = {
        "document_id": said["document_id"],
        "kind": said.get("document_kind"),
        "in_force_on": said.get("in_force_on"),
    }
    documents = {one["document_id"]: one for one in held["documents"] or []}
    return {"documents": list((documents | {said["document_id"]: added}).values())}


def _ratified(told: Told, held: Held) -> Mapping[str, Any]:
    stands = {"ratified_by": told.by, "ratified_on": told.effective_on}
    entries = [
        entry | stands if entry["position"] == told.said["ratified"] else entry
        for entry in held["as_found_entries"] or []
    ]
    return {"as_found_entries": entries}


EFFECTS: Mapping[type[Fact], Effect] = {
    **dict.fromkeys(MOVES, Effect(_lived, "onwards")),
    facts.ContractExtensionExercised: Effect(_extended, "onwards"),
    facts.ContractIndexed: Effect(_indexed),
    facts.ContractObligationSet: Effect(_owed, "onwards", says=False),
    facts.ContractDocumentAdded: Effect(_added, "onwards", says=False),
    facts.ContractRatified: Effect(_ratified, "onwards", says=False),
}
