"""What somebody needs to know who decides on a change: data only, nothing left out.

What is not known is gathered in a list of its own.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from projections.change_control.beside import put_beside
from projections.model import ID
from projections.policies import read_levels, read_thresholds
from projections.view import View

Json = dict[str, Any]
DIMENSIONS: Final = (
    "cost_one_off",
    "cost_per_year",
    "value_delta",
    "term_delta_months",
    "service",
    "quality",
    "risk",
    "supply_chain",
    "exit",
    "equality",
    "social_value",
    "data_protection",
    "tupe",
    "saving_claimed",
    "benefit",
)
_WHY: Final = {
    "not_asked": "nobody has said",
    "asked_no_answer": "asked, and not answered",
    "refused": "asked, and refused",
}
_CONTRACT: Final = (
    "id",
    "reference",
    "title",
    "contract_number",
    "provider_id",
    "provider_name",
    "service",
    "regime",
    "light_touch",
    "start",
    "end",
    "max_end_at_award",
    "annual_value",
    "estimated_value_at_award",
)
_RISK: Final = (
    "reference",
    "title",
    "current",
    "target",
    "owner",
    "owner_name",
    "status",
)
_SEAT: Final = ("organisation_name", "role", "annual_value", "value_share", "essential")


def decision(view: View, named: str) -> Json:
    """All that bears on a decision on one change. Raises NotFound."""
    change = view.one("change", named)
    put_beside(view, [change], read_thresholds(view))
    contract = _contract(view, change["contract_id"])
    return {
        "change": change,
        "contract": contract,
        "impact": {name: change[name] for name in DIMENSIONS},
        "risks": _named(view, "risk", change["risk_ids"], _RISK),
        "seats": _seats(view, change),
        "deciders": _deciders(view, change),
        "not_known": [*_not_known(change, contract)],
    }


def _contract(view: View, ident: str) -> Json:
    rows = view.rows("contract", [ident])
    shown = view.rendered("contract", rows)
    told = shown[0] if shown else {}
    return {name: told.get(name) for name in _CONTRACT}


def _named(
    view: View, noun: str, ids: Sequence[str], names: Sequence[str]
) -> list[Json]:
    """Things that the change names; those alone that may be read."""
    may = view.readable(noun, ids)
    rows = view.rows(noun, [one for one in ids if one in may])
    shown = view.rendered(noun, sorted(rows, key=lambda row: str(row[ID])))
    return [{name: one.get(name) for name in names} for one in shown]


def _seats(view: View, change: Json) -> list[Json]:
    return _named(view, "seat", change["seat_ids"], _SEAT)


def _deciders(view: View, change: Json) -> Json:
    """Which roles the policy lets approve as much; None: it sets no levels."""
    levels = read_levels(view)
    worth = change["value_delta"]
    alone = Decimal(worth["amount"]) if "amount" in (worth or {}) else None
    together = Decimal(change["law"]["figures"]["together"]["value"] or 0)
    most = max(abs(alone or Decimal(0)), abs(together))
    able = [
        one["role"]
        for one in levels or ()
        if alone is not None and Decimal(one["up_to"]["amount"]) >= most
    ]
    return {
        "roles": able if levels is not None else None,
        "worth": f"{most:.2f}",
        "known": alone is not None,
    }


def _not_known(change: Json, contract: Json) -> Iterator[str]:
    """Everything that somebody who decides would want to know and nobody has said."""
    for name in DIMENSIONS:
        value = change[name]
        if isinstance(value, dict) and "unknown" in value:
            yield f"Impact, {name.replace('_', ' ')}: {_WHY[value['unknown']]}"
    for name in ("estimated_value_at_award", "max_end_at_award", "regime"):
        value = contract[name]
        if value in (None, "unknown") or (
            isinstance(value, dict) and "unknown" in value
        ):
            yield f"Contract, {name.replace('_', ' ')}: nobody has said"
    law = change["law"]
    if "ground" in law["ground"]["missing"]:
        yield "On which ground the law lets it be made: nobody has said"
    for of in ("ground", "notice"):
        missing = (n.replace("_", " ") for n in law[of]["missing"] if n != "ground")
        yield from (f"{of.capitalize()}, {name}" for name in missing)
    if unknown := law["figures"]["before"]["unknown_values"]:
        yield f"What {unknown} of the earlier changes are worth"
