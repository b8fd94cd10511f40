"""The tree is the one that RFC 6962 defines, however it was grown."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.ledger.tree import (
    EMPTY_ROOT,
    Frontier,
    NotAFrontier,
    NotAHash,
    frontier_at,
    leaf_hash,
    node_hash,
    root_at,
)

unhurried = settings(deadline=None)

ENTRIES = [f"entry {number}".encode() for number in range(300)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]

# The entries and roots with which Certificate Transparency implementations have tested
# their trees since RFC 6962: transparency-dev/merkle, testonly/constants.go.
PUBLISHED_ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
PUBLISHED_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

leaf_lists = st.lists(st.binary(min_size=32, max_size=32), max_size=100)


def grown(leaves: Iterable[bytes]) -> Frontier:
    return Frontier().extend(leaves)[0]


def naive_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1 word for word, over leaf hashes."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(naive_root(leaves[:split]), naive_root(leaves[split:]))


def rows(leaves: list[bytes]) -> dict[tuple[int, int], bytes]:
    """What a store would hold: the leaves and every subtree they completed."""
    _, completed = Frontier().extend(leaves)
    stored = {(0, index): leaf for index, leaf in enumerate(leaves)}
    return stored | {(level, index): hash_ for level, index, hash_ in completed}


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_are_reached(size: int) -> None:
    tree = grown(leaf_hash(entry) for entry in PUBLISHED_ENTRIES[:size])

    assert tree.root().hex() == PUBLISHED_ROOTS[size]


def test_two_hashes_taken_as_an_entry_are_not_their_parent() -> None:
    left, right = LEAVES[:2]

    assert leaf_hash(left + right) != node_hash(left, right)


@unhurried
@given(leaf_lists)
def test_the_root_is_that_of_the_definition(leaves: list[bytes]) -> None:
    assert grown(leaves).root() == naive_root(leaves)


@unhurried
@given(st.lists(leaf_lists, max_size=6))
def test_batches_grow_the_same_tree_as_single_leaves(
    batches: list[list[bytes]],
) -> None:
    one_by_one, by_batch = Frontier(), Frontier()
    from_leaves, from_batches = [], []

    for batch in batches:
        by_batch, completed = by_batch.extend(batch)
        from_batches += completed
        for leaf in batch:
            one_by_one, completed = one_by_one.append(leaf)
            from_leaves += completed

    assert by_batch == one_by_one
    assert sorted(from_batches) == sorted(from_leaves)


def test_each_completed_subtree_is_told_once_and_is_the_root_of_its_leaves() -> None:
    for size in range(65):
        _, completed = Frontier().extend(LEAVES[:size])

        expected = [
            (level, index, naive_root(LEAVES[index << level : (index + 1) << level]))
            for level in range(1, 7)
            for index in range(size >> level)
        ]
        assert completed == expected


def test_a_tree_of_n_leaves_has_fewer_than_n_rows_besides_them() -> None:
    _, completed = Frontier().extend(LEAVES)

    assert len(completed) == len(LEAVES) - len(LEAVES).bit_count() == 296


def test_growing_leaves_the_earlier_tree_as_it_was() -> None:
    earlier = grown(LEAVES[:5])
    root = earlier.root()

    earlier.extend(LEAVES[5:9])

    assert earlier == grown(LEAVES[:5])
    assert earlier.root() == root


def test_a_batch_of_nothing_changes_nothing() -> None:
    tree = grown(LEAVES[:5])

    assert tree.extend([]) == (tree, [])


def test_every_past_tree_is_read_back_from_the_rows() -> None:
    stored = rows(LEAVES)

    for size in range(len(LEAVES) + 1):
        tree = frontier_at(size, lambda *place: stored[place])

        assert tree == grown(LEAVES[:size])
        assert root_at(size, lambda *place: stored[place]) == tree.root()


def test_a_resumed_tree_grows_as_if_it_had_never_stopped() -> None:
    stored = rows(LEAVES[:77])

    resumed = frontier_at(77, lambda *place: stored[place])

    assert resumed.extend(LEAVES[77:]) == grown(LEAVES[:77]).extend(LEAVES[77:])
    assert resumed.extend(LEAVES[77:])[0].root() == naive_root(LEAVES)


def test_a_root_takes_one_read_for_each_bit_of_the_size() -> None:
    stored, read = rows(LEAVES), list[tuple[int, int]]()

    def node(level: int, index: int) -> bytes:
        read.append((level, index))
        return stored[level, index]

    root_at(0b100101101 - 1, node)

    assert read == [(8, 0), (5, 8), (3, 36), (2, 74)]


def test_a_missing_row_is_not_passed_over() -> None:
    stored = rows(LEAVES[:4])

    with pytest.raises(KeyError):
        frontier_at(5, lambda *place: stored[place])


def test_a_damaged_row_is_named() -> None:
    stored = rows(LEAVES[:5]) | {(0, 4): LEAVES[4][:31]}

    with pytest.raises(NotAHash, match="32 bytes, not \\[31\\]"):
        frontier_at(5, lambda *place: stored[place])


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_an_entry_is_not_taken_for_its_hash(length: int) -> None:
    with pytest.raises(NotAHash):
        Frontier().extend([LEAVES[0], bytes(length), LEAVES[1]])


@pytest.mark.parametrize(("size", "peaks"), [(-1, 1), (0, 1), (1, 0), (3, 1), (4, 2)])
def test_peaks_that_do_not_fit_the_size_are_refused(size: int, peaks: int) -> None:
    with pytest.raises(NotAFrontier, match=f"{size} leaves do not have {peaks} "):
        Frontier(size, tuple(LEAVES[:peaks]))


def test_pymerkle_reaches_the_same_roots() -> None:
    reason = "pymerkle, the second opinion on roots, is not installed"
    pymerkle = pytest.importorskip("pymerkle", reason=reason)
    theirs = pymerkle.InmemoryTree(algorithm="sha256")
    for entry in ENTRIES:
        theirs.append_entry(entry)

    for size in range(len(ENTRIES) + 1):
        assert grown(LEAVES[:size]).root() == theirs.get_root(size)
