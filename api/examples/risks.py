"""An example of every command about risks."""

from collections.abc import Mapping
from typing import Any

from api.examples.contracts import ACCOUNT, CONTRACT
from api.examples.organisations import ORGANISATION

RISK = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0c07"
# A control or an action of a risk.
PART = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0c06"

_TITLED_RISK = {
    "title": "Sole nursing agency withdraws",
    "contract_id": CONTRACT,
    "cause": "One agency supplies all night staff",
    "event": "The agency gives notice",
    "consequence": "Night calls to 612 people are missed",
    "category": "supply",
    "owner": ACCOUNT,
}

EXAMPLES_OF_RISKS: Mapping[str, Mapping[str, Any]] = {
    "freeze_known_risks_contract": {
        "notice_id": "ocds-h6vhtk-04a1b2",
        "reason": "Named in the tender notice",
    },
    "create_risk": _TITLED_RISK,
    "adopt_risk": {
        "title": "Premises lease ends before the contract",
        "contract_id": CONTRACT,
        "current": {"likelihood": 3, "impact": 4},
    },
    "assess_risk": {
        "current": {"likelihood": 4, "impact": 5},
        "target": {"likelihood": 2, "impact": 5},
        "reason": "The agency has begun to cancel shifts",
    },
    "review_risk": {"next_review": "2027-03-31"},
    "review_risks": {
        "risk_ids": [RISK],
        "next_review": "2027-06-30",
        "reason": "Gone through at the quarterly meeting",
    },
    "plan_response_risk": {
        "response": "transfer",
        "mitigation": "The agency keeps two nurses on call",
        "contingency": "Hospital at home covers nights for two weeks",
        "target": {"likelihood": 2, "impact": 3},
        "receiver": {"party": "provider", "organisation_id": ORGANISATION},
        "instrument": "clause",
        "instrument_reference": "Clause 14.2",
    },
    "allocate_risk": {
        "bearers": [
            {"party": "council", "share": "0.4"},
            {"party": "provider", "organisation_id": ORGANISATION, "share": "0.6"},
        ],
        "instrument": "clause",
        "instrument_reference": "Clause 14.2, as varied",
    },
    "accept_risk": {
        "until": "2027-03-31",
        "reason": "No second agency can be found before the summer",
    },
    "escalate_risk": {"level": 2, "to": ACCOUNT},
    "set_handling_risk": {"handling": "restricted", "readers": [ACCOUNT]},
    "share_risk": {"organisation_ids": [ORGANISATION], "parts": ["scores"]},
    "move_risk": {"scope": "council", "reason": "It concerns every contract"},
    "add_control_risk": {
        "title": "Weekly call with the agency on rota gaps",
        "kind": "detective",
        "owner": ACCOUNT,
    },
    "test_control_risk": {
        "control_id": PART,
        "effectiveness": "adequate",
        "line": 2,
        "findings": "Two calls of eight were missed",
    },
    "add_action_risk": {
        "title": "Ask three agencies for a price",
        "owner": ACCOUNT,
        "due": "2027-01-31",
    },
    "complete_action_risk": {"action_id": PART, "outcome": "done"},
    "record_indicator_risk": {
        "name": "Night shifts not filled",
        "value": "7.5",
        "unit": "per cent",
        "amber": "5",
        "red": "10",
        "frequency": "monthly",
    },
    "close_risk": {"reason": "A second agency is under contract"},
    "reopen_risk": {"reason": "The second agency left"},
    "describe_risk": {"category": "workforce", "next_review": "2027-06-30"},
    "correct_risk": {"title": "Sole night agency withdraws", "reason_code": "clerical"},
    "enter_in_error_risk": {"reason": "Entered twice"},
    "restore_risk": {"reason": "They were two different ones after all"},
    "comment_risk": {
        "text": "The insurer has confirmed the cover; letter of 3 November"
    },
}
