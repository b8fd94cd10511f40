"""Tells what follows a change in force: papers that cite it, agreement, the closing."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from api.demo.beat import Beat, Row
from api.demo.drawn import Days

# What is filed anew, what it is called, and which artefact it shows to follow.
_FILED: Final = (
    ("change_control_note", "Change control note", "contract_documents"),
    ("business_case", "Business case", "business_case"),
    ("financial_model", "Financial model", "financial_model"),
)
_KEPT: Final = "https://documents.northmoor.example"
_MINUTES: Final = timedelta(minutes=6)


class Followed(NamedTuple):
    """A change in force.

    `is_small`: whoever runs it says alone which of the artefacts it does not touch.
    """

    of: str
    title: str
    is_small: bool


def followed(
    told: Row, change: Followed, since: datetime, last: date
) -> Iterator[Beat]:
    """Each of the four artefacts within weeks; drawn apart, it moves nothing else."""
    days = Days(random.Random(f"followed {change.of}"), last)  # noqa: S311 - repeatable
    of, by = change.of, told["by"]
    at = days.after(since, 5, 12)
    for kind, name, artefact in _FILED:
        paper = f"{of}-{kind}"
        said: Row = {
            "contract_id": f"@{told['of']}",
            "change_id": f"@{of}",
            "title": f"{name}: {change.title}",
            "kind": kind,
            "address": f"{_KEPT}/{told['of']}/{kind}",
            "version_label": days.one(["1.1", "1.2", "2.0"]),
            "dated_on": at.date(),
        }
        yield Beat(at, by, "link_document", paper, said)
        shown = {"artefact": artefact, "evidence": {"document": f"@{paper}"}}
        yield Beat(at + _MINUTES, by, "reflect_change", of, shown)
        at = days.after(at, 1, 3)
    nothing = {"no_effect": "Looked through with the provider: no score moves"}
    shown = {"artefact": "risk_register", "evidence": nothing}
    yield Beat(at, by, "reflect_change", of, shown)
    if not change.is_small:
        at = days.after(at, 1, 6)
        agreed = {"artefact": "risk_register"}
        yield Beat(at, "helena", "confirm_not_applicable_change", of, agreed)
    yield Beat(days.after(at, 1, 4), by, "close_change", of, {})
