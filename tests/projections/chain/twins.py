"""Every measure once more, in plain Python over plain trees: kernels equal it.

Slow and obvious on purpose; nothing here knows of columns or tiers.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, product
from math import exp, floor, inf, log, prod
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Spot:
    """One place of one contract, with whatever stands below it."""

    firm: int
    pence: int | None = None
    share: int | None = None
    ends: bool = False
    days: int | None = None
    waits: bool | None = False
    essential: bool | None = None
    others: list[tuple[int, int | None]] = field(default_factory=list)
    group: int | None = None
    needed: int = 0
    below: list[Spot] = field(default_factory=list)
    above: Spot | None = None
    value: int = 0
    valued: bool = False
    worth: int | None = None
    contract: int = 0
    tier: int = 1

    def walk(self) -> Iterator[Spot]:
        yield self
        for each in self.below:
            yield from each.walk()

    @property
    def retained(self) -> int:
        return self.value - sum(each.value for each in self.below)

    @property
    def unseen(self) -> bool:
        gaps = any(not each.valued for each in self.below)
        return self.worth is not None and (gaps or not (self.below or self.ends))


@dataclass
class Book:
    """Contracts as trees; `worth` is what each is worth, None where nobody knows."""

    tops: list[list[Spot]]
    worth: list[int | None]
    firms: int

    def spots(self) -> list[Spot]:
        return [s for tops in self.tops for top in tops for s in top.walk()]

    def settle(self) -> Book:
        for contract, tops in enumerate(self.tops):
            for top in tops:
                _settle(top, contract, self.worth[contract])
        return self

    @property
    def total(self) -> int:
        return sum(each or 0 for each in self.worth)


def _settle(top: Spot, contract: int, worth: int | None) -> None:
    for spot in top.walk():
        spot.contract, spot.worth = contract, worth
        spot.tier = 1 if spot.above is None else spot.above.tier + 1
    if worth is not None:
        _value(top)


def _value(top: Spot) -> None:
    said: dict[int, int | None] = {}
    for spot in top.walk():
        said[id(spot)] = spot.pence
        above = said.get(id(spot.above)) if spot.above else None
        if spot.pence is None and spot.share is not None and above is not None:
            exact = Fraction(above * spot.share, 1_000_000)
            said[id(spot)] = floor(exact + Fraction(1, 2))

    def least(spot: Spot) -> int:
        low = [least(each) for each in spot.below]
        known = said[id(spot)]
        spot.valued = known is not None
        spot.value = sum(low) if known is None else known
        return spot.value

    least(top)
    _fit(top)


def _fit(top: Spot) -> None:
    for spot in top.walk():
        whole = sum(each.value for each in spot.below)
        if whole > spot.value:
            for each in spot.below:
                each.value = floor(Fraction(each.value * spot.value, whole))


def kept(book: Book) -> tuple[dict[int, int], int]:
    """What each firm keeps for sure, and what is unseen."""
    found, unseen = defaultdict[int, int](int), 0
    for spot in book.spots():
        if spot.unseen or spot.firm < 0:
            unseen += spot.retained
        else:
            found[spot.firm] += spot.retained
    return found, unseen


def paid(book: Book) -> tuple[dict[int, int], int]:
    """What each firm is paid at tier 1, and what goes to nobody known."""
    found, unseen = defaultdict[int, int](int), 0
    for tops in book.tops:
        for top in tops:
            if top.firm < 0:
                unseen += top.value
            else:
                found[top.firm] += top.value
    return found, unseen


def hhi(amounts: dict[int, int], unseen: int) -> tuple[float, float] | None:
    total = sum(amounts.values()) + unseen
    if not total:
        return None
    squares = [Fraction(x, total) ** 2 for x in amounts.values()]
    largest = max(amounts.values(), default=0)
    rest = sum(squares) - Fraction(largest, total) ** 2
    high = Fraction(largest + unseen, total) ** 2 + rest
    return float(10_000 * sum(squares)), float(10_000 * high)


def entropy(amounts: dict[int, int]) -> float | None:
    total = sum(amounts.values())
    if not total:
        return None
    parts = [x / total for x in amounts.values() if x]
    return exp(-sum(p * log(p) for p in parts))


def top_share(amounts: dict[int, int], n: int, unseen: int) -> tuple[float, float]:
    total = sum(amounts.values()) + unseen
    first = sum(sorted(amounts.values(), reverse=True)[:n])
    return first / total, (first + unseen) / total


def place_level(spot: Spot, failed: set[int]) -> int:
    """What a place does to its contract: 2 stops, 1 may stop, 0 goes on."""
    found, at = alone_level(spot, failed), spot
    while at.above is not None:
        if at.group is not None:
            beside = [s for s in at.above.below if s.group == at.group]
            found = min(found, sum(too_few(beside, failed, n) for n in (1, 2)))
        at = at.above
    return found


def alone_level(spot: Spot, failed: set[int]) -> int:
    """What a place does, as if no others of its group stood in for it."""
    own, essential = 0, True if spot.group is not None else spot.essential
    if spot.firm in failed:
        own = {True: 2, None: 1, False: 0}[essential]
        ready = [w for firm, w in spot.others if firm < 0 or firm not in failed]
        if ready:
            own = min(own, 0 if 0 in ready else 1)
    above = spot.above
    while above is not None:
        if above.firm in failed and essential is not False:
            return max(own, 1)
        above = above.above
    return own


def is_down(spot: Spot, failed: set[int], at_least: int) -> bool:
    """Whether a place, or anything that it needs below it, is hit so hard."""
    if alone_level(spot, failed) >= at_least:
        return True
    loose = [each for each in spot.below if each.group is None]
    groups = {each.group for each in spot.below} - {None}
    return any(is_down(each, failed, at_least) for each in loose) or any(
        too_few([s for s in spot.below if s.group == group], failed, at_least)
        for group in groups
    )


def too_few(group: list[Spot], failed: set[int], at_least: int) -> bool:
    """Whether fewer of a group are left than are needed; all, where it is thinner."""
    left = sum(not is_down(each, failed, at_least) for each in group)
    return left < min(group[0].needed, len(group))


def contract_levels(book: Book, failed: set[int]) -> list[int]:
    return [
        sum(any(is_down(top, failed, n) for top in tops) for n in (1, 2))
        for tops in book.tops
    ]


def merged_picture(book: Book, failed: set[int]) -> int:
    """Ancestors of the failed in the merged graph: what such a picture would name."""
    graph: nx.DiGraph[Any] = nx.DiGraph()
    for spot in book.spots():
        if spot.firm < 0:
            continue
        graph.add_node(spot.firm)
        if spot.above is None:
            graph.add_edge(("contract", spot.contract), spot.firm)
        elif spot.above.firm >= 0:
            graph.add_edge(spot.above.firm, spot.firm)
    hit = set[Any]()
    for firm in failed & set(graph):
        hit |= nx.ancestors(graph, firm)
    return sum(1 for each in hit if isinstance(each, tuple))


def days(spot: Spot) -> int | None:
    """When the council's money comes to a place."""
    if spot.days is None or spot.waits is None:
        return None
    if not spot.waits or spot.above is None:
        return spot.days
    above = days(spot.above)
    return None if above is None else above + spot.days


