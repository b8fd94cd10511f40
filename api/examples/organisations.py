"""An example of every command about organisations."""

from collections.abc import Mapping
from typing import Any

ORGANISATION = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0c02"
# A second record of that organisation, and the firm that owns it.
DUPLICATE = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0c04"
PARENT = "0b9f0a52-6d1c-4b1f-9a53-1f6f2f6f0c05"
# The position that added a location.
LOCATION = 1187

EXAMPLES_OF_ORGANISATIONS: Mapping[str, Mapping[str, Any]] = {
    "create_organisation": {
        "name": "Halden Homecare Ltd",
        "identifiers": [{"scheme": "GB-COH", "id": "01234567"}],
        "sector": "private",
        "size": "small",
        "vcse": False,
        "postcode": "ME14 1XQ",
    },
    "identify_organisation": {"identifiers": [{"scheme": "GB-CHC", "id": "1089464"}]},
    "rename_organisation": {"name": "Halden Care Ltd"},
    "classify_organisation": {
        "size": "medium",
        "source": "Accounts to 31 March 2026, filed at Companies House",
    },
    "add_location_organisation": {
        "name": "Halden Lodge",
        "address": "4 Mill Lane, Halden",
        "postcode": "ME14 1XQ",
        "ward": "Abbey",
        "regulator": "CQC",
        "regulator_reference": "1-100000001",
    },
    "correct_location_organisation": {"location": LOCATION, "ward": "Castle"},
    "rate_organisation": {
        "location": LOCATION,
        "regulator": "CQC",
        "rating": "requires_improvement",
        "rated_on": "2026-10-12",
    },
    "close_location_organisation": {"location": LOCATION, "closed_on": "2026-11-20"},
    "check_debarment_organisation": {
        "result": "clear",
        "list_consulted": "Debarment list of the Procurement Review Unit",
        "checked_on": "2026-11-20",
    },
    "record_accounts_organisation": {
        "period_end": "2026-03-31",
        "turnover": {"amount": "2640000.00", "currency": "GBP", "vat_basis": "net"},
        "cash": {"amount": "118000.00", "currency": "GBP"},
        "source": "Companies House, accounts filed on 2026-09-14",
    },
    "record_distress_organisation": {
        "signal": "late_accounts",
        "title": "Accounts to March are four months late",
        "source": "Companies House",
    },
    "set_handling_distress": {"handling": "normal"},
    "lift_distress": {"reason": "The accounts were filed, without a qualification"},
    "describe_distress": {"details": "The finance director left in May"},
    "correct_distress": {"signal": "profit_warning", "reason_code": "clerical"},
    "enter_in_error_distress": {"reason": "Another firm of that name"},
    "restore_distress": {"reason": "It was this one after all"},
    "comment_distress": {"text": "The bank was asked; no answer yet"},
    "link_parent_organisation": {"parent_id": PARENT, "effective_on": "2026-10-01"},
    "merge_organisation": {"into": DUPLICATE, "reason": "The same charity twice"},
    "unmerge_organisation": {"reason": "Two charities of one name after all"},
    "close_organisation": {"cause": "dissolved"},
    "describe_organisation": {"postcode": {"unknown": "asked_no_answer"}},
    "correct_organisation": {"vcse": True, "reason_code": "clerical"},
    "enter_in_error_organisation": {"reason": "Entered twice"},
    "restore_organisation": {"reason": "They were two different ones after all"},
    "comment_organisation": {
        "text": "The manager leaves in May; see the note of 3 May"
    },
}
