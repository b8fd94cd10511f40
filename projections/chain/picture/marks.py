"""The marks of a picture: contracts at the left, organisations by tier, lines between.

An organisation has a mark in each tier in which it stands; a mark is known by a number
that stays the same on every day: its column, and when what it stands for was born.
"""

from typing import Final, NamedTuple

import numpy as np

from projections.chain.measures.forest import Flags, Whole
from projections.chain.picture.seen import Seen

SPAN: Final = 2**40
NONE: Final = -1
# The column of contracts; a tier is the column of its own number.
CONTRACTS: Final = 0


class Marks(NamedTuple):
    """All marks of a day, in the order of their columns, then of their age.

    `holder` and `payer` are the marks between which the line of each place runs, NONE
    where the place is not drawn, or where nobody who pays is; `contract` is the mark
    of each contract.
    """

    keys: Whole
    holder: Whole
    payer: Whole
    contract: Whole

    @property
    def column(self) -> Whole:
        """The column of each mark."""
        return columns_of(self.keys)

    @property
    def born(self) -> Whole:
        """What each mark stands for, by when it was born; NONE for nobody known."""
        return born_of(self.keys)


def key(column: Whole | int, born: Whole) -> Whole:
    """The numbers of marks; `born` of NONE is an organisation that nobody knows."""
    numbers: Whole = np.asarray(column, np.int64) * SPAN + born + 1
    return numbers


def columns_of(keys: Whole) -> Whole:
    """The columns of marks."""
    return keys // SPAN


def born_of(keys: Whole) -> Whole:
    """What marks stand for."""
    return keys % SPAN - 1


def marks_of(seen: Seen, shown: Flags) -> Marks:
    """The marks of the places that are shown, and of whoever pays right above them.

    Who is paid knows by whom: a payer is drawn where its own place is not shown.
    """
    found, forest = seen.found, seen.found.forest
    firms = np.append(found.firms, NONE)[forest.organisation].astype(np.int64)
    own = key(forest.tier, firms)
    contract = key(CONTRACTS, found.contracts.born.astype(np.int64))
    above = np.where(forest.parent >= 0, own[forest.parent], contract[forest.contract])
    is_paid = shown & ((forest.parent >= 0) | seen.open[forest.contract])
    heads = shown & seen.open[forest.contract]
    keys = np.unique(
        np.concatenate((own[shown], above[is_paid], contract[forest.contract[heads]]))
    )
    return Marks(
        keys,
        np.where(shown, np.searchsorted(keys, own), NONE),
        np.where(is_paid, np.searchsorted(keys, above), NONE),
        np.where(np.isin(contract, keys), np.searchsorted(keys, contract), NONE),
    )
