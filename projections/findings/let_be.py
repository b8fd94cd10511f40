"""Gaps of which somebody has said that they be let be: out of their lines, and told."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import attrgetter

from projections.findings.evaluating import Evaluated
from projections.findings.gaps import PREFIX, Gap
from projections.findings.lacking import field_of, lack_of
from projections.findings.marks import Marks
from projections.findings.showing import Shown

LetBe = Mapping[str, Collection[str]]


def let_be(marks: Marks, day: str) -> LetBe:
    """The things of which a field need not be known for now, by the rule that it be."""
    found = defaultdict[str, set[str]](set)
    for (rule, thing), mark in marks.items():
        if not rule.startswith(PREFIX) or thing is None:
            continue
        _, field = field_of(rule)
        if mark.said({field: None}, day)["waived"] is not None:
            found[rule].add(thing)
    return found


def apart(evaluated: Evaluated, marks: Marks, day: str) -> Sequence[Shown]:
    """What is found in order, with what is let be of gaps each by itself."""
    things = let_be(marks, day)
    if not things:
        return evaluated.shown
    parted = [
        part for one in evaluated.shown for part in _parts(one, things, evaluated)
    ]
    return sorted(parted, key=attrgetter("place"))


def _parts(one: Shown, things: LetBe, evaluated: Evaluated) -> Iterator[Shown]:
    gap = one.found
    if not isinstance(gap, Gap):
        yield one
        return
    those = things.get(gap.rule, ())
    if left := tuple(thing for thing in gap.ids if thing not in those):
        yield one._replace(found=gap._replace(ids=left))
    cases = evaluated.cases[gap.noun]
    for thing in gap.ids:
        if thing in those:
            yield lack_of(gap.rule, cases[thing], evaluated.around)
