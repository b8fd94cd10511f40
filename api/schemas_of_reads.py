"""What the answers look like that are made of many things: clocks and their like."""

from collections.abc import Mapping
from typing import Any, get_args

from api.schema_parts import (
    COUNT,
    DATE,
    NULL,
    TEXT,
    UUID,
    WHOLE,
    nullable,
    objects,
    page,
    ref,
)
from domain.thresholds import Standing
from projections.clocks.kinds import BASES, KINDS

Json = dict[str, Any]

READS: Mapping[str, str] = {"get_clocks": "ClockPage"}


def read_components() -> dict[str, Json]:
    """The schemas of these answers."""
    return {
        "Named": _named(),
        "Clock": _clock(),
        "ClockPage": page("Clock", not_known=_not_known()),
    }


def _named(**more: Json) -> Json:
    """A thing that something is about, by its reference and title."""
    said = {"id": TEXT, "reference": nullable(TEXT), "title": nullable(TEXT)}
    return objects("Named", {**more, **said})


def _clock() -> Json:
    return objects(
        "Clock",
        {
            "id": TEXT,
            "kind": {"enum": list(KINDS)},
            "what": TEXT,
            "detail": nullable(TEXT),
            "subject": {**_named(noun=TEXT), "title": "ClockSubject"},
            "contract": {"anyOf": [ref("Named"), NULL]},
            "due": DATE,
            "days_left": WHOLE,
            "overdue": {"type": "boolean"},
            "basis": {"enum": list(BASES)},
            "source": TEXT,
            "address": nullable(TEXT),
            "standing": {"enum": list(get_args(Standing))},
            "owner": nullable(UUID),
            "owner_name": nullable(TEXT),
        },
    )


def _not_known() -> Json:
    """How many of each kind could not be set; kinds with none are left out."""
    return {
        "type": "object",
        "propertyNames": {"enum": list(KINDS)},
        "additionalProperties": COUNT,
    }
