"""Verifies some entries of a log where they lie, against a head: a quick look.

What only the whole log shows is not looked at: that streams begin at their first
version, that what is struck out was ordered, that the ledger holds nothing more.
"""

from functools import lru_cache
from typing import Final
from uuid import UUID

from domain.ledger.checkpoint import Checkpoint
from domain.ledger.proof import ProofFailed, inclusion_proof, verify_inclusion
from domain.ledger.tree import NodeReader
from domain.log.store import Store, page
from domain.log.verdict import tampered
from domain.log.verifying_rows import Kept, Rows

# How many entries are looked at at once.
MOST: Final = 5_000
_LEAVES: Final = (
    "SELECT nth + 1, hash FROM ledger WHERE level = 0 AND nth >= ? AND nth < ?"
)
_MARKS: Final = "SELECT position, marks FROM marks WHERE position > ? AND position <= ?"


def verify_range(
    store: Store, log: UUID, span: range, head: Checkpoint, node: NodeReader
) -> None:
    """Checks that the entries at these positions are as sealed, and under a head.

    Each is there, in order, its leaf follows from all its fields, and the leaf is in
    the tree whose root the head has. `span` has at most MOST positions, none after the
    head's. Raises NotVerified for the first that is not so.
    """
    before, last = span.start - 1, span.stop - 1
    leaves: dict[int, bytes] = dict(store.query(_LEAVES, (before, last)))
    marks: dict[int, bytes] = dict(store.query(_MARKS, (before, last)))
    found = Rows(str(log), before)
    near = lru_cache(maxsize=None)(node)
    for row in store.query(*page(before, len(span), last)):
        at = found.position + 1
        if leaves.get(at) is None:
            raise tampered(at, "leaf", "is not in the ledger")
        leaf = found.take(row, Kept(bytes(leaves[at]), marks.get(at)))
        proof = inclusion_proof(at - 1, head.size, near)
        try:
            verify_inclusion(leaf, at - 1, head.size, root=head.root, proof=proof)
        except ProofFailed as error:
            raise tampered(at, "checkpoint", str(error)) from None
    if found.position != last:
        raise tampered(found.position + 1, "position", "the entry is gone")
