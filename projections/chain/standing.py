"""The chains that stand at a position on a day, as a forest that can be measured.

Only what the caller may know of is in it; what lies outside is counted. Sums are in
pounds: what is said in another currency is as good as not known, and counted.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from projections.chain.dated import NOT_KNOWN, Column, Dated, Words
from projections.chain.measures.forest import Flags, Forest, Whole
from projections.chain.measures.standing_in import Alternatives
from projections.chain.tops import POUNDS
from projections.pages import Within


@dataclass(frozen=True, slots=True)
class Which:
    """Which chains are asked about; nothing said asks for all.

    `named` are contracts by when they were born, of which the caller may know a part
    alone: whoever names them has to leave out what is not to be seen.
    """

    services: frozenset[str] = frozenset()
    within: Within | None = None
    named: frozenset[int] | None = None


class Outside(NamedTuple):
    """What the caller is not shown: how many contracts, and their pounds in pence."""

    contracts: int
    pence: int


class Standing(NamedTuple):
    """Chains as they stand. `contracts` and `seats` are the rows behind the forest.

    For each place of the forest `seat` is the row of its seat, NOT_KNOWN for leads and
    partners, which stand at tier 1. `firms` are the organisations by when they were
    born, of which one that was merged into another stands for it; `group` is the head
    of the corporate group of each.
    """

    forest: Forest
    others: Alternatives
    contracts: Dated
    seats: Dated
    seat: Whole
    firms: Column
    survivor: Whole
    group: Whole
    organisations: Dated
    outside: Outside
    foreign: int
    vat_basis: str
    words: Words

    @property
    def in_groups(self) -> Flags:
        """The places that are of a group, or lie below one that is."""
        found: Flags = np.zeros(self.forest.contract.size, bool)
        found[self.others.members] = True
        for tier in list(self.forest.tiers())[1:]:
            found[tier] |= found[self.forest.parent[tier]]
        return found

    def firm(self, born: int) -> int:
        """The number of an organisation in the forest, NOT_KNOWN if it is not there."""
        at = int(np.searchsorted(self.firms, born))
        if at == self.firms.size or self.firms[at] != born:
            return NOT_KNOWN
        return int(self.survivor[at])

    def of_firms(self, name: str) -> Whole:
        """A cell of each organisation, NOT_KNOWN where there is none."""
        at = self.organisations.place(self.firms)
        cell = np.append(self.organisations.cells[name], NOT_KNOWN)
        return cell[at].astype(np.int64)

    def pounds_of_firms(self, name: str) -> Whole:
        """A sum of each organisation in pence, NOT_KNOWN unless said in pounds."""
        pounds = self.words.among([POUNDS])
        is_pounds = np.isin(self.of_firms(f"{name}_currency"), pounds)
        return np.where(is_pounds, self.of_firms(f"{name}_pence"), NOT_KNOWN)

    def of_seats(self, name: str) -> Whole:
        """A cell of the seat of each place, NOT_KNOWN for leads and partners."""
        cell = np.append(self.seats.cells[name], NOT_KNOWN)
        return cell[self.seat].astype(np.int64)

    def said(self, name: str) -> list[str | None]:
        """A word of each contract."""
        return self.words.of(self.contracts.cells[name])
