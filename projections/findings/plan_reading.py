"""What stands beside plans and the contracts that they are for."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from sqlalchemy import func, select, true

from projections.findings.book import Beside
from projections.findings.ever import ever_named
from projections.moves import Moves
from projections.view import View

Names = Collection[str] | None
EXITS, ENDS, CHANGED = "planned_exits", "contract_ends", "last_implemented"


def planned_exits(view: View, contracts: Names) -> Mapping[str, str]:
    """When a plan of exit was approved last, by contract."""
    rows = view.pages.alive("plan", view.pin)
    day = func.max(rows.c.approved_on)
    # How one place in the chain is left does not say how the contract is.
    whole = rows.c.seat_id.is_(None)
    approved = (rows.c.kind == "exit", rows.c.approved_on.is_not(None), whole)
    return _by_contract(view, "plan", day, contracts, rows, *approved)


def last_implemented(view: View, contracts: Names) -> Mapping[str, str]:
    """When a change of each contract was implemented last."""
    rows = view.pages.alive("change", view.pin)
    day = func.max(rows.c.implemented_on)
    known = rows.c.implemented_on.is_not(None)
    return _by_contract(view, "change", day, contracts, rows, known)


def contract_ends(view: View, contracts: Names) -> Mapping[str, str]:
    """The last day of each contract that has one."""
    rows = view.pages.alive("contract", view.pin)
    wanted = select(rows.c.id, rows.c.end).where(
        rows.c.in_error == 0,
        rows.c.end.is_not(None),
        true() if contracts is None else rows.c.id.in_(sorted(contracts)),
        view.pages.readable("contract", view.pin, rows, view.reach),
    )
    return dict(map(tuple, view.connection.execute(wanted, view.pin.params)))


def _by_contract(
    view: View, noun: str, what: Any, contracts: Names, rows: Any, *where: Any
) -> Mapping[str, str]:
    wanted = (
        select(rows.c.contract_id, what)
        .where(
            rows.c.in_error == 0,
            rows.c.contract_id.is_not(None),
            true() if contracts is None else rows.c.contract_id.in_(sorted(contracts)),
            view.pages.readable(noun, view.pin, rows, view.reach),
            *where,
        )
        .group_by(rows.c.contract_id)
    )
    return dict(map(tuple, view.connection.execute(wanted, view.pin.params)))


def _plans_moved(view: View, moved: Moves) -> Collection[str]:
    return ever_named(view, "plan", moved.get("plan", ()), ("contract_id",))


def _changes_moved(view: View, moved: Moves) -> Collection[str]:
    return ever_named(view, "change", moved.get("change", ()), ("contract_id",))


def _ends_moved(_: View, moved: Moves) -> Collection[str]:
    return frozenset(moved.get("contract", ()))


BESIDES: Final[Mapping[str, Beside]] = {
    EXITS: Beside(planned_exits, ("plan",), _plans_moved),
    ENDS: Beside(contract_ends, ("contract",), _ends_moved),
    CHANGED: Beside(last_implemented, ("change",), _changes_moved),
}
