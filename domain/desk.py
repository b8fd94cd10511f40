"""What an act that touches several streams may ask for; the writer gives it."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar
from uuid import UUID

from domain.aggregate import Aggregate
from domain.event import Fact
from domain.occasion import Command, Dated, Occasion

A = TypeVar("A", bound=Aggregate[Any])


class Desk(Protocol):
    """Fresh states to decide on, and one transaction for all that is decided."""

    def occasion(self, command: Command) -> Occasion:
        """When, by whom and under which policy the command is decided."""
        ...

    def read(self, kind: type[A], stream: UUID) -> A:
        """The state of a stream, with what this act has recorded. Raises NotFound."""
        ...

    def record(
        self, kind: type[Any], stream: UUID, facts: Sequence[Fact | Dated]
    ) -> None:
        """Adds facts to a stream, new or known, in this act's transaction."""
