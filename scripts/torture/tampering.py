# ruff: noqa: PLR2004, S101, S311 - chances and grades, and what has to hold
"""Changes a register at rest behind its back, again and again: no change is accepted.

Three torments: rows changed at random in ways that make sense to somebody who would
like another history; every byte of a small SQLite file; every byte of a small bundle.
Each ends after its rounds or its seconds, whichever comes first, and says how far it
came.
"""

import contextlib
import importlib.util
import io
import json
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

from api.bundle_file import Asked, write_bundle
from api.opening import opened
from domain.ledger.checkpoint import read_checkpoint
from domain.ledger.tree import Frontier
from domain.log.home import Home, open_store
from domain.log.mapper import marked_leaf
from domain.log.register import Register, init_register
from domain.log.signing_keys import create_key
from domain.log.store import COLUMNS, SELECT
from domain.log.submission import Asker
from domain.log.verdict import NotVerified
from domain.log.verifying import Against, verify_store
from scripts.torture.acts import enter

VERIFIER = Path(__file__).parents[1] / "verify_register.py"
Change = Callable[[sqlite3.Connection, random.Random, int], None]


def rows_changed(_: Home, rounds: int = 20_000, seconds: float = 3600) -> Counter[str]:
    """Logical changes: values, order, rows gone and doubled, trees hashed anew."""
    rng, counts = random.Random(20261122), Counter[str]()
    with _standing() as (data, against, size):
        content, sealed = _content(data), data.read_bytes()
        for _round in _for(rounds, seconds):
            data.write_bytes(sealed)
            change = rng.choice(CHANGES)
            refused = contextlib.suppress(sqlite3.IntegrityError)
            with closing(sqlite3.connect(data)) as store, refused:
                change(store, rng, size)
                store.commit()
            if _content(data) == content:
                counts["changes of nothing"] += 1
                continue
            told = _verdict(data, against)
            assert told is not None, f"{change.__name__} was accepted"
            counts[f"found by {change.__name__.strip('_')}"] += 1
    return counts


def bytes_of_a_file_changed(_: Home, seconds: float = 36_000) -> Counter[str]:
    """One bit of each byte of the file: found, unreadable, or the same content."""
    counts = Counter[str]()
    with _standing(entries=3) as (data, against, _):
        sealed, content = data.read_bytes(), _content(data)
        order = list(range(len(sealed)))
        random.Random(7).shuffle(order)
        for at, _round in zip(order, _for(len(order), seconds), strict=False):
            spoilt = bytearray(sealed)
            spoilt[at] ^= 1 << at % 8
            data.write_bytes(spoilt)
            told = _verdict(data, against)
            if told is None:
                assert _content(data) == content, f"byte {at} was accepted changed"
            counts[told or "provably the same content"] += 1
        counts["bytes of the file"] = len(sealed)
    return counts


def bytes_of_a_bundle_changed(_: Home, seconds: float = 36_000) -> Counter[str]:
    """One bit of each byte of a bundle: refused."""
    counts, verify = Counter[str](), _load()
    with TemporaryDirectory(prefix="counterfoil-") as folder:
        bundle, trust = _bundle(Path(folder))
        good, path = bundle.read_bytes(), Path(folder) / "spoilt.zip"
        order = list(range(len(good)))
        random.Random(7).shuffle(order)
        for at, _round in zip(order, _for(len(order), seconds), strict=False):
            spoilt = bytearray(good)
            spoilt[at] ^= 1 << at % 8
            path.write_bytes(spoilt)
            with contextlib.redirect_stdout(io.StringIO()) as said:
                code = verify([str(path), "--trust", str(trust), "--json"])
            assert 20 <= code <= 40, f"byte {at}: {said.getvalue()}"
            counts[json.loads(said.getvalue())["verdict"].lower()] += 1
        counts["bytes of the bundle"] = len(good)
    return counts


def _bundle(folder: Path) -> tuple[Path, Path]:
    """A small bundle, and the file with the key that signed it."""
    home = Home(folder / "data", signer=folder / "signer")
    init_register(home, "torture.example/1", "Torture")
    bundle, trust = folder / "good.zip", folder / "trust"
    with opened(home) as found:
        key = create_key(found.register, Asker(UUID(int=0), "cli", uuid4()))
        for nth in range(3):
            enter(found.register, f"Risk {nth}")
        write_bundle(found, Asked(), bundle)
    trust.write_text(f"{key}\n")
    return bundle, trust


def _for(rounds: int, seconds: float) -> Iterator[int]:
    end = time.monotonic() + seconds
    for one in range(rounds):
        if time.monotonic() > end:
            return
        yield one


@contextlib.contextmanager
def _standing(entries: int = 12) -> Iterator[tuple[Path, Against, int]]:
    """A signed register at rest in one file, without triggers; what it is held to."""
    with TemporaryDirectory(prefix="counterfoil-") as folder:
        made = Home(Path(folder) / "data", signer=Path(folder) / "signer")
        init_register(made, "torture.example/1", "Torture")
        register = Register(made)
        key = create_key(register, Asker(UUID(int=0), "cli", uuid4()))
        for nth in range(entries):
            enter(register, f"Risk {nth}")
        head = read_checkpoint(register.signer.latest().text)
        register.close()
        file = made.data / "log.db"
        with closing(sqlite3.connect(file)) as store:
            found = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for (name,) in store.execute(found).fetchall():
                store.execute(f'DROP TRIGGER "{name}"')
            store.commit()
            store.execute("PRAGMA journal_mode = DELETE").fetchall()
            store.execute("VACUUM")
        yield file, Against([key], [head]), head.size


def _verdict(file: Path, against: Against) -> str | None:
    """What verification says of a file, None if it accepts it."""
    for beside in ("-wal", "-shm", "-journal"):
        file.with_name(file.name + beside).unlink(missing_ok=True)
    store = None
    try:
        store = open_store(Home(file.parent))
        verify_store(store, against)
    except NotVerified as found:
        return str(found.code).lower()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is no acceptance
        return f"unreadable ({type(error).__name__})"
    finally:
        if store is not None:
            with contextlib.suppress(Exception):
                store.close()
    return None


def _content(file: Path) -> list[Any]:
    """All that a reader of the store is told."""
    tables = ("events", "ledger", "marks", "checkpoints")
    with closing(sqlite3.connect(file)) as store:
        store.text_factory = bytes
        return [
            store.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608
            for table in tables
        ]


def _load() -> Callable[[list[str]], int]:
    spec = importlib.util.spec_from_file_location("verify_register", VERIFIER)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(VERIFIER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[[list[str]], int] = module.main
    return found


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
