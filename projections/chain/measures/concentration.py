"""How much of what is spent rests on how few.

Shares are of money: `amounts` is what each firm, service or place gets, pence a year.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from projections.chain.measures.forest import (
    NOT_KNOWN,
    Forest,
    Real,
    Whole,
    sums,
    sums_and_rest,
)

WHOLE = 10_000.0


class Between(NamedTuple):
    """The least and the most that a figure can be, given what nobody has said."""

    low: float
    high: float


def direct(forest: Forest) -> tuple[Whole, int]:
    """What each organisation is paid at tier 1, and what goes to nobody known; pence.

    A partner of a consortium counts with its own share. Nothing is counted twice: the
    value of a contract goes to its lead and partners, and no further.
    """
    tops = slice(0, int(np.searchsorted(forest.tier, 1, "right")))
    return sums_and_rest(
        forest.organisation[tops], forest.value[tops], forest.organisations
    )


def look_through(forest: Forest) -> tuple[Whole, int]:
    """What each organisation keeps (`retained`) at any tier, and what is unseen; pence.

    Unseen is what is kept, as far as anybody knows, by places whose next tier nobody
    has named, or of which a part has no value that anybody said.
    """
    seen = np.where(forest.unseen, NOT_KNOWN, forest.organisation)
    return sums_and_rest(seen, forest.retained, forest.organisations)


def kept(forest: Forest) -> Whole:
    """What each organisation keeps as far as was said, unseen tiers or none; pence."""
    return sums(forest.organisation, forest.retained, forest.organisations)


def hhi(amounts: Whole, unseen: int = 0) -> Between | None:
    """Herfindahl-Hirschman index: 10,000 times the sum of squared shares.

    10,000 sum_j (x_j / sum x)^2, from 0 (many small) to 10,000 (one alone); None where
    there is nothing to share. With an unseen amount U the least is that of U spread
    over ever so many firms, 10,000 sum x_j^2 / (sum x + U)^2; the most is that of all
    of it with the largest, which is where a sum of squares is greatest. Both are one
    number where U is 0.
    Herfindahl, O. C. (1950), Concentration in the Steel Industry, doctoral thesis,
    Columbia University; Hirschman, A. O. (1964), The Paternity of an Index, American
    Economic Review 54(5), 761-762; both as cited.
    The US Merger Guidelines of 2023 measure by this index (section 2.1, Guideline 1;
    seen) and call more than 1,800 highly concentrated; 1,000 to 1,800 is moderately so
    in what the Department of Justice says of the index (both as cited). Such marks are
    borrowed from markets, and no verdict on what one buyer spends.
    """
    total = float(amounts.sum()) + unseen
    if total <= 0:
        return None
    shares = amounts / total
    squares, most = float(shares @ shares), float(shares.max(initial=0.0))
    gap = unseen / total
    high = squares + 2 * most * gap + gap * gap
    return Between(WHOLE * squares, min(WHOLE * high, WHOLE))


def effective_number(index: Between | None) -> Between | None:
    """As if so many equal providers: 10,000 / HHI, from 1 up; firms.

    The number of equals with the same index (Adelman, M. A. (1969), Comment on the "H"
    Concentration Measure as a Numbers-Equivalent, Review of Economics and Statistics
    51(1), 99-101, as cited; of order 2 in Hill, M. O. (1973), Diversity and Evenness: A
    Unifying Notation and Its Consequences, Ecology 54(2), 427-432, doi:10.2307/1934352,
    as cited). None where there is no index. Where all is unseen the index can be ever
    so small, and the most is infinite.
    """
    if index is None:
        return None
    fewest = WHOLE / index.high
    return Between(fewest, WHOLE / index.low if index.low > 0 else np.inf)


def entropy_number(amounts: Whole) -> float | None:
    """As if so many equal providers by entropy: exp(-sum p ln p), from 1 up; firms.

    Of order 1 in Hill (1973), as in `effective_number`: small ones count for more than
    in the index of squares. None where there is nothing to share.
    """
    total = float(amounts.sum())
    if total <= 0:
        return None
    shares = amounts[amounts > 0] / total
    return float(np.exp(-(shares @ np.log(shares))))


def top_share(amounts: Whole, n: int, unseen: int = 0) -> Between | None:
    """The share of the n largest, CR_n, from 0 to 1.

    With an unseen amount the least is that of none of it with these, the most that of
    all of it with the largest. None where there is nothing to share.
    """
    total = int(amounts.sum()) + unseen
    if total <= 0:
        return None
    largest = int(np.sort(amounts)[::-1][:n].sum())
    return Between(largest / total, (largest + unseen) / total)


def by_group(
    forest: Forest, group: Whole, groups: int
) -> Sequence[tuple[int, Between | None]]:
    """For each group of contracts what it is worth, and the HHI of its leads within.

    `group` is that of each contract, NOT_KNOWN for none: a service, a place. Pence, and
    the index as `hhi` gives it. One provider in a group (10,000) is a market that may
    fail: an English council sees to a market of choice in care (Care Act 2014, s.5,
    promoting diversity and quality in provision of services; seen).
    """
    found = []
    tops = np.flatnonzero(forest.tier == 1)
    mine = group[forest.contract[tops]]
    for one in range(groups):
        some = tops[mine == one]
        paid, gone = _paid(forest, some)
        found.append((int(paid.sum()) + gone, hhi(paid, gone)))
    return found


def of_groups(forest: Forest, group: Whole, groups: int) -> Between | None:
    """The HHI of groups among each other; what is in no group counts as unseen."""
    worth = np.maximum(forest.worth, 0)
    loose = int(worth[group < 0].sum())
    return hhi(sums(group, worth, groups), loose)


def _paid(forest: Forest, places: Whole) -> tuple[Whole, int]:
    firms = forest.organisation[places]
    size = forest.organisations
    return sums_and_rest(firms, forest.value[places], size)


def shares(amounts: Whole) -> Real:
    """What part each is of all, 0 to 1; all 0 where there is nothing to share."""
    total = float(amounts.sum())
    return amounts / total if total > 0 else np.zeros(amounts.size)
