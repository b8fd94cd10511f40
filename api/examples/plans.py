"""An example of every command about plans."""

from collections.abc import Mapping
from typing import Any

from api.examples.chains import SEAT
from api.examples.contracts import ACCOUNT, CONTRACT
from api.examples.organisations import ORGANISATION

PLAN_TASK = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0c31"

EXAMPLES_OF_PLANS: Mapping[str, Mapping[str, Any]] = {
    "create_plan": {
        "title": "Leaving home care, lot 2",
        "kind": "exit",
        "contract_id": CONTRACT,
        "owner": ACCOUNT,
        "provider_manager": "Regional director",
        "next_review": "2027-06-30",
        "communications": "Letters to 612 people and their families, then a meeting",
    },
    "decide_option_plan": {
        "options": [
            {"way": "recommission", "lot": "North", "share": "0.6"},
            {"way": "insource", "lot": "South", "share": "0.4"},
        ],
        "decision_body": "Cabinet",
        "reason": "The market for the north is strong enough",
    },
    "add_task_plan": {
        "title": "Tender for the north",
        "owner": ACCOUNT,
        "purpose": "tender",
        "days": 120,
        "least_days": 70,
    },
    "complete_task_plan": {"task_id": PLAN_TASK},
    "add_alternative_plan": {
        "organisation_id": ORGANISATION,
        "capacity": "200 people a week",
        "lead_days": 42,
        "agreed": {"unknown": "asked_no_answer", "since": "2026-10-01"},
    },
    "set_continuity_plan": {
        "minimum_service": "All calls for medicine and meals",
        "step_in": "Clause 31: the council runs the rota",
    },
    "record_asset_plan": {
        "title": "Hoists, 38 of them",
        "kind": "equipment",
        "route": "transfers",
        "value": {"amount": "45600.00"},
    },
    "record_data_return_plan": {
        "title": "Care records",
        "formats": "CSV and PDF",
        "retention": "8 years after the last entry",
        "return_by": "2027-03-24",
    },
    "record_workforce_plan": {
        "headcount": 94,
        "full_time_equivalent": "71.5",
        "pension_scheme": "broadly_comparable",
        "information_asked_on": "2026-10-05",
    },
    "decide_seat_plan": {"seat_id": SEAT, "decision": "novate"},
    "set_cost_plan": {
        "kind": "mobilisation",
        "amount": {"amount": "85000.00"},
        "provided_for": True,
    },
    "approve_plan": {"conditions": "Tested by the end of January"},
    "test_plan": {
        "kind": "walk_through",
        "outcome": "passed_with_actions",
        "findings": "The export of visit history took two days",
    },
    "review_plan": {"next_review": "2027-12-31"},
    "activate_plan": {"trigger": "expiry", "end_on": "2027-03-31"},
    "stand_down_plan": {"reason": "The contract is extended by a year"},
    "complete_plan": {
        "exceptions": [
            {"lacking": "data_return", "owner": ACCOUNT},
            {"lacking": "assets", "owner": ACCOUNT},
        ],
        "final_cost": {"amount": "91200.00"},
    },
    "describe_plan": {"lessons": "Ask for the asset list in the first year"},
    "correct_plan": {"end_on": "2027-03-31", "reason_code": "clerical"},
    "enter_in_error_plan": {"reason": "Entered twice"},
    "restore_plan": {"reason": "They were two different ones after all"},
    "comment_plan": {"text": "HR has seen the numbers of people"},
}
