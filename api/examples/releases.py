"""An example of every command about releases."""

from collections.abc import Mapping
from typing import Any

from api.examples.contracts import CONTRACT

_ASKED: Mapping[str, Any] = {"contract_ids": [CONTRACT]}
EXAMPLES_OF_RELEASES: Mapping[str, Mapping[str, Any]] = {
    "create_audit_bundle": {"first": 1, "reason": "The audit of the year 2025-26"},
    "create_release": {
        **_ASKED,
        "kind": "foi",
        "request_reference": "FOI-2026-0117",
        "title": "What the council pays for home care, lot 2",
        "received_on": "2026-11-20",
    },
    "set_scope_release": {**_ASKED, "reason": "They wrote again: all of the contract"},
    "prepare_release": {
        "withhold": [
            {"field": "annual_value", "basis": "foia_43"},
            {"field": "contact", "basis": "foia_40"},
        ],
        "public_interest": "The lot is let again in spring: a rival would bid by it."
        " What all lots cost together is published",
    },
    "approve_release": {},
    "reject_release": {"reason": "The end date is public already: give it out"},
    "make_release": {},
    "close_release": {"outcome": "answered"},
}
