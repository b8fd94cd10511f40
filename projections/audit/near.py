"""Sums just below a limit: a level of approval, or a threshold amount of the law."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from domain.law.modification.testing import VAT
from domain.law.procurement_act import Bought
from domain.law.threshold_amounts import SCHEDULE_1, threshold_amount
from projections.audit.population import Listed, pence_of, things_of
from projections.audit.question import Json
from projections.kinds import money
from projections.model import BORN, ID, Model
from projections.policies import read_levels
from projections.view import View

# The day whose threshold amount holds: when it was begun, else as near to it as known.
DAYS: Final = ("procurement_started_on", "awarded_on", "start")
BY_LAW: Final = SCHEDULE_1.source


def near_limits(view: View, changes: list[Listed], percent: int) -> Iterator[Json]:
    """Changes worth so few percent less than a level of approval, or just that."""
    limits = {
        level["role"]: round(float(level["up_to"]["amount"]) * 100)
        for level in read_levels(view) or ()
    }
    close = [
        (one, role, limit)
        for one in changes
        for role, limit in sorted(limits.items())
        if _is_near(abs(one.member.pence or 0), limit, percent)
    ]
    labels = view.labels("change", sorted({one.member.id for one, _, _ in close}))
    for one, role, limit in close:
        label: Mapping[str, Any] = labels.get(one.member.id, {})
        worth = one.member.pence or 0
        yield _row("change", role, worth, limit) | _named(label, one.position)


def near_thresholds(view: View, first: int, percent: int) -> Iterator[Json]:
    """Contracts whose estimate with VAT is as little below the threshold amount.

    One that reaches it is a public contract, and none of these. An estimate that says
    nothing of VAT is taken as it is; one whose kind or day is not known is left out.
    """
    model = view.schema.models["contract"]
    rows = [tuple(row) for row in things_of(view, "contract")]
    close = [
        (row, worth, limit)
        for row in sorted(rows, key=lambda row: int(row[BORN]))
        if row[BORN] >= first
        and (limit := _threshold(model, row)) is not None
        and (worth := _estimate(model, row)) is not None
        and worth < limit
        and _is_near(worth, limit, percent)
    ]
    labels = view.labels("contract", [row[ID] for row, _, _ in close])
    for row, worth, limit in close:
        label: Mapping[str, Any] = labels.get(row[ID], {})
        yield _row("contract", BY_LAW, worth, limit, "gross") | _named(label, row[BORN])


def _threshold(model: Model, row: tuple[Any, ...]) -> int | None:
    """The threshold amount in pence that held for a contract of its kind."""
    said = next((day for name in DAYS if (day := model.read(row, name))), None)
    if said is None:
        return None
    names = ("regime", "light_touch", "category")
    amount = threshold_amount(
        Bought(*(model.read(row, name) for name in names)), date.fromisoformat(said)
    )
    return None if amount is None else int(amount * 100)


def _estimate(model: Model, row: tuple[Any, ...]) -> int | None:
    """The estimated value with VAT, in pence."""
    value = model.read(row, "estimated_value_at_award")
    pence = pence_of(value)
    if pence is None or value["vat_basis"] != "net":
        return pence
    return int(pence * (1 + VAT))


def _is_near(pence: int, limit: int, percent: int) -> bool:
    return limit * (100 - percent) <= pence * 100 <= limit * 100


def _row(noun: str, name: str, pence: int, limit: int, vat: str = "unknown") -> Json:
    value, threshold = (money(one, "GBP", vat) for one in (pence, limit))
    told = {"kind": "near", "noun": noun, "name": name}
    return told | {"value": value, "threshold": threshold}


def _named(label: Mapping[str, Any], position: int) -> Json:
    told = {name: label.get(name) for name in ("reference", "title")}
    return told | {"position": position}
