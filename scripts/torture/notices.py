"""Files of notices, invented, in the shape of Contracts Finder."""

import json
from typing import Any

BUYER = "Northmoor Borough Council"


def notices_file(count: int, suppliers: int = 7) -> bytes:
    """A file of so many awarded notices, some of one supplier."""
    rows = [_notice(n, n % suppliers) for n in range(count)]
    meta = {"generated": "2026-03-08T20:33:30Z", "total_notices": count}
    return json.dumps({"meta": meta, "stats": {}, "contracts": rows}).encode()


def _notice(nth: int, supplier: int) -> dict[str, Any]:
    named = f"00000000-0000-4000-8000-{nth:012d}"
    return {
        "id": named,
        "title": f"Grounds maintenance, lot {nth}",
        "description": "Mowing, hedges and beds in eleven parks.",
        "organisation": BUYER,
        "status": "awarded",
        "notice_type": "Contract",
        "published_date": "2024-03-01",
        "deadline_date": "2024-01-19",
        "awarded_date": "2024-03-01",
        "value_low": 100000,
        "value_high": 250000,
        "awarded_value": 181250.5,
        "awarded_supplier": f"Halden Grounds {supplier} Ltd",
        "awarded_to_sme": True,
        "cpv_codes": "77310000 77340000",
        "cpv_description": "Planting and maintenance services of green areas",
        "region": "North West",
        "postcode": "ZZ1 1AA",
        "suitable_for_sme": True,
        "url": f"https://notices.example/Published/Notice/{named}",
    }
