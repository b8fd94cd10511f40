"""The returns of a seat, as its rows show them: each side's words, and the papers seen.

Each list is one JSON value of the row and keeps the newest; the history has them all.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from domain.event import Fact
from domain.facts import seat_return as facts
from domain.facts.seat_terms import AttestableTerms
from projections.kinds import COUNT, DAY, FLAG, JSON, LIST, Json, Kind
from projections.model import Effect, Held, Sets
from projections.telling import Told

TERMS: Final = tuple(AttestableTerms.model_fields)
ASKED: Final = ("pricing_works", "pricing_comment", "expectations_clear")
# How many returns of a kind a row keeps: two years of quarters, by both sides.
KEPT: Final = 16
SIDES: Final = ("payer", "payee", "council")

COLUMNS: Mapping[str, Kind] = {
    **{f"attested_{side}": JSON for side in SIDES},
    "attested_on": DAY,
    # What its holder last answered to the yearly question whether its price works.
    "pricing_answer": JSON,
    # Whether its holder says that it knows what is expected of it.
    "expectations_clear": FLAG,
    "disputed": LIST,
    "volumes": LIST,
    "payments": LIST,
    "spot_checks": LIST,
    "returns": COUNT,
}


def _attested(told: Told, held: Held) -> Mapping[str, Any]:
    """What a side says; of terms of which both speak, those in which they differ."""
    said = {n: told.said[n] for n in (*TERMS, *ASKED) if n in told.said}
    side = str(told.said["side"])
    words = {
        "on": told.effective_on,
        "by": told.by,
        "role": told.role,
        "nothing_changed": bool(told.said.get("nothing_changed")),
        "terms": said,
    }
    both = {name: held[f"attested_{name}"] for name in ("payer", "payee")}
    if side in both:
        both[side] = words
    return {
        f"attested_{side}": words,
        "attested_on": told.effective_on,
        "disputed": disputed(both["payer"], both["payee"]),
        **_answered(told, side),
    }


def _answered(told: Told, side: str) -> Mapping[str, Any]:
    """What the holder says of its price and its part, until it is asked again."""
    clear = told.said.get("expectations_clear") if side == "payee" else None
    known = {"expectations_clear": clear} if isinstance(clear, bool) else {}
    if side != "payee" or told.said.get("pricing_works") is None:
        return known
    answer = {
        "works": told.said["pricing_works"],
        "comment": told.said.get("pricing_comment"),
        "on": told.effective_on,
    }
    return {"pricing_answer": answer, **known}


def disputed(payer: Json | None, payee: Json | None) -> list[str]:
    """The terms of which both sides speak, and say something else."""
    if payer is None or payee is None:
        return []
    mine, theirs = payer["terms"], payee["terms"]
    return [
        name
        for name in TERMS
        if name in mine
        and name in theirs
        and mine[name] != theirs[name]
        and not (_is_gap(mine[name]) or _is_gap(theirs[name]))
    ]


def _is_gap(value: Any) -> bool:
    return isinstance(value, dict) and ("unknown" in value or "not_applicable" in value)


def _volumes(told: Told, held: Held) -> Mapping[str, Any]:
    return {"volumes": _periods(told, held["volumes"])}


def _payments(told: Told, held: Held) -> Mapping[str, Any]:
    return {"payments": _periods(told, held["payments"])}


def _periods(told: Told, known: Sequence[Json] | None) -> list[Json]:
    """The returns with this one in the place of that of its period and side."""
    left = {"contract_id", "reason"}
    said = {name: value for name, value in told.said.items() if name not in left}
    new = {**said, "on": told.effective_on, "role": told.role}
    same = (new["side"], new["period"])
    kept = [each for each in known or () if (each["side"], each["period"]) != same]
    ordered = sorted([*kept, new], key=lambda each: (each["period"], each["side"]))
    return ordered[-KEPT:]


def _checked(told: Told, held: Held) -> Mapping[str, Any]:
    left = {"contract_id", "reason"}
    said = {name: value for name, value in told.said.items() if name not in left}
    checks = [*(held["spot_checks"] or ()), {**said, "by": told.by}]
    checks.sort(key=lambda each: str(each["checked_on"]))
    return {"spot_checks": checks[-KEPT:]}


def _counted(sets: Sets) -> Effect:
    """What a return says, and that there is one more."""
    return Effect(
        lambda told, held: {**sets(told, held), "returns": held["returns"] + 1},
        says=False,
    )


EFFECTS: Mapping[type[Fact], Effect] = {
    facts.SeatAttested: _counted(_attested),
    facts.SeatVolumesReported: _counted(_volumes),
    facts.SeatPaymentsReported: _counted(_payments),
    facts.SeatSpotChecked: _counted(_checked),
}
