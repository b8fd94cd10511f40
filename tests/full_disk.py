"""A disk without room, as SQLite meets it: the file may not grow by a page."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event


@contextmanager
def no_room(path: Path) -> Iterator[None]:
    """Whoever opens the file by SQLAlchemy meanwhile cannot make it larger."""

    def capped(connection: Any, _: Any) -> None:
        if not isinstance(connection, sqlite3.Connection):
            return
        ((_, _, file),) = connection.execute("PRAGMA database_list").fetchall()
        if Path(file) == path:
            connection.execute("PRAGMA max_page_count = 1").fetchall()

    event.listen(Engine, "connect", capped)
    try:
        yield
    finally:
        event.remove(Engine, "connect", capped)
