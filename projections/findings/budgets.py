"""The rule about budgets: what was spent, held against what was set."""

from typing import NamedTuple

from projections.findings.book import Book, Noun
from projections.findings.sources import ROYAL
from projections.findings.surroundings import Surroundings
from projections.findings.verdict import CLEAN, Hit, Missing, Rule, Verdict
from projections.kinds import money


class BudgetCase(NamedTuple):
    """A budget of a service or department for a year."""

    id: str
    known_from: int = 1
    born_at: int = 1
    gaps: str | None = None
    amount_pence: int | None = None
    amount_currency: str | None = None
    amount_vat: str | None = None
    outturn_pence: int | None = None
    outturn_currency: str | None = None
    outturn_vat: str | None = None
    outturn_basis: str | None = None


def budget_missed(budget: BudgetCase, around: Surroundings) -> Verdict:
    """A38: the outturn is above the budget by more than is tolerated.

    Exactly that much over is met still, and so is nothing over; a forecast is graver
    to come than an actual that was.
    """
    set_to, spent = budget.amount_pence, budget.outturn_pence
    if set_to is None or spent is None or set_to <= 0:
        lacks = {"amount": not set_to or set_to <= 0, "outturn": spent is None}
        return Missing(tuple(name for name, is_so in lacks.items() if is_so))
    unlike = {
        "currency": budget.amount_currency != budget.outturn_currency,
        "vat_basis": budget.amount_vat != budget.outturn_vat,
    }
    if any(unlike.values()):
        return Missing(tuple(name for name, is_so in unlike.items() if is_so))
    if spent - set_to <= around.share("budget-variance") * set_to:
        return CLEAN
    currency, vat = budget.amount_currency or "", budget.amount_vat or ""
    because = {
        "amount": money(set_to, currency, vat),
        "outturn": money(spent, currency, vat),
        "basis": budget.outturn_basis,
    }
    is_over = budget.outturn_basis == "actual"
    return Hit(None, because, severity="medium" if is_over else "high")


BOOK = Book(
    rules=(
        Rule(
            "A38",
            "A budget is missed, or will be",
            "wrong",
            "policy",
            f"{ROYAL}, table 3: unmet where more than 2 % over",
            "high",
            "Say what is done about it, set the budget anew, or let the year stand.",
            "comment",
            {"budget": budget_missed},
            ("budget-variance",),
        ),
    ),
    nouns={"budget": Noun(BudgetCase, "budgets")},
)
