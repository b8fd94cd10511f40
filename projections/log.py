"""What the read side sees of the log."""

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from domain.event import Line, Recorded


class Log(Protocol):
    """One log, read in order. `domain.log` keeps it; nothing here writes."""

    @property
    def log_id(self) -> UUID:
        """Whose log it is."""
        ...

    def head(self) -> int:
        """The last position, 0 if there is none."""
        ...

    def recorded(self, after: int, limit: int) -> list[Recorded[Any]]:
        """What was recorded after a position, in order and in today's shape."""
        ...

    def lines(self, after: int, limit: int) -> list[Line]:
        """The same without what was said."""
        ...

    def history(self, stream: UUID, until: int | None = None) -> list[Recorded[Any]]:
        """What was recorded of one stream, up to a position."""
        ...

    def stamp(self, position: int) -> bytes:
        """By what a log is recognised at a position."""
        ...

    def position_at(self, when: datetime) -> int:
        """The last position recorded at or before a moment, 0 if there is none."""
        ...

    def recorded_at(self, position: int) -> datetime:
        """When a position was recorded."""
        ...
