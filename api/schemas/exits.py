"""What the report for planning an exit looks like, and a plan with its days."""

from typing import Any

from api.schemas.parts import (
    ANYTHING,
    COUNT,
    DATE,
    NULL,
    POSITION,
    TEXT,
    UUID,
    WHOLE,
    nullable,
    objects,
    ref,
    several,
)
from projections.plans.readiness import ITEMS
from projections.reports.exit_report import PARTS

Json = dict[str, Any]

# A value as the register knows it, or why there is none.
_SAID: Json = {}


def exit_components() -> dict[str, Json]:
    """The schemas of both."""
    return {
        "PlanSchedule": _schedule(position=COUNT),
        "DatedTask": _task(),
        "ExitTimeline": _schedule(),
        "ExitReport": _report(),
        "Milestone": objects(
            "Milestone", {"on": DATE, "kind": TEXT, "what": TEXT, "source": TEXT}
        ),
        "Compressed": objects(
            "Compressed",
            {
                "possible": {"type": "boolean"},
                "days_needed": COUNT,
                "days_left": WHOLE,
                "impossible_after": DATE,
                "days": {"type": "object", "additionalProperties": COUNT},
            },
        ),
        "Bridge": objects(
            "Bridge",
            {"until": DATE, "days": COUNT, "impossible_after": nullable(DATE)},
        ),
        "Readiness": _readiness(),
    }


def _schedule(**more: Json) -> Json:
    return objects(
        "PlanSchedule" if more else "ExitTimeline",
        {
            "plan_id": nullable(UUID),
            "end": nullable(DATE),
            "tasks": several(ref("DatedTask")),
            "begins_by": nullable(DATE),
            "finishes": nullable(DATE),
            "late_by": nullable(COUNT),
            "critical_path": several(UUID),
            "unknown_days": several(UUID),
            "compressed": {"anyOf": [ref("Compressed"), NULL]},
            "bridge": {"anyOf": [ref("Bridge"), NULL]},
            "milestones": several(ref("Milestone")),
            **more,
        },
    )


def _task() -> Json:
    said = ("title", "owner", "purpose", "days", "least_days", "after", "outcome")
    fields: Json = {"id": UUID, **dict.fromkeys(said, _SAID)}
    fields |= {"wanted_by": _SAID, "ended_on": nullable(DATE)}
    fields |= {name: nullable(DATE) for name in ("start", "due", "earliest")}
    fields |= {"slack": nullable(WHOLE), "critical": nullable({"type": "boolean"})}
    fields["state"] = {"enum": ["open", "late", "done", "dropped"]}
    named = fields | {"owner_name": nullable(TEXT)}
    return objects("DatedTask", named, list(fields))


def _readiness() -> Json:
    item = objects(
        "ReadinessItem",
        {
            "item": {"enum": list(ITEMS)},
            "state": {"enum": ["met", "not_met", "not_known"]},
            "gap": nullable(TEXT),
        },
    )
    return objects(
        "Readiness", {"in_place": COUNT, "of": COUNT, "items": several(item)}
    )


def _report() -> Json:
    """The parts, of which most are what lists show of the same things."""
    parts: Json = dict.fromkeys(PARTS, ANYTHING)
    parts |= dict.fromkeys(("seats", "risks", "issues", "changes"), several(ANYTHING))
    parts |= {"timeline": ref("ExitTimeline"), "readiness": ref("Readiness")}
    whole = {
        "contract": objects("ExitOf", {"id": UUID, "reference": TEXT, "title": TEXT}),
        "plan": nullable(ANYTHING),
        **parts,
        "paper": ANYTHING,
        "position": POSITION,
    }
    return objects("ExitReport", whole)
