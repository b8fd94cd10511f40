"""What was said of findings: who has seen them, and until when they are let be."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select

from projections.findings.identity import evidence
from projections.kinds import Row
from projections.model import Model
from projections.rendering import Json
from projections.view import View

FIELDS = (
    "rule",
    "subject_id",
    "acknowledged_by",
    "acknowledged_on",
    "acknowledged_evidence",
    "waived_by",
    "waived_on",
    "waived_until",
    "waived_reason",
    "waived_evidence",
)


class Mark(NamedTuple):
    """What was said of one finding, and of which evidence it was said."""

    rule: str
    subject_id: str
    acknowledged_by: str | None = None
    acknowledged_on: str | None = None
    acknowledged_evidence: str | None = None
    waived_by: str | None = None
    waived_on: str | None = None
    waived_until: str | None = None
    waived_reason: str | None = None
    waived_evidence: str | None = None

    def said(self, because: Mapping[str, Any], day: str) -> Json:
        """What of it is still true of a finding that was judged by these values."""
        stands = evidence(because)
        told: dict[str, Any] = {"acknowledged": None, "waived": None}
        if self.acknowledged_evidence == stands:
            told["acknowledged"] = {
                "by": self.acknowledged_by,
                "on": self.acknowledged_on,
            }
        if self.waived_evidence == stands and day < (self.waived_until or ""):
            told["waived"] = {
                "by": self.waived_by,
                "on": self.waived_on,
                "until": self.waived_until,
                "reason": self.waived_reason,
            }
        return told


UNMARKED: Json = {"acknowledged": None, "waived": None}
Marks = Mapping[tuple[str, str | None], Mark]


def read_marks(view: View) -> Marks:
    """Everything that was said of findings, by rule and subject."""
    rows = view.pages.alive("acknowledgement", view.pin)
    wanted = select(*(rows.c[name] for name in FIELDS))
    return _by_finding(
        Mark._make(row) for row in view.connection.execute(wanted, view.pin.params)
    )


def marks_of(view: View, ids: Iterable[str]) -> Marks:
    """What was said of some findings, by their ids."""
    model = view.schema.models["acknowledgement"]
    rows = view.rows("acknowledgement", sorted(ids))
    return _by_finding(_mark(model, row) for row in rows)


def _mark(model: Model, row: Row) -> Mark:
    return Mark._make(model.read(row, name) for name in FIELDS)


def _by_finding(marks: Iterable[Mark]) -> Marks:
    return {(mark.rule, mark.subject_id): mark for mark in marks}
