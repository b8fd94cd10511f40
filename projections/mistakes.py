"""Entries made in error as rows show them, and who says so until another agrees."""

from collections.abc import Mapping
from typing import Any

from projections.kinds import DAY, ID, TEXT, Kind
from projections.model import Effect, Held
from projections.telling import Told

COLUMNS: Mapping[str, Kind] = {
    "error_reported_by": ID,
    "error_reported_on": DAY,
    "error_reason": TEXT,
}
LINKS: Mapping[str, str] = {"error_reported_by": "account"}
NOT_REPORTED: Mapping[str, Any] = dict.fromkeys(COLUMNS)


def in_error(*, mistaken: bool) -> Effect:
    """The effect of entering a thing in error, or of restoring it."""
    cells = {"in_error": mistaken, **NOT_REPORTED}
    return Effect(lambda _, __: cells, "life")


def error_reported() -> Effect:
    """The effect of saying that a thing was entered in error, or that it was not."""
    return Effect(_reported, "life", says=False)


def _reported(told: Told, _: Held) -> Mapping[str, Any]:
    if told.said.get("declined"):
        return NOT_REPORTED
    return {
        "error_reported_by": told.by,
        "error_reported_on": told.recorded_on,
        "error_reason": told.said.get("reason"),
    }
