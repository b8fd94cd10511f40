"""What stands beside a change: its running totals, its law, what follows it."""

from typing import Any

from api.schemas.parts import (
    COUNT,
    DATE,
    POSITION,
    TEXT,
    UUID,
    WHOLE,
    nullable,
    objects,
    ref,
    several,
)
from projections.change_control.reflection import ARTEFACTS

Json = dict[str, Any]
YES_OR_NO: Json = nullable({"type": "boolean"})
CITED: Json = dict.fromkeys(("source", "address", "basis", "standing"), nullable(TEXT))


def change_components() -> dict[str, Json]:
    """The schemas of what stands beside a change."""
    summed = {
        "changes": COUNT,
        "value": nullable(TEXT),
        "unknown_values": COUNT,
        "months": WHOLE,
        "share_of_value": nullable(TEXT),
        "share_of_term": nullable(TEXT),
    }
    return {
        "ChangeSum": objects("ChangeSum", summed),
        "Running": _running(),
        "ChangeLaw": _law(summed),
        "Reflection": _reflection(),
    }


def beside() -> Json:
    """The fields beside a change; null for who is told nothing of it."""
    named = {"running": "Running", "law": "ChangeLaw", "reflection": "Reflection"}
    return {name: nullable(ref(schema)) for name, schema in named.items()}


def _by_ground() -> Json:
    return {"type": "object", "additionalProperties": ref("ChangeSum")}


def _running() -> Json:
    return objects(
        "Running",
        {
            "value": nullable(ref("Money")),
            "months": WHOLE,
            "unknown_values": COUNT,
            "share_of_value_at_award": nullable(TEXT),
            "share_of_term_at_award": nullable(TEXT),
            "by_ground": nullable(_by_ground()),
        },
    )


def _law(summed: Json) -> Json:
    test = {"test": TEXT, "met": YES_OR_NO, "why": TEXT, "source": TEXT}
    findings = ["permitted", "not_permitted", "not_known", "no_ground_needed"]
    ground = {
        "finding": {"enum": findings},
        "why": TEXT,
        **CITED,
        "missing": several(TEXT),
        "tests": several(objects("GroundTest", test)),
    }
    notice = {
        "required": YES_OR_NO,
        "notice": nullable(TEXT),
        "why": TEXT,
        **CITED,
        "missing": several(TEXT),
        "published_on": nullable(DATE),
        "standstill_until": nullable(DATE),
        "copy_due": nullable(DATE),
        "copy_missing": several(TEXT),
        "copy_published_on": nullable(DATE),
    }
    shares = ("value_at_award", "share_of_value", "share_of_term", "limit_of_ground")
    figures = {
        **dict.fromkeys(shares, nullable(TEXT)),
        "months_at_award": nullable(WHOLE),
        "one_with": several(UUID),
        "before": ref("ChangeSum"),
        "together": ref("ChangeSum"),
        "by_ground": _by_ground(),
        "below_threshold": objects(
            "BelowThreshold", {**summed, "threshold": nullable(TEXT)}
        ),
    }
    parts = {
        "ground": objects("GroundVerdict", ground),
        "notice": objects("NoticeVerdict", notice),
        "figures": objects("ChangeFigures", figures),
    }
    return objects("ChangeLaw", parts)


def _reflection() -> Json:
    states = ["pending", "proposed", "done", "no_effect", "absent"]
    words = ("evidence", "strength", "address", "version_label")
    more = ("dated_on", "statement", "no_effect")
    artefact = {
        "artefact": {"enum": list(ARTEFACTS)},
        "state": {"enum": states},
        **dict.fromkeys((*words, *more), nullable(TEXT)),
        "evidence_document": nullable(UUID),
        "evidence_event": nullable(POSITION),
        "position": nullable(POSITION),
        "by": nullable(UUID),
        "on": nullable(DATE),
        "evidence_given": COUNT,
        "risks_left": several(UUID),
    }
    return objects(
        "Reflection",
        {
            "artefacts": several(objects("ReflectedArtefact", artefact)),
            "lacking": several({"enum": list(ARTEFACTS)}),
            "due": nullable(DATE),
            "overdue": {"type": "boolean"},
            "days_since": nullable(WHOLE),
        },
    )


def read_notice() -> Json:
    """A notice of a change, as the change keeps it."""
    words = dict.fromkeys(("notice", "notice_id", "address"), nullable(TEXT))
    days = {"published_on": nullable(DATE), "standstill_until": nullable(DATE)}
    who = {"position": POSITION, "notice_document": nullable(UUID), "by": UUID}
    return objects("ReadChangeNotice", {**words, **days, **who})


def read_reflection() -> Json:
    """What somebody showed of an artefact, as the change keeps it."""
    words = ("evidence", "strength", "address", "version_label", "dated_on")
    more = ("statement", "no_effect")
    return objects(
        "ReadReflection",
        {
            "position": POSITION,
            "artefact": {"enum": list(ARTEFACTS)},
            **dict.fromkeys((*words, *more), nullable(TEXT)),
            "evidence_document": nullable(UUID),
            "evidence_event": nullable(POSITION),
            "risk_id": nullable(UUID),
            "counts_alone": YES_OR_NO,
            "by": UUID,
            "on": DATE,
        },
    )
