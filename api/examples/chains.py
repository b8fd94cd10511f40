"""Examples of what is recorded of supply chains."""

from collections.abc import Mapping
from typing import Any

from api.examples.organisations import ORGANISATION, PARENT

SEAT = "0b6f1c4e-5d0a-4c35-9a51-2f7f6f2e9c01"
# Another seat beside it, that stands in for it.
SPARE = "0b6f1c4e-5d0a-4c35-9a51-2f7f6f2e9c02"
_ON = {"seat_id": SEAT}
_MONEY = {"amount": "212000.00", "currency": "GBP", "vat_basis": "net"}
_TABLE = [
    {"organisation_id": ORGANISATION, "share": "0.7"},
    {"organisation_id": PARENT, "share": "0.3"},
]

EXAMPLES_OF_CHAINS: Mapping[str, Mapping[str, Any]] = {
    "declare_seat": {
        "organisation_id": ORGANISATION,
        "parent_seat_id": None,
        "role": "Night nursing",
        "value_share": "0.34",
        "payment_terms_days": 60,
        "payment_trigger": "pay_when_paid",
        "essential": True,
        "alternatives": [{"organisation_id": PARENT, "weeks_to_replace": 8}],
        "activity": [{"unit": "hours", "planned": "400", "every": "month"}],
        "change_mechanism": "mirrors_head",
        "issue_route": {
            "description": "Monthly meeting of both managers",
            "defined_in": {"version": "2.1", "clause": "14.2"},
        },
        "exit_arrangement": {"unknown": "not_asked"},
        "risk_facts": {"pay_when_paid": True, "uncapped_liability": False},
        "start": "2024-04-01",
    },
    "approve_seat": {**_ON, "conditions": "Insurance is shown every April"},
    "amend_seat": {**_ON, "annual_value": _MONEY, "reason": "More nights"},
    "correct_seat": {**_ON, "payment_terms_days": 45, "reason_code": "clerical"},
    "attest_seat": {**_ON, "side": "payee", "payment_terms_days": 52},
    "report_volumes_seat": {
        **_ON,
        "side": "payee",
        "period": "2026-Q3",
        "volumes": [{"unit": "hours", "planned": "1200", "actual": "1131"}],
    },
    "report_payments_seat": {
        **_ON,
        "side": "payee",
        "period": "2026-Q3",
        "paid_count": 3,
        "mean_days": "52",
        "pct_within_30": "0",
        "longest_days": 61,
    },
    "spot_check_seat": {
        **_ON,
        "terms_seen": True,
        "flow_down_seen": False,
        "payments_checked": 6,
        "paid_late": 5,
        "findings": "Five of six invoices were paid after 30 days",
    },
    "suspend_seat": {**_ON, "reason": "No nurses until the agency has hired"},
    "resume_seat": _ON,
    "disclose_none_chain": _ON,
    "replace_seat": {
        **_ON,
        "organisation_id": PARENT,
        "ended_on": "2026-10-01",
        "payment_terms_days": 30,
        "payment_trigger": "invoice_receipt",
    },
    "end_seat": {**_ON, "ended_on": "2026-11-01", "end_ground": "withdrew"},
    "enter_in_error_seat": {**_ON, "reason": "Entered twice"},
    "restore_seat": {**_ON, "reason": "They were two different ones after all"},
    "form_consortium_chain": {
        "members": _TABLE,
        "legal_form": "lead_with_subs",
        "liability": "joint_and_several",
        "management_fee": "0.05",
    },
    "set_members_chain": {"members": _TABLE[:1]},
    "set_groups_chain": {
        "groups": [{"name": "Nights", "needed": 1, "seat_ids": [SEAT, SPARE]}]
    },
    "change_lead_chain": {"organisation_id": PARENT},
    "dissolve_chain": {},
    "create_link": {"organisation_id": ORGANISATION},
    "revoke_link": {},
    "send_return": {
        "seats": [
            {
                **_ON,
                "payment_terms_days": 52,
                "pricing_works": False,
                "pricing_comment": "Nights cost more than the rate",
                "payments": [{"period": "2026-Q3", "mean_days": "52"}],
            }
        ],
        "concerns": [{**_ON, "title": "We wait 52 days", "type": "payment"}],
    },
    "create_concern": {
        **_ON,
        "title": "We are asked to cover nights unpaid",
        "details": "Since August, by telephone",
        "severity": 2,
        "confidential_from": ["lead"],
    },
    "judge_chain": {
        "principle": "P7",
        "judgement": "not_met",
        "evidence": "Penalties of the head contract are passed down whole",
    },
}
