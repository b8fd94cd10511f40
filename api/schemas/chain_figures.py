"""What the figures across all supply chains look like as they are read."""

from collections.abc import Mapping
from typing import Any

from api.schemas.parts import (
    ANYTHING,
    COUNT,
    DATE,
    NULL,
    TEXT,
    UUID,
    WHOLE,
    nullable,
    objects,
    ref,
    several,
)
from projections.chain.answers.comparing import FIGURES
from projections.chain.answers.concentration import HIGHEST, MARKS
from projections.chain.answers.failure import LEVELS, REASONS

Json = dict[str, Any]
MONEY: Json = ref("Money")
MAYBE: Json = nullable(MONEY)
FLAG: Json = {"type": "boolean"}
NUMBER: Json = {"type": "number"}
THING: Json = ref("ChainThing")
PLACE: Json = ref("ChainPlace")
SHARES: Json = nullable(ref("ShareBetween"))
NUMBERS: Json = nullable(ref("NumberBetween"))

FIGURES_OF_CHAINS: Mapping[str, str] = {
    f"get_supply_chain_{name.lower()}": f"SupplyChain{name.replace('_', '')}"
    for name in (
        "Concentration",
        "Payment_Terms",
        "Critical",
        "Failure",
        "Risk_Transfer",
        "Diff",
        "Timeline",
    )
}
_UNKNOWN = (
    "contract_values",
    "seat_values",
    "essential",
    "payment_terms",
    "next_tiers",
    "other_currencies",
)
_OUTSIDE = objects("ChainsOutside", {"count": COUNT, "value": MONEY})
_MARKS: Json = {"enum": [*(name for _, name in MARKS), HIGHEST]}


def figure_components() -> dict[str, Json]:
    """The schemas of the figures."""
    text, number = nullable(TEXT), nullable(NUMBER)
    place = {
        "tier": WHOLE,
        "organisation": nullable(THING),
        "seat_id": nullable(UUID),
        "seat_reference": text,
    }
    return {
        "ChainThing": objects(
            "ChainThing", {"id": UUID, "reference": TEXT, "name": text}
        ),
        "ChainPlace": objects("ChainPlace", place),
        "ShareBetween": objects("ShareBetween", {"low": text, "high": text}),
        "NumberBetween": objects("NumberBetween", {"low": NUMBER, "high": number}),
        "SupplyChainConcentration": _concentration(number),
        "SupplyChainPaymentTerms": _payment_terms(place),
        "SupplyChainCritical": _critical(number),
        "SupplyChainFailure": _failure(place),
        "SupplyChainRiskTransfer": _risk_transfer(place),
        "SupplyChainDiff": _diff(),
        "SupplyChainTimeline": _timeline(),
    }


def _framed(title: str, more: Json) -> Json:
    frame = {
        "position": COUNT,
        "effective_on": DATE,
        "contracts": COUNT,
        "seats": COUNT,
        "value": MONEY,
        "coverage": nullable(TEXT),
        "unknown": objects("ChainsUnknown", dict.fromkeys(_UNKNOWN, COUNT)),
        "outside_scope": _OUTSIDE,
    }
    return objects(title, {**frame, **more})


def _list(title: str, fields: Json) -> Json:
    return several(objects(title, fields))


def _concentration(number: Json) -> Json:
    index = objects(
        "ConcentrationIndex",
        {
            "hhi": NUMBERS,
            "marks": several(_MARKS),
            "effective_number": NUMBERS,
            "entropy_number": number,
            "organisations": COUNT,
            "top": _list("TopShare", {"n": WHOLE, "share": SHARES}),
        },
    )
    group = {
        "name": nullable(TEXT),
        "contracts": COUNT,
        "value": MONEY,
        "hhi": NUMBERS,
        "marks": several(_MARKS),
    }
    firm = {
        "organisation": THING,
        **dict.fromkeys(("paid", "retained", "stops", "may_stop"), MONEY),
        "dependency": ref("ShareBetween"),
        "leverage": number,
    }
    groups = _list("ConcentrationGroup", group)
    return _framed(
        "SupplyChainConcentration",
        {
            "direct": index,
            "look_through": index,
            "leads_as_one": NUMBERS,
            **dict.fromkeys(("by_service", "by_category", "by_place"), groups),
            "organisations": _list("ConcentrationOrganisation", firm),
            "organisations_total": COUNT,
        },
    )


