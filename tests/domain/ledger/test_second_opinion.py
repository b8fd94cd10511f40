"""Heads and proofs of ours, judged by programs that know nothing of us."""

import json
import subprocess
import sys
from base64 import b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from domain.ledger.checkpoint import Checkpoint
from domain.ledger.note import Verifier, decoded, signed
from domain.ledger.proof import consistency_proof, inclusion_proof
from domain.ledger.tree import Frontier, NodeReader, leaf_hash, root_at

# Beside the repository where the project's own people work; nowhere else.
JUDGE = Path(__file__).parents[3].parent / "shared/judges/rfc6962_check.py"
SIZE = 40
LEAVES = [leaf_hash(f"entry {nth}".encode()) for nth in range(SIZE)]
_, GROWN = Frontier().extend(LEAVES)
STORED = {(0, nth): leaf for nth, leaf in enumerate(LEAVES)} | {
    (level, nth): hash_ for level, nth, hash_ in GROWN
}


def node(level: int, nth: int) -> bytes:
    return STORED[level, nth]


@pytest.mark.skipif(not JUDGE.is_file(), reason="no judge of RFC 6962 beside us")
def test_another_program_accepts_all_our_proofs_and_none_that_is_spoilt(
    tmp_path: Path,
) -> None:
    for kind in ("inclusion", "consistency"):
        (tmp_path / kind).mkdir()
    cases = [*_inclusions(node), *_consistencies(node)]
    for at, (kind, case) in enumerate(cases):
        (tmp_path / kind / f"{at}.json").write_text(json.dumps(case))

    said = [sys.executable, str(JUDGE), str(tmp_path)]
    done = subprocess.run(said, check=False, capture_output=True, text=True)  # noqa: S603

    assert done.stdout.split(" as expected")[0] == f"{len(cases)} of {len(cases)}"
    assert done.returncode == 0


def test_a_head_is_signed_as_rfc_8032_has_it_over_the_text_alone() -> None:
    key = Ed25519PrivateKey.generate()
    head = Checkpoint("register.northmoor.example/2026", SIZE, root_at(SIZE, node))
    note = str(signed(head.text(), head.origin, key))
    vkey = str(Verifier(head.origin, key.public_key().public_bytes_raw()))

    text, _, line = note.partition("\n\n")
    public = Ed25519PublicKey.from_public_bytes(decoded(vkey.split("+", 2)[2])[1:])
    packed = decoded(line.strip().rpartition(" ")[2])

    public.verify(packed[4:], f"{text}\n".encode())
    assert packed[:4].hex() == vkey.split("+", 2)[1]


def _inclusions(node: NodeReader) -> list[tuple[str, dict[str, object]]]:
    found = []
    for size in range(1, SIZE + 1):
        for index in range(0, size, 3):
            case = {
                "leafIdx": index,
                "treeSize": size,
                "leafHash": _text(LEAVES[index]),
                "root": _text(root_at(size, node)),
                "proof": [_text(one) for one in inclusion_proof(index, size, node)],
                "desc": f"{index} in {size}",
                "wantErr": False,
            }
            spoilt = {**case, "leafHash": _text(bytes(32)), "wantErr": True}
            found += [("inclusion", case), ("inclusion", spoilt)]
    return found


def _consistencies(node: NodeReader) -> list[tuple[str, dict[str, object]]]:
    found = []
    for new in range(1, SIZE + 1):
        for old in range(1, new + 1, 2):
            case = {
                "size1": old,
                "size2": new,
                "root1": _text(root_at(old, node)),
                "root2": _text(root_at(new, node)),
                "proof": [_text(one) for one in consistency_proof(old, new, node)],
                "desc": f"{old} begins {new}",
                "wantErr": False,
            }
            spoilt = {**case, "root1": _text(bytes(32)), "wantErr": True}
            found += [("consistency", case), ("consistency", spoilt)]
    return found


def _text(data: bytes) -> str:
    return b64encode(data).decode()
