"""Statements in the words of a driver, for what is asked too often for Core."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table


class Spelling:
    """How one dialect writes names and places for values."""

    def __init__(self, connection: Connection) -> None:
        self._dialect = connection.dialect
        self.mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        self.quote = connection.dialect.identifier_preparer.quote

    def name(self, table: Table) -> str:
        """The name of a table."""
        return self.quote(table.name)

    def names(self, table: Table) -> str:
        """The names of a table's columns."""
        return _names(self._dialect, table)

    def marks(self, count: int) -> str:
        """Places for so many values."""
        return ", ".join((self.mark,) * count)

    def equals(self, names: Iterable[str]) -> str:
        """That columns have the values that follow."""
        return " AND ".join(f"{name} = {self.mark}" for name in names)


@lru_cache(maxsize=1024)
def _names(dialect: Dialect, table: Table) -> str:
    quote = dialect.identifier_preparer.quote
    return ", ".join(quote(column.name) for column in table.columns)


def fetch(
    connection: Connection, sql: str, params: Sequence[Any] = ()
) -> Sequence[Sequence[Any]]:
    """The rows that the driver finds, none for a statement that has none."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(sql, tuple(params))
        return cursor.fetchall() if cursor.description else ()
    finally:
        cursor.close()


def run_many(connection: Connection, sql: str, rows: Sequence[Sequence[Any]]) -> None:
    """Runs one statement for each of the rows."""
    cursor = connection.connection.cursor()
    try:
        cursor.executemany(sql, rows)
    finally:
        cursor.close()


def end(connection: Connection) -> None:
    """Ends a transaction that was begun in words, unless it is committed already."""
    if connection.in_transaction():
        connection.rollback()
    else:
        connection.connection.rollback()
