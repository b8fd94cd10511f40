"""What is wrong, due and not known across the register: what is asked, and the answer.

All of it is worked out from the tables as a pin sees them, so that the findings as
known at a past position are what anybody would have been told then, by these rules.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from projections.cursor import Cursor, question
from projections.findings.catalogue import RULES
from projections.findings.evaluating import Evaluated, Remembered
from projections.findings.gaps import PREFIX
from projections.findings.judging import Tally
from projections.findings.let_be import apart
from projections.findings.marks import UNMARKED, Marks, read_marks
from projections.findings.saying import resting_on
from projections.findings.showing import Shown, with_names
from projections.pages import MOST
from projections.rendering import Json
from projections.view import View


@dataclass(frozen=True, slots=True)
class FindingQuestion:
    """Which findings are asked for: those with one of each value that is named."""

    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    limit: int = 50
    cursor: Cursor | None = None


class OfRule(NamedTuple):
    """How often a rule has found something."""

    rule: str
    title: str
    found: int


class Findings(NamedTuple):
    """A page of findings, how many there are, and what each rule has looked at."""

    items: list[Json]
    total: int
    next: str | None
    position: int
    rules: list[Json]
    settling_in: Json


def findings(view: View, asked: FindingQuestion, remembered: Remembered) -> Findings:
    """A page of findings, the gravest and oldest first."""
    evaluated, marks = _told(view, remembered)
    kept = _matching(view, evaluated, asked, marks)
    name = question("finding", dict(sorted(asked.filters.items())))
    rest = kept
    if asked.cursor is not None:
        asked.cursor.refuse_other(name)
        rest = [one for one in kept if one.place > asked.cursor.after[0]]
    page = rest[: asked.limit]
    following = None
    if len(rest) > asked.limit:
        last = page[-1]
        following = Cursor(
            view.position, view.pin.effective_on, name, (last.place, last.id)
        ).text()
    return Findings(
        with_names(view, page, evaluated.policy.sources, marks),
        len(kept),
        following,
        view.position,
        list(_rules(evaluated, _waived(view, evaluated, marks))),
        {
            "until": evaluated.settled_on.isoformat(),
            "over": evaluated.settled_on <= view.pin.effective_on,
        },
    )


def every_finding(
    view: View, asked: FindingQuestion, remembered: Remembered
) -> Iterator[Json]:
    """All that is asked for, in order."""
    evaluated, marks = _told(view, remembered)
    kept = _matching(view, evaluated, asked, marks)
    for begin in range(0, len(kept), MOST):
        page = kept[begin : begin + MOST]
        yield from with_names(view, page, evaluated.policy.sources, marks)


def by_rule(view: View, asked: FindingQuestion, remembered: Remembered) -> list[OfRule]:
    """How much each rule has found of what is asked for, the gravest and oldest first.

    All of it is counted, however little of it a page would show.
    """
    evaluated, marks = _told(view, remembered)
    kept = _matching(view, evaluated, asked, marks)
    titles = {rule.id: rule.title for rule in RULES}
    return [
        OfRule(rule, titles.get(rule, rule), count)
        for rule, count in Counter(one.rule for one in kept).items()
    ]


def _told(view: View, remembered: Remembered) -> tuple[Evaluated, Marks]:
    """All that is found, what is let be of gaps by itself, and what was said of it."""
    evaluated, marks = remembered.of(view), read_marks(view)
    shown = apart(evaluated, marks, view.pin.effective_on.isoformat())
    return replace(evaluated, shown=shown), marks


def _matching(
    view: View, evaluated: Evaluated, asked: FindingQuestion, marks: Marks
) -> list[Shown]:
    """The findings that are asked for; what was said of them is asked last."""
    said = {name: v for name, v in asked.filters.items() if name in UNMARKED}
    named = {n: frozenset(v) for n, v in asked.filters.items() if n not in UNMARKED}
    kept = [one for one in evaluated.shown if not named or one.matches(named)]
    if not said:
        return kept
    day = view.pin.effective_on.isoformat()
    return [
        one
        for one in kept
        for marked in (one.marked(marks, day),)
        if all(str(marked[n] is not None).lower() in v for n, v in said.items())
    ]


def _waived(view: View, evaluated: Evaluated, marks: Marks) -> Counter[str]:
    """How many findings of each rule are let be."""
    day = view.pin.effective_on.isoformat()
    return Counter(
        one.rule
        for one in (evaluated.shown if marks else ())
        if one.marked(marks, day)["waived"]
    )


def _rules(evaluated: Evaluated, waived: Counter[str]) -> Iterator[Json]:
    """Each rule with what it has looked at, the fields that are asked for included."""
    policy = evaluated.policy
    counted = Counter(one.rule for one in evaluated.shown)
    for rule in RULES:
        yield {
            "rule": rule.id,
            "title": rule.title,
            "class": rule.kind,
            **resting_on(rule, policy.sources),
            "in_force": rule.id not in policy.off,
            "thresholds": list(rule.thresholds),
            **_figures(evaluated.tallies.get(rule.id, Tally()), counted[rule.id]),
            "waived": waived[rule.id],
        }
    for name, tally in evaluated.tallies.items():
        if name.startswith(PREFIX):
            yield {
                "rule": name,
                "title": f"{name.removeprefix(PREFIX)} is known",
                "class": "not_known",
                **resting_on(None, {}),
                "in_force": True,
                "thresholds": [],
                **_figures(tally, counted[name]),
                "waived": waived[name],
            }


def _figures(tally: Tally, listed: int) -> Json:
    missing = [{"field": f, "count": n} for f, n in sorted(tally.missing.items())]
    return {
        "tested": tally.tested,
        "hits": tally.hits,
        "could_not": tally.could_not,
        "missing": missing,
        "findings": listed,
    }
