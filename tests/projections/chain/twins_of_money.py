"""Risk, groups and chances once more, in plain sums over plain trees."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from math import exp, floor, pi, sqrt
from statistics import NormalDist

import numpy as np

from tests.projections.chain.twins import Book, Spot, hhi, stops

NORMAL = NormalDist()
STEP = 0.05
Levels = dict[int, list[int]]


def hoover(
    book: Book, spots: Sequence[Spot], risk: Sequence[int], contract: int
) -> float | None:
    """What part of the risk of a contract lies elsewhere than its money."""
    mine = [(s, r) for s, r in zip(spots, risk, strict=True) if s.contract == contract]
    shares, worth = [r for _, r in mine], book.worth[contract]
    whole = min(shares, default=0) >= 0 and sum(shares) == 1_000_000
    if not whole or not worth or any(s.unseen for s, _ in mine):
        return None
    return sum(abs(r / 1_000_000 - s.retained / worth) for s, r in mine) / 2


def by_group(
    book: Book, group: Sequence[int], groups: int
) -> Iterator[tuple[int, tuple[float, float] | None]]:
    """What each group is paid at tier 1, and its index."""
    for one in range(groups):
        paid, nobody = defaultdict[int, int](int), 0
        for contract, tops in enumerate(book.tops):
            for top in tops if group[contract] == one else []:
                if top.firm < 0:
                    nobody += top.value
                else:
                    paid[top.firm] += top.value
        yield sum(paid.values()) + nobody, hhi(paid, nobody)


def of_groups(book: Book, group: Sequence[int]) -> tuple[float, float] | None:
    """The index of groups as if each were a firm."""
    worth = defaultdict[int, int](int)
    for one, pence in zip(group, book.worth, strict=True):
        worth[one] += pence or 0
    loose = worth.pop(-1, 0)
    return hhi(worth, loose)


def fails(chance: float, factor: float, rho: float) -> float:
    """The chance to fail of one, given what all have in common."""
    if chance in (0, 1):
        return chance
    worse = NORMAL.inv_cdf(chance) - sqrt(rho) * factor
    return NORMAL.cdf(worse / sqrt(1 - rho))


@cache
def _grid(chance: float, rho: float) -> list[float]:
    return [fails(chance, STEP * n, rho) for n in range(-200, 201)]


def expected_loss(
    levels: Levels, loss: list[int], chance: list[float], rho: float
) -> float:
    """The sum over a fine grid of the common factor, contract by contract."""
    total = 0.0
    for contract, cost in enumerate(loss):
        deadly = [f for f, each in levels.items() if each[contract] == 2]
        for n in range(401 if cost and deadly else 0):
            stays = 1.0
            for firm in deadly:
                stays *= 1 - _grid(chance[firm], rho)[n]
            z = STEP * (n - 200)
            total += cost * (1 - stays) * STEP * exp(-z * z / 2) / sqrt(2 * pi)
    return total


def tail(  # noqa: PLR0913 - all by name
    book: Book,
    levels: Levels,
    loss: list[int],
    chance: list[float],
    rho: float,
    *,
    level: float,
    draws: int,
    seed: int,
) -> tuple[float, float, float, float] | None:
    """The same years one by one: the quantile, its interval, the mean beyond it."""
    source, lost = np.random.default_rng(seed), list[int]()
    for _ in range(draws):
        factor = float(source.standard_normal())
        drawn = source.random(len(chance)).tolist()
        failed = {
            firm
            for firm, each in enumerate(chance)
            if drawn[firm] < fails(each, factor, rho)
        }
        hit = [stops(book, levels, contract, failed) for contract in range(len(loss))]
        lost.append(sum(cost for cost, is_hit in zip(loss, hit, strict=True) if is_hit))
    lost.sort()
    spread = 1.959963984540054 * sqrt(draws * level * (1 - level))
    at = [floor(draws * level + each) for each in (-spread, 0, spread)]
    low, middle, high = (lost[min(each, draws - 1)] for each in at)
    if high - low > middle / 10:
        return None
    worst = lost[min(at[1], draws - 1) :]
    return middle, low, high, sum(worst) / len(worst)
