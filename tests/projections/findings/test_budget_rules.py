"""The rule about budgets, by the bands of Windsor and Maidenhead's table 3."""

from typing import Any

import pytest

from projections.findings.budgets import BudgetCase, budget_missed
from projections.findings.verdict import CLEAN, Hit, Missing
from tests.projections.findings.cases import HALDEN, around


def budget(set_to: int | None, spent: int | None, **more: Any) -> BudgetCase:
    """A budget of so many pence, and what was spent of it."""
    said = {
        "amount_currency": "GBP",
        "amount_vat": "net",
        "outturn_currency": "GBP",
        "outturn_vat": "net",
        "outturn_basis": "actual",
        **more,
    }
    return BudgetCase(id=HALDEN, amount_pence=set_to, outturn_pence=spent, **said)


@pytest.mark.parametrize("spent", [99_999, 100_000, 102_000])
def test_a38_a_budget_is_met_up_to_two_per_cent_over(spent: int) -> None:
    assert budget_missed(budget(100_000, spent), around()) == CLEAN


def test_a38_more_than_two_per_cent_over_is_missed() -> None:
    found = budget_missed(budget(100_000, 102_001), around())

    assert isinstance(found, Hit)
    assert found.because["outturn"]["amount"] == "1020.01"
    assert found.severity == "medium"


def test_a38_what_is_forecast_can_be_helped_still_and_is_graver() -> None:
    foreseen = budget(100_000, 150_000, outturn_basis="forecast")

    found = budget_missed(foreseen, around())

    assert isinstance(found, Hit)
    assert found.severity == "high"


def test_a38_could_not_be_tested_without_both_sums_in_one_form() -> None:
    net = budget(100_000, 200_000, outturn_vat="gross")
    euros = budget(100_000, 200_000, outturn_currency="EUR")

    assert budget_missed(budget(None, None), around()) == Missing(("amount", "outturn"))
    assert budget_missed(budget(100_000, None), around()) == Missing(("outturn",))
    assert budget_missed(budget(0, 5), around()) == Missing(("amount",))
    assert budget_missed(net, around()) == Missing(("vat_basis",))
    assert budget_missed(euros, around()) == Missing(("currency",))
