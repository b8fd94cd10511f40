"""The Merkle tree over the log's entries, grown at its right edge and kept as rows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256
from itertools import count, repeat, starmap
from typing import TypeAlias

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()

Node: TypeAlias = tuple[int, int, bytes]
"""Level (the subtree has 2**level leaves), index from the left in that level, hash."""

NodeReader: TypeAlias = Callable[[int, int], bytes]
"""The stored hash at (level, index); level 0 is the leaf hashes.

Only complete subtrees are asked for. A reader raises for a row that it lacks.
"""


class Unprovable(Exception):
    """Sizes and hashes that no tree has: one class for each way to be wrong."""


class NotAHash(Unprovable):
    """Bytes of another length stand where a hash of 32 bytes should."""


class NotAFrontier(Unprovable):
    """The number of hashes does not follow from the number of leaves."""


def leaf_hash(entry: bytes) -> bytes:
    """Hash an entry as a leaf: SHA-256(0x00 || entry), RFC 6962 section 2.1."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into their parent: SHA-256(0x01 || left || right).

    The prefixes differ so that no node can be passed off as a leaf (RFC 6962, 2.1).
    """
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that growing a tree and knowing its root need: its complete subtrees.

    `peaks` are the hashes of the maximal complete subtrees from left to right, one
    for each bit that is set in `size`. Raises NotAFrontier or NotAHash otherwise.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            raise NotAFrontier(
                f"{self.size} leaves do not have {len(self.peaks)} maximal subtrees"
            )
        _require_hashes(self.peaks)

    def append(self, leaf: bytes) -> tuple["Frontier", list[Node]]:
        """Add one leaf hash; see `extend`."""
        return self.extend([leaf])

    def extend(self, leaves: Iterable[bytes]) -> tuple["Frontier", list[Node]]:
        """Add leaf hashes; return the tree then and the subtrees they completed.

        Those are in order of level, then index, about one a leaf, and leave out the
        leaves themselves. However the leaves are split into batches, tree and
        subtrees are the same. Raises NotAHash.
        """
        row, index = list(leaves), self.size
        _require_hashes(row)
        size, level = index + len(row), 0
        peaks, kept, completed = list(self.peaks), list[bytes](), list[Node]()
        while row:
            if index % 2:
                row.insert(0, peaks.pop())
            if len(row) % 2:
                kept.append(row.pop())
            row, level, index = _parents(row), level + 1, index // 2
            completed += zip(repeat(level), count(index), row)
        return Frontier(size, (*peaks, *reversed(kept))), completed

    def root(self) -> bytes:
        """The tree's root, MTH of RFC 6962 section 2.1; EMPTY_ROOT without leaves."""
        if not self.peaks:
            return EMPTY_ROOT
        return reduce(lambda right, left: node_hash(left, right), self.peaks[::-1])


def frontier_at(size: int, node: NodeReader) -> Frontier:
    """The tree of the first `size` leaves, to grow again from what is stored.

    Reads one node for each bit set in `size`. Raises NotAHash for a damaged row.
    """
    return frontier_over(range(size), node)


def root_at(size: int, node: NodeReader) -> bytes:
    """The root over the first `size` leaves; see `frontier_at`."""
    return frontier_at(size, node).root()


def frontier_over(span: range, node: NodeReader) -> Frontier:
    """The tree over the leaves of one subtree, the ragged right edge included."""
    return Frontier(span.stop - span.start, tuple(starmap(node, _complete(span))))


def _complete(span: range) -> Iterator[tuple[int, int]]:
    """Level and index of the maximal complete subtrees in a span, left to right."""
    start, size = span.start, span.stop - span.start
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            yield level, start >> level
            start += 1 << level


def _parents(row: list[bytes]) -> list[bytes]:
    nodes = iter(row)
    return [node_hash(left, right) for left, right in zip(nodes, nodes, strict=True)]


def _require_hashes(hashes: Iterable[bytes]) -> None:
    if strange := set(map(len, hashes)) - {HASH_BYTES}:
        raise NotAHash(f"hashes have {HASH_BYTES} bytes, not {sorted(strange)}")