def _payment_terms(place: Json) -> Json:
    step = {
        **place,
        "payment_terms_days": nullable(COUNT),
        "payment_trigger": nullable(TEXT),
    }
    tier = {
        "tier": WHOLE,
        **dict.fromkeys(("places", "late", "days_unknown"), COUNT),
        **dict.fromkeys(("value", "late_value"), MONEY),
        "late_share": nullable(TEXT),
    }
    worst = {
        "contract": THING,
        "value": MAYBE,
        "cumulative_days": COUNT,
        "path": _list("PaymentStep", step),
    }
    said: Json = {"anyOf": [ANYTHING, {"type": "array"}, NULL]}
    seat = {
        **step,
        "contract": THING,
        "value": MAYBE,
        "cumulative_days": nullable(COUNT),
        "lends": MAYBE,
        "terms_verdict": ref("TermsVerdict"),
        **dict.fromkeys(("attested_payer", "attested_payee"), nullable(ANYTHING)),
        "attested_on": nullable(DATE),
        **dict.fromkeys(("disputed", "payments", "spot_checks"), said),
    }
    return _framed(
        "SupplyChainPaymentTerms",
        {
            "limit_days": COUNT,
            "tiers": _list("PaymentTier", tier),
            "findings": {"type": "object", "additionalProperties": COUNT},
            "sme_share": SHARES,
            "vcse_share": SHARES,
            "worst": _list("PaymentWorst", worst),
            "worst_total": COUNT,
            "seats": _list("PaymentSeat", seat),
            "seats_total": COUNT,
        },
    )


def _critical(number: Json) -> Json:
    reason = {"contract": THING, "value": MAYBE, "path": several(PLACE)}
    reasons = _list("CriticalReason", reason)
    point = {
        "organisation": THING,
        "stops": COUNT,
        "value": MONEY,
        "retained": MONEY,
        "leverage": number,
        "because": reasons,
    }
    diamond = {"organisation": THING, "leads": WHOLE, "pairs": WHOLE, "overlap": MONEY}
    through = {"organisation": THING, "value": MONEY}
    found = {
        "single_points": _list("SinglePoint", point),
        "diamonds": _list("Diamond", diamond),
        "pass_through": _list("PassThrough", through),
        "circles": reasons,
    }
    totals = {f"{name}_total": COUNT for name in found}
    return _framed("SupplyChainCritical", {**found, **totals})


def _failure(place: Json) -> Json:
    days = ("approved_on", "tested_on", "next_review")
    plan = {
        "id": UUID,
        **dict.fromkeys(("reference", "kind", "status"), TEXT),
        "title": nullable(TEXT),
        **dict.fromkeys(days, nullable(DATE)),
        "worked_on_since": nullable(FLAG),
    }
    plans = _list("FailurePlan", plan)
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
        "seats": _list("FailureSeat", seat),
        "notice": objects("FailureNotice", notice),
        "plans": plans,
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
    return _framed(
        "SupplyChainFailure",
        {
            "from": DATE,
            "group": FLAG,
            "organisations": several(THING),
            **dict.fromkeys(names, _list("FailureEntry", entry)),
            "totals": objects(
                "FailureTotals",
                dict.fromkeys(names, objects("FailureTotal", total)),
            ),
            "share_of_value": nullable(TEXT),
            "over_by_then": COUNT,
            "merged_picture": COUNT,
            "plans_for_organisations": plans,
        },
    )


_SIDES = ("council", "provider")
_COUNTED = ("value_not_known", "people_served", "people_not_known")


def _risk_transfer(place: Json) -> Json:
    contract = {"contract": THING, "value": MAYBE, "hoover": TEXT}
    counts: Json
    counts = dict.fromkeys(("passed_down", "not_passed_down", "not_known"), COUNT)
    seat = {
        **place,
        "contract": THING,
        **dict.fromkeys(("risk_share", "money_share"), nullable(TEXT)),
        "retained": MONEY,
        "disproportion": nullable(NUMBER),
        "marked": FLAG,
        "facts": objects("RiskFactCounts", counts),
    }
    return _framed(
        "SupplyChainRiskTransfer",
        {
            "mark": NUMBER,
            "contracts_by_mismatch": _list("RiskMismatch", contract),
            "contracts_not_known": COUNT,
            "seats_marked": COUNT,
            "seats_by_risk": _list("RiskSeat", seat),
            "seats_total": COUNT,
        },
    )


def _diff() -> Json:
    moment = objects("PictureMoment", {"position": COUNT, "effective_on": DATE})
    thing = {"id": UUID, "reference": TEXT, "name": nullable(TEXT)}
    totals: Json = dict.fromkeys(("added", "gone", "changed"), COUNT)
    changes = objects(
        "PictureChanges",
        {
            "added": several(THING),
            "gone": several(THING),
            "changed": _list("PictureChanged", {**thing, "fields": several(TEXT)}),
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
            "outside_scope": _OUTSIDE,
        },
    )


_FIGURE: Json = {"anyOf": [ref("NumberBetween"), ref("ShareBetween"), NULL]}


def _timeline() -> Json:
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
            "points": _list("TimelinePoint", point),
            "outside_scope": _OUTSIDE,
        },
    )
