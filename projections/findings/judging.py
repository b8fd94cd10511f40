"""Every rule over every thing: what was found, tested, and could not be tested."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from projections.findings.cases import Case
from projections.findings.catalogue import rules_on
from projections.findings.surroundings import Surroundings
from projections.findings.verdict import CLEAN, Hit, Judge, Missing, Rule


class Found(NamedTuple):
    """What a rule has found, and of what."""

    rule: Rule
    noun: str
    case: Case
    hit: Hit


@dataclass(frozen=True, slots=True)
class Tally:
    """How many things a rule was tested on, how many it found, and what was missing.

    What it could not be tested on is none of the tested; of each field it says for
    how many things that was wanting.
    """

    tested: int = 0
    hits: int = 0
    could_not: int = 0
    missing: Counter[str] = field(default_factory=Counter)

    def plus(self, other: "Tally") -> "Tally":
        """With what another tally has counted."""
        return Tally(
            self.tested + other.tested,
            self.hits + other.hits,
            self.could_not + other.could_not,
            self.missing + other.missing,
        )

    def less(self, other: "Tally") -> "Tally":
        """Without what another tally has counted, of the same things."""
        return Tally(
            self.tested - other.tested,
            self.hits - other.hits,
            self.could_not - other.could_not,
            self.missing - other.missing,
        )


class Judged(NamedTuple):
    """What came of every rule."""

    found: list[Found]
    tallies: dict[str, Tally]


def judge(
    noun: str,
    cases: Sequence[Case],
    around: Surroundings,
    off: Collection[str] = (),
) -> Judged:
    """What the rules in force say of things of a noun; `off` are those that are not."""
    judged = Judged([], {})
    for rule, judgement in rules_on(noun):
        if rule.id not in off:
            tally = _apply(rule, judgement, noun, cases, around, judged.found)
            judged.tallies[rule.id] = tally
    return judged


def judge_one(
    noun: str, case: Case, around: Surroundings, off: Collection[str] = ()
) -> list[Found]:
    """What the rules in force find of one thing."""
    return [
        Found(rule, noun, case, verdict)
        for rule, judgement in rules_on(noun)
        if isinstance(verdict := judgement(case, around), Hit) and rule.id not in off
    ]


def _apply(  # noqa: PLR0913, PLR0917 - one loop over all things there are
    rule: Rule,
    judgement: Judge,
    noun: str,
    cases: Sequence[Case],
    around: Surroundings,
    found: list[Found],
) -> Tally:
    hits = clean = 0
    missing = Counter[tuple[str, ...]]()
    for case in cases:
        verdict = judgement(case, around)
        if verdict is None:
            continue
        if verdict is CLEAN:
            clean += 1
        elif isinstance(verdict, Missing):
            missing[verdict.fields] += 1
        elif isinstance(verdict, Hit):
            hits += 1
            found.append(Found(rule, noun, case, verdict))
    fields = Counter[str]()
    for names, count in missing.items():
        fields.update(dict.fromkeys(names, count))
    return Tally(hits + clean, hits, missing.total(), fields)
