"""Proofs that a leaf is in the tree and that a later tree only adds to an earlier one.

Both say the same thing about one subtree: what lies beside it on the way up to the
root. Prover and verifier agree on those siblings from the sizes alone, so a proof is
a bare list of hashes, nearest sibling first, as RFC 6962 and RFC 9162 have it.
"""

from collections.abc import Iterable, Sequence

from domain.ledger.tree import (
    HASH_BYTES,
    NodeReader,
    Unprovable,
    frontier_over,
    node_hash,
)

# RFC 9162 section 4.9 keeps a size in 64 bits; a longer one is only there to cost us.
MOST_LEAVES = 2**64 - 1


class OutOfTree(Unprovable):
    """A proof was asked for a leaf or a size that the tree does not have."""


class ProofFailed(Unprovable):
    """A proof does not show what it claims; the message says why."""


def inclusion_proof(index: int, size: int, node: NodeReader) -> list[bytes]:
    """Audit path of a leaf: PATH(index, D[size]) of RFC 6962 section 2.1.1.

    At most ceil(log2(size)) hashes, from at most twice as many nodes; none for a tree
    of one leaf. Raises OutOfTree unless 0 <= index < size.
    """
    if not 0 <= index < size:
        raise OutOfTree(f"there is no leaf {index} in a tree of {size}")
    return _roots(_siblings(_leaf(index), size), node)


def consistency_proof(old: int, new: int, node: NodeReader) -> list[bytes]:
    """Proof that the tree of `old` leaves begins that of `new`: PROOF(old, D[new]).

    RFC 6962 section 2.1.2; none is needed between equal sizes. Raises OutOfTree
    unless 0 < old <= new: every tree extends the empty one, which proves nothing.
    """
    if not 0 < old <= new:
        raise OutOfTree(f"a tree of {new} leaves has not grown from {old}")
    common = _last_common(old, new)
    return _roots([*_unknown(common), *_siblings(common, new)], node)


def verify_inclusion(
    leaf: bytes, index: int, size: int, *, root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that `leaf` is the hash at `index` of the tree with that size and root.

    As RFC 9162 section 2.1.3.2. Raises ProofFailed. The size is believed: some
    neighbouring sizes share a path, so take it from where the root is signed.
    """
    _require(0 <= index < size <= MOST_LEAVES, "the index lies outside the tree")
    siblings = _siblings(_leaf(index), size)
    _require_hashes(proof, len(siblings), {"leaf": leaf, "root": root})
    reached = _climb(leaf, _leaf(index), zip(siblings, proof, strict=True))
    _require(reached == root, "leaf and proof lead to another root")


def verify_consistency(
    old: int, new: int, *, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the tree of `new` leaves begins with the very tree of `old`.

    As RFC 9162 section 2.1.4.2. Raises ProofFailed, also for an empty old tree, with
    which every tree is consistent.
    """
    _require(0 < old <= new <= MOST_LEAVES, "the sizes are not those of a growing tree")
    common = _last_common(old, new)
    siblings = _siblings(common, new)
    unknown = len(_unknown(common))
    roots = {"old root": old_root, "new root": new_root}
    _require_hashes(proof, unknown + len(siblings), roots)
    start = proof[0] if unknown else old_root
    beside = list(zip(siblings, proof[unknown:], strict=True))
    # What lay to the right of the common subtree came after the old tree.
    before = [(span, hash_) for span, hash_ in beside if span.start < common.start]
    _require(_climb(start, common, before) == old_root, "it leads to another old root")
    _require(_climb(start, common, beside) == new_root, "it leads to another new root")


def _siblings(subtree: range, size: int) -> list[range]:
    """The subtrees passed on the way from a subtree to the root, nearest first."""
    here, passed = range(size), list[range]()
    while here != subtree:
        left, right = _halves(here)
        here, beside = (left, right) if subtree.stop <= left.stop else (right, left)
        passed.append(beside)
    return passed[::-1]


def _halves(tree: range) -> tuple[range, range]:
    """Split after the largest power of two below the size (RFC 6962, section 2.1)."""
    below = tree.stop - tree.start - 1
    split = tree.start + (1 << below.bit_length() - 1)
    return range(tree.start, split), range(split, tree.stop)


def _leaf(index: int) -> range:
    return range(index, index + 1)


def _last_common(old: int, new: int) -> range:
    """The subtree at the end of the old tree that is still a subtree of the new."""
    return range(0 if old == new else old & (old - 1), old)


def _unknown(common: range) -> list[range]:
    """The common subtree, unless it is the old tree itself, whose root is known."""
    return [common] if common.start else []


def _roots(spans: Iterable[range], node: NodeReader) -> list[bytes]:
    return [frontier_over(span, node).root() for span in spans]


def _climb(
    hash_: bytes, subtree: range, beside: Iterable[tuple[range, bytes]]
) -> bytes:
    """The root that follows from a subtree's hash and those beside its way up."""
    for span, other in beside:
        on_the_left = span.start < subtree.start
        hash_ = node_hash(other, hash_) if on_the_left else node_hash(hash_, other)
    return hash_


def _require_hashes(
    proof: Sequence[bytes], needed: int, given: dict[str, bytes]
) -> None:
    """Count before measuring, so that an overlong proof costs nothing to refuse."""
    _require(len(proof) == needed, f"it has {len(proof)} hashes in place of {needed}")
    named = given | {f"hash {n} of the proof": hash_ for n, hash_ in enumerate(proof)}
    for name, hash_ in named.items():
        _require(len(hash_) == HASH_BYTES, f"the {name} is not {HASH_BYTES} bytes long")


def _require(holds: bool, reason: str) -> None:  # noqa: FBT001 - it reads as a sentence
    if not holds:
        raise ProofFailed(reason)
