"""The rule about places that stand in for one another: are as many left as needed."""

from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from sqlalchemy import select, true

from projections.findings.book import Beside, Book
from projections.findings.cases import ContractCase, listed
from projections.findings.chain_rules import CHAINS
from projections.findings.ever import ever_named
from projections.findings.seat_case import Names, running
from projections.findings.sources import OURS
from projections.findings.surroundings import Surroundings
from projections.findings.verdict import CLEAN, Hit, Rule, Verdict
from projections.moves import Moves
from projections.view import View

GROUPED: Final = "seat_groups"


class Group(NamedTuple):
    """Seats of which so many are needed."""

    name: str
    needed: int
    seats: tuple[str, ...]


def too_thin(contract: ContractCase, around: Surroundings) -> Verdict:
    """WARN-S7: of seats that stand in for one another fewer are left than needed."""
    groups: tuple[Group, ...] = around.beside(GROUPED).get(contract.id, ())
    if not groups or not contract.runs:
        return None
    seats = around.beside(CHAINS).get(contract.id, ())
    standing = {seat.id for seat in seats if running(seat, around) is not None}
    thin = {
        group.name: {"needed": group.needed, "standing": left}
        for group in groups
        if (left := len(standing.intersection(group.seats))) < group.needed
    }
    return Hit(None, {"groups": thin}) if thin else CLEAN


def read_groups(view: View, names: Names) -> Mapping[str, tuple[Group, ...]]:
    """The groups of each chain, by contract."""
    rows = view.pages.alive("chain", view.pin)
    wanted = select(rows.c.contract_id, rows.c.groups).where(
        rows.c.groups.is_not(None),
        true() if names is None else rows.c.contract_id.in_(sorted(names)),
    )
    return {
        contract: tuple(
            Group(one["name"], one["needed"], tuple(one["seat_ids"]))
            for one in listed(text)
        )
        for contract, text in map(
            tuple, view.connection.execute(wanted, view.pin.params)
        )
    }


def _chains_moved(view: View, moved: Moves) -> Collection[str]:
    """The contracts of chains that have moved."""
    return ever_named(view, "chain", moved.get("chain", ()), ("contract_id",))


BOOK = Book(
    besides={GROUPED: Beside(read_groups, ("chain",), _chains_moved)},
    rules=(
        Rule(
            "WARN-S7",
            "Fewer places are left than the contract needs of those that stand in"
            " for one another",
            "wrong",
            "design",
            OURS,
            "medium",
            "Find one more who can do it, or set the groups as they are needed now.",
            "supply-chain/set-groups",
            {"contract": too_thin},
        ),
    ),
)
