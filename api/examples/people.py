"""An example of every command about people and what they may do."""

from collections.abc import Mapping
from typing import Any

# Somebody else, who stands in or takes over.
DEPUTY = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0c06"

EXAMPLES_OF_PEOPLE: Mapping[str, Mapping[str, Any]] = {
    "create_account": {"name": "Priya Shah", "email": "priya.shah@northmoor.example"},
    "grant_account": {
        "role": "commissioner",
        "scope": {"departments": ["Adult social care"]},
        "limit": {"amount": "100000.00", "currency": "GBP"},
        "from": "2026-04-01",
    },
    "revoke_account": {"grant": 7},
    "delegate_account": {
        "to": DEPUTY,
        "acts": ["approve_change", "reject_change"],
        "limit": {"amount": "50000.00", "currency": "GBP"},
        "until": "2027-01-04",
    },
    "end_delegation_account": {"delegation": 8},
    "hand_over_account": {
        "to": DEPUTY,
        "from_date": "2026-11-21",
        "what": "all",
        "reason": "Priya moves to Highways",
    },
    "break_glass_account": {
        "reason": "The sign-in service is away and nobody can be let in",
        "hours": 2,
    },
    "seal_account": {"reason": "The sign-in service is back; two keys were renewed"},
    "close_account": {},
    "create_draft": {
        "path": "/v1/risks",
        "body": {"title": "The agency for nights may", "scope": "council"},
    },
    "save_draft": {
        "body": {"title": "The agency for nights may withdraw", "scope": "council"}
    },
    "submit_draft": {},
    "discard_draft": {},
}
