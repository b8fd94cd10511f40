"""The log of reads: who read what is withheld from others, in a tree of its own.

It lies beside the log of events and is none of it, so that much reading does not swell
the register. Rows are only ever added, each is a leaf of a Merkle tree that is made as
that of the events is, and its heads are signed by the same key under another name.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from pydantic_core import from_json

from domain.errors import RefusesToSign, Unsigned
from domain.ledger.checkpoint import Checkpoint, read_checkpoint
from domain.ledger.entry import SALT_BYTES
from domain.ledger.note import Note
from domain.ledger.tree import Frontier, NodeReader, frontier_at, leaf_hash, root_at
from domain.log.mapper import moment
from domain.log.read_entry import Kept, Read, digested, entry_of, read_row
from domain.log.sealing import LedgerBroken, reader
from domain.log.signing_key import KeyFolder
from domain.log.store import Row, Store, Writing

_SIZE: Final = "SELECT coalesce(max(nth), 0) FROM reads"
_NODE: Final = "SELECT hash FROM reads_ledger WHERE level = ? AND nth = ?"
_PAGE: Final = (
    "SELECT nth, entry, salt, purpose FROM reads WHERE nth > ? AND nth <= ?"
    " ORDER BY nth LIMIT ?"
)
_LEAVES: Final = "SELECT count(*) FROM reads_ledger WHERE level = 0"
_AT: Final = "SELECT note FROM reads_checkpoints WHERE size = ?"
PAGE: Final = 2_000
# What a name of a log is followed by in the heads of its log of reads.
SUFFIX: Final = "/reads"
# By what the memory of what was signed last is known in the folder of the key.
LAST: Final = "last-reads"


class ReadLog:
    """The reads of one register, in the order in which they were told."""

    def __init__(
        self,
        store: Store,
        log_id: UUID,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        salt: Callable[[int], bytes] = os.urandom,
    ) -> None:
        self._store = store
        self._log_id = log_id
        self._clock = clock
        self._salt = salt
        self._frontier: Frontier | None = None

    def keep(self, read: Read) -> int:
        """Keeps a read, on disk before anybody is answered; its number.

        Raises Unavailable if it cannot be kept: then nothing is to be told.
        """
        with self._store.writing() as writing:
            frontier = self._at_the_end(writing)
            nth, salt = frontier.size + 1, self._salt(SALT_BYTES)
            entry = entry_of(self._log_id, nth, moment(self._now()), read, salt)
            row = (nth, entry, salt if read.purpose else None, read.purpose)
            grown = append(writing, frontier, [row])
        self._frontier = grown
        return nth

    def size(self) -> int:
        """How many reads were kept."""
        return int(self._store.query(_SIZE)[0][0])

    def root_of(self, size: int) -> bytes:
        """The root over the first reads. Raises LedgerBroken."""
        return root_at(size, self.node_reader())

    def node_reader(self) -> NodeReader:
        """Reads the tree's stored nodes."""
        return reader(lambda level, nth: self._store.query(_NODE, (level, nth)))

    def rows(self, after: int, last: int) -> Iterator[Row]:
        """The rows after a number up to another: nth, entry, salt and purpose."""
        while after < last:
            found = self._store.query(_PAGE, (after, last, PAGE))
            if not found:
                return
            yield from found
            after = found[-1][0]

    def reads(self, after: int, last: int) -> Iterator[Kept]:
        """The reads after a number up to another, in order."""
        return map(read_row, self.rows(after, last))

    def broken_at(self) -> int | None:
        """The first read that is not as its tree has it; None if all are.

        Entries are hashed anew, purposes digested anew, and the whole tree rebuilt.
        """
        size, frontier = self.size(), Frontier()
        node = self.node_reader()
        for nth, entry, salt, purpose in self.rows(0, size):
            said = from_json(bytes(entry))
            stored = leaf_hash(bytes(entry))
            fits = (
                frontier.size + 1 == nth == said["nth"]
                and said["log"] == str(self._log_id)
                and said["purpose"] == digested(purpose, salt)
                and node(0, nth - 1) == stored
            )
            if not fits:
                return int(nth)
            frontier, _ = frontier.append(stored)
        leaves = int(self._store.query(_LEAVES)[0][0])
        if not frontier.size == size == leaves:
            return frontier.size + 1
        return None if frontier.root() == root_at(size, node) else size

    def sign(self, folder: KeyFolder) -> Note:
        """Signs the head of the reads; what is signed is kept before it is given out.

        Raises Unsigned where the key is not here, RefusesToSign if the reads do not
        begin with those that were signed last.
        """
        with folder.lock:
            key = folder.key()
            if key is None:
                raise Unsigned("the key that signs is not here: no head can be signed")
            self._refuse_rewound(folder.last(LAST))
            size = self.size()
            head = Checkpoint(f"{key.name}{SUFFIX}", size, self.root_of(size))
            note = key.sign(head.text())
            folder.remember(note, LAST)
            self._keep(size, note)
        return note

    def _refuse_rewound(self, last: Note | None) -> None:
        if last is None:
            return
        _, size, root = read_checkpoint(last.text)
        if self.size() < size or self.root_of(size) != root:
            detail = (
                f"the log of reads does not begin with the {size} that were signed: it"
                " was restored from an old copy, or altered. Bring back the newest"
            )
            raise RefusesToSign(detail)

    def _keep(self, size: int, note: Note) -> None:
        with self._store.writing() as writing:
            if not writing.execute(_AT, (size,)):
                into = "INSERT INTO reads_checkpoints (size, note)"
                writing.insert(into, [(size, str(note))])

    def _at_the_end(self, writing: Writing) -> Frontier:
        """The tree as it is inside the lock: another process may have added to it."""
        size = int(writing.execute(_SIZE)[0][0])
        if self._frontier is not None and self._frontier.size == size:
            return self._frontier
        read = reader(lambda level, nth: writing.execute(_NODE, (level, nth)))
        return frontier_at(size, read)

    def _now(self) -> datetime:
        return self._clock().astimezone(UTC)


def append(
    writing: Writing, frontier: Frontier, rows: Sequence[Sequence[Any]]
) -> Frontier:
    """Writes rows, their leaves, and the subtrees that they complete."""
    grown, nodes = frontier.extend([leaf_hash(row[1]) for row in rows])
    leaves = [(0, row[0] - 1, leaf_hash(row[1])) for row in rows]
    writing.insert("INSERT INTO reads (nth, entry, salt, purpose)", rows)
    writing.insert("INSERT INTO reads_ledger (level, nth, hash)", leaves + nodes)
    return grown


def put_back(
    writing: Writing, log_id: UUID, rows: Iterable[Sequence[Any]]
) -> tuple[int, bytes]:
    """Fills an empty log of reads; how many there are, and their root.

    Raises LedgerBroken where there are reads already, or where a row is of another
    log, out of order, or has another purpose than its entry says.
    """
    frontier = Frontier()
    if int(writing.execute(_SIZE)[0][0]):
        raise LedgerBroken("there is a log of reads here already")
    for row in rows:
        said = from_json(bytes(row[1]))
        theirs = (said["log"], said["nth"], said["purpose"])
        if theirs != (str(log_id), frontier.size + 1, digested(row[3], row[2])):
            message = f"read {row[0]} is not the next one of this log"
            raise LedgerBroken(message)
        frontier = append(writing, frontier, [row])
    return frontier.size, frontier.root()
