"""The states of streams in memory: a cache that the writer keeps fresh."""

from collections import OrderedDict
from typing import Any, NamedTuple
from uuid import UUID

from domain.aggregate import Aggregate
from domain.event import Fact, Recorded
from domain.log.kinds import kind_of
from domain.log.reading import Reading


class Known(NamedTuple):
    """A stream's version and its state."""

    version: int
    state: Aggregate[Any]


def begun(recorded: Recorded[Fact]) -> Known | None:
    """The state after a stream's first fact, None for a stream without decisions."""
    kind = kind_of(type(recorded.fact))
    return Known(1, kind.begin(recorded)) if kind else None


def moved(known: Known, recorded: Recorded[Fact]) -> Known:
    """The state after one more fact."""
    return Known(recorded.envelope.version, known.state.evolve(recorded))


class States:
    """Frozen states, the least recently used dropped; shared without copying."""

    def __init__(self, reading: Reading, size: int) -> None:
        self._reading = reading
        self._size = size
        self._known: OrderedDict[UUID, Known | None] = OrderedDict()

    def get(self, stream: UUID, until: int) -> Known | None:
        """A stream as it stands at position `until`, loaded if need be.

        That there is none is remembered, too: a council may never set a policy.
        """
        if stream not in self._known:
            self.put(stream, self._load(stream, until))
        self._known.move_to_end(stream)
        return self._known[stream]

    def put(self, stream: UUID, known: Known | None) -> None:
        """Keeps a state, and drops the one not used for longest."""
        self._known[stream] = known
        self._known.move_to_end(stream)
        if len(self._known) > self._size:
            self._known.popitem(last=False)

    def follow(self, recorded: Recorded[Fact]) -> None:
        """Moves a cached stream on by a fact that another process wrote."""
        if recorded.envelope.version == 1:
            self._known.pop(recorded.stream, None)
        known = self._known.get(recorded.stream)
        if known is not None and recorded.envelope.version == known.version + 1:
            self._known[recorded.stream] = moved(known, recorded)

    def clear(self) -> None:
        """Forgets everything: after a failed commit nobody knows what stands."""
        self._known.clear()

    def _load(self, stream: UUID, until: int) -> Known | None:
        known: Known | None = None
        for recorded in self._reading.history(stream, until):
            known = moved(known, recorded) if known else begun(recorded)
            if known is None:
                return None
        return known
