"""Makes notices and files of them: invented, in the shape of Contracts Finder."""

import json
from typing import Any

from api.imports.contracts_finder import read
from api.imports.faults import Fault, Problem
from api.imports.notice import Notice
from api.imports.reading import Reading, RefusedRow, Row, TakenRow

LEFT_OUT = object()
ID = "0b7c1d52-3a44-4f6e-9d11-6a5b4c3d2e1f"
OTHER = "1c8d2e63-4b55-4a7f-8e22-7b6c5d4e3f20"


def notice(**columns: Any) -> dict[str, Any]:
    """An awarded notice that nobody could find fault with, but for `columns`."""
    plain = {
        "id": ID,
        "title": "Grounds maintenance, north parks",
        "description": "Mowing, hedges and beds in eleven parks.",
        "organisation": "Northmoor Borough Council",
        "status": "awarded",
        "notice_type": "Contract",
        "published_date": "2024-03-01",
        "deadline_date": "2024-01-19",
        "awarded_date": "2024-03-01",
        "value_low": 100000,
        "value_high": 250000,
        "awarded_value": 181250.5,
        "awarded_supplier": "Halden Grounds Ltd",
        "awarded_to_sme": True,
        "cpv_codes": "77310000 77340000",
        "cpv_description": "Planting and maintenance services of green areas",
        "region": "North West",
        "postcode": "ZZ1 1AA",
        "suitable_for_sme": True,
        "url": f"https://notices.example/Published/Notice/{ID}",
    }
    given = {**plain, **columns}
    return {name: value for name, value in given.items() if value is not LEFT_OUT}


def tender(**columns: Any) -> dict[str, Any]:
    """A call for tenders that is open, with nothing awarded."""
    unawarded = {
        "status": "open",
        "published_date": "2024-01-02",
        "awarded_date": None,
        "awarded_value": 0,
        "awarded_supplier": None,
        "awarded_to_sme": None,
    }
    return notice(**{**unawarded, **columns})


def file_of(*rows: Any, **meta: Any) -> bytes:
    """A file as the source's exporter writes it."""
    about = {"generated": "2026-03-08T20:33:30Z", "total_notices": len(rows)}
    parts = {"meta": {**about, **meta}, "stats": {}, "contracts": rows}
    return json.dumps(parts).encode()


def reading_of(*rows: Any, **meta: Any) -> Reading:
    return read(file_of(*rows, **meta))


def row_of(**columns: Any) -> Row:
    """The only row of a file that holds one notice."""
    (row,) = reading_of(notice(**columns)).rows
    return row


def taken(row: Row) -> TakenRow:
    assert isinstance(row, TakenRow), row
    return row


def refused(row: Row) -> RefusedRow:
    assert isinstance(row, RefusedRow), row
    return row


def notice_of(**columns: Any) -> Notice:
    return taken(row_of(**columns)).notice


def tender_of(**columns: Any) -> Notice:
    (row,) = reading_of(tender(**columns)).rows
    return taken(row).notice


def told(problem: Problem, row: Row) -> list[Fault]:
    """The faults of a row that are of this kind."""
    return [fault for fault in row.faults if fault.wrong == problem.wrong]
