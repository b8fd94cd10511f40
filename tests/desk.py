"""A desk with nothing behind it but a dictionary: for acts that touch two streams."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from domain.aggregate import Aggregate
from domain.errors import NotFound, UnknownReference
from domain.event import Fact, Recorded
from domain.occasion import Command, Dated, Occasion, days
from tests.given import ANN, TODAY, occasion, recorded

A = TypeVar("A", bound=Aggregate[Any])


@dataclass
class DictDesk:
    """What every stream holds; `by` acts today, without rights or a log."""

    by: UUID = ANN
    streams: dict[UUID, list[Recorded[Any]]] = field(default_factory=dict)
    kinds: dict[UUID, type[Aggregate[Any]]] = field(default_factory=dict)
    _dates: tuple[date, date | None] = (TODAY, None)

    def occasion(self, command: Command) -> Occasion:
        for link in command.links():
            if link.id not in self.streams:
                raise UnknownReference(f"no {link.noun}", pointer=link.pointer)
        day, until, replaces_later = days(command, TODAY)
        self._dates = (day, until)
        return replace(
            occasion(by=self.by), day=day, until=until, replaces_later=replaces_later
        )

    def read(self, kind: type[A], stream: UUID) -> A:
        if self.kinds.get(stream) is not kind:
            raise NotFound(f"no {kind.noun} {stream}")
        return kind.replay(self.streams[stream])

    def record(
        self, kind: type[Any], stream: UUID, facts: Sequence[Fact | Dated]
    ) -> None:
        history = self.streams.setdefault(stream, [])
        self.kinds[stream] = kind
        for fact in facts:
            dated = fact if isinstance(fact, Dated) else Dated(fact, *self._dates)
            version = len(history) + 1
            history.append(recorded(dated, version=version, stream=stream, by=self.by))

    def facts(self, stream: UUID) -> list[Dated]:
        """What a stream holds, each fact with its days."""
        return [
            Dated(r.fact, r.envelope.effective_on, r.envelope.effective_until)
            for r in self.streams[stream]
        ]
