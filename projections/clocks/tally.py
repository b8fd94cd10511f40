"""What is asked of clocks, and the clocks and unknowns that were found for it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from domain.law.verdict import Due, Missing, Rule, Verdict
from projections.clocks.kinds import KINDS


@dataclass(frozen=True, slots=True)
class ClockQuestion:
    """Which clocks are asked for; nothing said asks for all.

    `first` and `last` are days, both included. `overdue` asks for those whose day has
    passed, or for the others. A contract is named by its id.
    """

    contracts: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()
    first: str | None = None
    last: str | None = None
    overdue: bool | None = None

    @property
    def is_of_any_day(self) -> bool:
        """Whether clocks are asked for whatever their day is."""
        return self.first is None and self.last is None and self.overdue is None

    def wants(self, kind: str) -> bool:
        """Whether clocks of a kind are asked for."""
        of_basis = not self.bases or KINDS[kind].basis in self.bases
        return of_basis and (not self.kinds or kind in self.kinds)

    def wants_any(self, *kinds: str) -> bool:
        """Whether clocks of any of these kinds are asked for."""
        return any(map(self.wants, kinds))


class Subject(NamedTuple):
    """What a clock runs for: a thing, its contract if it has one, and whose it is.

    `inside` is whether it lies in the part of the register that is asked for.
    """

    noun: str
    id: str
    contract: str | None
    owner: str | None
    inside: bool = True
    restricted: bool = False


class Clock(NamedTuple):
    """A day by which something is due. `part` tells several of one kind apart."""

    due: str
    noun: str
    id: str
    kind: str
    part: str
    detail: str | None
    contract: str | None
    owner: str | None
    restricted: bool

    @property
    def key(self) -> str:
        """By what it is known: the same as long as it is about the same thing."""
        parts = (self.noun, self.id, self.kind, self.part)
        return ":".join(part for part in parts if part)


# The cells of a clock. Of tens of thousands few are looked at: tuples of plain values
# cost the least, and sort by day, thing, kind and part.
Cells = tuple[str, str, str, str, str, str | None, str | None, str | None, bool]


@dataclass
class Tally:
    """The clocks that were found, and how many could not be set for want of something.

    `today` is the day of the question. What lies outside of the part that is asked for
    is counted alone.
    """

    asked: ClockQuestion
    today: str
    clocks: list[Cells] = field(default_factory=list)
    not_known: Counter[str] = field(default_factory=Counter)
    outside: int = 0
    _wanted: Mapping[str, bool] = field(init=False)
    _is_of_all: bool = field(init=False)

    def __post_init__(self) -> None:
        self._wanted = {kind: self.asked.wants(kind) for kind in KINDS}
        self._is_of_all = self.asked.is_of_any_day and not self.asked.owners

    def judge(
        self,
        subject: Subject,
        verdict: Verdict,
        part: str = "",
        detail: str | None = None,
    ) -> None:
        """Takes in what a rule says: a day, that it is not known, or nothing."""
        match verdict:
            case Due(on, rule):
                self.due(subject, rule.name, on.isoformat(), part, detail)
            case Missing(rule):
                self.unknown(subject, rule)
            case None:
                pass

    def due(  # noqa: PLR0913, PLR0917 - a clock is no less than this
        self,
        subject: Subject,
        kind: str,
        day: str,
        part: str = "",
        detail: str | None = None,
        owner: str | None = None,
    ) -> None:
        """Takes in a day, if it is asked for."""
        noun, thing, contract, whose, inside, restricted = subject
        owner = owner or whose
        is_asked = self._is_of_all or (self._is_owned(owner) and self._is_in(day))
        if not (is_asked and self._wanted[kind]):
            return
        if inside:
            self.clocks.append(
                (day, noun, thing, kind, part, detail, contract, owner, restricted)
            )
        else:
            self.outside += 1

    def unknown(
        self, subject: Subject, kind: str | Rule, owner: str | None = None
    ) -> None:
        """Counts what has no day because nobody knows it."""
        name = kind if isinstance(kind, str) else kind.name
        if (
            self._wanted[name]
            and subject.inside
            and self._is_owned(owner or subject.owner)
        ):
            self.not_known[name] += 1

    def told(self, subject: Subject, kind: str, value: Any, gap: Any) -> None:
        """Takes in a date as it is recorded; one that does not apply is none."""
        if isinstance(value, str):
            self.due(subject, kind, value)
        elif not is_not_applicable(gap):
            self.unknown(subject, kind)

    def _is_owned(self, owner: str | None) -> bool:
        return not self.asked.owners or owner in self.asked.owners

    def _is_in(self, day: str) -> bool:
        asked = self.asked
        if asked.overdue is not None and (day < self.today) != asked.overdue:
            return False
        return (asked.first is None or day >= asked.first) and (
            asked.last is None or day <= asked.last
        )


def is_not_applicable(gap: Any) -> bool:
    """Whether a value is missing because the question does not arise."""
    return isinstance(gap, Mapping) and "not_applicable" in gap
