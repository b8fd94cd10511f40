"""Examples of the commands that a contract meets in the course of its life."""

from collections.abc import Mapping
from typing import Any

from api.examples.organisations import ORGANISATION

CONTRACT = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0c01"
DOCUMENT = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0c09"
ACCOUNT = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0c03"

A_YEAR = {"amount": "1250000.00", "currency": "GBP", "vat_basis": "net"}

LIFE_OF_CONTRACTS: Mapping[str, Mapping[str, Any]] = {
    "request_subcontractor_information_contract": {"requested_on": "2023-10-02"},
    "award_contract": {
        "awarded_on": "2024-02-12",
        "provider_id": ORGANISATION,
        "estimated_value_at_award": {**A_YEAR, "amount": "3750000.00"},
        "max_end_at_award": "2028-03-31",
    },
    "sign_contract": {"signed_on": "2024-03-15", "instrument": "deed"},
    "start_contract": {"started_on": "2024-04-01"},
    "apply_indexation_contract": {
        "annual_value": {**A_YEAR, "amount": "1283750.00"},
        "figure": "CPI September 2026, 2.7 %",
    },
    "exercise_extension_contract": {"months": 12, "exercised_on": "2026-09-30"},
    "serve_notice_contract": {
        "served_by": "provider",
        "served_on": "2026-10-01",
        "ends_on": "2027-04-30",
        "clause": "31.2",
    },
    "terminate_contract": {"ended_on": "2026-11-20", "ground": "mutual"},
    "expire_contract": {"ended_on": "2026-11-20"},
    "close_contract": {
        "final_value": {**A_YEAR, "amount": "3310000.00"},
        "review_document": {"not_applicable": "Reviewed with lot 1"},
        "termination_notice": "2026-088213",
        "variance": "Fewer hours than planned in the first year",
    },
    "assign_owners_contract": {
        "contract_manager": ACCOUNT,
        "commissioner": {"unknown": "not_asked"},
    },
    "set_tier_contract": {"tier": "silver", "reason": "The value has halved"},
    "set_artefacts_contract": {
        "has_contract_documents": True,
        "has_risk_register": True,
        "has_business_case": False,
        "has_financial_model": {"unknown": "asked_no_answer"},
    },
    "record_notice_contract": {
        "source": "find-a-tender",
        "notice_id": "012345-2024",
        "notice_type": "UK7",
        "published_on": "2024-04-20",
    },
    "set_obligation_contract": {
        "owed_by": "council",
        "what": "Give the provider the yearly demand forecast",
        "due_on": "2026-12-31",
        "clause": "Schedule 4, 2.1",
    },
    "add_document_contract": {
        "document_id": DOCUMENT,
        "kind": "schedule",
        "in_force_on": "2026-10-01",
    },
    "ratify_contract": {"position": 7, "conditions": "Sign before work begins"},
}
