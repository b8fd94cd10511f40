"""A witness of our own: it signs heads that its log's key has signed, C2SP's way."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.ledger.cosignature import TIME_BYTES, Witness, cosigned_text
from domain.ledger.note import Signature, read_note

NOW = 1_795_000_000


class StandIn:
    """A witness with a key of its own, which believes everything."""

    def __init__(self, name: str = "audit-firm.example/w1") -> None:
        self._key = Ed25519PrivateKey.generate()
        self.witness = Witness(name, self._key.public_key().public_bytes_raw())

    def line(self, head: bytes, time: int = NOW) -> str:
        """The line that it puts under a head, or under a request for one."""
        note = read_note(head[head.index(b"\n\n") + 2 :] if _asks(head) else head)
        signature = self._key.sign(cosigned_text(note.text, time).encode())
        told = time.to_bytes(TIME_BYTES) + signature
        return Signature(self.witness.name, self.witness.key_id, told).line()


def _asks(head: bytes) -> bool:
    return head.startswith(b"old ")
