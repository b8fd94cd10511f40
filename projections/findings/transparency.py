"""The rule that both sides of a contract know the risks that the other one bears."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import case, func, select, true

from projections.findings.book import Beside, Book
from projections.findings.cases import ContractCase
from projections.findings.ever import ever_named
from projections.findings.plans import PLANNED_TIERS
from projections.findings.sources import KENT
from projections.findings.surroundings import Surroundings
from projections.findings.verdict import CLEAN, Hit, Missing, Rule, Verdict
from projections.moves import Moves
from projections.view import View

BOTH_SIDES = "both_sides"
# Who bears a risk, as far as it is not the council alone.
THEIRS = ("provider", "subcontractor", "shared")


class Sides(NamedTuple):
    """How many open risks a contract has, the provider bears, and are shared."""

    kept: int
    borne: int
    shared: int


def one_sided(contract: ContractCase, around: Surroundings) -> Verdict:
    """WARN-R10: of all risks that are kept, none is the provider's, or none is shared.

    Asked of gold and silver contracts in force of which risks are kept at all.
    """
    sides: Sides | None = around.beside(BOTH_SIDES).get(contract.id)
    if not contract.runs or sides is None:
        return None
    if contract.tier is None:
        return Missing(("tier",))
    if contract.tier not in PLANNED_TIERS:
        return None
    if sides.borne and sides.shared:
        return CLEAN
    because = {"borne_by_provider": sides.borne, "shared": sides.shared}
    return Hit(None, because)


def both_sides(view: View, contracts: Collection[str] | None) -> Mapping[str, Sides]:
    """The open risks of each contract, and how many of them are whose."""
    rows = view.pages.alive("risk", view.pin)
    borne = case((rows.c.borne_by.in_(THEIRS), 1), else_=0)
    shared = case((func.coalesce(rows.c.shared_with, "[]") != "[]", 1), else_=0)
    wanted = (
        select(rows.c.contract_id, func.count(), func.sum(borne), func.sum(shared))
        .where(
            rows.c.in_error == 0,
            rows.c.status == "open",
            rows.c.contract_id.is_not(None),
            true() if contracts is None else rows.c.contract_id.in_(sorted(contracts)),
            view.pages.readable("risk", view.pin, rows, view.reach),
        )
        .group_by(rows.c.contract_id)
    )
    found = view.connection.execute(wanted, view.pin.params)
    counted: list[tuple[Any, ...]] = list(map(tuple, found))
    return {contract: Sides(*counts) for contract, *counts in counted}


def _moved(view: View, moved: Moves) -> Collection[str]:
    return ever_named(view, "risk", moved.get("risk", ()), ("contract_id",))


BOOK = Book(
    rules=(
        Rule(
            "WARN-R10",
            "Of the risks of a contract none is the provider's, or none is shared",
            "due",
            "policy",
            f"{KENT}, figure 1: risks that both parties face are known to both",
            "low",
            "Say of each risk who bears it, and share with the provider what it faces.",
            "/risks",
            {"contract": one_sided},
        ),
    ),
    besides={BOTH_SIDES: Beside(both_sides, ("risk",), _moved)},
)
