"""What an auditor's question takes, and what it finds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from projections.view import View

Json = dict[str, Any]
# What a column holds; money is an object with an amount, a list is one of JSON.
Kind = Literal[
    "position",
    "count",
    "number",
    "text",
    "id",
    "day",
    "moment",
    "money",
    "flag",
    "list",
    "object",
]
Columns = Mapping[str, Kind]
NOTHING: Columns = MappingProxyType({})


class Span(NamedTuple):
    """Positions from `first` to `last`, both of them among it; none if they cross."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many positions it holds: the log has no gaps."""
        return max(0, self.last - self.first + 1)


def no_proof(_: int) -> Json:
    """Where no proof is asked for."""
    return {}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: which entries are looked through, and what is wanted of them.

    `effective_from` (inclusive) to `effective_to` (inclusive) are days of the second
    clock, `on` a day that the question turns on, `days` how many around it. A sample
    is drawn from a `population`, under the `root` of the log where the span ends.
    """

    span: Span
    on: date | None = None
    day: date | None = None
    days: int = 0
    effective_from: date | None = None
    effective_to: date | None = None
    nouns: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    order: str = ""
    percent: int = 0
    population: str = ""
    strata: str = ""
    method: str = ""
    size: int = 0
    nonce: str = ""
    root: bytes = b""
    reads: Iterable[Any] = ()
    thing: str = ""
    proof: Callable[[int], Json] = no_proof


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: keys in order, and how some of them are shown.

    `examined` entries were looked at, all of the span that the caller may know of.
    `marks` are further positions that the answer turns on, whose heads are told;
    `span` is what was looked through, where that is another than was asked for.
    """

    keys: Sequence[Any]
    show: Callable[[Sequence[Any]], list[Json]]
    examined: int
    summary: Json = field(default_factory=dict)
    marks: Mapping[str, int] = field(default_factory=dict)
    span: Span | None = None


def as_they_are(keys: Sequence[Json]) -> list[Json]:
    """Shows keys that are rows already."""
    return list(keys)


class Question(NamedTuple):
    """One of the auditor's questions.

    `test` is the audit test that it serves, `takes` the parameters besides the span,
    `columns` what each row has, `summary` what is said of them all.
    """

    name: str
    operation: str
    test: str
    about: str
    takes: Sequence[str]
    columns: Columns
    answer: Callable[[View, Asked], Found]
    summary: Columns = NOTHING
