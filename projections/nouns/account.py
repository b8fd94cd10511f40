"""The accounts, what they may do, and the keys that open them."""

from collections.abc import Mapping
from typing import Any

from domain.facts import account as facts
from domain.facts import key as key_facts
from projections.kinds import DAY, ID, JSON, LIST, TEXT
from projections.model import Effect, Held, Model, becomes
from projections.telling import Told

GRANT = ("role", "scope", "limit", "valid_from", "valid_until")
HANDED = (
    "to",
    "from_date",
    "contracts",
    "risks",
    "actions",
    "controls",
    "issues",
    "changes",
    "reason",
)
LENT = ("to", "acts", "limit", "valid_from", "valid_until")


def _granted(told: Told, held: Held) -> Mapping[str, Any]:
    """The grants with one more; the position that gave it is its id."""
    grant = {"id": told.position} | {name: told.said.get(name) for name in GRANT}
    return {"grants": [*(held["grants"] or []), grant]}


def _revoked(told: Told, held: Held) -> Mapping[str, Any]:
    gone = told.said["grant"]
    return {"grants": [g for g in held["grants"] or [] if g["id"] != gone]}


def _delegated(told: Told, held: Held) -> Mapping[str, Any]:
    """The delegations with one more; the position that gave it is its id."""
    lent = {"id": told.position} | {name: told.said.get(name) for name in LENT}
    return {"delegations": [*(held["delegations"] or []), lent]}


def _taken_back(told: Told, held: Held) -> Mapping[str, Any]:
    gone = told.said["delegation"]
    left = [d for d in held["delegations"] or [] if d["id"] != gone]
    return {"delegations": left}


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
    },
    facts=facts.FACTS,
    effects={
        facts.AccountOpened: becomes("open"),
        facts.AccountNamed: becomes("named"),
        facts.AccountGranted: Effect(_granted, "onwards", says=False),
        facts.AccountGrantRevoked: Effect(_revoked, "onwards", says=False),
        facts.AccountDelegated: Effect(_delegated, "onwards", says=False),
        facts.AccountDelegationEnded: Effect(_taken_back, "onwards", says=False),
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
