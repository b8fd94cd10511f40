"""What KPIs and feedback look like: figures, assessments, what came of it."""

from collections.abc import Mapping
from typing import Any, get_args

from api.schemas.parts import (
    COUNT,
    DATE,
    NULL,
    TEXT,
    UUID,
    nullable,
    objects,
    ref,
    several,
)
from domain.facts.kpi import Check, Rating
from projections.nouns.feedback import USE
from projections.nouns.kpi import ASSESSED, FIGURE

Json = dict[str, Any]

STANDING = {"enum": ["green", "amber", "red", None]}
CHECKS = {"enum": [*get_args(Check), "queried", None]}
TREND = {"enum": ["better", "same", "worse", None]}
KPI_LISTS: Mapping[tuple[str, str], Json] = {
    ("kpi", "figures"): several(ref("ReadFigure")),
    ("kpi", "assessments"): several(ref("ReadAssessment")),
    ("kpi", "standing"): STANDING,
    ("kpi", "trend"): TREND,
    ("kpi", "rating"): {"enum": [*get_args(Rating), None]},
    ("kpi", "measured"): COUNT,
    ("kpi", "checked"): COUNT,
    ("feedback", "uses"): several(ref("ReadUse")),
}


def kpi_components() -> dict[str, Json]:
    """The schemas of a figure of one period, an assessment, a use of feedback."""
    figure = {"period_from": DATE, **dict.fromkeys(FIGURE, nullable(TEXT))}
    figure |= {"period_to": DATE, "value": TEXT, "check": CHECKS}
    figure |= {"query": {"anyOf": [TEXT, NULL]}, "by": UUID, "role": TEXT}
    rated: Json = dict.fromkeys(ASSESSED, DATE)
    rated |= {"rating": {"enum": list(get_args(Rating))}}
    rated |= {"provider_comment": nullable(TEXT), "published_on": nullable(DATE)}
    use = {"on": DATE, **dict.fromkeys(USE, nullable(UUID)), "used_in": TEXT}
    return {
        "ReadUse": objects("ReadUse", use),
        "ReadFigure": objects("ReadFigure", figure | {"standing": STANDING}),
        "ReadAssessment": objects(
            "ReadAssessment", rated | {"notice_id": nullable(TEXT)}
        ),
    }