def passed_through(book: Book) -> dict[int, int]:
    found = defaultdict[int, int](int)
    for spot in book.spots():
        if spot.tier > 1 and spot.firm >= 0:
            found[spot.firm] += sum(each.value for each in spot.below)
    return found


def knock_on(book: Book, passed_on: float) -> list[float]:
    """One failure after the other, with all that rests on it, as one matrix."""
    paid, bought = [0] * book.firms, np.zeros((book.firms, book.firms))
    own = np.zeros(book.firms)
    for spot in book.spots():
        if spot.firm < 0:
            continue
        paid[spot.firm] += spot.value
        if spot.above is None:
            own[spot.firm] += spot.value
        elif spot.above.firm >= 0:
            bought[spot.above.firm, spot.firm] += spot.value
    shares = np.array([row / (paid[n] or 1) for n, row in enumerate(bought)])
    whole = np.eye(book.firms) - passed_on * shares.T
    found: list[float] = np.linalg.solve(whole, own).tolist()
    return found


def diamonds(book: Book) -> dict[int, tuple[int, int, int]]:
    """By firm: how many leads meet in it, in how many pairs, and what overlaps."""
    held = defaultdict[int, dict[int, set[int]]](lambda: defaultdict(set))
    for spot in book.spots():
        lead = book.tops[spot.contract][0].firm
        if spot.tier > 1 and spot.firm >= 0 and lead >= 0:
            held[spot.firm][lead].add(spot.contract)
    found = {}
    for firm, leads in held.items():
        worth = {
            lead: sum(book.worth[c] or 0 for c in some) for lead, some in leads.items()
        }
        pairs = len(list(combinations(leads, 2)))
        if pairs:
            overlap = sum(worth.values()) - max(worth.values())
            found[firm] = (len(leads), pairs, overlap)
    return found


