"""What a module of rules brings with it: its rules, and what no others need."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from projections.findings.verdict import Rule
from projections.moves import Moves
from projections.view import View

# What stands beside things, by the names by which rules look it up: mostly ids. Told
# some names, it has to hold what stands beside these, and may leave others out.
Reading = Callable[[View, Collection[str] | None], Mapping[str, Any]]


def _nothing_more(_: Any) -> Iterable[Any]:
    return ()


@dataclass(frozen=True, slots=True)
class Noun:
    """Things that rules look at: their cases, which are NamedTuples, and the path.

    Rules look things up beside a case by what is in its cells, mostly ids; `names`
    gives what they look up by beyond that. When something changes beside a name, what
    names it is judged anew.
    """

    case: type[Any]
    plural: str
    names: Callable[[Any], Iterable[Any]] = _nothing_more


@dataclass(frozen=True, slots=True)
class Beside:
    """Something that stands beside things: how it is read, and from rows of what.

    It is read anew when a row of one of these nouns has changed, or the day has: beside
    all names, or beside those alone that `moved` gives, which were or are named by what
    has moved.
    """

    read: Reading
    of: tuple[str, ...]
    moved: Callable[[View, Moves], Collection[str]] | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """The rules about one subject.

    `nouns` are those that no other book has rules about. `besides` are looked up by
    `Surroundings.beside`, by their names, which are the book's own.
    """

    rules: tuple[Rule, ...]
    nouns: Mapping[str, Noun] = field(default_factory=dict)
    besides: Mapping[str, Beside] = field(default_factory=dict)
