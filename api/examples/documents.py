"""An example of every command about documents but the file itself."""

from collections.abc import Mapping
from typing import Any

from api.examples.contracts import CONTRACT

EXAMPLES_OF_DOCUMENTS: Mapping[str, Mapping[str, Any]] = {
    "link_document": {
        "title": "Service specification",
        "contract_id": CONTRACT,
        "address": "https://files.northmoor.example/care/specification.pdf",
        "version_label": "3.1",
        "dated_on": "2026-10-01",
        "kind": "specification",
    },
    "fingerprint_document": {
        "title": "Signed contract, lot 2",
        "contract_id": CONTRACT,
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "bytes": 1048576,
        "media": "application/pdf",
        "kind": "contract",
    },
    "describe_document": {
        "review_on": "2027-04-01",
        "destroy_on": "2033-03-31",
        "circulation": "Contract team and legal",
        "classification": "official",
    },
    "correct_document": {"version_label": "3.0", "reason_code": "clerical"},
    "request_disposal_document": {
        "basis": "duplicate",
        "reason": "Filed twice; the other copy is the signed one",
    },
    "reject_disposal_document": {"reason": "The other copy is a draft"},
    "approve_disposal_document": {},
    "comment_document": {"text": "Schedule 4 is missing from the scan"},
}
