"""The kinds of things that the API shows, by the tag of their operations."""

from collections.abc import Mapping

from fastapi.routing import APIRoute

from projections.kinds import JSON, Kind
from projections.model import Model
from projections.nouns import MODELS as ALL

# Notices and snapshots are read with their contract, and have no address of their own.
MODELS: Mapping[str, Model] = {
    model.noun: model for model in ALL if model.noun not in ("notice", "snapshot")
}
_NOUNS = {
    "organisations": "organisation",
    "contracts": "contract",
    "supply-chain": "chain",
    "seats": "seat",
    "links": "link",
    "return": "return",
    "risks": "risk",
    "issues": "issue",
    "changes": "change",
    "plans": "plan",
    "kpis": "kpi",
    "feedback": "feedback",
    "documents": "document",
    "accounts": "account",
    "keys": "key",
    "policy": "policy",
    "imports": "import",
    "rows": "row",
    "erasures": "erasure",
    "releases": "release",
    "audit-bundles": "audit_bundle",
    "events": "event",
    "findings": "finding",
    "acknowledgements": "acknowledgement",
    "distress": "distress",
    "services": "service",
    "outcomes": "outcome",
    "budgets": "budget",
    "drafts": "draft",
}


def is_json(kind: Kind) -> bool:
    """Whether a field of the kind is a list or an object, kept as it was said."""
    return kind.read is JSON.read


def noun_of(route: APIRoute) -> str:
    """The noun that an operation is about, by its tag; "" if it is about none."""
    return _NOUNS.get(str(route.tags[0]), "") if route.tags else ""


def plural_of(noun: str) -> str:
    """What the addresses call things of a noun."""
    return next((tag for tag, one in _NOUNS.items() if one == noun), f"{noun}s")
