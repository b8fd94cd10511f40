"""Read tables by generation: each release reads its own; new ones are swapped in."""

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

import domain
import projections
from projections.comparing import differing_tables
from projections.log import Log
from projections.nouns import MODELS
from projections.rebuilding import rebuild
from projections.store import Store
from projections.tables import Schema
from projections.writing import tracking_in

# Everything that decides what the rows of a log are. Another spelling of it is
# another release, whose rows may differ.
SOURCES = (
    (
        domain,
        (
            "event.py",
            "issue_status.py",
            "ledger/*.py",
            "operations.py",
            "scales.py",
            "thresholds.py",
            "values.py",
            "facts/*.py",
        ),
    ),
    (
        projections,
        (
            "changes.py",
            "fold.py",
            "folding.py",
            "intervals.py",
            "kinds.py",
            "log.py",
            "london.py",
            "mistakes.py",
            "model.py",
            "people.py",
            "segments.py",
            "tables.py",
            "telling.py",
            "words.py",
            "nouns/*.py",
        ),
    ),
)
Named = tuple[str, Store]
# For how long a process goes on with the generation that it has.
GLANCE = 1.0
TOUCH = 60.0
UNREAD = timedelta(hours=1)


@cache
def read_schema() -> Schema:
    """The tables of this release: declared once, they say where nothing lies."""
    return Schema(MODELS)


@cache
def release() -> str:
    """A name for what the projection code of this release makes of a log."""
    digest = sha256()
    for package, patterns in SOURCES:
        folder = Path(next(iter(package.__path__)))
        for pattern in patterns:
            for path in sorted(folder.glob(pattern)):
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


class Generations(ABC):
    """The generations of one register's read tables.

    A name is never used again: whoever still has an old one open would write on into
    what is no longer there, and nobody would notice.
    """

    def __init__(self, log: Log, clock: Callable[[], datetime] | None = None) -> None:
        self._log = log
        self.now = clock or (lambda: datetime.now(UTC))
        self.release = release()
        self._store: Named | None = None
        self._looked = self._touched = float("-inf")
        self._opened: list[Named] = []
        self._looking = threading.Lock()

    def current(self) -> Store:
        """The store that this release reads. It is built if there is none.

        What others have swapped in is seen within GLANCE; until then the one in hand
        goes on to be brought up to the log.
        """
        store = self._store
        if store is None or time.monotonic() - self._looked > GLANCE:
            with self._looking:
                store = self._look()
        return store[1]

    def rebuild(self) -> str:
        """Builds a new generation beside the one that is read, and swaps it in."""
        name = self._build(force=True)
        self._take(name)
        return name

    def check(self) -> list[str]:
        """The tables that differ from what the log says, all at one position."""
        with self.current().reading() as connection:
            tracking = tracking_in(connection)
            name = self.new_name(self.release)
            fresh = self.open(name)
            try:
                rebuild(self._log, fresh, tracking.position if tracking else 0)
                return differing_tables(connection, fresh)
            finally:
                fresh.close()
                self.drop(name)

    def close(self) -> None:
        """Lets go of every store."""
        for _, store in self._opened:
            store.close()
        self._opened.clear()
        self._store = None

    def _build(self, *, force: bool) -> str:
        """The name of a new generation, or of one that another process has built."""
        with self.building():
            found = self.pointer()
            if found is not None and not force:
                return found
            name = self.new_name(self.release)
            store = self.open(name)
            try:
                rebuild(self._log, store, self._log.head())
            finally:
                store.close()
            self.point(self.release, name)
            return name

    def _look(self) -> Named:
        """Takes what is pointed to, or something new if that is of another log."""
        now = time.monotonic()
        if self._store is not None and now - self._looked <= GLANCE:
            return self._store
        found = self._take(self.pointer() or self._build(force=False))
        if not is_of(found[1], self._log):
            found = self._take(self._build(force=True))
        self._looked = now
        if now - self._touched > TOUCH:
            self._touched = now
            self._sweep(found[0])
        return found

    def _take(self, name: str) -> Named:
        if self._store is None or self._store[0] != name:
            # The one before stays open for an hour: requests are reading it.
            self._store = (name, self.open(name))
            self._opened.append(self._store)
        return self._store

    def _sweep(self, name: str) -> None:
        """Says that a generation is read, and drops those long unread."""
        now = self.now()
        self.touch(name, now)
        for unread in self.unread(now - UNREAD):
            for opened in self._opened:
                if opened[0] == unread:
                    opened[1].close()
            self.drop(unread)

    @abstractmethod
    def pointer(self) -> str | None:
        """The name of the generation that this release reads."""

    @abstractmethod
    def point(self, release: str, name: str) -> None:
        """Makes a generation the one that a release reads."""

    @abstractmethod
    def new_name(self, release: str) -> str:
        """A name that no generation has had."""

    @abstractmethod
    def touch(self, name: str, now: datetime) -> None:
        """Says that a generation is being read."""

    @abstractmethod
    def unread(self, since: datetime) -> list[str]:
        """The generations that nobody has read since a moment."""

    @abstractmethod
    def open(self, name: str) -> Store:
        """The store of a generation, there or not."""

    @abstractmethod
    def drop(self, name: str) -> None:
        """Removes a generation."""

    @abstractmethod
    def building(self) -> AbstractContextManager[None]:
        """Holds off other processes that would build the same."""


def is_of(store: Store, log: Log) -> bool:
    """Whether a store has followed this log: not another, nor one cut short since.

    A log brought back from a backup may lack events that the store has seen.
    """
    with store.reading() as connection:
        tracking = tracking_in(connection)
    if tracking is None or tracking.log_id != log.log_id:
        return False
    if tracking.position > log.head():
        return False
    return log.stamp(tracking.position) == tracking.stamp
