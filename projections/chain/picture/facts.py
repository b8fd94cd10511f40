"""What is known of each mark and of each line on the day, a row each."""

from typing import NamedTuple

import numpy as np

from projections.chain.dated import NOT_KNOWN
from projections.chain.measures import payment
from projections.chain.measures.forest import Flags, Whole, sums
from projections.chain.picture.marks import CONTRACTS, NONE, Marks
from projections.chain.picture.seen import Seen


class Facts(NamedTuple):
    """Of each mark: what it is paid a year, keeps, waits, in pence and days.

    `told` says whether the caller reads sums of it, `valued` whether all are known,
    `unseen` whether it is not known to whom it pays on. `days` is the longest way,
    NOT_KNOWN where no days are known. `contracts` counts those in which it stands,
    `places` its places in them; `sme` and `vcse` are YES, NO or NOT_KNOWN.
    """

    value: Whole
    kept: Whole
    told: Flags
    valued: Flags
    days: Whole
    unseen: Flags
    contracts: Whole
    places: Whole
    sme: Whole
    vcse: Whole


class Lines(NamedTuple):
    """Lines between marks: what is paid along each, within how many days at most.

    `at` is the line of each place, NONE for one without.
    """

    source: Whole
    target: Whole
    value: Whole
    told: Flags
    days: Whole
    places: Whole
    at: Whole


def facts_of(seen: Seen, marks: Marks) -> Facts:
    """What is known of each mark."""
    found, forest, size = seen.found, seen.found.forest, marks.keys.size
    drawn = marks.holder != NONE
    told = np.where(drawn & seen.told, marks.holder, NONE)
    one = np.ones(told.size, np.int64)
    days = np.full(size, NOT_KNOWN)
    longest = payment.cumulative_days(forest)
    np.maximum.at(days, told[told != NONE], longest[told != NONE])
    facts = Facts(
        sums(told, forest.value, size),
        sums(told, np.maximum(forest.retained, 0), size),
        sums(told, one, size) > 0,
        sums(told, (~forest.valued).astype(np.int64), size) == 0,
        days,
        sums(told, forest.unseen.astype(np.int64), size) > 0,
        _contracts(seen, marks),
        sums(marks.holder, one, size),
        _said(seen, marks, "sme"),
        _said(seen, marks, "vcse"),
    )
    heads = np.flatnonzero(marks.contract != NONE)
    at, worth = marks.contract[heads], forest.worth[heads]
    facts.value[at] = np.maximum(worth, 0)
    facts.told[at] = seen.open[heads]
    facts.valued[at] = worth >= 0
    facts.contracts[at] = 1
    facts.days[at] = found.contracts.cells["payment_terms_days"][heads]
    return facts


def lines_of(seen: Seen, marks: Marks) -> Lines:
    """The lines along which money runs, and what is known of each."""
    forest, size = seen.found.forest, max(marks.keys.size, 1)
    drawn = (marks.payer != NONE) & (marks.holder != NONE)
    pairs = np.where(drawn, marks.payer * size + marks.holder, NONE)
    kept = np.unique(pairs[drawn])
    at = np.where(drawn, np.searchsorted(kept, pairs), NONE)
    told = np.where(seen.told, at, NONE)
    days = np.full(kept.size, NOT_KNOWN)
    np.maximum.at(days, told[told != NONE], forest.days[told != NONE])
    one = np.ones(at.size, np.int64)
    return Lines(
        kept // size,
        kept % size,
        sums(told, forest.value, kept.size),
        sums(told, one, kept.size) > 0,
        days,
        sums(at, one, kept.size),
        at,
    )


def _contracts(seen: Seen, marks: Marks) -> Whole:
    """In how many contracts each mark stands."""
    forest = seen.found.forest
    drawn = marks.holder != NONE
    size = max(forest.worth.size, 1)
    pairs = np.unique(marks.holder[drawn] * size + forest.contract[drawn])
    return np.bincount(pairs // size, minlength=marks.keys.size).astype(np.int64)


def _said(seen: Seen, marks: Marks, name: str) -> Whole:
    """What is said of the organisation of each mark."""
    found, born = seen.found, marks.born
    cell = np.append(found.of_firms(name), NOT_KNOWN)
    at = np.searchsorted(found.firms, born)
    is_firm = (marks.column != CONTRACTS) & (born != NONE)
    return np.where(is_firm, cell[np.where(is_firm, at, -1)], NOT_KNOWN)
