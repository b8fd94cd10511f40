"""What failures, comparisons and timelines of supply chains look like."""

from typing import Any

from api.schemas.chain_frame import (
    FLAG,
    MAYBE,
    MONEY,
    OUTSIDE,
    PLACE,
    THING,
    framed,
    lists,
)
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
from projections.chain.answers.figures import FIGURES
from projections.chain.answers.hits import LEVELS, REASONS

Json = dict[str, Any]


def failure_schema(place: Json) -> Json:
    """What stops, may stop and goes on."""
    days = ("approved_on", "tested_on", "next_review")
    plan = {
        "id": UUID,
        **dict.fromkeys(("reference", "kind", "status"), TEXT),
        "title": nullable(TEXT),
        **dict.fromkeys(days, nullable(DATE)),
        "worked_on_since": nullable(FLAG),
    }
    plans = lists("FailurePlan", plan)
    outcome: Json = {"enum": list(LEVELS.values())}
    people = {
        "count": COUNT,
        "as_of": nullable(DATE),
        "basis": nullable(TEXT),
    }
    notice = {f"{side}_months": nullable(COUNT) for side in ("council", "provider")} | {
        f"ends_if_{side}_gives_it_then": nullable(DATE) for side in _SIDES
    }
    seat = {
        **place,
        "outcome": outcome,
        "essential": nullable(FLAG),
        "value": MAYBE,
        "notice_months": nullable(COUNT),
        "next_tier": several(PLACE),
    }
    entry = {
        "contract": THING,
        "outcome": outcome,
        "why": {"enum": list(REASONS)},
        "value": MAYBE,
        "people_served": nullable(objects("FailurePeople", people)),
        "path": several(PLACE),
        "seats": lists("FailureSeat", seat),
        "notice": objects("FailureNotice", notice),
        "plans": nullable(plans),
        "plans_note": nullable(TEXT),
    }
    total = {
        "contracts": COUNT,
        "value": MONEY,
        **dict.fromkeys(
            ("value_not_known", "people_served", "people_not_known"), COUNT
        ),
    }
    names = list(LEVELS.values())
    return framed(
        "SupplyChainFailure",
        {
            "from": DATE,
            "group": FLAG,
            "organisations": several(THING),
            **dict.fromkeys(names, lists("FailureEntry", entry)),
            "totals": objects(
                "FailureTotals",
                dict.fromkeys(names, objects("FailureTotal", total)),
            ),
            "share_of_value": nullable(TEXT),
            "over_by_then": COUNT,
            "merged_picture": COUNT,
            "plans_for_organisations": nullable(plans),
        },
    )


_SIDES = ("council", "provider")
_COUNTED = ("value_not_known", "people_served", "people_not_known")


def diff_schema() -> Json:
    """Two pictures beside each other."""
    moment = objects("PictureMoment", {"position": COUNT, "effective_on": DATE})
    thing = {"id": UUID, "reference": TEXT, "name": nullable(TEXT)}
    totals: Json = dict.fromkeys(("added", "gone", "changed"), COUNT)
    changes = objects(
        "PictureChanges",
        {
            "added": several(THING),
            "gone": several(THING),
            "changed": lists("PictureChanged", {**thing, "fields": several(TEXT)}),
            "totals": objects("PictureTotals", totals),
        },
    )
    both = objects("FigureBetween", {"from": _FIGURE, "to": _FIGURE})
    figures = objects("PictureFigures", dict.fromkeys(FIGURES, both))
    return objects(
        "SupplyChainDiff",
        {
            "from": moment,
            "to": moment,
            "position": COUNT,
            "contracts": changes,
            "seats": changes,
            "figures": figures,
            "outside_scope": OUTSIDE,
        },
    )


_FIGURE: Json = {"anyOf": [ref("NumberBetween"), ref("ShareBetween"), NULL]}


def loss_schema() -> Json:
    """What failures may cost in a year, and on what assumptions."""
    sums = objects("SumBetween", {"low": MONEY, "high": MONEY})
    tail = {
        "level": TEXT,
        "value_at_risk": MONEY,
        "value_at_risk_between": sums,
        "shortfall": MONEY,
        "shortfall_between": sums,
    }
    assumed: Json = dict.fromkeys(("chance", "correlation"), TEXT)
    return framed(
        "SupplyChainLoss",
        {
            "assumed": objects("LossAssumed", assumed),
            "expected_loss": MONEY,
            "share_of_value": nullable(TEXT),
            "failures_together_left_out": COUNT,
            "draws": COUNT,
            "seed": COUNT,
            "tail": nullable(objects("LossTail", tail)),
            "tail_note": nullable(TEXT),
        },
    )


def timeline_schema() -> Json:
    """A figure month by month."""
    point = {
        "on": DATE,
        "contracts": COUNT,
        "coverage": nullable(TEXT),
        "figure": _FIGURE,
    }
    return objects(
        "SupplyChainTimeline",
        {
            "figure": {"enum": list(FIGURES)},
            "unit": TEXT,
            "position": COUNT,
            "effective_on": DATE,
            "points": lists("TimelinePoint", point),
            "outside_scope": OUTSIDE,
        },
    )
