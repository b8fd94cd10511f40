"""Examples of what may be asked of a change once it was looked at."""

from collections.abc import Mapping
from typing import Any

from api.examples.contracts import A_YEAR

EXAMPLES_OF_CHANGES: Mapping[str, Mapping[str, Any]] = {
    "classify_ground_change": {
        "ground": "additional",
        "other_supplier_unfit": True,
        "rationale": "Another agency could not share the rota",
    },
    "publish_notice_change": {
        "notice": "UK10",
        "notice_id": "2026-077120",
        "published_on": "2026-11-02",
        "standstill": True,
        "address": "https://www.find-tender.service.gov.uk/Notice/077120-2026",
    },
    "reflect_change": {
        "artefact": "contract_documents",
        "evidence": {
            "link": {
                "address": "https://documents.northmoor.example/ct-0117/variation-3",
                "version_label": "Variation 3",
                "dated_on": "2026-11-21",
            }
        },
    },
    "confirm_not_applicable_change": {
        "artefact": "business_case",
        "why": "It reckoned with the living wage from the start",
    },
    "close_change": {
        "saving_realised": {**A_YEAR, "amount": "0.00"},
        "benefit_realised": "Two of nine vacancies were filled",
    },
}
