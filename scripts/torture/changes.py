# ruff: noqa: PLR2004 - chances
"""What somebody who would like another history does to the rows of a register."""

import random
import sqlite3
from collections.abc import Callable
from typing import Any
from uuid import UUID

from domain.ledger.tree import Frontier
from domain.log.mapper import marked_leaf
from domain.log.store import COLUMNS, SELECT

Change = Callable[[sqlite3.Connection, random.Random, int], None]


def _value(store: sqlite3.Connection, rng: random.Random, size: int) -> None:
    column, at = rng.choice(COLUMNS), rng.randint(1, size)
    asked = f'SELECT "{column}" FROM events WHERE position = {at}'  # noqa: S608
    (old,) = store.execute(asked).fetchone()
    if isinstance(old, int):
        new: Any = old + rng.choice((-1, 1, 7))
    elif old is None:
        new = "2026-01-01"
    else:
        data = bytearray(old if isinstance(old, bytes) else old.encode())
        data[rng.randrange(len(data))] = rng.choice(b"abcdef0123456789")
        new = bytes(data) if isinstance(old, bytes) else data.decode(errors="replace")
    store.execute(f'UPDATE events SET "{column}" = ? WHERE position = {at}', [new])  # noqa: S608


def _hashed_anew(store: sqlite3.Connection, rng: random.Random, size: int) -> None:
    """A value with its leaf, the nodes over it and, sometimes, the marks."""
    _value(store, rng, size)
    rows = store.execute(f"{SELECT} ORDER BY position").fetchall()
    try:
        leaves = [marked_leaf(UUID(rows[0][1]), row) for row in rows]
    except Exception:  # noqa: BLE001 - the row has no leaf at all
        return
    _, nodes = Frontier().extend([leaf for leaf, _ in leaves])
    store.execute("DELETE FROM ledger")
    own = [(0, nth, leaf) for nth, (leaf, _) in enumerate(leaves)]
    store.executemany("INSERT INTO ledger VALUES (?, ?, ?)", own + nodes)
    if rng.random() < 0.5:
        told = [(mark, nth) for nth, (_, mark) in enumerate(leaves, 1)]
        store.executemany("UPDATE marks SET marks = ? WHERE position = ?", told)


def _gone(store: sqlite3.Connection, rng: random.Random, size: int) -> None:
    at = rng.randint(1, size)
    store.execute("DELETE FROM events WHERE position = ?", [at])
    if rng.random() < 0.5:
        store.execute("UPDATE events SET position = -position WHERE position > ?", [at])
        store.execute("UPDATE events SET position = -position - 1 WHERE position < 0")


def _swapped(store: sqlite3.Connection, rng: random.Random, size: int) -> None:
    one, other = rng.sample(range(1, size + 1), 2)
    for was, becomes in ((one, -1), (other, one), (-1, other)):
        asked = "UPDATE events SET position = ? WHERE position = ?"
        store.execute(asked, [becomes, was])


def _doubled(store: sqlite3.Connection, rng: random.Random, size: int) -> None:
    columns = ", ".join(f'"{c}"' for c in COLUMNS if c not in ("position", "version"))
    store.execute(
        f"INSERT INTO events (position, version, {columns})"  # noqa: S608
        f" SELECT {size + 1}, 999, {columns} FROM events WHERE position = ?",
        [rng.randint(1, size)],
    )


def _moved(store: sqlite3.Connection, rng: random.Random, size: int) -> None:
    """State and salt of one entry in the place of another's."""
    one, other = rng.sample(range(1, size + 1), 2)
    asked = "SELECT salt, state FROM events WHERE position = ?"
    kept = store.execute(asked, [one]).fetchone()
    put = "UPDATE events SET salt = ?, state = ? WHERE position = ?"
    store.execute(put, [*kept, other])


def _node(store: sqlite3.Connection, rng: random.Random, _: int) -> None:
    rows = store.execute("SELECT level, nth FROM ledger").fetchall()
    level, nth = rng.choice(rows)
    new = rng.randbytes(rng.choice((0, 31, 32, 33)))
    act = "UPDATE ledger SET hash = ? WHERE level = ? AND nth = ?"
    store.execute(act, [new, level, nth])


def _head(store: sqlite3.Connection, rng: random.Random, _: int) -> None:
    rows = store.execute("SELECT size, note FROM checkpoints").fetchall()
    size, note = rng.choice(rows)
    at = rng.randrange(len(note))
    new = note[:at] + rng.choice("abcXYZ019 \n") + note[at + 1 :]
    store.execute("UPDATE checkpoints SET note = ? WHERE size = ?", [new, size])


CHANGES: tuple[Change, ...] = (
    _value,
    _value,
    _hashed_anew,
    _gone,
    _swapped,
    _doubled,
    _moved,
    _node,
    _head,
)
