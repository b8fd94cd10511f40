"""An example of every command, as the OpenAPI document and the help pages show it.

The tests send each of them, so that none of them is ever wrong.
"""

from collections.abc import Mapping
from typing import Any

from api.examples.chains import EXAMPLES_OF_CHAINS
from api.examples.changes import EXAMPLES_OF_CHANGES
from api.examples.contracts import (
    A_YEAR,
    ACCOUNT,
    CONTRACT,
    LIFE_OF_CONTRACTS,
)
from api.examples.documents import EXAMPLES_OF_DOCUMENTS
from api.examples.feedback import EXAMPLES_OF_FEEDBACK
from api.examples.issues import EXAMPLES_OF_ISSUES
from api.examples.kpis import EXAMPLES_OF_KPIS
from api.examples.organisations import EXAMPLES_OF_ORGANISATIONS, ORGANISATION
from api.examples.people import EXAMPLES_OF_PEOPLE
from api.examples.plans import EXAMPLES_OF_PLANS
from api.examples.releases import EXAMPLES_OF_RELEASES
from api.examples.risks import EXAMPLES_OF_RISKS
from api.examples.services import EXAMPLES_OF_SERVICES

_CONTRACT = {
    "title": "Home care, lot 2",
    "contract_number": "CT-0117",
    "authority": "Northmoor Borough Council",
    "kind": "contract",
    "category": "services",
    "regime": "PA23",
    "light_touch": True,
    "provider_id": ORGANISATION,
    "department": "Adult social care",
    "service": "Home care",
    "start": "2024-04-01",
    "end": "2027-03-31",
    "extension_options": [{"months": 12, "notice_months": 6}],
    "annual_value": A_YEAR,
    "estimated_value_at_award": {**A_YEAR, "amount": "3750000.00"},
    "payment_terms_days": 30,
    "notice_period_months": {"council": 6, "provider": 6},
    "tier": "gold",
    "people_served": {"count": 612, "as_of": "2026-10-31", "basis": "case list"},
    "contract_manager": ACCOUNT,
    "commissioner": ACCOUNT,
}
_IN_ERROR = {"reason": "Entered twice"}
_COMMENT = {"text": "Legal advice: the clause allows it; see the file of 3 November"}
_RESTORE = {"reason": "They were two different ones after all"}

EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    **EXAMPLES_OF_ORGANISATIONS,
    **EXAMPLES_OF_SERVICES,
    **EXAMPLES_OF_PLANS,
    **EXAMPLES_OF_KPIS,
    **EXAMPLES_OF_FEEDBACK,
    **EXAMPLES_OF_RISKS,
    **EXAMPLES_OF_ISSUES,
    "create_contract": _CONTRACT,
    "adopt_contract": {"title": "Day centre, Oak Street", "regime": "unknown"},
    "establish_contract": {
        "awarded_on": "2024-02-12",
        "source": "Contract award notice",
    },
    "amend_terms_contract": {"end": "2028-03-31", "reason": "Agreed at signature"},
    "describe_contract": {"wards": ["Abbey", "Castle"]},
    "correct_contract": {"payment_terms_days": 45, "reason_code": "clerical"},
    **LIFE_OF_CONTRACTS,
    **EXAMPLES_OF_CHAINS,
    **EXAMPLES_OF_DOCUMENTS,
    "enter_in_error_document": _IN_ERROR,
    "restore_document": _RESTORE,
    "enter_in_error_contract": _IN_ERROR,
    "restore_contract": _RESTORE,
    "comment_contract": _COMMENT,
    "create_change": {
        "contract_id": CONTRACT,
        "title": "Raise the hourly rate to the living wage",
        "kind": "price",
        "raised_by": "provider",
        "description": "From 22.10 to 23.40 an hour",
        "decision_wanted_by": "2026-12-04",
    },
    "assess_impact_change": {
        "cost": {"per_year": {**A_YEAR, "amount": "48000.00"}},
        "value_delta": {**A_YEAR, "amount": "48000.00"},
        "term_delta_months": 0,
        "risk": {"text": "Lowers the risk that the agency withdraws"},
        "supply_chain": {"text": "The nursing agency gets the same rise"},
        "exit": "None",
        "equality": "Most carers are women; the rise narrows a pay gap",
    },
    "approve_change": {"conditions": "From the April invoice on"},
    "reject_change": {"reason": "The budget does not hold it"},
    "send_back_change": {"reason": "What it does to the night rota is missing"},
    "record_body_decision_change": {
        "body": "Cabinet",
        "outcome": "approved",
        "meeting_date": "2026-11-19",
        "minute_ref": "CAB/26/118",
        "conditions": "Reported back to the committee after a year",
    },
    "ratify_change": {"conditions": "Procurement is told first next time"},
    "withdraw_change": {},
    "sign_change": {"signed_on": "2026-11-20", "instrument": "change_control_note"},
    "implement_change": {
        "implemented_on": "2026-11-20",
        "terms": {"annual_value": {**A_YEAR, "amount": "1298000.00"}},
    },
    "describe_change": {"decision_wanted_by": "2026-12-18"},
    "correct_change": {"kind": "scope", "reason_code": "clerical"},
    "enter_in_error_change": _IN_ERROR,
    "restore_change": _RESTORE,
    "comment_change": _COMMENT,
    **EXAMPLES_OF_CHANGES,
    **EXAMPLES_OF_PEOPLE,
    "create_key": {"account_id": ACCOUNT, "expires_on": "2027-11-21"},
    "rotate_key": {"old_until": "2027-01-04T09:00:00Z"},
    "revoke_key": {},
    "set_matrix_policy": {
        "likelihood": ["rare", "unlikely", "possible", "likely", "almost certain"],
        "impact": ["negligible", "minor", "moderate", "major", "severe"],
        "bands": [
            {"name": "low", "from": 1, "to": 5},
            {"name": "medium", "from": 6, "to": 14},
            {"name": "high", "from": 15, "to": 25},
        ],
    },
    "set_approval_limits_policy": {
        "levels": [
            {
                "role": "commissioner",
                "up_to": {"amount": "100000.00", "currency": "GBP"},
            },
            {"role": "approver", "up_to": {"amount": "500000.00", "currency": "GBP"}},
        ]
    },
    "set_appetite_policy": {"category": "supply", "limit": 9},
    "set_thresholds_policy": {
        "thresholds": [{"name": "acceptance-days", "value": "180"}],
        "source": "Risk strategy, as adopted by the audit committee on 12 March 2026",
    },
    "set_rule_source_policy": {
        "rule": "A15",
        "standing": "found",
        "source": "Commissioning strategy, standard 1.6",
        "in_force": True,
    },
    "acknowledge_finding": {"reason": "Seen in the audit of the spring"},
    "waive_finding": {"until": "2027-03-31", "reason": "The new contract is let"},
    "create_batch": {
        "reason": "Cleared up after the audit of home care",
        "commands": [
            {
                "method": "POST",
                "path": f"/v1/contracts/{CONTRACT}/describe",
                "body": {"contact": "Home care desk"},
            },
            {
                "method": "POST",
                "path": "/v1/risks",
                "body": {"title": "No second provider", "contract_id": CONTRACT},
            },
        ],
    },
    "create_erasure": {
        "subject": ACCOUNT,
        "basis": "uk_gdpr_17",
        "reason": "Left, and asked for it",
    },
    "approve_erasure": {},
    "reject_erasure": {"reason": "Needed for the audit of this year"},
    **EXAMPLES_OF_RELEASES,
}
