"""A picture laid out: how far down each mark stands, and which are folded away."""

from collections.abc import Hashable, Mapping
from typing import NamedTuple

import numpy as np

from projections.chain.assembling import readable_contracts, services
from projections.chain.dated import Column
from projections.chain.holding import Held, held_for
from projections.chain.layout.folding import MOST, folded
from projections.chain.layout.layers import Real, Whole
from projections.chain.layout.ordering import ordered
from projections.chain.layout.placing import placed
from projections.chain.picture.asking import Asked
from projections.chain.picture.history import Skeleton, ever, of_marks
from projections.chain.picture.marks import Marks, born_of, columns_of
from projections.chain.picture.risks import Score, by_born, latest, worst_risks
from projections.chain.picture.seen import Seen
from projections.view import View

# What a mark without any risk counts for beside one of the worst score, 1 more.
QUIET = 0.2


class Laid(NamedTuple):
    """Where marks stand: the slot of each key, and the height and column of each slot.

    Keys are sorted, heights count slots from 0 at the top. `others` says of a slot
    whether it stands for several marks.
    """

    keys: Whole
    slot: Whole
    height: Real
    column: Whole
    others: Column

    def slots(self, keys: Whole) -> Whole:
        """The slots of marks that are all among the keys."""
        return self.slot[np.searchsorted(self.keys, keys)]


def laid_out(view: View, seen: Seen, marks: Marks, asked: Asked, must: Whole) -> Laid:
    """Where the marks of a day stand; `must` are those that are never folded away.

    By all that ever stood, if the caller may know of it: then no date moves anything.
    Who sees parts of chains, or asks for some routes of them, sees these laid out.
    """
    if asked.is_part or any(part.only_shared for part in view.reach.parts):
        value = np.where(seen.told, seen.found.forest.value, 0)
        scores = by_born(view, seen.found, worst_risks(view))
        return _laid(of_marks(marks, value), scores, must, asked.unfolded)
    held, now = held_for(view), latest(view, asked.today)
    scores = by_born(view, seen.found, worst_risks(now))
    allowed = _allowed(now, held, asked)
    names = None if allowed is None else tuple(allowed.tolist())
    risks = frozenset(scores.items())
    key: Hashable = (names, must.tobytes(), risks, asked.unfolded)
    found: Laid | None = held.drawn.recall(key)
    if found is None:
        skeleton = ever(view, held, seen.found, allowed)
        found = _laid(skeleton, scores, must, asked.unfolded)
        held.drawn.keep(key, found)
    return _with_strays(found, marks)


def _allowed(now: View, held: Held, asked: Asked) -> Column | None:
    """The contracts that are laid out, by when they were born; None: all of them."""
    rows, which = held.nouns["contract"], asked.which
    allowed: Column | None = None
    if not now.reach.everything or which.within is not None:
        allowed = np.array(sorted(readable_contracts(now, which.within)), np.int64)
    if which.services:
        words = services(held.words, rows, which.services)
        of = np.unique(rows.born[np.isin(rows.cells["service"], words)])
        allowed = of if allowed is None else np.intersect1d(allowed, of)
    if asked.contract is not None:
        allowed = np.array([asked.contract], np.int64)
    return allowed


def _laid(
    skeleton: Skeleton, scores: Mapping[int, Score], must: Whole, unfolded: int | None
) -> Laid:
    worst = max((score.score for score in scores.values()), default=1)
    about = born_of(skeleton.keys).tolist()
    risk = [scores[one].score / worst if one in scores else 0.0 for one in about]
    size = skeleton.size * (QUIET + np.array(risk, float))
    size[np.isin(skeleton.keys, must)] = np.inf
    found = folded(skeleton.layers, size, MOST, unfolded)
    height = placed(found.layers, ordered(found.layers))
    return Laid(skeleton.keys, found.into, height, found.layers.column, found.others)


def _with_strays(laid: Laid, marks: Marks) -> Laid:
    """The slots with those of marks that nothing said last would have drawn.

    They stand below all others of their column, and move none of these.
    """
    strays = np.setdiff1d(marks.keys, laid.keys)
    if not strays.size:
        return laid
    column = columns_of(strays)
    deepest = np.zeros(int(max(column.max(), laid.column.max(initial=0))) + 1)
    np.maximum.at(deepest, laid.column, laid.height + 1)
    nth = np.arange(strays.size) - np.searchsorted(column, column)
    keys = np.concatenate((laid.keys, strays))
    order = np.argsort(keys, kind="stable")
    slot = np.concatenate((laid.slot, laid.column.size + np.arange(strays.size)))
    return Laid(
        keys[order],
        slot[order],
        np.concatenate((laid.height, deepest[column] + nth)),
        np.concatenate((laid.column, column)),
        np.concatenate((laid.others, np.zeros(strays.size, bool))),
    )
