"""The sealer: puts every event's leaf into the tree, in order, after the event."""

from collections.abc import Callable, Sequence
from typing import TypeAlias
from uuid import UUID

from pydantic import BaseModel

from domain.ledger.tree import (
    Frontier,
    NodeReader,
    frontier_at,
    root_at,
)
from domain.log.mapper import marked_leaf
from domain.log.store import Store, Writing, page

BATCH = 2_000
# Seconds in which entries gather before they are sealed together: a leaf is there
# within 0.1 s of its entry.
LINGER = 0.04
_SIZE = "SELECT coalesce(max(nth) + 1, 0) FROM ledger WHERE level = 0"
_ROW = "SELECT hash FROM ledger WHERE level = ? AND nth >= ? AND nth < ? ORDER BY nth"
_NODE = "SELECT hash FROM ledger WHERE level = ? AND nth = ?"


Sealable: TypeAlias = tuple[int, bytes, bytes]
"""A position, the hash of its leaf, and its marks."""


class LedgerBroken(RuntimeError):
    """The leaves are not the positions below the head: sealing stops."""


class Sealed(BaseModel):
    """How far the ledger reaches, and the root of its tree."""

    size: int
    root: str


class Sealer:
    """Seals what was recorded. Any process may run it; a lock of the log orders them.

    Leaf index = position - 1. It asserts that the ledger has a leaf for every
    position and nothing else, and stops loudly otherwise.
    """

    def __init__(self, store: Store, log_id: UUID) -> None:
        self._store = store
        self._log_id = log_id
        self._frontier: Frontier | None = None

    def step(self) -> bool:
        """Seals one batch; whether there may be more. Raises LedgerBroken."""
        size = self._frontier.size if self._frontier else self.size()
        rows = self._store.query(*page(size, BATCH))
        if not rows:
            return False
        entries = [(row[0], *marked_leaf(self._log_id, row)) for row in rows]
        # The events are on disk already; lost leaves would be made anew, the same.
        with self._store.writing(durable=False) as writing:
            kept = int(writing.execute(_SIZE)[0][0])
            if kept < size:
                # The database has started anew and lost its last moments: look again.
                self._frontier = None
                return True
            grown = self._append(writing, kept, entries)
        # Not before it is there: a transaction that fails leaves the ledger as it was.
        self._frontier = grown
        return len(rows) == BATCH

    def size(self) -> int:
        """How many positions are sealed (`sealed_to`)."""
        return int(self._store.query(_SIZE)[0][0])

    def sealed(self) -> Sealed:
        """The size and root of the ledger."""
        size = self.size()
        return Sealed(size=size, root=root_at(size, self.node_reader()).hex())

    def root_of(self, size: int) -> bytes:
        """The root over the first `size` positions; seals those that are not yet.

        Raises LedgerBroken, also where the log has no such position.
        """
        while self.size() < size:
            self.step()
            if self.size() < size and self._store.query(*page(size - 1, 1)) == []:
                message = f"the log has no position {size} that could be sealed"
                raise LedgerBroken(message)
        return root_at(size, self.node_reader())

    def node_reader(self) -> NodeReader:
        """Reads the tree's stored nodes."""
        return reader(lambda level, nth: self._store.query(_NODE, (level, nth)))

    def row(self, level: int, which: range) -> bytes:
        """Neighbouring nodes of one level, one after another. Raises LedgerBroken."""
        between = (level, which.start, which.stop)
        found = self._store.query(_ROW, between)
        if len(found) != len(which):
            message = f"the ledger lacks nodes of {which} at level {level}"
            raise LedgerBroken(message)
        return b"".join(bytes(row[0]) for row in found)

    def _append(self, writing: Writing, size: int, entries: list[Sealable]) -> Frontier:
        """Puts the leaves that the ledger has not yet behind those it has."""
        fresh = [entry for entry in entries if entry[0] > size]
        expected = range(size + 1, size + 1 + len(fresh))
        found = [position for position, _, _ in fresh]
        if found != list(expected):
            lacking = min(set(expected) - set(found))
            message = f"the ledger has {size} leaves, and #{lacking} is missing"
            raise LedgerBroken(message)
        frontier = self._frontier_at(writing, size)
        return append_leaves(writing, frontier, fresh)

    def _frontier_at(self, writing: Writing, size: int) -> Frontier:
        if self._frontier is not None and self._frontier.size == size:
            return self._frontier
        read = reader(lambda level, nth: writing.execute(_NODE, (level, nth)))
        return frontier_at(size, read)


def append_leaves(
    writing: Writing, frontier: Frontier, entries: Sequence[Sealable]
) -> Frontier:
    """Writes leaves, the subtrees that they complete, and their marks."""
    grown, nodes = frontier.extend([leaf for _, leaf, _ in entries])
    leaves = [(0, position - 1, leaf) for position, leaf, _ in entries]
    writing.insert("INSERT INTO ledger", leaves + nodes)
    writing.insert("INSERT INTO marks", [(at, marks) for at, _, marks in entries])
    return grown


def reader(query: Callable[[int, int], list[tuple[bytes, ...]]]) -> NodeReader:
    """A node reader over a query. Raises LedgerBroken for a node that is missing."""

    def node(level: int, nth: int) -> bytes:
        rows = query(level, nth)
        if not rows:
            message = f"the ledger has no node {nth} at level {level}"
            raise LedgerBroken(message)
        return bytes(rows[0][0])

    return node
