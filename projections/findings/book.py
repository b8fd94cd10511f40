"""What a module of rules brings with it: its rules, and what no others need."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from projections.findings.cases import Case
from projections.findings.verdict import Rule
from projections.view import View

# What stands beside things, by their ids or by whatever rules look it up by. Told a
# case, it has to hold what rules look up for that case, and may hold less of others.
Reading = Callable[[View, Case | None], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Noun:
    """Things that rules look at: their cases, which are NamedTuples, and the path.

    `names` gives all by which rules look something up beside a case: mostly ids in its
    cells. When that changes beside a name, what names it is judged anew.
    """

    case: type[Any]
    plural: str
    names: Callable[[Any], Iterable[Any]] = tuple


@dataclass(frozen=True, slots=True)
class Beside:
    """Something that stands beside things: how it is read, and from rows of what.

    It is read anew when a row of one of these nouns has changed, or the day has.
    """

    read: Reading
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The rules about one subject.

    `nouns` are those that no other book has rules about. `besides` are looked up by
    `Surroundings.beside`, by their names, which are the book's own.
    """

    rules: tuple[Rule, ...]
    nouns: Mapping[str, Noun] = field(default_factory=dict)
    besides: Mapping[str, Beside] = field(default_factory=dict)
