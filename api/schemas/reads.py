"""What the answers look like that are made of many things: clocks and their like."""

from collections.abc import Mapping
from typing import Any, get_args

from api.schemas.exits import exit_components
from api.schemas.parts import (
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
    several,
)
from domain.thresholds import Standing
from projections.clocks.kinds import BASES, KINDS
from projections.pipeline import EVENTS

Json = dict[str, Any]

READS: Mapping[str, str] = {
    "get_plan_schedule": "PlanSchedule",
    "get_exit_report": "ExitReport",
    "get_clocks": "ClockPage",
    "get_provider": "Provider",
    "get_pipeline": "Pipeline",
    "get_diff": "Diff",
    "get_release_preview": "ReleasePreview",
    "get_return": "Return",
    "send_return": "Return",
    "create_concern": "RaisedConcern",
    "create_link": "LinkShownOnce",
}


WORTH: Json = {
    "annual_value": ref("Money"),
    "value_not_known": COUNT,
    "other_currencies": COUNT,
}
OUTSIDE: Json = objects(
    "OutsideScope", {"count": COUNT, "value": nullable(ref("Money"))}
)


def read_components() -> dict[str, Json]:
    """The schemas of these answers."""
    return {
        "Named": _named(),
        "Clock": _clock(),
        "ClockPage": page("Clock", not_known=_not_known()),
        "ProviderTotals": _totals(),
        "Provider": _provider(),
        "Pipeline": _pipeline(),
        "Diff": _diff(),
        **exit_components(),
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


def _provider() -> Json:
    """Sections whose list the caller may not ask for are null."""
    nouns = {"risks": "Risk", "issues": "Issue", "documents": "Document"}
    sections = {name: _section(noun) for name, noun in nouns.items()}
    member = {
        "id": UUID,
        "reference": TEXT,
        "name": nullable(TEXT),
        "parent_id": nullable(UUID),
        "totals": ref("ProviderTotals"),
    }
    return objects(
        "Provider",
        {
            "id": UUID,
            "organisation": ref("Organisation"),
            "contracts": _section("Contract"),
            **{name: nullable(section) for name, section in sections.items()},
            "distress": nullable(_section("Distress")),
            "totals": ref("ProviderTotals"),
            "group": several(objects("GroupMember", member)),
            "outside_scope": OUTSIDE,
            "position": COUNT,
        },
    )


def _section(noun: str) -> Json:
    return objects(f"{noun}Section", {"items": several(ref(noun)), "total": COUNT})


def _totals() -> Json:
    return objects("ProviderTotals", {"contracts": COUNT, "running": COUNT, **WORTH})


def _pipeline() -> Json:
    contract = {"id": UUID, "reference": TEXT, "title": TEXT, "on": nullable(DATE)}
    together = {
        "count": COUNT,
        **WORTH,
        "contracts": several(objects("PipelineContract", contract)),
    }
    event = {"enum": list(EVENTS)}
    item = {
        "financial_year": TEXT,
        "from": DATE,
        "until": DATE,
        "event": event,
        "service": nullable(TEXT),
        **together,
    }
    not_known = objects("PipelineNotKnown", {"event": event, **together})
    return objects(
        "Pipeline",
        {
            "items": several(objects("PipelineItem", item)),
            "total": COUNT,
            "not_known": several(not_known),
            "year_begins": TEXT,
            "position": COUNT,
            "outside_scope": OUTSIDE,
        },
    )


def _diff() -> Json:
    """A field that had or has no value is null there."""
    value: Json = {}
    changed = objects("ChangedField", {"field": TEXT, "before": value, "after": value})
    thing = {
        "noun": TEXT,
        "id": UUID,
        "title": nullable(TEXT),
        "reference": nullable(TEXT),
        "became": {"enum": ["created", "changed", "gone", "restored"]},
        "fields": several(changed),
        "event_count": COUNT,
        "events": several(ref("Event")),
    }
    return objects(
        "Diff",
        {
            "items": several(objects("DiffThing", thing)),
            "next": nullable(TEXT),
            "from": COUNT,
            "position": COUNT,
        },
    )


def _not_known() -> Json:
    """How many of each kind could not be set; kinds with none are left out."""
    return {
        "type": "object",
        "propertyNames": {"enum": list(KINDS)},
        "additionalProperties": COUNT,
    }
