"""What a supply chain looks like as it is read: seats with all that follows."""

from typing import Any, get_args

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
from domain.law.payment_terms import Finding
from projections.chain.coverage import MINIMUM
from projections.chain.entry import PUBLIC
from projections.chain.performance import RATINGS, STANDINGS, STATES

Json = dict[str, Any]


def chain_components(seat: Json) -> dict[str, Json]:
    """The schemas of one chain; `seat` is that of a seat in a list."""
    return {
        "SupplyChain": _chain(),
        "ChainSeat": _seat(seat),
        "ChainCoverage": _coverage(),
        "TermsVerdict": _verdict(),
        "SeatPerformance": _performance(),
        "SeatHolder": objects("SeatHolder", {"id": UUID, "name": nullable(TEXT)}),
    }


def _chain() -> Json:
    seats = several(ref("ChainSeat"))
    money = {name: nullable(ref("Money")) for name in _WORTH}
    lead = {"seat_id": UUID, "tier": WHOLE, "organisation": nullable(ref("SeatHolder"))}
    lead |= {"performance": ref("SeatPerformance")}
    member = {"seat_id": UUID, "organisation": ref("SeatHolder")}
    line = {
        "principle": TEXT,
        "judgement": {"enum": ["met", "not_met", "not_known"]},
        **dict.fromkeys(("evidence", "role"), nullable(TEXT)),
        "document": nullable(UUID),
        "by": nullable(UUID),
        "on": nullable(DATE),
    }
    pricing = {"anyOf": [TEXT, ANYTHING, NULL]}
    told = {"none_below": {"type": "boolean"}, "pricing": pricing, **money}
    share = {"share": nullable(TEXT)}
    agreed: Json = {name: {"anyOf": [TEXT, ANYTHING, NULL]} for name in _AGREED}
    members = several(objects("ChainMember", member | share, ["seat_id"]))
    group = {
        "name": TEXT,
        **dict.fromkeys(("needed", "standing"), COUNT),
        "seat_ids": several(UUID),
        "is_thin": {"type": "boolean"},
    }
    return objects(
        "SupplyChain",
        {
            "id": UUID,
            "contract_id": UUID,
            "contract_reference": TEXT,
            "version": COUNT,
            "coverage": nullable(ref("ChainCoverage")),
            "variety": nullable(_variety()),
            "lead": nullable(objects("ChainLead", lead | told, list(lead))),
            "consortium": nullable(
                objects("ChainConsortium", {"members": members} | agreed, ["members"])
            ),
            "seats": seats,
            "past_seats": seats,
            "principles": nullable(several(objects("ChainPrinciple", line))),
            "groups": nullable(several(objects("ChainGroup", group))),
        },
    )


_AGREED = (
    "shares_come_to",
    "legal_form",
    "liability",
    "agreement_document",
    "selection_method",
    "management_fee",
)
_WORTH = ("value", "retained", "retained_at_most")


def _variety() -> Json:
    """Who is in a chain by kind; of some the kind is not known."""
    kinds = {"sector": TEXT, "size": TEXT, "vcse": {"type": "boolean"}}
    counted = {
        f"by_{kind}": several(
            objects(f"By{kind}", {kind: nullable(value), "organisations": COUNT})
        )
        for kind, value in kinds.items()
    }
    index = {"low": COUNT, "high": COUNT, "share_of_value": TEXT}
    spread = nullable(objects("ChainIndex", index))
    return objects("ChainVariety", {"organisations": COUNT, **counted, "index": spread})


def _seat(seat: Json) -> Json:
    """A seat in its chain; of who may not know more the public parts alone."""
    said = {
        name: schema
        for name, schema in seat["properties"].items()
        if not name.endswith("_defined_in")
    }
    route = {
        "description": {"anyOf": [TEXT, ANYTHING, NULL]},
        "defined_in": {"anyOf": [{"type": "object"}, TEXT, NULL]},
        "state": {"enum": ["defined", "known_not_in_contract", "not_known"]},
    }
    minimum = {
        "known": COUNT,
        "of": COUNT,
        "missing": several({"enum": list(MINIMUM)}),
    }
    more = {
        "tier": nullable(WHOLE),
        "organisation": ref("SeatHolder"),
        **{name: nullable(ref("Money")) for name in _WORTH},
        "minimum_set": objects("MinimumSet", minimum),
        "performance": ref("SeatPerformance"),
        "priced_as_head": nullable({"type": "boolean"}),
        "terms_verdict": ref("TermsVerdict"),
        "cumulative_days": nullable(COUNT),
        "issue_route": objects("SeatRoute", route),
        "exit_arrangement": objects("SeatRoute", route),
    }
    return objects("ChainSeat", {**said, **more}, list(PUBLIC))


def _performance() -> Json:
    return objects(
        "SeatPerformance",
        {
            "state": {"enum": list(STATES)},
            "kpis": COUNT,
            "red": COUNT,
            "standing": {"enum": [*STANDINGS, None]},
            "rating": {"enum": [*RATINGS, None]},
        },
    )


def _verdict() -> Json:
    return objects(
        "TermsVerdict",
        {
            "finding": {"enum": list(get_args(Finding))},
            "why": TEXT,
            "days": nullable(COUNT),
            "missing": several(TEXT),
            **dict.fromkeys(("basis", "source", "address", "standing"), nullable(TEXT)),
        },
    )


def _coverage() -> Json:
    known = {"known": COUNT, "of": COUNT, "share": nullable(TEXT)}
    tier = {
        "tier": WHOLE,
        "places": COUNT,
        "next_tier_known": COUNT,
        "without_value": COUNT,
        "share_of_value": nullable(TEXT),
    }
    return objects(
        "ChainCoverage",
        {
            "seats": COUNT,
            "minimum_set": objects("CoverageOfMinimum", known),
            "whole_minimum_sets": COUNT,
            "tiers": several(objects("CoverageOfTier", tier)),
        },
    )


def graph_schema() -> Json:
    """Node-link JSON as networkx writes it."""
    return objects(
        "SupplyChainGraph",
        {
            "directed": {"type": "boolean"},
            "multigraph": {"type": "boolean"},
            "graph": ANYTHING,
            "nodes": several(ANYTHING),
            "edges": several(ANYTHING),
        },
    )
