"""What others signed of the log, in an export: a line a head, and back into a store."""

from base64 import b64decode, b64encode
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

import orjson

from domain.ledger.checkpoint import read_checkpoint
from domain.ledger.cosignature import read_witness
from domain.ledger.note import read_note
from domain.ledger.timestamp import stamped_digest
from domain.ledger.tree import root_at
from domain.log.exported import Unrestorable
from domain.log.sealing import reader
from domain.log.store import Store, Writing

# How the line of a head begins.
HEAD: Final = b'{"checkpoint":'
_HEADS: Final = (
    "SELECT size, note FROM checkpoints WHERE size <= ? AND size IN"
    " (SELECT size FROM cosignatures UNION SELECT size FROM timestamps) ORDER BY size"
)
_LINES: Final = "SELECT vkey, line FROM cosignatures WHERE size = ? ORDER BY line"
_REPLIES: Final = (
    "SELECT certificate, reply FROM timestamps WHERE size = ? ORDER BY sha256"
)
_NODE: Final = "SELECT hash FROM ledger WHERE level = ? AND nth = ?"


def head_lines(store: Store, size: int) -> Iterator[bytes]:
    """The line of each head, up to a size, that others have signed."""
    for at, note in store.query(_HEADS, (size,)):
        replies = store.query(_REPLIES, (at,))
        yield orjson.dumps(
            {
                "checkpoint": note,
                "cosignatures": [list(row) for row in store.query(_LINES, (at,))],
                "timestamps": [[_text(one) for one in row] for row in replies],
            }
        )


class RestoredAnchors:
    """Puts heads and what others signed of them back, once the ledger is there."""

    def __init__(self, writing: Writing) -> None:
        self.count = 0
        self._writing = writing
        self._node = reader(lambda level, nth: writing.execute(_NODE, (level, nth)))

    def take(self, line: bytes, size: int) -> None:
        """Takes one head of a log of `size` entries. Raises Unrestorable."""
        try:
            told = orjson.loads(line)
            at = self._check(told, size)
        except (KeyError, TypeError, ValueError) as error:
            detail = (
                f"what others signed of the log cannot be read ({error}); take another"
                " copy, or export anew"
            )
            raise Unrestorable(detail) from None
        self.count += 1
        self._writing.insert("INSERT INTO checkpoints", [(at, told["checkpoint"])])
        lines = [(at, vkey, line) for vkey, line in told["cosignatures"]]
        replies = [
            (at, sha256(reply).hexdigest(), signer, reply)
            for signer, reply in map(_pair, told["timestamps"])
        ]
        for table, rows in (("cosignatures", lines), ("timestamps", replies)):
            if rows:
                self._writing.insert(f"INSERT INTO {table}", rows)

    def _check(self, told: dict[str, Any], size: int) -> int:
        """The size of a head that fits the entries, and all that is signed of it."""
        note = read_note(told["checkpoint"].encode())
        _, at, root = read_checkpoint(note.text)
        if not 0 < at <= size or root_at(at, self._node) != root:
            raise ValueError(f"the head of {at} entries is none of this log")
        for vkey, said in told["cosignatures"]:
            (line,) = read_note(f"\n\n{said}".encode()).signatures
            if read_witness(vkey).accepts(note.text, line.signature) is None:
                raise ValueError(f"a cosignature of the head of {at} is not its own")
        for _, reply in map(_pair, told["timestamps"]):
            if stamped_digest(reply) != sha256(note.text.encode()).digest():
                raise ValueError(f"a timestamp is not of the head of {at}")
        return at


def _text(data: bytes) -> str:
    return b64encode(bytes(data)).decode()


def _pair(told: list[str]) -> tuple[bytes, bytes]:
    signer, reply = (b64decode(one, validate=True) for one in told)
    return signer, reply
