"""The kinds of things that the API shows, by the tag of their operations."""

from collections.abc import Mapping

from fastapi.routing import APIRoute

from projections.model import Model
from projections.nouns.account import ACCOUNT, KEY
from projections.nouns.change import CHANGE
from projections.nouns.contract import CONTRACT
from projections.nouns.organisation import ORGANISATION
from projections.nouns.policy import POLICY
from projections.nouns.risk import RISK

MODELS: Mapping[str, Model] = {
    model.noun: model
    for model in (ORGANISATION, CONTRACT, RISK, CHANGE, ACCOUNT, KEY, POLICY)
}
_NOUNS = {
    "organisations": "organisation",
    "contracts": "contract",
    "risks": "risk",
    "changes": "change",
    "accounts": "account",
    "keys": "key",
    "policy": "policy",
    "erasures": "erasure",
    "events": "event",
}


def noun_of(route: APIRoute) -> str:
    """The noun that an operation is about, by its tag; "" if it is about none."""
    return _NOUNS.get(str(route.tags[0]), "") if route.tags else ""
