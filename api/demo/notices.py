"""Notices as Contracts Finder would list them, invented: two files of one source.

Their dates are told as the rest of the story is, to be moved with it.
"""

import json
from collections.abc import Callable
from typing import Any

_BUYER = "Northmoor Borough Council"
_WEB = "https://notices.northmoor.example/notice"


def _notice(number: int, title: str, cpv: str, **said: Any) -> dict[str, Any]:
    """An open call for tenders, but for what is said."""
    notice_id = f"0e1d7c00-4a10-4c3e-9b20-{number:012d}"
    return {
        "id": notice_id,
        "title": title,
        "organisation": _BUYER,
        "status": "open",
        "notice_type": "Contract",
        "published_date": "{iso 2025-12-01}",
        "deadline_date": "{iso 2026-02-02}",
        "awarded_date": None,
        "value_low": None,
        "value_high": None,
        "awarded_value": None,
        "awarded_supplier": None,
        "cpv_codes": cpv,
        "region": "North West",
        "url": f"{_WEB}/{notice_id}",
        **said,
    }


def _awarded(
    number: int, title: str, cpv: str, supplier: str, value: float, **said: Any
) -> dict[str, Any]:
    award = {
        "status": "awarded",
        "published_date": "{iso 2025-09-15}",
        "deadline_date": "{iso 2025-07-31}",
        "awarded_date": "{iso 2025-09-12}",
        "awarded_supplier": supplier,
        "awarded_value": value,
        "awarded_to_sme": True,
    }
    return _notice(number, title, cpv, **{**award, **said})


_PLAYGROUNDS = ("Playground repairs", "45236210")
_STANDING = (
    _awarded(1, "Gritting of minor roads", "90620000", "Stannery Highways Ltd", 186000),
    _awarded(
        2, "Drainage of the market square", "45232451", "Stannery Highways Ltd", 92500
    ),
    _awarded(
        3,
        "Temporary accommodation, framework",
        "70331000",
        "Larkhill Lettings Ltd, Quayside Rooms Ltd, Moor View Ltd",
        740000,
    ),
    _awarded(
        4, "Library management system", "48160000", "Rookery Systems Ltd", 58000.5
    ),
    _notice(
        6,
        "Pest control",
        "90922000",
        status="closed",
        awarded_supplier="NOT AWARDED TO SUPPLIER",
    ),
    _notice(7, "Retrofit of council homes", "45321000", notice_type="Pipeline"),
)
_GONE = _notice(8, "Catering at the town hall", "55520000", value_high=60000)


def _january() -> str:
    return _file("{iso 2026-01-12}", *_STANDING, _notice(5, *_PLAYGROUNDS), _GONE)


def _may() -> str:
    """One is awarded since, one has come, one is listed no longer."""
    award = _awarded(
        5,
        *_PLAYGROUNDS,
        "Greenlane Landscapes Ltd",
        47250,
        published_date="{iso 2026-04-20}",
        deadline_date="{iso 2026-02-02}",
        awarded_date="{iso 2026-04-17}",
    )
    came = _notice(
        9, "Waste collection from {year 2027-04-01}: early market talks", "90511000"
    )
    talks = {"notice_type": "PreProcurement", "published_date": "{iso 2026-05-04}"}
    return _file("{iso 2026-05-11}", *_STANDING, award, {**came, **talks})


def _file(made_on: str, *notices: dict[str, Any]) -> str:
    meta = {
        "source": "Contracts Finder, invented",
        "generated": f"{made_on}T06:00:00Z",
        "total_notices": len(notices),
    }
    return json.dumps({"meta": meta, "contracts": notices}, indent=1)


NOTICES: dict[str, Callable[[], str]] = {
    "notices-january.json": _january,
    "notices-may.json": _may,
}
