"""Every rule over all that somebody may read, worked out once for all who see alike."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from threading import Lock
from typing import Any
from uuid import UUID

from domain.rights import Reach
from projections.findings.cases import Case
from projections.findings.catalogue import CASES
from projections.findings.gaps import gaps
from projections.findings.gathering import Policy, Whole, read_cases
from projections.findings.judging import Tally, judge
from projections.findings.showing import Shown, of_found, of_gap
from projections.findings.surroundings import Surroundings
from projections.london import london_day
from projections.view import View

# Of these some are restricted to named readers.
GUARDED = ("risk", "issue")
# What every officer reads: all but what is restricted, whose readers are named.
OFFICERS = Reach(account=UUID(int=0), everything=True)
Cases = Mapping[str, list[Case]]


@dataclass(frozen=True)
class Evaluated:
    """Everything found, the gravest first, and the figures of every rule."""

    shown: list[Shown]
    tallies: Mapping[str, Tally]
    around: Surroundings
    policy: Policy
    settled_on: date


class Remembered:
    """The last evaluations: what was known at a position on a day does not change.

    Rights do, and so does what was forgotten; both move the tables on, and how far
    these have come is part of what an evaluation is known by.
    """

    def __init__(self, most: int = 4) -> None:
        self._most = most
        self._kept = OrderedDict[Any, Evaluated]()
        self._lock = Lock()

    def of(self, view: View) -> Evaluated:
        """The evaluation of what a view shows. One at a time is worked out."""
        pin = view.pin
        key = (pin.position, pin.tracked, pin.effective_on, view.reach)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = _evaluate(view)
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return self._kept[key]


def evaluate(view: View, remembered: Remembered) -> Evaluated:
    """Applies every rule in force to all that the caller may read."""
    alike = _alike(view.reach)
    base = remembered.of(replace(view, reach=alike))
    if alike is view.reach:
        return base
    own = {noun: _restricted(view, noun) for noun in GUARDED}
    if not any(own.values()):
        return base
    shown, tallies = _judged(own, base.around, base.policy, base.settled_on)
    added = {name: Tally() for name in {**base.tallies, **tallies}}
    for part in (base.tallies, tallies):
        for name, tally in part.items():
            added[name].add(tally)
    return replace(base, shown=_merged(base.shown, shown), tallies=added)


def _merged(some: Iterable[Shown], more: Iterable[Shown]) -> list[Shown]:
    """All of them in order; two lines of one gap and owner become one."""
    found: dict[tuple[str, str | None], Shown] = {}
    for one in (*some, *more):
        place = one.rule, one.subject
        found[place] = one.with_more(found[place].found) if place in found else one
    return sorted(found.values(), key=_place)


def _alike(reach: Reach) -> Reach:
    """The reach of all officers, for whom all but restricted records are the same."""
    if not reach.everything or reach.parts or reach.acts_for:
        return reach
    return OFFICERS


def _restricted(view: View, noun: str) -> list[Case]:
    """What is restricted, and the caller is one of its readers."""
    rows = view.pages.alive(noun, view.pin)
    return read_cases(view, noun, rows.c.handling == "restricted")


def _evaluate(view: View) -> Evaluated:
    whole = Whole.read(view)
    around = whole.surroundings()
    days = around.threshold("settling-in-days")
    settled = london_day(view.log.recorded_at(1)) + timedelta(days)
    shown, tallies = _judged(whole.cases, around, whole.policy, settled)
    return Evaluated(shown, tallies, around, whole.policy, settled)


def _judged(
    cases: Cases, around: Surroundings, policy: Policy, settled: date
) -> tuple[list[Shown], dict[str, Tally]]:
    shown: list[Shown] = []
    tallies: dict[str, Tally] = {}
    for noun in CASES:
        of_noun = cases.get(noun, [])
        judged = judge(noun, of_noun, around, policy.off)
        lines, asked = gaps(noun, of_noun, around)
        shown += [of_found(one, around) for one in judged.found]
        shown += [of_gap(gap, settled, around.day) for gap in lines]
        _count(tallies, judged.tallies)
        _count(tallies, asked)
    return sorted(shown, key=_place), tallies


def _count(tallies: dict[str, Tally], more: Mapping[str, Tally]) -> None:
    for name, tally in more.items():
        tallies.setdefault(name, Tally()).add(tally)


def _place(one: Shown) -> str:
    return one.place
