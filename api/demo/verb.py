"""What an operation of the story is made of."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from domain.aggregate import Aggregate
from domain.event import Fact
from domain.occasion import Command, Dated

Decision = Callable[..., Sequence[Fact | Dated]]


class Verb(NamedTuple):
    """An operation that opens a thing or decides on one."""

    kind: type[Aggregate[Any]]
    decision: Decision
    command: type[Command]
