"""Whether risk goes where the money goes, and how long it takes to leave."""

import numpy as np

from projections.chain.measures.forest import Flags, Forest, Real, Whole, sums

MILLION = 1_000_000


def disproportion(forest: Forest, risk: Whole) -> tuple[Real, Flags]:
    """How much more risk each place carries than its money pays for, and where known.

    rho_i = r_i / (R_i / v), r_i the share of the contract's risk in millionths: 1 is in
    proportion, 3 carries three times what it is paid for. Known where the shares of all
    places of the contract are known and come to the whole, nothing of what the place
    keeps is unseen, and it keeps something.
    After the principle that risk lies with whoever can best manage it (The Sourcing
    Playbook, Cabinet Office, May 2021, of which risk allocation is one of eleven key
    policies; so law firms and ministers tell it, the text itself not seen).
    """
    whole = shares_known(forest, risk)[forest.contract]
    worth = forest.worth[forest.contract]
    known = whole & ~forest.unseen & (forest.retained > 0) & (worth > 0)
    found = np.zeros(forest.contract.size)
    paid = risk / MILLION * worth
    np.divide(paid, forest.retained, out=found, where=known)
    return found, known


def hoover(forest: Forest, risk: Whole) -> tuple[Real, Flags]:
    """What part of a contract's risk would have to move to follow the money, 0 to 1.

    H = half the sum of |r_i - R_i / v| over its places; for each contract, and whether
    it is known: the shares come to the whole, and nothing is unseen.
    Hoover, E. M. (1936), The Measurement of Industrial Localization, Review of
    Economics and Statistics 18(4), 162-171, doi:10.2307/1927875; as cited.
    """
    worth = np.maximum(forest.worth, 1)[forest.contract]
    gap = np.abs(risk / MILLION - forest.retained / worth)
    found = np.bincount(forest.contract, weights=gap, minlength=forest.worth.size) / 2
    dark = sums(forest.contract, forest.unseen.astype(np.int64), forest.worth.size)
    return found, shares_known(forest, risk) & (dark == 0) & (forest.worth > 0)


def shares_known(forest: Forest, risk: Whole) -> Flags:
    """Of which contracts the shares of risk are all known and come to the whole."""
    contracts = forest.worth.size
    gaps = sums(forest.contract, (risk < 0).astype(np.int64), contracts)
    come_to = sums(forest.contract, np.maximum(risk, 0), contracts)
    known: Flags = (gaps == 0) & (come_to == MILLION)
    return known


def exit_path(forest: Forest, days: Whole) -> tuple[Whole, Whole]:
    """How long the longest way through each place takes to leave, and its float; days.

    A place below is novated after that above: the way is the sum of the days of notice
    and mobilisation along it. Float is what a place has to spare before it holds up its
    contract; 0 is critical. Days that are not known count for none.
    Kelley, J. E. and Walker, M. R. (1959), Critical-Path Planning and Scheduling,
    Proceedings of the Eastern Joint Computer Conference, 160-173,
    doi:10.1145/1460299.1460318; seen.
    """
    own = np.maximum(days, 0)
    down, up = own.copy(), own.copy()
    tiers = list(forest.tiers())
    for tier in tiers[1:]:
        down[tier] += down[forest.parent[tier]]
    longest = np.zeros_like(own)
    for tier in reversed(tiers):
        up[tier] += longest[tier]
        has = forest.parent[tier] >= 0
        np.maximum.at(longest, forest.parent[tier][has], up[tier][has])
    through = down + up - own
    most = np.zeros(forest.worth.size, np.int64)
    np.maximum.at(most, forest.contract, through)
    return through, most[forest.contract] - through
