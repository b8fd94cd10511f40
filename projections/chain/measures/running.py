"""Sums over all contracts that are kept from event to event, whatever there are.

An event touches one contract: what that added is taken off, what it adds now put on.
All sums are of whole numbers, so that nothing drifts however many events there were.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import inf
from typing import Final

from projections.chain.measures.concentration import WHOLE, Between
from projections.chain.measures.dependence import MAY_STOP, STOPS
from projections.chain.measures.forest import NOT_KNOWN
from projections.chain.measures.tally import Tally

# After so many events the sums are made anew, and have to come to the same.
ANCHOR: Final = 10_000
TOLERANCE: Final = 1e-9

NOTHING: Final = Tally(0, {}, {}, 0, {}, 0, 0, 0, NOT_KNOWN)


class Drifted(ArithmeticError):
    """Sums that were kept are not those that are made anew: something was missed."""


class Amounts:
    """What each organisation gets, with the sum of the squares; pence."""

    def __init__(self) -> None:
        self.of = dict[int, int]()
        self.nobody = self.total = self.squares = 0

    def move(self, old: Mapping[int, int], new: Mapping[int, int]) -> None:
        """Puts other amounts in the place of some: only what differs is touched."""
        for firm, amount in new.items():
            if more := amount - old.get(firm, 0):
                self._add(firm, more)
        for firm, amount in old.items():
            if firm not in new and amount:
                self._add(firm, -amount)

    def _add(self, firm: int, more: int) -> None:
        if firm < 0:
            self.nobody += more
            return
        before = self.of.get(firm, 0)
        self.of[firm] = before + more
        self.total += more
        self.squares += more * (2 * before + more)

    def make_anew(self, every: Iterable[Mapping[int, int]]) -> None:
        """Sums what each contract adds, whatever there was before."""
        found = defaultdict[int, int](int)
        for each in every:
            for firm, amount in each.items():
                found[firm] += amount
        self.nobody = found.pop(NOT_KNOWN, 0)
        self.of, self.total = dict(found), sum(found.values())
        self.squares = sum(amount * amount for amount in found.values())

    def hhi(self) -> Between | None:
        """The index as `concentration.hhi` gives it, 0 to 10,000; None of nothing."""
        whole = self.total + self.nobody
        if whole <= 0:
            return None
        most = max(self.of.values(), default=0)
        high = self.squares + 2 * most * self.nobody + self.nobody**2
        return Between(WHOLE * self.squares / whole**2, WHOLE * high / whole**2)


class Running:
    """The sums over all contracts. `events` counts what was put since it began."""

    def __init__(self) -> None:
        self.events = 0
        self._tallies = dict[int, Tally]()
        self._clear()

    def _clear(self) -> None:
        self.paid, self.kept = Amounts(), Amounts()
        self.stops, self.may_stop = Counter[int](), Counter[int]()
        self.worth = self.hidden = self.seats = self.late = self.dated = 0
        self._longest = Counter[int]()

    def put(self, contract: int, now: Tally | None) -> None:
        """A contract has changed, has come, or (None) is gone.

        Raises Drifted where sums made anew after many events are not those kept.
        """
        self._move(self._tallies.pop(contract, NOTHING), now or NOTHING)
        if now is not None:
            self._tallies[contract] = now
        self.events += 1
        if self.events % ANCHOR == 0:
            self.anchor()

    def tally(self, contract: int) -> Tally | None:
        """What a contract adds, None where it is not there."""
        return self._tallies.get(contract)

    def anchor(self) -> None:
        """Makes all sums anew. Raises Drifted where they were others."""
        before, risks = self.figures(), (dict(+self.stops), dict(+self.may_stop))
        self._make_anew()
        if (dict(+self.stops), dict(+self.may_stop)) != risks:
            message = "value at risk"
            raise Drifted(message)
        for name, figure in self.figures().items():
            if not _alike(before[name], figure):
                message = f"{name}: {before[name]} was kept, {figure} is right"
                raise Drifted(message)

    def _make_anew(self) -> None:
        """One pass a sum: there are as many contracts as a register has."""
        every = list(self._tallies.values())
        self._clear()
        self.paid.make_anew(each.paid for each in every)
        self.kept.make_anew(each.kept for each in every)
        for each in every:
            self._risk(each, max(each.worth, 0))
        self.worth = sum(max(each.worth, 0) for each in every)
        self.hidden = sum(each.hidden for each in every)
        self.seats = sum(each.seats for each in every)
        self.late = sum(each.late for each in every)
        self.dated = sum(each.dated for each in every)
        self._longest = Counter(each.longest for each in every)

    def _move(self, old: Tally, new: Tally) -> None:
        self.paid.move(old.paid, new.paid)
        self.kept.move(old.kept, new.kept)
        if (old.worth, old.level) != (new.worth, new.level):
            self._risk(old, -max(old.worth, 0))
            self._risk(new, max(new.worth, 0))
        self.worth += max(new.worth, 0) - max(old.worth, 0)
        self.hidden += new.hidden - old.hidden
        self.seats += new.seats - old.seats
        self.late += new.late - old.late
        self.dated += new.dated - old.dated
        self._longest[old.longest] -= 1
        self._longest[new.longest] += 1

    def _risk(self, one: Tally, worth: int) -> None:
        for firm, level in one.level.items():
            if level >= STOPS:
                self.stops[firm] += worth
            if level >= MAY_STOP:
                self.may_stop[firm] += worth

    @property
    def contracts(self) -> int:
        """How many contracts there are."""
        return len(self._tallies)

    @property
    def coverage(self) -> float | None:
        """What part of all value is seen, as `coverage.coverage`, 0 to 1."""
        return 1 - self.hidden / self.worth if self.worth else None

    @property
    def late_share(self) -> float | None:
        """Of the known terms below tier 1 those over thirty days, 0 to 1."""
        return self.late / self.dated if self.dated else None

    @property
    def longest(self) -> int:
        """The most days that any place waits, NOT_KNOWN where none are known; days."""
        return max((days for days, n in self._longest.items() if n > 0), default=-1)

    def gap(self, other: "Running") -> float:
        """How far the figures are from those of others, in parts of the larger."""
        mine, theirs = self.figures(), other.figures()
        return max(_gap(mine[name], theirs[name]) for name in mine)

    def figures(self) -> dict[str, float | Between | None]:
        """Every figure that is kept, by its name."""
        return {
            "contracts": self.contracts,
            "seats": self.seats,
            "value": self.worth,
            "coverage": self.coverage,
            "hhi_direct": self.paid.hhi(),
            "hhi_look_through": self.kept.hhi(),
            "late_share": self.late_share,
            "longest_days": self.longest,
        }


def _alike(one: float | Between | None, other: float | Between | None) -> bool:
    return _gap(one, other) <= TOLERANCE


def _gap(one: float | Between | None, other: float | Between | None) -> float:
    """How far two figures are apart, in parts of the larger."""
    pairs = zip(_numbers(one), _numbers(other), strict=False)
    if (one is None) != (other is None):
        return inf
    return max((abs(a - b) / max(abs(a), abs(b), 1) for a, b in pairs), default=0)


def _numbers(figure: float | Between | None) -> Iterable[float]:
    if figure is None:
        return ()
    return figure if isinstance(figure, Between) else (figure,)
