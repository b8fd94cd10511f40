"""What is left out of things: sums for some, and reports that count what is restricted.

The report on a file counts its rows and names their numbers. Where a row may become a
risk or an issue, one of them may be restricted, now or one day: such a report is read
by whoever brought the file, who reads what it became, and by those who read all that
is restricted. What became of each row everybody else reads row by row.
"""

from typing import Any, Final

from domain.errors import RuleBroken
from domain.rights import Reach
from projections.kinds import MONEY
from projections.model import Model

AMOUNT = frozenset({"amount", "currency"})
REPORT: Final = frozenset({"counts", "faults", "to_match"})
# Kinds of files whose rows may become what can be restricted.
_OF_SECRETS: Final = frozenset({"risks", "issues", "ocds"})


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


def report_of(kind: str, by: str, reach: Reach) -> frozenset[str]:
    """The fields of an import that are left out, by its kind and who brought it."""
    reads_all = any(part.restricted and part.scope == "all" for part in reach.parts)
    if kind not in _OF_SECRETS or by == str(reach.account) or reads_all:
        return frozenset()
    return REPORT


def without_report(thing: dict[str, Any], reach: Reach) -> dict[str, Any]:
    """An import with null for what is left out of it."""
    left_out = report_of(thing["kind"], thing["entered_by"], reach)
    return {**thing, **dict.fromkeys(left_out)}
