"""What is left out of things for those who read no money below a contract."""

from typing import Any

from domain.errors import RuleBroken
from projections.kinds import MONEY
from projections.model import Model

AMOUNT = frozenset({"amount", "currency"})


def is_below(model: Model) -> bool:
    """Whether things of the noun belong to a contract, as risks and changes do."""
    return "contract_id" in model.columns


def without_money(value: Any) -> Any:
    """A value of JSON with null for every sum of money in it, however deep."""
    if isinstance(value, dict):
        if value.keys() >= AMOUNT:
            return None
        return {name: without_money(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [without_money(inner) for inner in value]
    return value


def refuse_order_by_money(model: Model, sort: str | None) -> None:
    """Refuses to say by their order which sums are the largest."""
    field = (sort or "").removeprefix("-")
    if model.columns.get(field) is MONEY:
        detail = f"you read no sums of money here; sort by another field than {field}"
        raise RuleBroken(detail, rule="list-question", pointer="/sort")
