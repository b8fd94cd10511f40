"""What one failure takes with it if each passes on a part of what it misses."""

from typing import Final

import numpy as np

from projections.chain.measures.forest import Forest, Real, Whole

# Rounds go on until none adds a penny; with a part of a half these are some fifty.
PENNY: Final = 1.0
MOST_ROUNDS: Final = 1_000


def knock_on(forest: Forest, passed_on: float) -> Real:
    """What is missed if each organisation fails, by all who rest on it; pence, 0 up.

    x = (I - a W')^-1 v: v is what an organisation is paid at tier 1, W_ij what part of
    all that i is paid it pays on to j, a (`passed_on`, 0 to below 1) what part of a
    miss is passed on. Solved by rounds, for all at once. Linear, without a cap:
    failures add up to more than there is, so it ranks, and says no sum that is lost.
    Of places that nobody is known to hold nothing is passed on. Raises ValueError for
    an `a` that never comes to an end.
    Katz, L. (1953), A New Status Index Derived from Sociometric Analysis, Psychometrika
    18(1), 39-43, doi:10.1007/BF02289026; seen. Acemoglu, D., Carvalho, V. M., Ozdaglar,
    A. and Tahbaz-Salehi, A. (2012), The Network Origins of Aggregate Fluctuations,
    Econometrica 80(5), 1977-2016, doi:10.3982/ECTA9623; as cited.
    """
    if not 0 <= passed_on < 1:
        message = f"a part from 0 to below 1 is passed on, not {passed_on}"
        raise ValueError(message)
    payer, holder, part = _paid_on(forest)
    tops = forest.tier == 1
    own = _sums(forest.organisation[tops], forest.value[tops], forest.organisations)
    found, news = own.copy(), own
    for _ in range(MOST_ROUNDS):
        news = passed_on * _sums(holder, part * news[payer], forest.organisations)
        found += news
        if news.sum() < PENNY:
            break
    return found


def _paid_on(forest: Forest) -> tuple[Whole, Whole, Real]:
    """Who pays whom what part of all that they are paid themselves."""
    has = (forest.parent >= 0) & (forest.organisation >= 0) & (forest.value > 0)
    payer = forest.organisation[forest.parent[has]]
    known = payer >= 0
    payer, holder = payer[known], forest.organisation[has][known]
    paid = _sums(forest.organisation, forest.value, forest.organisations)
    return payer, holder, forest.value[has][known] / paid[payer]


def _sums(keys: Whole, amounts: Whole | Real, size: int) -> Real:
    """Sums for each key as fractions of a penny; what has no key is left out."""
    found = np.zeros(size + 1)
    np.add.at(found, keys, amounts)
    return found[:size]
