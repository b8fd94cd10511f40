"""Searches all that a register keeps for words that ought to be gone.

Tables are searched row by row, files byte by byte: what a database no longer shows may
still lie in its pages or journal. Of PostgreSQL only rows can be looked at from here.
"""

import gzip
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO, Final, NamedTuple, cast
from zipfile import ZipFile, is_zipfile

import psycopg
from psycopg.sql import SQL, Composable, Identifier

from domain.log.home import Home

CHUNK: Final = 2**20
# Seconds to wait for a file that somebody is just rewriting.
PATIENCE: Final = 60.0
_COLUMNS: Final = (
    "SELECT table_schema, table_name, column_name, data_type"
    " FROM information_schema.columns WHERE data_type = ANY(%s)"
    " AND (table_schema = %s OR table_schema LIKE %s) ORDER BY 1, 2, 3"
)
_KINDS: Final = ["text", "character varying", "bytea", "json", "jsonb"]


class Swept(NamedTuple):
    """What was searched, where the words were found, what could not be searched."""

    searched: Sequence[str]
    found: Sequence[str]
    unread: Sequence[str] = ()


def sweep_for(words: Iterable[str], home: Home, beside: Iterable[Path] = ()) -> Swept:
    """Searches every table and file of a register, and of some places beside it."""
    needles = sorted({form for word in words for form in _forms(word)})
    places = [home.data, *beside]
    if isinstance(home.key_store, Path):
        places.append(home.key_store)
    searched, found, unread = list[str](), list[str](), list[str]()
    for place, is_there in (*_in_tables(home, needles), *_in_files(places, needles)):
        if is_there is None:
            unread.append(place)
            continue
        searched.append(place)
        if is_there:
            found.append(place)
    return Swept(searched, found, unread)


def _forms(word: str) -> Iterator[bytes]:
    """The bytes as which words are written: as they are, and as JSON spells them."""
    yield word.encode()
    yield json.dumps(word, ensure_ascii=False)[1:-1].encode()
    yield json.dumps(word)[1:-1].encode()


def _in_tables(
    home: Home, needles: Sequence[bytes]
) -> Iterator[tuple[str, bool | None]]:
    """Each table and whether it holds one of the needles; None: it cannot be read."""
    if home.url is None:
        for file in sorted(home.data.glob("*.db")):
            try:
                yield from _in_file(file, needles)
            except sqlite3.DatabaseError:
                if file.exists():  # it may have been dropped meanwhile
                    yield f"{file.name}: tables", None
        return
    with psycopg.connect(home.url, autocommit=True) as server:
        yield from _in_server_tables(home.schema, server, needles)


def _in_file(file: Path, needles: Sequence[bytes]) -> Iterator[tuple[str, bool]]:
    address = f"file:{file}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=PATIENCE)) as database:
        yield from _in_file_tables(file.name, database, needles)


def _in_file_tables(
    name: str, database: sqlite3.Connection, needles: Sequence[bytes]
) -> Iterator[tuple[str, bool]]:
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    for (table,) in database.execute(tables).fetchall():
        columns = database.execute("SELECT name FROM pragma_table_info(?)", (table,))
        there = [f'instr(CAST("{c}" AS BLOB), ?)' for (c,) in columns.fetchall()]
        where = " OR ".join(there * len(needles))
        values = [needle for needle in needles for _ in there]
        sql = f'SELECT 1 FROM "{table}" WHERE {where} LIMIT 1'  # noqa: S608 - our own names
        found = database.execute(sql, values).fetchone() if values else None
        yield f"{name}: table {table}", found is not None


def _in_server_tables(
    schema: str,
    server: psycopg.Connection[tuple[object, ...]],
    needles: Sequence[bytes],
) -> Iterator[tuple[str, bool]]:
    read = f"read\\_{schema}\\_%"
    columns = server.execute(_COLUMNS, [_KINDS, schema, read]).fetchall()
    tables: dict[tuple[str, str], list[Composable]] = {}
    for home, table, column, kind in columns:
        as_bytes = "{}" if kind == "bytea" else "convert_to({}::text, 'UTF8')"
        column_bytes = SQL(as_bytes).format(Identifier(str(column)))
        tables.setdefault((str(home), str(table)), []).append(column_bytes)
    for (home, table), kept in tables.items():
        there = [SQL("position(%s in {}) > 0").format(one) for one in kept]
        where = SQL(" OR ").join(there * len(needles))
        asked = SQL("SELECT 1 FROM {} WHERE {} LIMIT 1").format(
            Identifier(home, table), where
        )
        values = [needle for needle in needles for _ in there]
        found = server.execute(asked, values).fetchone() if values else None
        yield f"table {home}.{table}", found is not None


def _in_files(
    places: Iterable[Path], needles: Sequence[bytes]
) -> Iterator[tuple[str, bool]]:
    for file in sorted({file for place in places for file in _files(place)}):
        try:
            yield f"file {file}", any(list(_searched(file, needles)))
        except FileNotFoundError:
            continue  # a journal that was emptied meanwhile


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    elif place.is_dir():
        yield from (file for file in place.rglob("*") if file.is_file())


def _searched(file: Path, needles: Sequence[bytes]) -> Iterator[bool]:
    with file.open("rb") as raw:
        yield _holds(raw, needles)
    if file.suffix == ".gz":
        with gzip.open(file, "rb") as packed:
            yield _holds(cast("IO[bytes]", packed), needles)
    elif is_zipfile(file):
        with ZipFile(file) as packed_files:
            for name in packed_files.namelist():
                with packed_files.open(name) as part:
                    yield _holds(part, needles)


def _holds(file: IO[bytes], needles: Sequence[bytes]) -> bool:
    """Whether one of the needles is in it, across the borders of chunks as well."""
    longest = max(map(len, needles), default=1)
    rest = b""
    while chunk := file.read(CHUNK):
        held = rest + chunk
        if any(needle in held for needle in needles):
            return True
        rest = held[-longest:]
    return False
