"""An example of every command about services, outcomes and budgets."""

from collections.abc import Mapping
from typing import Any

SERVICE = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0c06"
_IN_ERROR = {"reason": "Entered twice"}
_RESTORE = {"reason": "They were two different ones after all"}
_COMMENT = {"text": "Agreed with finance"}

EXAMPLES_OF_SERVICES: Mapping[str, Mapping[str, Any]] = {
    "create_service": {
        "title": "Home care for adults",
        "category": "services",
        "department": "Adult social care",
        "critical": True,
        "statutory_duties": ["CareAct2014.s18"],
    },
    "describe_service": {"title": "Care at home"},
    "correct_service": {"critical": False, "reason_code": "clerical"},
    "close_service": {"reason": "Taken in house"},
    "reopen_service": {},
    "enter_in_error_service": _IN_ERROR,
    "restore_service": _RESTORE,
    "comment_service": _COMMENT,
    "create_outcome": {
        "title": "More people live at home for as long as they want to",
        "strategic_ref": "Council plan 2026, 3.2",
        "horizon": "long",
        "target_date": "2029-03-31",
        "service_id": SERVICE,
        "measures": [
            {
                "name": "Admissions to care homes",
                "unit": "a year, of 100,000 people over 65",
                "baseline": "612",
                "target": "550",
                "by": "2029-03-31",
            }
        ],
    },
    "describe_outcome": {"target": "Fewer than 550 admissions a year"},
    "correct_outcome": {"horizon": "medium", "reason_code": "clerical"},
    "close_outcome": {"result": "partly_achieved", "reason": "560 in the last year"},
    "reopen_outcome": {"reason": "The new plan wants it on"},
    "enter_in_error_outcome": _IN_ERROR,
    "restore_outcome": _RESTORE,
    "comment_outcome": _COMMENT,
    "create_budget": {
        "financial_year": "2026-27",
        "service_id": SERVICE,
        "amount": {"amount": "4200000.00", "currency": "GBP", "vat_basis": "net"},
    },
    "set_budget": {
        "amount": {"amount": "4350000.00", "currency": "GBP", "vat_basis": "net"},
        "reason": "Growth bid of the autumn",
    },
    "record_outturn_budget": {
        "outturn": {"amount": "4410000.00", "currency": "GBP", "vat_basis": "net"},
        "basis": "forecast",
    },
    "describe_budget": {"title": "Care at home, purchased"},
    "correct_budget": {"outturn_basis": "actual", "reason_code": "clerical"},
    "enter_in_error_budget": _IN_ERROR,
    "restore_budget": _RESTORE,
    "comment_budget": _COMMENT,
}
