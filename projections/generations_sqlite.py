"""Generations in files beside the log, and the small one that points to them."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from typing_extensions import override

from domain.log.lock import FileLock
from projections.generations import Generations, read_schema
from projections.log import Log
from projections.sqlite import SQLiteStore

TABLES = """
CREATE TABLE IF NOT EXISTS generation (
    serial INTEGER PRIMARY KEY AUTOINCREMENT,
    release TEXT NOT NULL,
    read_at TEXT NOT NULL,
    dropped INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS pointer (release TEXT PRIMARY KEY, name TEXT NOT NULL);
"""


class SQLiteGenerations(Generations):
    """`read.ctl` says which `read-<generation>.db` a release reads."""

    def __init__(
        self, log: Log, folder: Path, clock: Callable[[], datetime] | None = None
    ) -> None:
        super().__init__(log, clock)
        self._folder = folder
        self._schema = read_schema()
        self._control = folder / "read.ctl"
        self._lock = FileLock(folder / "read.lock")
        with closing(sqlite3.connect(self._control)) as control:
            control.executescript(TABLES)

    @override
    def pointer(self) -> str | None:
        sql = "SELECT name FROM pointer WHERE release = ?"
        rows = self._run(sql, self.release)
        return rows[0][0] if rows else None

    @override
    def point(self, release: str, name: str) -> None:
        self._run("REPLACE INTO pointer VALUES (?, ?)", release, name)

    @override
    def new_name(self, release: str) -> str:
        sql = "INSERT INTO generation (release, read_at) VALUES (?, ?) RETURNING serial"
        ((serial,),) = self._run(sql, release, self.now().isoformat())
        return f"{release}-{serial}"

    @override
    def touch(self, name: str, now: datetime) -> None:
        sql = "UPDATE generation SET read_at = ? WHERE serial = ?"
        self._run(sql, now.isoformat(), _serial(name))

    @override
    def unread(self, since: datetime) -> list[str]:
        sql = (
            "SELECT release, serial FROM generation"
            " WHERE NOT dropped AND read_at < ? ORDER BY serial"
        )
        names = [f"{release}-{n}" for release, n in self._run(sql, since.isoformat())]
        return [name for name in names if name != self.pointer()]

    @override
    def open(self, name: str) -> SQLiteStore:
        return SQLiteStore(self._folder / f"read-{name}.db", self._schema)

    @override
    def drop(self, name: str) -> None:
        self._run("DELETE FROM pointer WHERE name = ?", name)
        self._run("UPDATE generation SET dropped = 1 WHERE serial = ?", _serial(name))
        for end in ("", "-wal", "-shm"):
            (self._folder / f"read-{name}.db{end}").unlink(missing_ok=True)

    @override
    @contextmanager
    def building(self) -> Iterator[None]:
        with self._lock:
            yield

    def _run(self, sql: str, *params: Any) -> Sequence[Any]:
        with closing(sqlite3.connect(self._control, isolation_level=None)) as control:
            return control.execute(sql, params).fetchall()


def _serial(name: str) -> int:
    return int(name.rpartition("-")[2])
