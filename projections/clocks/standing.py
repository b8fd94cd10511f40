"""All clocks that run in a register, kept and brought on from entry to entry.

An entry moves the clocks of the things that it is about, and of what rests on these:
only those are looked for again. What is kept is never changed: questions that are still
being answered go on with theirs.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from projections.clocks import (
    of_breaches,
    of_changes,
    of_contracts,
    of_others,
    of_plans,
    of_risks,
)
from projections.clocks.looking import FEW, Look
from projections.clocks.tally import Cells, Tally, Unset
from projections.moves import Mark, Moves, mark_of, moves
from projections.view import View

SETTING = (
    of_contracts.set_clocks,
    of_changes.set_clocks,
    of_risks.set_clocks,
    of_plans.set_clocks,
    of_others.set_issue_clocks,
    of_breaches.set_clocks,
    of_others.set_document_clocks,
    of_others.set_account_clocks,
    of_others.set_release_clocks,
    of_others.set_council_clocks,
)
# Things whose clocks are set by another thing as well, which they name in a column.
RESTING: Mapping[str, tuple[str, str]] = {
    "change": ("contract", "contract_id"),
    "plan": ("contract", "contract_id"),
    "issue": ("contract", "contract_id"),
}
# The clocks of the council itself are set by the policy, and are few.
COUNCIL = "register"


@dataclass(frozen=True, slots=True)
class Standing:
    """Clocks in the order of their days, and those that could not be set."""

    mark: Mark
    clocks: Sequence[Cells]
    unset: Sequence[Unset]

    def brought_on(self, view: View) -> "Standing | None":
        """As they stand where a view stands, on the same day; None: look for all."""
        moved = moves(view, self.mark)
        if moved is None or moved.get("policy"):
            return None
        if not moved:
            return replace(self, mark=mark_of(view))
        only = _with_resting(view, moved)
        if any(len(ids) > FEW for ids in only.values()):
            return None
        gone = {thing for ids in only.values() for thing in ids}
        found = look_for(Look(view, only=only))
        left = [one for one in self.clocks if one[2] not in gone and one[1] != COUNCIL]
        unset = [one for one in self.unset if one.id not in gone]
        return Standing(
            mark_of(view), _in_order(left, found.clocks), [*unset, *found.unset]
        )

    def with_own(self, own: Tally) -> "Standing":
        """With what somebody alone may know of."""
        if not (own.clocks or own.unset):
            return self
        clocks = _in_order(self.clocks, own.clocks)
        return replace(self, clocks=clocks, unset=[*self.unset, *own.unset])


def standing(look: Look) -> Standing:
    """All clocks of what is looked at."""
    found = look_for(look)
    return Standing(mark_of(look.view), sorted(found.clocks), found.unset)


def look_for(look: Look) -> Tally:
    """The clocks of what is looked at, in no order."""
    tally = Tally(look.view.pin.effective_on.isoformat())
    for set_clocks in SETTING:
        set_clocks(look, tally)
    return tally


def _in_order(some: Sequence[Cells], more: Sequence[Cells]) -> Sequence[Cells]:
    """All of them in order; the sort knows what is in order already."""
    return sorted([*some, *more])


def _with_resting(view: View, moved: Moves) -> Mapping[str, Collection[str]]:
    """What moved, and what rests on it."""
    found = dict(moved)
    for noun, (other, column) in RESTING.items():
        if ids := moved.get(other):
            rows = view.pages.alive(noun, view.pin)
            wanted = select(rows.c.id).where(rows.c[column].in_(sorted(ids)))
            resting = view.connection.execute(wanted, view.pin.params).scalars()
            found[noun] = {*found.get(noun, ()), *resting}
    if changes := found.get("change"):
        found["change"] = {*changes, *_beside_them(view, changes)}
    return found


def _beside_them(view: View, changes: Collection[str]) -> Sequence[str]:
    """The other changes of the same contracts: several may really be one."""
    rows = view.pages.alive("change", view.pin)
    contracts = select(rows.c.contract_id).where(rows.c.id.in_(sorted(changes)))
    wanted = select(rows.c.id).where(rows.c.contract_id.in_(contracts))
    return view.connection.execute(wanted, view.pin.params).scalars().all()
