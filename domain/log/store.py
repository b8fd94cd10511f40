"""What both stores offer to the rest of the log, and how a row of it looks."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from eventsourcing.persistence import Notification, StoredEvent

Row = tuple[Any, ...]
# Larger than any position or version: stands for "no limit" in a statement.
NO_LIMIT = 2**62

# The columns of the table `events`, in order; frozen with docs/decisions/0001.
COLUMNS = (
    "position",
    "stream",
    "version",
    "topic",
    "recorded_at",
    "effective_on",
    "effective_until",
    "by",
    "on_behalf_of",
    "role",
    "auth",
    "confidence",
    "reason_code",
    "request",
    "source_document",
    "salt",
    "state",
)
SELECTED = ", ".join(f'"{column}"' for column in COLUMNS)
SELECT = f"SELECT {SELECTED} FROM events"  # noqa: S608 - our own column names
INTO_EVENTS = f"INSERT INTO events ({SELECTED})"


@dataclass(frozen=True)
class StoredFact(StoredEvent):
    """The library's stored event with the other columns of ours."""

    row: Row

    @classmethod
    def of(cls, row: Row) -> "StoredFact":
        """A stored event around a row of COLUMNS."""
        return cls(UUID(row[1]), row[2], row[3], bytes(row[16]), row=row)


class Writing(Protocol):
    """One transaction that holds the lock of the log. SQL is written with `?`."""

    def execute(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """Runs one statement and returns its rows."""
        ...

    def insert(self, into: str, rows: Sequence[Sequence[Any]]) -> None:
        """Inserts rows; `into` is the statement up to its values."""

    def strike_out(self, position: int, salt: bytes, state: bytes) -> None:
        """Replaces the salt and state of one event: the only update there is."""

    def dispose_of(self, sha256: str, document: str) -> None:
        """Keeps a file no longer for a document; it goes with the last of them."""


class Store(Protocol):
    """A recorder of the log on a real database."""

    def writing(self, *, durable: bool = True) -> AbstractContextManager[Writing]:
        """Takes the lock, begins, and commits at the end (rolls back on an error).

        What is not `durable` may be lost with the power, but never without all that
        was written after it: for what can be made anew from the events. Such
        transactions exclude one another; whether they exclude the others, too, is the
        store's affair.
        """
        ...

    def query(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """Rows read outside any transaction of the writer."""
        ...

    def scrub(self) -> None:
        """Removes from the files what a strike has left behind."""

    def settle(self) -> None:
        """Removes from the journal what a deleted row has left there."""

    def close(self) -> None:
        """Gives back all connections."""


def page(after: int, limit: int, until: int | None = None) -> tuple[str, list[int]]:
    """The statement that reads events in order after a position."""
    if until is None:
        return f"{SELECT} WHERE position > ? ORDER BY position LIMIT ?", [after, limit]
    return (
        f"{SELECT} WHERE position > ? AND position <= ? ORDER BY position LIMIT ?",
        [after, until, limit],
    )


class OwnTable:
    """The library's reading calls over our own table, the same for both stores."""

    def query(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """Rows read outside any transaction of the writer."""
        raise NotImplementedError

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],  # noqa: ARG002
        **_: Any,
    ) -> Sequence[int] | None:
        """Refuses: only the writer inserts, under its lock."""
        message = "only the writer inserts, under its lock"
        raise TypeError(message)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """One stream's events by version."""
        sql = f"{SELECT} WHERE stream = ? AND version > ? AND version <= ?"
        sql += f" ORDER BY version {'DESC' if desc else 'ASC'} LIMIT ?"
        bounds = [str(originator_id), gt or 0, lte or NO_LIMIT, limit or NO_LIMIT]
        return [StoredFact.of(row) for row in self.query(sql, bounds)]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Events in the order of the log; a notification's id is its position."""
        after = (start or 0) - (1 if inclusive_of_start and start else 0)
        rows = self.query(*page(after, NO_LIMIT if topics else limit, stop))
        wanted = [row for row in rows if not topics or row[3] in topics]
        return [
            Notification(UUID(row[1]), row[2], row[3], bytes(row[16]), id=row[0])
            for row in wanted[:limit]
        ]

    def max_notification_id(self) -> int:
        """The last position, 0 for an empty log."""
        return int(self.query("SELECT coalesce(max(position), 0) FROM events")[0][0])
