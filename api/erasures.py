"""Wishes to forget as they stand, read from the log itself: there are never many."""

from typing import Any
from uuid import UUID

from domain.erasure import Erasure
from domain.errors import NotFound
from domain.event import Recorded
from domain.facts.erasure import ErasureRequested
from domain.log.reading import Reading

Json = dict[str, Any]


def one_erasure(reading: Reading, stream: UUID, until: int | None = None) -> Json:
    """One wish, as known at a position. Raises NotFound."""
    return _shown(history_of(reading, stream, until))


def history_of(
    reading: Reading, stream: UUID, until: int | None = None
) -> list[Recorded[Any]]:
    """All that was recorded of one wish. Raises NotFound."""
    history = reading.history(stream, until)
    if not history or not isinstance(history[0].fact, ErasureRequested):
        raise NotFound(f"there is no erasure {stream}")
    return history


def all_erasures(reading: Reading, until: int) -> list[Json]:
    """All wishes as known at a position, the newest first."""
    asked = [r.stream for r in reading.of_kind(ErasureRequested) if r.position <= until]
    return [one_erasure(reading, stream, until) for stream in reversed(asked)]


def erasure_id(reading: Reading, named: UUID | str) -> UUID:
    """The stream of an id or a reference. Raises NotFound."""
    if isinstance(named, UUID):
        return named
    found = reading.stream_at(int(named.partition("-")[2]))
    if found is None or not named.startswith(f"{Erasure.prefix}-"):
        raise NotFound(f"there is no erasure {named}")
    return found[0]


def _shown(history: list[Recorded[Any]]) -> Json:
    erasure = Erasure.replay(history)
    first, last = history[0].envelope, history[-1].envelope
    asked = erasure.requested
    return {
        "id": str(erasure.stream),
        "reference": f"{Erasure.prefix}-{first.position}",
        "version": last.version,
        "status": erasure.status,
        "subject": None if asked.subject is None else str(asked.subject),
        "position": asked.position,
        "field": asked.field,
        "basis": asked.basis,
        "reason": asked.reason,
        "requested_by": str(first.by),
        "requested_at": _moment(first.recorded_at),
        "decided_by": None if last is first else str(last.by),
        "decided_at": None if last is first else _moment(last.recorded_at),
    }


def _moment(when: Any) -> str:
    return str(when.isoformat()).replace("+00:00", "Z")
