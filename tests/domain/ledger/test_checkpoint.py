"""Checkpoints, tiles and proofs as text: as C2SP has them, and no other way."""

import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.ledger.checkpoint import Checkpoint, read_checkpoint
from domain.ledger.note import BadNote, Verifier, signed
from domain.ledger.proof import ProofFailed, inclusion_proof
from domain.ledger.proof_text import LeafProof, read_proof
from domain.ledger.tile import Tile, read_path, tiles_of
from domain.ledger.tree import Frontier, leaf_hash

ORIGIN = "register.northmoor.example/2026"
LEAVES = [leaf_hash(f"entry {number}".encode()) for number in range(11)]
TREE, NODES = Frontier().extend(LEAVES)
STORED = {(0, nth): leaf for nth, leaf in enumerate(LEAVES)} | {
    (level, nth): hash_ for level, nth, hash_ in NODES
}
HEAD = Checkpoint(ORIGIN, 11, TREE.root())
KEY = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
VERIFIER = Verifier(ORIGIN, KEY.public_key().public_bytes_raw())


def test_a_checkpoint_is_three_lines() -> None:
    text = HEAD.text()

    assert re.fullmatch(rf"{ORIGIN}\n11\n[A-Za-z0-9+/]{{43}}=\n", text)
    assert read_checkpoint(text) == HEAD


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("\n11\n", "\n011\n"),
        ("\n11\n", "\n+11\n"),
        ("\n11\n", "\n-11\n"),
        ("\n11\n", "\n\u0661\u0661\n"),
        ("\n11\n", "\n11 \n"),
        ("\n11\n", "\n" + "9" * 40 + "\n"),
        ("=\n", "=\nextension\n"),
        ("=\n", "="),
        ("=\n", "\n"),
        (ORIGIN, ""),
    ],
)
def test_a_checkpoint_has_one_spelling(was: str, becomes: str) -> None:
    with pytest.raises(BadNote):
        read_checkpoint(HEAD.text().replace(was, becomes))


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "0/000"),
        (Tile(0, 67, 8), "0/067.p/8"),
        (Tile(1, 1234067), "1/x001/x234/067"),
        (Tile(0, 1000), "0/x001/000"),
    ],
)
def test_tiles_have_the_addresses_of_the_specification(tile: Tile, path: str) -> None:
    assert tile.path() == path
    assert read_path(path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "0",
        "0/0",
        "0/x000/001",
        "0/000.p/0",
        "0/000.p/256",
        "64/000",
        "00/000",
        "0/000.p/01",
        "0/001/x002",
        "0/000.p/8/",
        "-1/000",
    ],
)
def test_what_is_no_address_is_no_tile(path: str) -> None:
    assert read_path(path) is None


def test_a_tree_has_its_tiles_and_no_others() -> None:
    found = [tile.path() for tile in tiles_of(70_000)]

    assert found[-4:] == ["0/273.p/112", "1/000", "1/001.p/17", "2/000.p/1"]
    assert all(tile.is_in(70_000) for tile in tiles_of(70_000))
    assert not Tile(0, 273, 113).is_in(70_000)
    assert Tile(0, 273, 5).is_in(70_000)


def test_a_proof_as_text_is_checked_with_nothing_but_a_key() -> None:
    hashes = inclusion_proof(4, 11, lambda level, nth: STORED[level, nth])
    made = LeafProof(4, tuple(hashes), signed(HEAD.text(), ORIGIN, KEY))

    proof = read_proof(str(made).encode())

    assert proof == made
    proof.check(LEAVES[4], [VERIFIER])
    with pytest.raises(ProofFailed):
        proof.check(LEAVES[5], [VERIFIER])
    with pytest.raises(BadNote):
        proof.check(LEAVES[4], [])


@pytest.mark.parametrize(
    ("was", "becomes"), [("@v1", "@v2"), ("index 4", "index 04"), ("index", "extra")]
)
def test_a_proof_has_one_form(was: str, becomes: str) -> None:
    made = LeafProof(4, (), signed(HEAD.text(), ORIGIN, KEY))
    with pytest.raises(BadNote):
        read_proof(str(made).replace(was, becomes).encode())
