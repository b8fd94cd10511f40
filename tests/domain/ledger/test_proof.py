"""Right proofs are the RFC's and pass; anything else is refused, and says why."""

import json
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, repeat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.ledger.proof import (
    OutOfTree,
    ProofFailed,
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from domain.ledger.tree import Frontier, NodeReader, leaf_hash, node_hash, root_at

unhurried = settings(deadline=None)

LEAVES = [leaf_hash(f"entry {number}".encode()) for number in range(256)]

# The test data of transparency-dev/merkle (Apache-2.0), which is not kept in this
# repository: they are looked for in the folder that holds the working copy.
VECTORS = Path(__file__).parents[3].parent / "shared/data/merkle/testdata"
needs_vectors = pytest.mark.skipif(
    not VECTORS.is_dir(),
    reason="the transparency-dev/merkle vectors are not in ../shared/data/merkle",
)


def reader(leaves: list[bytes]) -> NodeReader:
    stored = {(0, index): leaf for index, leaf in enumerate(leaves)}
    for level, index, hash_ in Frontier().extend(leaves)[1]:
        stored[level, index] = hash_
    return lambda level, index: stored[level, index]


def root_of(leaves: list[bytes]) -> bytes:
    return Frontier().extend(leaves)[0].root()


NODE = reader(LEAVES)
ROOTS = [root_at(size, NODE) for size in range(len(LEAVES) + 1)]


def halves(leaves: list[bytes]) -> tuple[list[bytes], list[bytes]]:
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return leaves[:split], leaves[split:]


def naive_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962 section 2.1.1, word for word."""
    if len(leaves) == 1:
        return []
    left, right = halves(leaves)
    if index < len(left):
        return [*naive_path(index, left), root_of(right)]
    return [*naive_path(index - len(left), right), root_of(left)]


def naive_growth(old: int, leaves: list[bytes], *, known: bool = True) -> list[bytes]:
    """PROOF and SUBPROOF of RFC 6962 section 2.1.2, word for word."""
    if old == len(leaves):
        return [] if known else [root_of(leaves)]
    left, right = halves(leaves)
    if old <= len(left):
        return [*naive_growth(old, left, known=known), root_of(right)]
    return [*naive_growth(old - len(left), right, known=False), root_of(left)]


def refused(check: Callable[[], None]) -> bool:
    try:
        check()
    except ProofFailed:
        return True
    return False


@dataclass(frozen=True)
class Claim:
    """A proof as a list of hashes, the first two being what it is about."""

    hashes: list[bytes]
    check: Callable[[list[bytes]], None]

    def refused(self, hashes: list[bytes]) -> bool:
        return refused(partial(self.check, hashes))


def included(index: int, size: int) -> Claim:
    def check(hashes: list[bytes]) -> None:
        leaf, root, *proof = hashes
        verify_inclusion(leaf, index, size, root=root, proof=proof)

    proof = inclusion_proof(index, size, NODE)
    return Claim([LEAVES[index], ROOTS[size], *proof], check)


def grew(old: int, new: int) -> Claim:
    def check(hashes: list[bytes]) -> None:
        old_root, new_root, *proof = hashes
        verify_consistency(old, new, old_root=old_root, new_root=new_root, proof=proof)

    proof = consistency_proof(old, new, NODE)
    return Claim([ROOTS[old], ROOTS[new], *proof], check)


sizes = st.integers(1, len(LEAVES))
inclusions = st.builds(lambda at, size: included(at % size, size), sizes, sizes)
growths = st.builds(lambda *two: grew(min(two), max(two)), sizes, sizes)
claims = inclusions | growths
any_hash = st.sampled_from(LEAVES + ROOTS) | st.binary(min_size=32, max_size=32)


def test_the_audit_paths_are_those_of_the_example_in_the_rfc() -> None:
    """RFC 6962 section 2.1.3, the tree of seven leaves, in its letters."""
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l = node_hash(g, h), node_hash(i, j)  # noqa: E741 - the RFC's letter

    assert inclusion_proof(0, 7, NODE) == [b, h, l]
    assert inclusion_proof(3, 7, NODE) == [c, g, l]
    assert inclusion_proof(4, 7, NODE) == [f, j, k]
    assert inclusion_proof(6, 7, NODE) == [i, k]


def test_the_consistency_proofs_are_those_of_the_example_in_the_rfc() -> None:
    """RFC 6962 section 2.1.3, from three, four and six leaves to seven."""
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l = node_hash(g, h), node_hash(i, j)  # noqa: E741 - the RFC's letter

    assert consistency_proof(3, 7, NODE) == [c, d, g, l]
    assert consistency_proof(4, 7, NODE) == [l]
    assert consistency_proof(6, 7, NODE) == [i, j, k]


@pytest.mark.parametrize("size", range(1, 65))
def test_every_leaf_of_every_small_tree_is_proved_included(size: int) -> None:
    for index in range(size):
        proof = inclusion_proof(index, size, NODE)

        assert proof == naive_path(index, LEAVES[:size])
        verify_inclusion(LEAVES[index], index, size, root=ROOTS[size], proof=proof)


@pytest.mark.parametrize("new", range(1, 65))
def test_every_small_tree_is_proved_to_have_grown(new: int) -> None:
    for old in range(1, new + 1):
        proof = consistency_proof(old, new, NODE)

        assert proof == naive_growth(old, LEAVES[:new])
        verify_consistency(
            old, new, old_root=ROOTS[old], new_root=ROOTS[new], proof=proof
        )


def test_a_leaf_is_proved_at_no_index_but_its_own() -> None:
    for size in range(2, 33):
        for index in range(size):
            claim = included(index, size)
            others = [included(at, size) for at in range(size) if at != index]

            assert all(other.refused(claim.hashes) for other in others)


def test_a_rewritten_leaf_is_caught_by_every_later_consistency_proof() -> None:
    for altered in range(16):
        rewritten = [*LEAVES[:altered], leaf_hash(b"rewritten"), *LEAVES[altered + 1 :]]
        node = reader(rewritten[:16])
        for old in range(altered + 1, 17):
            for new in range(old, 17):
                proof = consistency_proof(old, new, node)
                hashes = [ROOTS[old], root_at(new, node), *proof]

                assert grew(old, new).refused(hashes)


@unhurried
@given(claims)
def test_a_proof_passes_as_it_was_made(claim: Claim) -> None:
    assert not claim.refused(claim.hashes)


@unhurried
@given(claims, st.data(), st.integers(0, 255))
def test_a_flipped_bit_anywhere_is_refused(
    claim: Claim, data: st.DataObject, bit: int
) -> None:
    hashes = claim.hashes.copy()
    place = data.draw(st.integers(0, len(hashes) - 1))

    hashes[place] = (int.from_bytes(hashes[place]) ^ 1 << bit).to_bytes(32)

    assert claim.refused(hashes)


@unhurried
@given(claims, st.data())
def test_two_hashes_swapped_are_refused(claim: Claim, data: st.DataObject) -> None:
    hashes = claim.hashes.copy()
    one, other = data.draw(st.tuples(*[st.integers(0, len(hashes) - 1)] * 2))
    assume(hashes[one] != hashes[other])

    hashes[one], hashes[other] = hashes[other], hashes[one]

    assert claim.refused(hashes)


@unhurried
@given(claims, st.data(), any_hash)
def test_a_hash_too_many_is_refused_wherever_it_stands(
    claim: Claim, data: st.DataObject, extra: bytes
) -> None:
    place = data.draw(st.integers(2, len(claim.hashes)))

    assert claim.refused([*claim.hashes[:place], extra, *claim.hashes[place:]])


@unhurried
@given(claims, st.data())
def test_a_hash_too_few_is_refused_wherever_it_stood(
    claim: Claim, data: st.DataObject
) -> None:
    assume(len(claim.hashes) > 2)
    place = data.draw(st.integers(2, len(claim.hashes) - 1))

    assert claim.refused([*claim.hashes[:place], *claim.hashes[place + 1 :]])


@unhurried
@given(claims, st.data(), st.sampled_from([0, 31, 33]))
def test_a_hash_of_another_length_is_refused(
    claim: Claim, data: st.DataObject, length: int
) -> None:
    hashes = claim.hashes.copy()
    place = data.draw(st.integers(0, len(hashes) - 1))

    hashes[place] = (hashes[place] + b"\x00")[:length]

    assert claim.refused(hashes)


def test_a_root_of_another_length_is_refused_though_all_agree() -> None:
    """The length alone is wrong here, which a comparison would not see."""
    short = b"don't care"

    with pytest.raises(ProofFailed, match="leaf is not 32 bytes long"):
        verify_inclusion(short, 0, 1, root=short, proof=[])
    with pytest.raises(ProofFailed, match="old root is not 32 bytes long"):
        verify_consistency(1, 1, old_root=short, new_root=short, proof=[])


@pytest.mark.parametrize(
    ("index", "size"), [(0, 0), (-1, 4), (4, 4), (5, 4), (0, 2**64)]
)
def test_a_leaf_outside_the_tree_is_not_included(index: int, size: int) -> None:
    with pytest.raises(ProofFailed, match="index lies outside the tree"):
        verify_inclusion(LEAVES[0], index, size, root=LEAVES[0], proof=[])


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 4), (-4, 4), (5, 4), (1, 2**64)])
def test_a_tree_that_did_not_grow_is_not_consistent(old: int, new: int) -> None:
    with pytest.raises(ProofFailed, match="not those of a growing tree"):
        verify_consistency(old, new, old_root=ROOTS[0], new_root=ROOTS[4], proof=[])


def test_a_size_too_long_to_write_out_is_refused_like_any_other() -> None:
    """Python will not print so long a number: a reason that tried would not be one."""
    size = 10**5000

    with pytest.raises(ProofFailed):
        verify_inclusion(LEAVES[0], 0, size, root=LEAVES[0], proof=[])
    with pytest.raises(ProofFailed):
        verify_consistency(1, size, old_root=ROOTS[1], new_root=ROOTS[4], proof=[])


@pytest.mark.parametrize(
    ("claim", "place", "reason"),
    [
        (included(3, 7), 0, "leaf and proof lead to another root"),
        (included(3, 7), 1, "leaf and proof lead to another root"),
        (grew(6, 7), 0, "it leads to another old root"),
        (grew(6, 7), 1, "it leads to another new root"),
        (grew(6, 7), 3, "it leads to another new root"),
        (grew(6, 7), 4, "it leads to another old root"),
    ],
)
def test_the_reason_says_which_root_was_not_reached(
    claim: Claim, place: int, reason: str
) -> None:
    hashes = claim.hashes.copy()
    hashes[place] = LEAVES[99]

    with pytest.raises(ProofFailed, match=reason):
        claim.check(hashes)


def test_the_reason_counts_the_hashes() -> None:
    claim = grew(3, 7)

    with pytest.raises(ProofFailed, match="it has 3 hashes in place of 4"):
        claim.check(claim.hashes[:-1])


def test_the_reason_names_the_hash_of_another_length() -> None:
    claim = grew(3, 7)

    with pytest.raises(ProofFailed, match="hash 3 of the proof is not 32 bytes long"):
        claim.check([*claim.hashes[:-1], b""])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (-1, 4), (4, 4)])
def test_no_proof_is_made_for_a_leaf_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(OutOfTree, match=f"no leaf {index} in a tree of {size}"):
        inclusion_proof(index, size, NODE)


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 4), (-4, 4), (5, 4)])
def test_no_proof_is_made_for_a_tree_that_did_not_grow(old: int, new: int) -> None:
    with pytest.raises(OutOfTree, match=f"{new} leaves has not grown from {old}"):
        consistency_proof(old, new, NODE)


def test_the_largest_tree_is_proved_from_few_nodes() -> None:
    """All leaves alike, so that each level has one hash and no store is needed."""
    level_hash = list(accumulate(repeat(LEAVES[0], 65), lambda h, _: node_hash(h, h)))
    largest, read = 2**64 - 1, list[tuple[int, int]]()

    def node(level: int, index: int) -> bytes:
        read.append((level, index))
        return level_hash[level]

    whole = root_at(largest, node)
    read.clear()
    last = inclusion_proof(largest - 2, largest, node)
    growth = consistency_proof(2**63 - 1, largest, node)

    assert len(read) <= 4 * 64
    verify_inclusion(LEAVES[0], largest - 2, largest, root=whole, proof=last)
    before = root_at(2**63 - 1, node)
    verify_consistency(
        2**63 - 1, largest, old_root=before, new_root=whole, proof=growth
    )


def decoded(text: str | None) -> bytes:
    return b64decode(text or "", validate=True)


def check_inclusion(vector: dict[str, Any]) -> None:
    verify_inclusion(
        decoded(vector["leafHash"]),
        vector["leafIdx"],
        vector["treeSize"],
        root=decoded(vector["root"]),
        proof=[decoded(hash_) for hash_ in vector["proof"] or []],
    )


def check_consistency(vector: dict[str, Any]) -> None:
    verify_consistency(
        vector["size1"],
        vector["size2"],
        old_root=decoded(vector["root1"]),
        new_root=decoded(vector["root2"]),
        proof=[decoded(hash_) for hash_ in vector["proof"] or []],
    )


def judged_otherwise(kind: str, check: Callable[[dict[str, Any]], None]) -> list[str]:
    """The published vectors of a kind on which `check` and their verdict differ."""
    vectors = {
        file.relative_to(VECTORS).as_posix(): json.loads(file.read_text())
        for file in sorted((VECTORS / kind).rglob("*.json"))
    }
    assert len(vectors) == 98
    return [
        name
        for name, vector in vectors.items()
        if refused(partial(check, vector)) != vector["wantErr"]
    ]


@needs_vectors
def test_the_published_inclusion_vectors_are_judged_as_published() -> None:
    assert judged_otherwise("inclusion", check_inclusion) == []


@needs_vectors
def test_the_published_consistency_vectors_are_judged_as_published_but_one() -> None:
    """That one calls equal roots of 12 bytes consistent: ours have 32, always."""
    waived = "consistency/additional/sizes-are-equal-one-and-proof-is-empty.json"

    assert judged_otherwise("consistency", check_consistency) == [waived]
