"""What the figures across all supply chains look like as they are read."""

from collections.abc import Mapping
from typing import Any

from api.schemas.chain_failure import (
    diff_schema,
    failure_schema,
    loss_schema,
    timeline_schema,
)
from api.schemas.chain_frame import (
    FLAG,
    MAYBE,
    MONEY,
    NUMBER,
    NUMBERS,
    PLACE,
    SHARES,
    THING,
    framed,
    lists,
)
from api.schemas.chain_payment import payment_terms_schema
from api.schemas.parts import (
    COUNT,
    DATE,
    TEXT,
    UUID,
    WHOLE,
    nullable,
    objects,
    ref,
    several,
)
from projections.chain.answers.concentration import HIGHEST, MARKS
from projections.chain.answers.reliance import LABELS

Json = dict[str, Any]
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
        "Loss",
    )
}
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
        "SupplyChainPaymentTerms": payment_terms_schema(place),
        "SupplyChainCritical": _critical(number),
        "SupplyChainFailure": failure_schema(place),
        "SupplyChainRiskTransfer": _risk_transfer(place),
        "SupplyChainDiff": diff_schema(),
        "SupplyChainTimeline": timeline_schema(),
        "SupplyChainLoss": loss_schema(),
    }


def _concentration(number: Json) -> Json:
    index = objects(
        "ConcentrationIndex",
        {
            "hhi": NUMBERS,
            "marks": several(_MARKS),
            "effective_number": NUMBERS,
            "entropy_number": number,
            "organisations": COUNT,
            "top": lists("TopShare", {"n": WHOLE, "share": SHARES}),
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
        **dict.fromkeys(("paid", "retained"), MAYBE),
        **dict.fromkeys(("stops", "may_stop"), MONEY),
        "dependency": ref("ShareBetween"),
        "leverage": number,
    }
    groups = lists("ConcentrationGroup", group)
    return framed(
        "SupplyChainConcentration",
        {
            "direct": index,
            "look_through": nullable(index),
            "leads_as_one": NUMBERS,
            **dict.fromkeys(("by_service", "by_category", "by_place"), groups),
            "organisations": lists("ConcentrationOrganisation", firm),
            "organisations_total": COUNT,
            "reliance": nullable(_reliance()),
        },
    )


def _reliance() -> Json:
    """What is paid and kept of our money a year, by the turnover of filed accounts."""
    sums = objects("MoneyBetween", {"low": MONEY, "high": MAYBE})
    firm = {
        "organisation": THING,
        "label": {"enum": list(LABELS)},
        **dict.fromkeys(("direct", "look_through"), ref("ShareBetween")),
        **dict.fromkeys(("paid", "retained"), sums),
        "turnover_a_year": MONEY,
        "accounts_to": DATE,
        "accounts_months": COUNT,
    }
    counts = dict.fromkeys(("turnover_known", "turnover_not_known", *LABELS), COUNT)
    listed = {"organisations": lists("RelyingOrganisation", firm)}
    return objects("SupplierReliance", {"mark": TEXT, **counts, **listed})


def _critical(number: Json) -> Json:
    reason = {"contract": THING, "value": MAYBE, "path": several(PLACE)}
    reasons = lists("CriticalReason", reason)
    point = {
        "organisation": THING,
        "stops": COUNT,
        "value": MONEY,
        "retained": MAYBE,
        "leverage": number,
        "because": reasons,
    }
    diamond = {"organisation": THING, "leads": WHOLE, "pairs": WHOLE, "overlap": MONEY}
    through = {"organisation": THING, "value": MONEY}
    found = {
        "single_points": lists("SinglePoint", point),
        "diamonds": lists("Diamond", diamond),
        "pass_through": lists("PassThrough", through),
        "circles": reasons,
    }
    totals = {f"{name}_total": COUNT for name in found}
    # Money below contracts is not read by everybody.
    found["pass_through"] = nullable(found["pass_through"])
    found["knock_on"] = found["pass_through"]
    totals["pass_through_total"] = nullable(COUNT)
    return framed("SupplyChainCritical", {**found, **totals, "passed_on": TEXT})


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
    return framed(
        "SupplyChainRiskTransfer",
        {
            "mark": NUMBER,
            "contracts_by_mismatch": lists("RiskMismatch", contract),
            "contracts_not_known": COUNT,
            "seats_marked": COUNT,
            "seats_by_risk": lists("RiskSeat", seat),
            "seats_total": COUNT,
        },
    )
