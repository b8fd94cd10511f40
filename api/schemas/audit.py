"""What the answers to the auditor's questions look like, from their own columns."""

from collections.abc import Mapping
from typing import Any, Final

from api.schemas.parts import (
    ANYTHING,
    COUNT,
    DATE,
    MOMENT,
    POSITION,
    TEXT,
    UUID,
    nullable,
    objects,
    ref,
    several,
)
from projections.audit.catalogue import QUESTIONS
from projections.audit.question import Columns, Kind, Question

Json = dict[str, Any]

_KINDS: Final[Mapping[Kind, Json]] = {
    "position": POSITION,
    "count": COUNT,
    "number": {"type": "number"},
    "text": TEXT,
    "id": UUID,
    "day": DATE,
    "moment": MOMENT,
    "money": ref("Money"),
    "flag": {"type": "boolean"},
    "list": {"type": "array"},
    "object": ANYTHING,
}
_HEAD: Json = {"size": COUNT, "root": TEXT, "code": TEXT}


def audit_answers() -> dict[str, str]:
    """The schema of the answer to each operation."""
    return {one.operation: f"{_called(one)}Answer" for one in QUESTIONS.values()}


def audit_components() -> dict[str, Json]:
    """The schemas of the answers, of their rows, and of what proves them complete."""
    found = {"AuditHead": objects("AuditHead", _HEAD), "Completeness": _completeness()}
    for question in QUESTIONS.values():
        name = _called(question)
        found[f"{name}Row"] = objects(f"{name}Row", dict(_fields(question.columns)))
        found[f"{name}Answer"] = _answer(name, question)
    return found


def _called(question: Question) -> str:
    return "Audit" + "".join(part.capitalize() for part in question.name.split("-"))


def _fields(columns: Columns) -> Json:
    return {name: nullable(_KINDS[kind]) for name, kind in columns.items()}


def _answer(name: str, question: Question) -> Json:
    summary = objects(f"{name}Summary", dict(_fields(question.summary)))
    return objects(
        f"{name}Answer",
        {
            "test": {"const": question.test},
            "items": several(ref(f"{name}Row")),
            "total": COUNT,
            "next": nullable(TEXT),
            "position": COUNT,
            "summary": summary,
            "completeness": ref("Completeness"),
        },
    )


def _completeness() -> Json:
    mark = objects("AuditMark", {**_HEAD, "position": COUNT})
    return objects(
        "Completeness",
        {
            "from": POSITION,
            "to": COUNT,
            "entries": COUNT,
            "examined": COUNT,
            "whole": {"type": "boolean"},
            "selected": COUNT,
            "scope": TEXT,
            "checkpoint": ref("AuditHead"),
            "marks": {"type": "object", "additionalProperties": mark},
            "check": objects(
                "Check", dict.fromkeys(("proof", "consistency", "bundle"), TEXT)
            ),
        },
    )
