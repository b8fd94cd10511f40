"""An example of every command on issues."""

from collections.abc import Mapping
from typing import Any

from api.examples.contracts import A_YEAR, ACCOUNT, CONTRACT
from api.examples.organisations import ORGANISATION

EXAMPLES_OF_ISSUES: Mapping[str, Mapping[str, Any]] = {
    "materialise_risk": {"severity": 1, "reason": "The agency stopped on Friday"},
    "create_issue": {
        "title": "Missed calls in Maidstone",
        "contract_id": CONTRACT,
        "type": "complaint",
        "severity": 2,
        "service_impact": "14 people had no evening call on two days",
        "owner": ACCOUNT,
        "confidential_from": [ORGANISATION],
    },
    "adopt_issue": {
        "title": "Invoices without the hours delivered",
        "contract_id": CONTRACT,
        "type": "payment",
        "status": "escalated",
        "escalation_level": 1,
    },
    "assign_issue": {"owner": ACCOUNT, "due": "2026-12-18"},
    "escalate_issue": {"level": 2},
    "open_improvement_plan_issue": {
        "objectives": "No call missed for four weeks",
        "deadline": "2026-11-13",
        "issued_on": "2026-10-16",
    },
    "judge_improvement_issue": {
        "outcome": "failed_to_improve",
        "decided_on": "2026-11-20",
        "reason": "Nine calls were missed in the last week of the plan",
    },
    "raise_dispute_issue": {
        "route": "negotiation",
        "defined_in": {"document": "Conditions of contract", "clause": "31"},
    },
    "advance_dispute_issue": {"stage": "settled"},
    "record_remedy_issue": {
        "remedy": "deduction",
        "amount": {**A_YEAR, "amount": "4200.00"},
        "taken_on": "2026-11-20",
    },
    "represent_issue": {"statement": "Half of these calls were cancelled by families"},
    "set_handling_issue": {
        "handling": "restricted",
        "readers": [ACCOUNT],
        "confidential_from": [ORGANISATION],
    },
    "move_issue": {
        "organisation_id": ORGANISATION,
        "reason": "It is about the provider, not about this contract",
    },
    "resolve_issue": {
        "reason": "A second agency covers the evenings",
        "root_cause": "One agency covered all evenings",
        "lessons": "Ask for two at the next tender",
    },
    "close_issue": {"reason": "No call was missed for eight weeks"},
    "reopen_issue": {"reason": "Calls are missed again"},
    "describe_issue": {"severity": 3, "due": "2027-01-15"},
    "correct_issue": {"type": "breach", "reason_code": "clerical"},
    "enter_in_error_issue": {"reason": "Entered twice"},
    "restore_issue": {"reason": "They were two different ones after all"},
    "comment_issue": {
        "text": "The contract lets us ask for a recovery plan: clause 22"
    },
}
