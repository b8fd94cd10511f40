"""The picture of all chains on a day: marks and lines, with what there is to say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from projections.chain.answers.failure import Asked as Failing
from projections.chain.answers.failure import failed_by, hit_by
from projections.chain.answers.hits import Hit
from projections.chain.answers.reliance import Relying, relying
from projections.chain.measures.forest import Flags, Whole, sums
from projections.chain.naming import Names
from projections.chain.picture.asking import Asked, shown
from projections.chain.picture.facts import Facts, Lines, facts_of, lines_of
from projections.chain.picture.laid import Laid, laid_out
from projections.chain.picture.lenses import Look, failing, look
from projections.chain.picture.marks import CONTRACTS, NONE, Marks, marks_of
from projections.chain.picture.risks import Score, by_born, worst_risks
from projections.chain.picture.seen import Seen, seen_chains
from projections.chain.sight import reads_terms
from projections.view import View


class Line(NamedTuple):
    """A line between two slots; `value` is None for who reads no sums of it.

    `days` is the longest that somebody along it waits, None where nobody knows.
    `stands_out` is whether the way that is looked for runs along it.
    """

    source: int
    target: int
    value: int | None
    days: int | None
    places: int
    stands_out: bool


class Others(NamedTuple):
    """What a slot stands for that stands for several marks on the day."""

    slot: int
    marks: int
    value: int
    red: int
    tone: int
    stands_out: int


@dataclass(frozen=True)
class Picture:
    """What is drawn: marks in slots. The arrays have a row a mark, as in `marks`."""

    view: View
    seen: Seen
    marks: Marks
    facts: Facts
    lines: Lines
    look: Look
    laid: Laid
    slot: Whole
    scores: Sequence[Score | None]
    most: int
    shows_risk: bool
    hit: Hit | None

    @cached_property
    def alone(self) -> Whole:
        """The marks that are drawn one by one, by their columns and from the top."""
        own = np.flatnonzero(~self.laid.others[self.slot])
        height = self.laid.height[self.slot[own]]
        found: Whole = own[np.lexsort((height, self.marks.column[own]))]
        return found

    @cached_property
    def relying(self) -> Relying | None:
        """What part of its turnover each organisation has from us in these chains.

        None for who reads terms of single places: a part of them would say less.
        """
        return relying(self.seen.found) if reads_terms(self.view.reach) else None

    @cached_property
    def firms(self) -> Whole:
        """The number of the organisation of each mark in the forest; NONE for none."""
        born, found = self.marks.born, self.seen.found
        is_firm = (self.marks.column != CONTRACTS) & (born != NONE)
        return np.where(is_firm, np.searchsorted(found.firms, born), NONE)

    @cached_property
    def others(self) -> list[Others]:
        """The slots that stand for several marks, as far as any of these are there."""
        away = np.flatnonzero(self.laid.others[self.slot])
        red = np.array([s is not None and s.is_red for s in self.scores], bool)
        found = []
        for slot in np.unique(self.slot[away]).tolist():
            inside = away[self.slot[away] == slot]
            told = inside[self.facts.told[inside]]
            found.append(
                Others(
                    slot,
                    int(inside.size),
                    int(self.facts.value[told].sum()),
                    int(red[inside].sum()),
                    int(self.look.tone[inside].max()),
                    int(np.count_nonzero(self.look.tone[inside] == 3)),  # noqa: PLR2004
                )
            )
        return found

    @cached_property
    def drawn_lines(self) -> list[Line]:
        """The lines between slots, the widest first, those that stand out last."""
        lines, size = self.lines, max(int(self.laid.height.size), 1)
        source, target = self.slot[lines.source], self.slot[lines.target]
        pairs, at = np.unique(source * size + target, return_inverse=True)
        out = np.zeros(lines.source.size, bool)
        out[lines.at[self.look.way & (lines.at != NONE)]] = True
        value = sums(at, lines.value, pairs.size)
        told = sums(at, lines.told.astype(np.int64), pairs.size) > 0
        places = sums(at, lines.places, pairs.size)
        stands_out = sums(at, out.astype(np.int64), pairs.size) > 0
        days = np.full(pairs.size, NONE)
        np.maximum.at(days, at, lines.days)
        order = np.lexsort((pairs, -value, stands_out))
        return [
            Line(
                int(pairs[n] // size),
                int(pairs[n] % size),
                int(value[n]) if told[n] else None,
                int(days[n]) if days[n] >= 0 else None,
                int(places[n]),
                bool(stands_out[n]),
            )
            for n in order.tolist()
        ]

    def names(self, marks: Iterable[int]) -> Mapping[int, Mapping[str, str | None]]:
        """The id, reference and name of some marks; nothing for nobody known."""
        some = np.array(list(marks), np.int64)
        column, born = self.marks.column[some], self.marks.born[some]
        found: dict[int, Mapping[str, str | None]] = {}
        for noun, which in (
            ("contract", column == CONTRACTS),
            ("organisation", column != CONTRACTS),
        ):
            inside = which & (born >= 0)
            named = Names(
                self.view, noun, [int(one) for one in np.unique(born[inside])]
            )
            for mark in some[inside].tolist():
                found[mark] = named.of(int(self.marks.born[mark]))
        return found


def picture(view: View, asked: Asked) -> Picture:
    """The picture that is asked for. Raises NotFound for what there is not."""
    seen = seen_chains(view, asked.which)
    hit = _hit(view, seen, asked)
    marks = marks_of(seen, shown(view, seen, asked, hit))
    facts = facts_of(seen, marks)
    worst = worst_risks(view)
    scores = _scores(seen, marks, by_born(view, seen.found, worst))
    laid = laid_out(view, seen, marks, asked, _failing(marks, hit))
    if hit is None:
        found = look(asked.lens, seen, marks, facts, scores)
    else:
        found = failing(seen, marks, hit)
    return Picture(
        view,
        seen,
        marks,
        facts,
        lines_of(seen, marks),
        found,
        laid,
        laid.slots(marks.keys),
        scores,
        worst.most,
        worst.shown,
        hit,
    )


def _hit(view: View, seen: Seen, asked: Asked) -> Hit | None:
    if not asked.failing:
        return None
    since = view.pin.effective_on
    named = Failing(asked.failing, asked.group, since)
    hit, _ = hit_by(seen.found, failed_by(view, seen.found, named), since)
    return hit


def _failing(marks: Marks, hit: Hit | None) -> Whole:
    """The marks of those who fail: they are drawn one by one, however small."""
    if hit is None:
        return marks.keys[:0]
    held: Flags = hit.held & (marks.holder != NONE)
    return np.unique(marks.keys[marks.holder[held]])


def _scores(
    seen: Seen, marks: Marks, by_thing: Mapping[int, Score]
) -> list[Score | None]:
    """The worst score of each mark; a lead answers for those of its contracts."""
    scores = [by_thing.get(born) for born in marks.born.tolist()]
    forest = seen.found.forest
    for place in np.flatnonzero((forest.tier == 1) & (marks.holder != NONE)).tolist():
        contract = int(seen.found.contracts.born[forest.contract[place]])
        mark, led = int(marks.holder[place]), by_thing.get(contract)
        own = scores[mark]
        if led is not None and (own is None or own.score < led.score):
            scores[mark] = led
    return scores
