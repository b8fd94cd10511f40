"""The change log: every change, what it is worth, and what they come to together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from projections.kinds import money
from projections.pages import Question
from projections.rendering import Json
from projections.view import Page, View

# The states in which a change counts: somebody with the authority agreed, or it has
# happened.
STANDING = frozenset({"approved", "signed", "implemented"})


@dataclass(frozen=True, slots=True)
class Running:
    """What the changes of a contract come to, up to and including one of them."""

    pence: int = 0
    months: int = 0
    unknown: int = 0

    def plus(self, status: str, pence: int | None, months: int | None) -> "Running":
        """The totals after one more change; one that does not stand adds nothing."""
        if status not in STANDING:
            return self
        unknown = self.unknown + (pence is None)
        return Running(self.pence + (pence or 0), self.months + (months or 0), unknown)


def change_log(view: View, asked: Question) -> Page:
    """A page of changes, each with the running totals of its contract."""
    page = view.page("change", asked)
    contracts = sorted({change["contract_id"] for change in page.items})
    totals = _totals(view, contracts)
    awards = {
        c["id"]: c for c in view.rendered("contract", view.rows("contract", contracts))
    }
    return page._replace(
        items=[
            {
                **change,
                "running": _shown(
                    view, totals[change["id"]], awards.get(change["contract_id"])
                ),
            }
            for change in page.items
        ]
    )


def _totals(view: View, contracts: Sequence[str]) -> Mapping[str, Running]:
    """The running totals at each change, in the order in which they were raised.

    They are the contract's, whatever of its changes was asked for.
    """
    rows = view.pages.alive("change", view.pin)
    wanted = (
        select(
            rows.c.contract_id,
            rows.c.id,
            rows.c.status,
            rows.c.value_delta_pence,
            rows.c.term_delta_months,
        )
        .where(rows.c.contract_id.in_(contracts), rows.c.in_error == 0)
        .order_by(rows.c.born_at)
    )
    return _summed(view.connection.execute(wanted, view.pin.params))


def _summed(changes: Iterable[Any]) -> Mapping[str, Running]:
    by_contract = defaultdict[str, Running](Running)
    found = defaultdict[str, Running](Running)
    for contract, change, *said in changes:
        found[change] = by_contract[contract] = by_contract[contract].plus(*said)
    return found


def _shown(view: View, total: Running, contract: Json | None) -> Json:
    running = _running(total, contract)
    if view.reach.money:
        return running
    return {**running, "value": None, "share_of_value_at_award": None}


def _running(total: Running, contract: Json | None) -> Json:
    """Totals against the value and the term for which the contract was awarded."""
    awarded = (contract or {}).get("estimated_value_at_award") or {}
    value = awarded.get("amount")
    pence = int(value.replace(".", "")) if value else None
    months = _months(contract) if contract else None
    return {
        "value": money(total.pence, "GBP", "unknown"),
        "months": total.months,
        "unknown_values": total.unknown,
        "share_of_value_at_award": _share(total.pence, pence),
        "share_of_term_at_award": _share(total.months, months),
    }


def _months(contract: Json) -> int | None:
    """The whole months for which a contract was awarded, None if not known."""
    start, end = contract["start"], contract["max_end_at_award"]
    if not (isinstance(start, str) and isinstance(end, str)):
        return None
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return (last.year - first.year) * 12 + last.month - first.month


def _share(part: int, whole: int | None) -> str | None:
    return f"{part / whole:.4f}" if whole else None
