"""A proof as a file: where a leaf stands, the way to the root, and who signed that.

The form is C2SP tlog-proof, version 1. It can be checked without the register: with
the entry, the file, and a key that is trusted.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from domain.ledger.checkpoint import read_checkpoint
from domain.ledger.note import BadNote, Note, Verifier, decoded, encoded, read_note
from domain.ledger.proof import verify_inclusion

FORM: Final = "c2sp.org/tlog-proof@v1"
_INDEX: Final = re.compile(r"index (0|[1-9][0-9]{0,18})")


class LeafProof(NamedTuple):
    """Where a leaf stands in a signed tree, and the hashes beside its way up."""

    nth: int
    hashes: tuple[bytes, ...]
    checkpoint: Note

    def __str__(self) -> str:
        lines = [FORM, f"index {self.nth}", *map(encoded, self.hashes), ""]
        return "\n".join(lines) + "\n" + str(self.checkpoint)

    def check(self, leaf: bytes, known: Sequence[Verifier]) -> None:
        """Checks that a leaf's hash is in a tree that a known key signed.

        Raises BadNote for the signature and ProofFailed for the proof.
        """
        if not self.checkpoint.signed_by(known):
            raise BadNote("no key that is known has signed the checkpoint")
        _, size, root = read_checkpoint(self.checkpoint.text)
        verify_inclusion(leaf, self.nth, size, root=root, proof=self.hashes)


def read_proof(data: bytes) -> LeafProof:
    """A proof from its bytes. Raises BadNote."""
    head, found, note = data.partition(b"\n\n")
    lines = head.decode("ascii", "replace").split("\n")
    index = _INDEX.fullmatch(lines[1]) if len(lines) > 1 else None
    if not found or lines[0] != FORM or index is None:
        raise BadNote(f"a proof begins with {FORM} and an index")
    hashes = tuple(map(decoded, lines[2:]))
    return LeafProof(int(index[1]), hashes, read_note(note))
