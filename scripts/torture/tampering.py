# ruff: noqa: PLR2004, S101, S311 - chances and grades, and what has to hold
"""Changes a register at rest behind its back, again and again: no change is accepted.

Four torments: rows changed at random in ways that make sense to somebody who would
like another history; every byte of a small SQLite file; every byte of a small bundle;
every byte of a small redacted release. Each ends after its rounds or its seconds,
whichever comes first, and says how far it came.
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

from domain.ledger.checkpoint import read_checkpoint
from domain.ledger.tree import Frontier
from domain.log.home import Home, open_store
from domain.log.register import Register, init_register
from domain.log.signing_keys import create_key
from domain.log.submission import Asker
from domain.log.verdict import NotVerified
from domain.log.verifying import Against, verify_store
from scripts.torture.acts import enter
from scripts.torture.changes import CHANGES
from scripts.torture.given_out import GivenOut, small_bundle, small_release

UNANCHORED = 11
VERIFIER = Path(__file__).parents[1] / "verify_register.py"


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
            counts["accepted by who compares heads alone"] += _believed(data, against)
            counts[f"found by {change.__name__.strip('_')}"] += 1
    weaker = counts["accepted by who compares heads alone"]
    assert weaker or not counts, "the weaker control accepted nothing: it is none"
    return counts


def bytes_of_a_file_changed(_: Home, seconds: float = 36_000) -> Counter[str]:
    """One bit of each byte of the file: found, unreadable, or the same content."""
    counts = Counter[str]()
    with _standing(entries=3) as (data, against, _size):
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


def bytes_of_a_bundle_changed(_: Home, seconds: float = 3600) -> Counter[str]:
    """A bundle with a bit turned, a byte lost or doubled, wherever: refused."""
    return _spoilt_everywhere(small_bundle, seconds)


def bytes_of_a_release_changed(_: Home, seconds: float = 3600) -> Counter[str]:
    """The same of a redacted release, whose every byte is signed: refused."""
    return _spoilt_everywhere(small_release, seconds)


def _spoilt_everywhere(
    make: Callable[[Path], GivenOut], seconds: float
) -> Counter[str]:
    """Accepted it would have to be the same to the byte, and no change leaves it so."""
    counts, verify = Counter[str](), _load()
    with TemporaryDirectory(prefix="counterfoil-") as folder:
        given = make(Path(folder))
        good, path = given.file.read_bytes(), Path(folder) / "spoilt.zip"
        said = ["--trust", str(given.trust), "--json"]
        _require_accepted(verify, [str(given.file), *said])
        order = list(range(len(good)))
        random.Random(7).shuffle(order)
        for at, _round in zip(order, _for(len(order), seconds), strict=False):
            for spoilt in _spoilt(good, at):
                path.write_bytes(spoilt)
                with contextlib.redirect_stdout(io.StringIO()) as told:
                    code = verify([str(path), *said])
                assert 20 <= code <= 40, f"byte {at}: {told.getvalue()}"
                counts[json.loads(told.getvalue())["verdict"].lower()] += 1
            counts["bytes changed"] += 1
        counts["bytes of the file"] = len(good)
    return counts


def _spoilt(good: bytes, at: int) -> Iterator[bytes]:
    """Each bit of one byte turned, the byte lost, and there twice."""
    for bit in range(8):
        yield good[:at] + bytes([good[at] ^ 1 << bit]) + good[at + 1 :]
    yield good[:at] + good[at + 1 :]
    yield good[: at + 1] + good[at:]


def _require_accepted(verify: Callable[[list[str]], int], said: list[str]) -> None:
    """What was not changed has to be accepted, or no refusal says anything."""
    with contextlib.redirect_stdout(io.StringIO()) as told:
        code = verify(said)
    assert code == UNANCHORED, told.getvalue()


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
            # The same file in the smallest pages there are, of which few are empty.
            store.execute("PRAGMA page_size = 512")
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


def _believed(file: Path, against: Against) -> bool:
    """The control: whether the stored leaves lead to the head that was known.

    Nothing is worked out from the entries. What an auditor believes who does this
    alone, a hex editor can change.
    """
    with contextlib.suppress(Exception), closing(sqlite3.connect(file)) as store:
        found = store.execute("SELECT hash FROM ledger WHERE level = 0 ORDER BY nth")
        leaves = [bytes(row[0]) for row in found]
        tree, _ = Frontier().extend(leaves[: against.heads[0].size])
        return tree.root() == against.heads[0].root
    return False


def _content(file: Path) -> list[Any]:
    """All that a reader of the store is told."""
    tables = ("events", "ledger", "marks", "checkpoints")  # nothing else is signed here
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
