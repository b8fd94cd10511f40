"""What failures may cost in a year: exactly, on average; and the tail, by simulation.

Given one common factor organisations fail independently of each other. A contract stops
if any organisation that it cannot do without fails; what spreads from one organisation
to the next is not in it.
"""

from collections.abc import Sequence
from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np
from numpy.polynomial.hermite_e import hermegauss

from projections.chain.measures.concentration import Between
from projections.chain.measures.dependence import STOPS, Pairs
from projections.chain.measures.forest import Real, Whole
from projections.chain.measures.joint import Joint

NODES: Final = 48
Z_95: Final = 1.959963984540054
NORMAL: Final = NormalDist()


class Tail(NamedTuple):
    """What is lost at worst, with what it takes to draw it again; pence.

    `value_at_risk` and `shortfall` (the mean of what is worse) are each with their 95%
    interval.
    """

    level: float
    value_at_risk: float
    between: Between
    shortfall: float
    shortfall_between: Between
    draws: int
    seed: int


def fails_given(chance: Real, factor: float, rho: float) -> Real:
    """The chance of each organisation to fail, given the common factor; 0 to 1.

    p_j(z) = Phi((Phi^-1(p_j) - sqrt(rho) z) / sqrt(1 - rho)), rho from 0 to below 1.
    Vasicek, O. (2002), The Distribution of Loan Portfolio Value, Risk 15(12), 160-162;
    as cited.
    """
    every, which = np.unique(chance, return_inverse=True)
    spread, pull = np.sqrt(1 - rho), np.sqrt(rho) * factor

    def one(p: float) -> float:
        if p <= 0 or p >= 1:
            return float(p >= 1)
        return NORMAL.cdf((NORMAL.inv_cdf(p) - pull) / spread)

    found: Real = np.array([one(float(p)) for p in every])[which]
    return found


def expected_loss(
    pairs: Pairs,
    loss: Whole,
    chance: Real,
    rho: float,
    joint: Sequence[Joint] = (),
) -> float:
    """What is lost in a year on average; pence.

    The sum over contracts of loss_c times the integral of 1 - prod_j (1 - p_j(z)) over
    the normal density, by 48 nodes of Gauss and Hermite: no random numbers. `loss` is
    what the stopping of each contract costs, `chance` that of each organisation to fail
    within a year. 0 where nothing can stop.
    """
    stopping = pairs.level == STOPS
    contract, firm = pairs.contract[stopping], pairs.organisation[stopping]
    nodes, weights = hermegauss(NODES)
    total = 0.0
    for node, weight in zip(nodes, weights / weights.sum(), strict=True):
        fails = fails_given(chance, float(node), rho)
        stops = _stop(contract, firm, fails, loss.size)
        for each in joint:
            stays = (1 - stops[each.contract]) * (1 - each.chance(fails))
            stops[each.contract] = 1 - stays
        total += float(weight) * float(loss @ stops)
    return total


def tail(  # noqa: PLR0913 - all by name
    pairs: Pairs,
    loss: Whole,
    chance: Real,
    rho: float,
    *,
    level: float = 0.99,
    draws: int = 10_000,
    seed: int = 1,
    joint: Sequence[Joint] = (),
) -> Tail | None:
    """What is lost in one of a hundred years, by simulation; None where it is not told.

    The interval of the quantile is that of its order statistics by the binomial law,
    of the mean beyond it 1.96 standard errors; the same seed draws the same years.
    Nothing is told where that interval is wider than a tenth of the figure.
    """
    source = np.random.default_rng(seed)
    stopping = pairs.level == STOPS
    contract, firm = pairs.contract[stopping], pairs.organisation[stopping]
    lost = np.empty(draws)
    for nth in range(draws):
        fails = fails_given(chance, float(source.standard_normal()), rho)
        failed = source.random(chance.size) < fails
        hit = np.bincount(contract[failed[firm]], minlength=loss.size) > 0
        for each in joint:
            hit[each.contract] |= each.is_hit(failed)
        lost[nth] = loss[hit].sum()
    lost.sort()
    at, spread = draws * level, Z_95 * np.sqrt(draws * level * (1 - level))
    low, mid, high = (
        min(int(each), draws - 1) for each in (at - spread, at, at + spread)
    )
    worst = lost[mid:]
    error = Z_95 * float(worst.std()) / np.sqrt(worst.size)
    middle = float(worst.mean())
    if lost[high] - lost[low] > lost[mid] / 10:
        return None
    return Tail(
        level,
        float(lost[mid]),
        Between(float(lost[low]), float(lost[high])),
        middle,
        Between(middle - error, middle + error),
        draws,
        seed,
    )


def _stop(contract: Whole, firm: Whole, fails: Real, contracts: int) -> Real:
    """The chance of each contract to stop, given the chances of organisations."""
    sure = np.bincount(contract[fails[firm] >= 1], minlength=contracts) > 0
    left = np.log1p(-np.minimum(fails[firm], 1 - 1e-16))
    stays = np.exp(np.bincount(contract, weights=left, minlength=contracts))
    return np.where(sure, 1.0, 1 - stays)
