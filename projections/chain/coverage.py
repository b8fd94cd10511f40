"""How much of a chain is known: six things of each seat, and what lies below it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from projections.chain.worth import Sum, Worth

Json = dict[str, Any]

# What a council has to see of every subcontractor: Kent County Council, principle 10.
MINIMUM: Final = (
    "role",
    "payment_terms",
    "volumes",
    "change_mechanism",
    "issue_route",
    "exit_arrangement",
)
ROUTES: Final = ("issue_route", "exit_arrangement")


def is_said(value: Any) -> bool:
    """Whether there is a value, and not a reason why there is none."""
    if isinstance(value, Mapping):
        return not ("unknown" in value or "not_applicable" in value)
    return value is not None


def route_state(seat: Mapping[str, Any], name: str) -> str:
    """Whether a route is in the contract, only known, or not known at all."""
    if is_said(seat[f"{name}_defined_in"]):
        return "defined"
    return "known_not_in_contract" if is_said(seat[name]) else "not_known"


def minimum_set(seat: Mapping[str, Any]) -> Json:
    """Which of the six things are known of a seat, and which are missing."""
    held = {
        "role": is_said(seat["role"]),
        "payment_terms": is_said(seat["payment_terms_days"])
        and is_said(seat["payment_trigger"]),
        "volumes": is_said(seat["activity"]) or bool(seat["volumes"]),
        "change_mechanism": is_said(seat["change_mechanism"]),
        **{name: route_state(seat, name) != "not_known" for name in ROUTES},
    }
    missing = [name for name in MINIMUM if not held[name]]
    return {
        "known": len(MINIMUM) - len(missing),
        "of": len(MINIMUM),
        "missing": missing,
    }


def coverage(
    seats: Iterable[Mapping[str, Any]],
    places: Mapping[str, Worth],
    known_below: frozenset[str],
) -> Json:
    """How much of a chain is known, in whole: what of the seats, and what below each.

    A share is None where there is nothing that it could be a share of.
    """
    sets = [seat["minimum_set"] for seat in seats]
    of = sum(one["of"] for one in sets)
    known = sum(one["known"] for one in sets)
    return {
        "seats": len(sets),
        "minimum_set": {"known": known, "of": of, "share": _share(known, of)},
        "whole_minimum_sets": sum(one["known"] == one["of"] for one in sets),
        "tiers": _tiers(places, known_below),
    }


def _tiers(places: Mapping[str, Worth], known_below: frozenset[str]) -> list[Json]:
    by_tier = defaultdict[int, list[str]](list)
    for place, worth in places.items():
        if worth.tier is not None:
            by_tier[worth.tier].append(place)
    return [
        _tier(tier, {p: places[p] for p in by_tier[tier]}, known_below)
        for tier in sorted(by_tier)
    ]


def _tier(tier: int, places: Mapping[str, Worth], known_below: frozenset[str]) -> Json:
    """Of the places of a tier: of how many, and of what value, is the next one known.

    Known: somebody is there, or it was said that nobody is.
    """
    seen = [place for place in places if place in known_below]
    worth = [w.value for w in places.values() if w.value is not None]
    shown = [v for p in seen if (v := places[p].value) is not None]
    total, part = _total(worth), _total(shown)
    return {
        "tier": tier,
        "places": len(places),
        "next_tier_known": len(seen),
        "without_value": len(places) - len(worth),
        "share_of_value": _share(part, total),
    }


def _total(sums: Iterable[Sum]) -> Decimal:
    return sum((one.amount for one in sums), Decimal())


def _share(part: Decimal | int, whole: Decimal | int) -> str | None:
    if not whole:
        return None
    return (
        f"{(Decimal(part) / Decimal(whole)).quantize(Decimal('0.0001')).normalize():f}"
    )
