"""The council's policy: the matrix, the limits, and every setting with its source."""

from collections.abc import Mapping
from typing import Any

from domain.facts import policy as facts
from domain.scales import AS_DELIVERED
from domain.thresholds import DELIVERED as THRESHOLDS
from projections.kinds import JSON, LIST, WHOLE, Json
from projections.model import Effect, Held, Model
from projections.telling import Told

DELIVERED: Mapping[str, Any] = {
    "matrix_version": 0,
    "likelihood": None,
    "impact": None,
    "bands": [
        {"name": band.name, "from": band.from_, "to": band.to}
        for band in AS_DELIVERED.bands
    ],
    "levels": None,
    "appetites": [],
    "thresholds": [
        {
            "name": name,
            "value": str(delivered.value),
            "unit": delivered.unit,
            "meaning": delivered.meaning,
            "standing": delivered.standing,
            "source": delivered.source,
            "set_at": None,
        }
        for name, delivered in sorted(THRESHOLDS.items())
    ],
    "rule_sources": [],
}


def _matrix(told: Told, held: Held) -> Mapping[str, Any]:
    return _standing(held) | {**_said(told), "matrix_version": told.position}


def _limits(told: Told, held: Held) -> Mapping[str, Any]:
    return _standing(held) | _said(told)


def _appetite(told: Told, held: Held) -> Mapping[str, Any]:
    """One appetite a category, that for all others (null) first."""
    stands, category = _standing(held), told.said.get("category")
    kept = [a for a in stands["appetites"] if a["category"] != category]
    if (limit := told.said.get("limit")) is not None:
        kept.append({"category": category, "limit": limit})
    kept.sort(key=lambda each: each["category"] or "")
    return stands | {"appetites": kept}


def _thresholds(told: Told, held: Held) -> Mapping[str, Any]:
    """Thresholds that were set, in the place of those as delivered."""
    stands = _standing(held)
    values = {each["name"]: each["value"] for each in told.said["thresholds"]}
    by = {
        "standing": "council",
        "source": told.said["source"],
        "set_at": told.position,
    }
    changed = [
        {**each, "value": values[each["name"]], **by}
        if each["name"] in values
        else each
        for each in stands["thresholds"]
    ]
    return stands | {"thresholds": changed}


def _rule(told: Told, held: Held) -> Mapping[str, Any]:
    stands, said = _standing(held), told.said
    kept = [each for each in stands["rule_sources"] if each["rule"] != said["rule"]]
    names = ("rule", "standing", "source", "in_force")
    kept.append({**{name: said[name] for name in names}, "set_at": told.position})
    kept.sort(key=lambda each: each["rule"])
    return stands | {"rule_sources": kept}


def _said(told: Told) -> Json:
    return {name: value for name, value in told.said.items() if name != "reason"}


def _standing(held: Held) -> Json:
    """What stood before; as delivered where nothing had been set."""
    found = {name: held[name] for name in DELIVERED}
    return {n: DELIVERED[n] if value is None else value for n, value in found.items()}


POLICY = Model(
    noun="policy",
    prefix="PO",
    columns={
        "matrix_version": WHOLE,
        "likelihood": JSON,
        "impact": JSON,
        "bands": JSON,
        "levels": JSON,
        "appetites": LIST,
        "thresholds": LIST,
        "rule_sources": LIST,
    },
    facts=facts.FACTS,
    effects={
        facts.MatrixSet: Effect(_matrix),
        facts.ApprovalLimitsSet: Effect(_limits),
        facts.AppetiteSet: Effect(_appetite),
        facts.ThresholdsSet: Effect(_thresholds),
        facts.RuleSourceSet: Effect(_rule),
    },
)
