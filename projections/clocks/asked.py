"""What is asked of clocks, and which of them it is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from projections.clocks.kinds import KINDS
from projections.clocks.tally import Cells, Unset


@dataclass(frozen=True, slots=True)
class ClockQuestion:
    """Which clocks are asked for; nothing said asks for all.

    `first` and `last` are days, both included. `overdue` asks for those whose day has
    passed, or for the others. A contract is named by its id.
    """

    contracts: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()
    first: str | None = None
    last: str | None = None
    overdue: bool | None = None

    def clocks(self, some: Sequence[Cells], today: str) -> Sequence[Cells]:
        """Those of some clocks that are asked for."""
        if self.first is not None:
            some = [one for one in some if one[0] >= self.first]
        if self.last is not None:
            some = [one for one in some if one[0] <= self.last]
        if self.overdue is not None:
            some = [one for one in some if (one[0] < today) == self.overdue]
        if self.contracts:
            some = [one for one in some if one[6] in self.contracts]
        if self.owners:
            some = [one for one in some if one[7] in self.owners]
        if self.kinds or self.bases:
            wanted = self.wanted
            some = [one for one in some if one[3] in wanted]
        return some

    def unset(self, some: Sequence[Unset]) -> Sequence[Unset]:
        """Those of some clocks without a day that are asked for, whatever the days."""
        contracts, owners, wanted = self.contracts, self.owners, self.wanted
        return [
            one
            for one in some
            if (not contracts or one.contract in contracts)
            and (not owners or one.owner in owners)
            and one.kind in wanted
        ]

    @property
    def wanted(self) -> Collection[str]:
        """The kinds that are asked for."""
        return {
            name
            for name, rule in KINDS.items()
            if (not self.kinds or name in self.kinds)
            and (not self.bases or rule.basis in self.bases)
        }
