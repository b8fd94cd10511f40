"""The accounts, what they may do, and the keys that open them."""

from collections.abc import Mapping
from typing import Any

from domain.facts import account as facts
from domain.facts import key as key_facts
from projections.kinds import DAY, ID, JSON, LIST, TEXT
from projections.model import Effect, Held, Model, becomes
from projections.telling import Told

GRANT = ("role", "scope", "limit", "valid_from", "valid_until")
LENT = ("to", "acts", "limit", "valid_from", "valid_until")


def _granted(told: Told, held: Held) -> Mapping[str, Any]:
    """The grants with one more; the position that gave it is its id."""
    grant = {"id": told.position} | {name: told.said.get(name) for name in GRANT}
    grants = {"grants": [*(held["grants"] or []), grant]}
    if grant["role"] == "break_glass":
        return grants | {"emergency": "sealed"}
    return grants


def _revoked(told: Told, held: Held) -> Mapping[str, Any]:
    gone = told.said["grant"]
    left = [g for g in held["grants"] or [] if g["id"] != gone]
    ready = any(g["role"] == "break_glass" for g in left)
    return {"grants": left, "emergency": held["emergency"] if ready else None}


def _delegated(told: Told, held: Held) -> Mapping[str, Any]:
    """The delegations with one more; the position that gave it is its id."""
    lent = {"id": told.position} | {name: told.said.get(name) for name in LENT}
    return {"delegations": [*(held["delegations"] or []), lent]}


def _taken_back(told: Told, held: Held) -> Mapping[str, Any]:
    gone = told.said["delegation"]
    left = [d for d in held["delegations"] or [] if d["id"] != gone]
    return {"delegations": left}


def _sealed(told: Told, _: Held) -> Mapping[str, Any]:
    """Its own holder ends the use; what it was used for is looked at by another."""
    if told.by == told.stream:
        return {"emergency_until": None}
    return {"emergency_until": None, "emergency": "sealed"}


def _handed_over(told: Told, held: Held) -> Mapping[str, Any]:
    """What went over to whom, act by act; nothing of it is still held."""
    act = {"position": told.position, **told.said}
    return {"handed_over": [*(held["handed_over"] or []), act], "still_held": None}


ACCOUNT = Model(
    noun="account",
    prefix="A",
    columns={
        "status": TEXT,
        "grants": LIST,
        "delegations": LIST,
        "handed_over": LIST,
        "still_held": JSON,
        # "sealed" lies ready, "opened" was used and not looked at yet.
        "emergency": TEXT,
        "emergency_until": TEXT,
    },
    facts=facts.FACTS,
    effects={
        facts.AccountOpened: becomes("open"),
        facts.AccountNamed: becomes("named"),
        facts.AccountGranted: Effect(_granted, "onwards", says=False),
        facts.AccountGrantRevoked: Effect(_revoked, "onwards", says=False),
        facts.AccountDelegated: Effect(_delegated, "onwards", says=False),
        facts.AccountDelegationEnded: Effect(_taken_back, "onwards", says=False),
        facts.AccountEmergencyOpened: Effect(
            lambda told, _: {
                "emergency": "opened",
                "emergency_until": told.said["until"],
            },
            "onwards",
            says=False,
        ),
        facts.AccountEmergencySealed: Effect(_sealed, "onwards", says=False),
        facts.AccountHandedOver: Effect(_handed_over, "onwards", says=False),
        facts.AccountClosed: becomes("closed"),
    },
    carried=("status",),
    named=True,
)

KEY = Model(
    noun="key",
    prefix="K",
    columns={
        "status": TEXT,
        "account_id": ID,
        "digest": TEXT,
        "expires_on": DAY,
        "old_until": TEXT,
    },
    facts=key_facts.FACTS,
    effects={
        key_facts.KeyIssued: becomes("valid"),
        # The moment of an earlier secret goes with it.
        key_facts.KeyRotated: Effect(
            lambda told, _: {"old_until": told.said.get("old_until")}, "onwards"
        ),
        key_facts.KeyRevoked: becomes("revoked"),
    },
    carried=("status", "account_id", "digest"),
    links={"account_id": "account"},
    indexes=(("digest",), ("account_id",)),
)
