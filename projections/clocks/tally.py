"""The clocks and unknowns that are found as things are looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from domain.law.verdict import Due, Missing, Rule, Verdict


class Subject(NamedTuple):
    """What a clock runs for: a thing, its contract if it has one, and whose it is."""

    noun: str
    id: str
    contract: str | None
    owner: str | None
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


class Unset(NamedTuple):
    """A clock that cannot be set, because nobody knows what it takes."""

    kind: str
    noun: str
    id: str
    contract: str | None
    owner: str | None


@dataclass
class Tally:
    """The clocks that were found, and those that could not be set.

    `today` is the day of the question: what ended before is no clock any more.
    """

    today: str
    clocks: list[Cells] = field(default_factory=list)
    unset: list[Unset] = field(default_factory=list)

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
        """Takes in a day."""
        noun, thing, contract, whose, restricted = subject
        owner = owner or whose
        self.clocks.append(
            (day, noun, thing, kind, part, detail, contract, owner, restricted)
        )

    def unknown(
        self, subject: Subject, kind: str | Rule, owner: str | None = None
    ) -> None:
        """Takes in that there is no day because nobody knows it."""
        name = kind if isinstance(kind, str) else kind.name
        noun, thing, contract, whose, _ = subject
        self.unset.append(Unset(name, noun, thing, contract, owner or whose))

    def told(self, subject: Subject, kind: str, value: Any, gap: Any) -> None:
        """Takes in a date as it is recorded; one that does not apply is none."""
        if isinstance(value, str):
            self.due(subject, kind, value)
        elif not is_not_applicable(gap):
            self.unknown(subject, kind)


def is_not_applicable(gap: Any) -> bool:
    """Whether a value is missing because the question does not arise."""
    return isinstance(gap, Mapping) and "not_applicable" in gap
