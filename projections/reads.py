"""The way into the read side: never stale, and pinned for a whole request."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from domain.errors import RuleBroken
from domain.rights import Reach
from projections.alive import Pin
from projections.cursor import Cursor
from projections.following import Following
from projections.log import Log
from projections.london import london_day
from projections.pages import Pages
from projections.store import Shelf
from projections.things import Things
from projections.view import View
from projections.writing import tracking_in


class Reads:
    """The read side of one log."""

    def __init__(
        self,
        log: Log,
        shelf: Shelf,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._log = log
        self._shelf = shelf
        self._clock = clock
        self._following = Following(log, shelf)
        # The schema is that of the code: every generation read here has it.
        self._schema = shelf.current().schema
        self._things = Things(self._schema)
        self._pages = Pages(self._schema, self._things)

    def catch_up(self, head: int) -> None:
        """Follows the log to a position; for the writer, right after its commit."""
        self._following.catch_up(head)

    def tracked(self) -> int:
        """How far the tables have come, without bringing them any further."""
        with self._shelf.current().reading() as connection:
            tracking = tracking_in(connection)
            return tracking.position if tracking else 0

    @contextmanager
    def at(
        self,
        reach: Reach,
        known_at: int | datetime | None = None,
        effective_on: date | None = None,
        cursor: Cursor | None = None,
    ) -> Iterator[View]:
        """The register as known then, as true on that day; now and today by default.

        A cursor brings the clocks of its first page. Raises RuleBroken for what is
        yet to come, Unavailable if the tables cannot be brought up to date in time.
        """
        if cursor is not None:
            known_at, effective_on = cursor.position, cursor.effective_on
        head = self._log.head()
        position = self._position(known_at, head)
        # However old the question: rights and what is forgotten are those of now.
        with self._level(head) as (connection, tracked):
            pin = self._pin(position, known_at, effective_on, tracked)
            yield self._view(connection, pin, reach)

    @contextmanager
    def since(self, position: int, reach: Reach) -> Iterator[View]:
        """The register as its tables stand, which is no earlier than a position.

        For who wrote that position: others may have written since. True on the day
        of the last position that the tables know.
        """
        with self._level(position) as (connection, tracked):
            day = london_day(self._log.recorded_at(tracked))
            yield self._view(connection, Pin(tracked, day, tracked, day), reach)

    def _view(self, connection: Connection, pin: Pin, reach: Reach) -> View:
        return View(
            connection, self._schema, pin, reach, self._log, self._things, self._pages
        )

    @contextmanager
    def _level(self, position: int) -> Iterator[tuple[Connection, int]]:
        """A reading transaction in which the tables have come to a position."""
        while True:
            with self._shelf.current().reading() as connection:
                tracking = tracking_in(connection)
                tracked = tracking.position if tracking else 0
                if tracked >= position:
                    yield connection, tracked
                    return
            self._following.catch_up(position)

    def _position(self, known_at: int | datetime | None, head: int) -> int:
        if known_at is None:
            return head
        if isinstance(known_at, datetime):
            return self._log.position_at(known_at)
        if not 0 <= known_at <= head:
            detail = f"the register has positions 1 to {head} so far, not {known_at}"
            raise RuleBroken(detail, rule="known-at", pointer="/known_at")
        return known_at

    def _pin(
        self,
        position: int,
        known_at: int | datetime | None,
        effective_on: date | None,
        tracked: int,
    ) -> Pin:
        today = london_day(self._clock())
        recorded_on = today
        if position:
            recorded_on = london_day(self._log.recorded_at(position))
        if effective_on is not None and effective_on > today:
            detail = f"{effective_on} is in the future; the latest day is {today}"
            raise RuleBroken(detail, rule="effective-on", pointer="/effective_on")
        if effective_on is None:
            effective_on = today if known_at is None else recorded_on
            if isinstance(known_at, datetime):
                effective_on = london_day(known_at.astimezone(UTC))
        return Pin(position, effective_on, tracked, recorded_on)