def longest_ways(book: Book, notice: dict[int, int]) -> dict[int, tuple[int, int]]:
    """For each place: the longest way from the top to a leaf through it, and float."""

    def ways(spot: Spot, gone: int) -> Iterator[tuple[list[Spot], int]]:
        so_far = gone + notice[id(spot)]
        if not spot.below:
            yield [spot], so_far
        for each in spot.below:
            for way, length in ways(each, so_far):
                yield [spot, *way], length

    found = dict[int, tuple[int, int]]()
    for tops in book.tops:
        every = [one for top in tops for one in ways(top, 0)]
        most = max((length for _, length in every), default=0)
        # The longest comes last, and is kept.
        for way, length in sorted(every, key=lambda one: one[1]):
            found |= {id(spot): (length, most - length) for spot in way}
    return found


def expected_loss(
    book: Book, levels: dict[int, list[int]], loss: list[int], chance: list[float]
) -> float:
    """Without a common factor: what is lost in each way to fail, by its chance."""
    total = 0.0
    for ways in product((False, True), repeat=len(chance)):
        failed = {firm for firm, fails in enumerate(ways) if fails}
        likely = prod(p if firm in failed else 1 - p for firm, p in enumerate(chance))
        for contract, cost in enumerate(loss if likely else ()):
            if cost and stops(book, levels, contract, failed):
                total += cost * likely
    return total


def stops(
    book: Book, levels: dict[int, list[int]], contract: int, failed: set[int]
) -> bool:
    """Whether a contract stops by one alone, or by several of its groups together."""
    alone = {firm for firm, each in levels.items() if each[contract] == 2}
    inner = failed & in_groups(book, contract) - alone
    return bool(failed & alone) or contract_levels(book, inner)[contract] == 2


def in_groups(book: Book, contract: int) -> set[int]:
    """Who holds a place that is of a group, or below one."""
    found = set[int]()
    for top in book.tops[contract]:
        for spot in top.walk():
            at: Spot | None = spot
            while at is not None:
                if at.group is not None:
                    found.add(spot.firm)
                at = at.above
    return found


def kept_between(book: Book, firm: int) -> tuple[int, int | None]:
    """What a firm keeps at the least, and at the most (None: nobody knows)."""

    def left(spot: Spot) -> int:
        above = 0 if spot.valued or spot.above is None else left(spot.above)
        return spot.retained + above

    mine = [spot for spot in book.spots() if spot.firm == firm]
    least = sum(spot.retained for spot in mine if not spot.unseen)
    if any(spot.worth is None for spot in mine):
        return least, None
    return least, sum(map(left, mine))


def reliance(
    least: int, most: int | None, turnover: int | None
) -> tuple[float, float] | None:
    if not turnover:
        return None
    return least / turnover, inf if most is None else most / turnover


def lent(book: Book, firm: int) -> tuple[int, int]:
    """What a firm lends in all its places, and of how many that is not known."""
    total = dark = 0
    for spot in book.spots():
        own = [spot, *spot.below]
        if spot.firm != firm:
            continue
        if any(each.days is None or not each.valued for each in own):
            dark += 1
            continue
        owed = [each.value * (each.days or 0) for each in own]
        total += (owed[0] - sum(owed[1:])) // 365
    return total, dark
