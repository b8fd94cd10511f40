"""Every rule over all that somebody may read, worked out once for all who see alike.

After an entry only those things are judged anew that it moved, or of which something
has changed that rules are told of what they name: of all others they say the same.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import attrgetter

from projections.findings.cases import Case
from projections.findings.catalogue import CASES, names_in
from projections.findings.gaps import Gap, gaps
from projections.findings.gathering import Policy, read_cases, read_policy
from projections.findings.judging import Tally, judge
from projections.findings.renewing import Cases, Earlier, differing, surroundings
from projections.findings.showing import Shown, of_found, of_gap
from projections.findings.surroundings import Surroundings
from projections.keeping import Keeper
from projections.london import london_day
from projections.moves import Mark, Moves, mark_of, moves
from projections.officers import alike
from projections.view import View

# Of these some are restricted to named readers.
GUARDED = ("risk", "issue", "plan")
# So many are moved in a list in order, one by one; of more it is made anew.
FEW = 100
PLACE = attrgetter("place")
Some = Mapping[str, Sequence[Case]]
# A line of what is not known: the rule that it be known, and who answers for it.
Line = tuple[str, str | None]


@dataclass(frozen=True)
class Judged:
    """What rules say of some things: findings, lines of gaps, figures."""

    shown: list[Shown]
    gaps: list[Gap]
    tallies: dict[str, Tally]


@dataclass(frozen=True)
class Evaluated:
    """Everything found, the gravest first, and the figures of every rule."""

    mark: Mark
    cases: Cases
    around: Surroundings
    policy: Policy
    settled_on: date
    shown: Sequence[Shown]
    gaps: Mapping[Line, Gap]
    tallies: Mapping[str, Tally]

    def brought_on(self, view: View) -> "Evaluated | None":
        """It where a view stands, on the same day; None: all is judged anew."""
        moved = moves(view, self.mark)
        if moved is None or moved.get("policy"):
            return None
        cases = {noun: _moved(view, noun, of, moved) for noun, of in self.cases.items()}
        earlier = Earlier(self.around, self.mark.position, moved)
        around = surroundings(view, self.policy, cases, earlier)
        names = differing(self.around, around)
        touched = {
            noun: {*moved.get(noun, frozenset()), *_naming(noun, cases[noun], names)}
            for noun in CASES
        }
        before, after = _among(self.cases, touched), _among(cases, touched)
        then = replace(self, mark=mark_of(view), cases=cases, around=around)
        return then.changed(self.judge(before), then.judge(after))

    def judge(self, some: Some) -> Judged:
        """What rules say of some things."""
        judged = Judged([], [], {})
        for noun, cases in some.items():
            found = judge(noun, cases, self.around, self.policy.off)
            lines, asked = gaps(noun, cases, self.around)
            judged.shown.extend(of_found(one, self.around) for one in found.found)
            judged.gaps.extend(lines)
            for name, tally in (*found.tallies.items(), *asked.items()):
                known = judged.tallies.get(name, Tally())
                judged.tallies[name] = known.plus(tally)
        return judged

    def changed(self, before: Judged, after: Judged) -> "Evaluated":
        """With what is said of some things now in the place of what was said."""
        lines = _lines(self.gaps, before.gaps, after.gaps, self.cases)
        touched = {(gap.rule, gap.owner) for gap in (*before.gaps, *after.gaps)}
        gone = [of.place for of in before.shown]
        gone += [self._line(self.gaps[t]).place for t in touched if t in self.gaps]
        come = [*after.shown, *(self._line(lines[t]) for t in touched if t in lines)]
        return replace(
            self,
            shown=_in_order(self.shown, gone, come),
            gaps=lines,
            tallies=_tallies(self.tallies, before.tallies, after.tallies),
        )

    def _line(self, gap: Gap) -> Shown:
        return of_gap(gap, self.settled_on, self.around.day)


def evaluated(view: View) -> Evaluated:
    """Applies every rule in force to all that a view shows."""
    policy = read_policy(view)
    cases = {n: {one.id: one for one in read_cases(view, n)} for n in CASES}
    around = surroundings(view, policy, cases)
    settled = settled_on(view, around)
    nothing = Evaluated(mark_of(view), cases, around, policy, settled, [], {}, {})
    whole = nothing.judge({noun: list(of.values()) for noun, of in cases.items()})
    return nothing.changed(Judged([], [], {}), whole)


def settled_on(view: View, around: Surroundings) -> date:
    """From which day on nobody expects that much is not known yet."""
    days = around.threshold("settling-in-days")
    return london_day(view.log.recorded_at(1)) + timedelta(days)


class Remembered:
    """What rules say of all that a caller may read."""

    def __init__(self) -> None:
        self._kept = Keeper(evaluated)

    def of(self, view: View) -> Evaluated:
        """All of it; what is restricted to the caller is judged as it is asked for."""
        reach = alike(view.reach)
        base = self._kept.of(replace(view, reach=reach))
        if reach is view.reach:
            return base
        own = {noun: _restricted(view, noun) for noun in GUARDED}
        if not any(own.values()):
            return base
        cases = {
            noun: {**of, **{one.id: one for one in own.get(noun, ())}}
            for noun, of in base.cases.items()
        }
        return replace(base, cases=cases).changed(Judged([], [], {}), base.judge(own))


def _restricted(view: View, noun: str) -> list[Case]:
    """What is restricted, and the caller is one of its readers."""
    rows = view.pages.alive(noun, view.pin)
    return read_cases(view, noun, rows.c.handling == "restricted")


def _moved(
    view: View, noun: str, known: Mapping[str, Case], moved: Moves
) -> Mapping[str, Case]:
    """The things of a noun with those that have moved as they are now."""
    if not (ids := moved.get(noun)):
        return known
    rows = view.pages.alive(noun, view.pin)
    now = {one.id: one for one in read_cases(view, noun, rows.c.id.in_(sorted(ids)))}
    return {**{thing: one for thing, one in known.items() if thing not in ids}, **now}


def _naming(
    noun: str, cases: Mapping[str, Case], names: AbstractSet[str]
) -> Iterator[str]:
    """Those of some things that name one of these in a cell."""
    if names:
        for thing, one in cases.items():
            if not names.isdisjoint(names_in(noun, one)):
                yield thing


def _among(cases: Cases, ids: Mapping[str, AbstractSet[str]]) -> Some:
    return {
        noun: [of[one] for one in ids[noun] if one in of]
        for noun, of in cases.items()
        if ids[noun]
    }


def _lines(
    known: Mapping[Line, Gap], gone: Sequence[Gap], come: Sequence[Gap], cases: Cases
) -> Mapping[Line, Gap]:
    """Lines of gaps without some things, and with others, the eldest thing first."""
    lines = dict(known)
    for gap in gone:
        old = lines.pop((gap.rule, gap.owner))
        left = [one for one in old.ids if one not in set(gap.ids)]
        if left:
            lines[gap.rule, gap.owner] = gap._replace(ids=tuple(left))
    for gap in come:
        old = lines.get((gap.rule, gap.owner), gap._replace(ids=()))
        lines[gap.rule, gap.owner] = _together(old, gap, cases[gap.noun])
    return lines


def _together(some: Gap, more: Gap, of: Mapping[str, Case]) -> Gap:
    ids = sorted({*some.ids, *more.ids}, key=lambda one: of[one].born_at)
    return some._replace(ids=tuple(ids))


def _in_order(
    known: Sequence[Shown], gone: Sequence[str], come: Sequence[Shown]
) -> Sequence[Shown]:
    """Findings in order without those of some places, and with others."""
    if len(gone) + len(come) > FEW:
        places = frozenset(gone)
        left = [one for one in known if one.place not in places]
        return sorted([*left, *come], key=PLACE)
    shown = list(known)
    for place in gone:
        del shown[bisect_left(shown, place, key=PLACE)]
    for one in come:
        shown.insert(bisect_left(shown, one.place, key=PLACE), one)
    return shown


def _tallies(
    known: Mapping[str, Tally], gone: Mapping[str, Tally], come: Mapping[str, Tally]
) -> Mapping[str, Tally]:
    """The figures of rules less those of some things, and with those of others."""
    tallies = dict(known)
    for name, tally in gone.items():
        tallies[name] = tallies[name].less(tally)
    for name, tally in come.items():
        tallies[name] = tallies.get(name, Tally()).plus(tally)
    return tallies
