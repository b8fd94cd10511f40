"""Reading the log: in order, by stream, by moment."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from operator import itemgetter
from typing import Any
from uuid import UUID

from domain.event import Fact, Line, Recorded
from domain.log.mapper import FactMapper, leaf_of, line, moment
from domain.log.store import COLUMNS, SELECT, Row, Store, page

# What the read tables are made of: neither salts nor who asked, or how.
TOLD = (
    "position",
    "stream",
    "version",
    "topic",
    "recorded_at",
    "effective_on",
    "effective_until",
    "by",
    "role",
    "state",
)
_AS_TOLD = itemgetter(*map(COLUMNS.index, TOLD))
_AT = COLUMNS.index("recorded_at")
_NAMES = ", ".join(f'"{name}"' for name in TOLD)
_TELL = f"SELECT {_NAMES} FROM events WHERE position > ? ORDER BY position LIMIT ?"  # noqa: S608
_HEADERS = ", ".join(f'"{name}"' for name in COLUMNS[: COLUMNS.index("salt")])
_LINES = f"SELECT {_HEADERS} FROM events WHERE position > ? ORDER BY position LIMIT ?"  # noqa: S608


class Reading:
    """The reading side of one log: what follows it sees no more than this."""

    def __init__(self, store: Store, mapper: FactMapper, log_id: UUID) -> None:
        self.log_id = log_id
        self._store = store
        self._mapper = mapper
        self._latest: Sequence[Row] = ()

    def remember(self, rows: Sequence[Row]) -> None:
        """Keeps the rows of COLUMNS that this process wrote last, which are on disk.

        Who follows the log asks for nothing else, and so need not read it.
        """
        self._latest = rows

    def head(self) -> int:
        """The last position, 0 if the log is empty."""
        sql = "SELECT coalesce(max(position), 0) FROM events"
        return int(self._store.query(sql)[0][0])

    def rows(self, after: int, limit: int) -> list[Row]:
        """Rows of COLUMNS after a position, in order, at most `limit`."""
        return self._store.query(*page(after, limit))

    def told(self, after: int, limit: int) -> list[Row]:
        """Rows of TOLD after a position, in order: what the read side needs."""
        latest = self._latest
        if latest and latest[0][0] == after + 1 and limit <= len(latest):
            return [_AS_TOLD(row) for row in latest[:limit]]
        return self._store.query(_TELL, [after, limit])

    def recorded(self, after: int, limit: int) -> list[Recorded[Any]]:
        """Recorded facts after a position, in order, at most `limit`."""
        return [self._mapper.recorded(row) for row in self.rows(after, limit)]

    def lines(self, after: int, limit: int) -> list[Line]:
        """Entries after a position without what they say, in order, at most `limit`."""
        return [line(row) for row in self._store.query(_LINES, [after, limit])]

    def all_recorded(self, after: int = 0, size: int = 5000) -> Iterator[Recorded[Any]]:
        """Every recorded fact after a position, read in pages."""
        while found := self.recorded(after, size):
            yield from found
            after = found[-1].position

    def history(self, stream: UUID, until: int | None = None) -> list[Recorded[Any]]:
        """One stream's facts by version, up to a position if one is given."""
        sql = f"{SELECT} WHERE stream = ? AND position <= ? ORDER BY version"
        rows = self._store.query(sql, [str(stream), until or 2**62])
        return [self._mapper.recorded(row) for row in rows]

    def rows_of(self, stream: UUID, until: int) -> list[Row]:
        """One stream's rows of COLUMNS by version, up to a position."""
        sql = f"{SELECT} WHERE stream = ? AND position <= ? ORDER BY version"
        return self._store.query(sql, [str(stream), until])

    def versions(self, streams: Collection[UUID]) -> dict[UUID, int]:
        """The last version of each stream; what has none is left out."""
        if not streams:
            return {}
        marks = ", ".join("?" * len(streams))
        sql = f"SELECT stream, max(version) FROM events WHERE stream IN ({marks})"  # noqa: S608 - our own marks
        rows = self._store.query(f"{sql} GROUP BY stream", list(map(str, streams)))
        return {UUID(row[0]): int(row[1]) for row in rows}

    def of_kind(self, kind: type[Fact]) -> list[Recorded[Any]]:
        """All facts of a kind, in today's version, in order. Reads the whole log."""
        sql = f"{SELECT} WHERE topic = ? ORDER BY position"
        rows = self._store.query(sql, [f"{kind.fact_name}.{kind.version}"])
        return [self._mapper.recorded(row) for row in rows]

    def holding(self, kind: str) -> set[UUID]:
        """The streams that hold something of a kind that is unique."""
        rows = self._store.query("SELECT stream FROM claims WHERE kind = ?", [kind])
        return {UUID(stream) for (stream,) in rows}

    def row_at(self, position: int) -> Row | None:
        """The row at a position."""
        rows = self._store.query(f"{SELECT} WHERE position = ?", [position])
        return rows[0] if rows else None

    def stamp(self, position: int) -> bytes:
        """The hash by which a log is recognised at a position (b"" at 0).

        KeyError if the log does not reach that far.
        """
        if position == 0:
            return b""
        row = self._remembered(position) or self.row_at(position)
        if row is None:
            raise KeyError(position)
        return sha256(leaf_of(self.log_id, row)).digest()

    def recorded_at(self, position: int) -> datetime:
        """When a position was recorded. KeyError if there is none."""
        if (row := self._remembered(position)) is not None:
            return datetime.fromisoformat(row[_AT])
        sql = "SELECT recorded_at FROM events WHERE position = ?"
        rows = self._store.query(sql, [position])
        if not rows:
            raise KeyError(position)
        return datetime.fromisoformat(rows[0][0])

    def position_at(self, when: datetime) -> int:
        """The last position recorded at or before a moment, 0 if there is none."""
        sql = (
            "SELECT position FROM events WHERE recorded_at <= ?"
            " ORDER BY recorded_at DESC, position DESC LIMIT 1"
        )
        rows = self._store.query(sql, [moment(when.astimezone(UTC))])
        return int(rows[0][0]) if rows else 0

    def stream_at(self, position: int) -> tuple[UUID, str] | None:
        """The stream and the stored name of the fact at a position."""
        sql = "SELECT stream, topic FROM events WHERE position = ? AND version = 1"
        rows = self._store.query(sql, [position])
        return (UUID(rows[0][0]), rows[0][1]) if rows else None

    def _remembered(self, position: int) -> Row | None:
        latest = self._latest
        at = position - latest[0][0] if latest else -1
        return latest[at] if 0 <= at < len(latest) else None
