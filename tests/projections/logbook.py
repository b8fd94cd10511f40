"""A log to read from: what was recorded, in order, held in memory."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any
from uuid import UUID

from domain.event import Envelope, Fact, Line, Recorded
from domain.occasion import Dated

LOG = UUID("0d9c2b57-8d4e-4f53-9d55-6b1d4b1f6a00")
ANN = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a0a")
REQUEST = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a02")
NOON = time(12, tzinfo=UTC)


class Logbook:
    """A log whose facts are given outright, so that a test may say what it likes."""

    def __init__(self, log_id: UUID = LOG) -> None:
        self.log_id = log_id
        self.events: list[Recorded[Any]] = []
        self._versions: dict[UUID, int] = {}

    def record(
        self, stream: UUID, fact: Fact | Dated, on: date, *, by: UUID = ANN
    ) -> int:
        """Records a fact on a day, at noon; its position."""
        dated = fact if isinstance(fact, Dated) else Dated(fact, on)
        version = self._versions.get(stream, 0) + 1
        self._versions[stream] = version
        envelope = Envelope(
            position=len(self.events) + 1,
            stream=stream,
            version=version,
            recorded_at=datetime.combine(on, NOON),
            effective_on=dated.effective_on,
            effective_until=dated.effective_until,
            by=by,
            on_behalf_of=None,
            role="contract_manager",
            auth="system",
            confidence=None,
            reason_code=None,
            request=REQUEST,
            source_document=None,
        )
        self.events.append(Recorded(envelope, dated.fact))
        return envelope.position

    def extend(self, events: Iterable[Recorded[Any]]) -> None:
        """Takes over events as they are."""
        for event in events:
            self._versions[event.stream] = event.envelope.version
            self.events.append(event)

    def lines(self, after: int, limit: int) -> list[Line]:
        return [
            Line(one.envelope, one.fact.fact_name)
            for one in self.events[after : after + limit]
        ]

    def head(self) -> int:
        return len(self.events)

    def recorded(self, after: int, limit: int) -> list[Recorded[Any]]:
        return self.events[after : after + limit]

    def history(self, stream: UUID, until: int | None = None) -> list[Recorded[Any]]:
        events = self.events[:until]
        return [event for event in events if event.stream == stream]

    def stamp(self, position: int) -> bytes:
        said = repr(self.events[position - 1]) if position else ""
        return sha256(f"{self.log_id} {said}".encode()).digest()

    def position_at(self, when: datetime) -> int:
        return sum(1 for e in self.events if e.envelope.recorded_at <= when)

    def recorded_at(self, position: int) -> datetime:
        return self.events[position - 1].envelope.recorded_at
