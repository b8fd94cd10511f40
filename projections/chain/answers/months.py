"""All chains on one day after another: what changed in between is measured anew.

A figure by month asks for ten years of days. Between two of them few contracts have
changed; only their chains are put together, and the sums are brought on by them.
"""

from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np

from projections.chain.assembling import chains_at
from projections.chain.dated import FOREVER, NOT_KNOWN, Column, Dated
from projections.chain.holding import Made, held_for
from projections.chain.measures.running import Running
from projections.chain.measures.tally import tallies
from projections.chain.standing import Which
from projections.view import View

# Of each noun how its rows are of a contract, and the days of theirs that count.
OF: Final = {
    "contract": ("", ()),
    "chain": ("contract_id", ()),
    "seat": ("contract_id", ("start", "end")),
}
# Whatever happened lies between these days.
EVER: Final = -1


class Months:
    """The sums over all chains that are asked about; days are asked for in order."""

    def __init__(self, view: View, which: Which) -> None:
        self._view, self._which = view, which
        self._held = held_for(view)
        self._sums, self._day = Running(), EVER
        days, contracts = zip(*map(self._turns, OF), strict=True)
        day, contract = np.concatenate(days), np.concatenate(contracts)
        order = np.argsort(day, kind="stable")
        self._turn, self._of = day[order], contract[order]
        self._merges = self._merging()

    def on(self, day: date) -> Running:
        """The sums as on a day, no earlier than the last that was asked for."""
        last, now = self._day, day.toordinal()
        self._day = now
        if np.any((self._merges > last) & (self._merges <= now)):
            # Whose place it is may have changed in any contract.
            self._sums, last = Running(), EVER
        first, end = np.searchsorted(self._turn, (last, now), "right")
        changed = np.unique(self._of[first:end])
        if changed.size:
            self._bring(changed, day)
        return self._sums

    def _bring(self, changed: Column, day: date) -> None:
        held = replace(self._held, nouns=self._some(changed), made=Made())
        found = chains_at(self._view, self._which, day, held)
        there = found.contracts.born.tolist()
        for contract in set(changed.tolist()).difference(there):
            self._sums.put(contract, None)
        added = tallies(found.forest, found.others)
        for contract, tally in zip(there, added, strict=True):
            self._sums.put(contract, tally)

    def _some(self, contracts: Column) -> dict[str, Dated]:
        """The rows of some contracts, of their chains and seats, and all others."""
        nouns = dict(self._held.nouns)
        for noun in OF:
            rows = nouns[noun]
            mine = np.isin(_contract(rows, noun), contracts)
            nouns[noun] = rows.take(np.flatnonzero(mine))
        return nouns

    def _turns(self, noun: str) -> tuple[Column, Column]:
        """The days on which something of a noun becomes or ceases to be so."""
        rows = self._known(noun)
        of, days = _contract(rows, noun), list(rows.edges[:2])
        for name in OF[noun][1]:
            said = rows.cells[name].astype(np.int64)
            days.append(np.where(said == NOT_KNOWN, FOREVER, said + (name == "end")))
        return np.concatenate(days), np.tile(of, len(days))

    def _known(self, noun: str) -> Dated:
        """The rows of a noun that were known at the position."""
        rows, position = self._held.nouns[noun], self._view.position
        known, forgotten = rows.edges[2:]
        return rows.take(np.flatnonzero((known <= position) & (forgotten > position)))

    def _merging(self) -> Column:
        """The days on which a record is merged into another, or comes apart again."""
        rows = self._known("organisation")
        merged = np.isin(rows.born, rows.born[rows.cells["merged_into"] != NOT_KNOWN])
        some = rows.take(np.flatnonzero(merged))
        return np.concatenate(some.edges[:2])


def _contract(rows: Dated, noun: str) -> Column:
    name = OF[noun][0]
    return rows.cells[name] if name else rows.born
