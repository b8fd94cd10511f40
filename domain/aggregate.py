"""What every aggregate is: a value built up from its recorded facts, one at a time."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from functools import reduce
from typing import Any, ClassVar, Generic, Self, TypeVar

from domain.event import Fact, Recorded

F = TypeVar("F", bound=Fact)


class Aggregate(ABC, Generic[F]):
    """A frozen value. Its methods decide and return facts; `evolve` moves it on.

    `noun` is the kind of thing ("risk"), `prefix` the letters of its references
    ("R" in R-1187), `kinds` every fact that its stream can hold.
    """

    __slots__ = ()

    noun: ClassVar[str]
    prefix: ClassVar[str]
    kinds: ClassVar[tuple[type[Fact], ...]]

    @classmethod
    @abstractmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        """The state just after the stream's first fact."""

    @abstractmethod
    def evolve(self, recorded: Recorded[Any]) -> Self:
        """The state after one more fact. Never refuses: it has happened."""

    @classmethod
    def replay(cls, history: Iterable[Recorded[Any]]) -> Self:
        """The state after a stream's whole history, oldest first."""
        first, *rest = history
        return reduce(cls.evolve, rest, cls.begin(first))
