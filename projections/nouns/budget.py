"""The budgets as people read them, and how far the outturn is off."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from domain.facts import budget as facts
from projections import mistakes
from projections.kinds import COUNT, ID, MONEY, TEXT, TITLE
from projections.mistakes import error_reported, in_error
from projections.model import Effect, Held, Model, commented
from projections.telling import Told

# More than so much over, in per cent, and the budget was not kept. Two per cent and
# less over is met, and below it exceeded: the scale of a council's own outcomes.
TOLERATED = Decimal(2)
TWO_PLACES = Decimal("0.01")


def _opened(told: Told, _: Held) -> Mapping[str, Any]:
    return {"first_amount": told.said.get("amount")}


def _said(told: Told, held: Held) -> Mapping[str, Any]:
    """By how much the outturn is off what was set, and what that is called."""
    amount = told.said.get("amount", held["amount"])
    outturn = told.said.get("outturn", held["outturn"])
    off = _variance(amount, outturn)
    if off is None:
        return {"variance_percent": None, "kept": None}
    kept = "unmet" if off > TOLERATED else "exceeded" if off < 0 else "met"
    shown = off.quantize(TWO_PLACES, ROUND_HALF_UP)
    return {"variance_percent": str(shown), "kept": kept}


def _variance(amount: Any, outturn: Any) -> Decimal | None:
    """Per cent over (or, below nothing, under); None where it cannot be compared."""
    if not amount or not outturn or "amount" not in amount:
        return None
    alike = all(amount[name] == outturn[name] for name in ("currency", "vat_basis"))
    planned, spent = Decimal(amount["amount"]), Decimal(outturn["amount"])
    if not alike or planned <= 0:
        return None
    return (spent - planned) / planned * 100


BUDGET = Model(
    noun="budget",
    prefix="BU",
    columns={
        "financial_year": TEXT,
        "service_id": ID,
        "department": TEXT,
        "amount": MONEY,
        "first_amount": MONEY,
        "outturn": MONEY,
        "outturn_basis": TEXT,
        "variance_percent": TEXT,
        "kept": TEXT,
        "title": TITLE,
        "comments": COUNT,
        **mistakes.COLUMNS,
    },
    facts=facts.FACTS,
    effects={
        facts.BudgetOpened: Effect(_opened),
        facts.BudgetSet: Effect(_said),
        facts.BudgetOutturnRecorded: Effect(_said),
        facts.BudgetCorrected: Effect(_said),
        facts.BudgetEnteredInError: replace(in_error(mistaken=True), says=False),
        facts.BudgetErrorReported: error_reported(),
        facts.BudgetRestored: replace(in_error(mistaken=False), says=False),
        facts.BudgetCommented: commented(),
    },
    carried=("financial_year", "service_id", "department", "comments"),
    words=("title",),
    value="amount",
    links={**mistakes.LINKS, "service_id": "service"},
    indexes=(("service_id",),),
)
