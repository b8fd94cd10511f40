"""Takes in what others sign of a head: witnesses' cosignatures, and timestamps.

Both come as files, are checked against keys that somebody trusts for another reason
than the file, and are kept beside the checkpoint for good. Nobody is asked from here.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final, NamedTuple, TypeVar

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, load_der_x509_certificate

from domain.errors import NotFound, RuleBroken
from domain.ledger.checkpoint import Checkpoint, read_checkpoint
from domain.ledger.cosignature import (
    Cosignature,
    Witness,
    cosignatures,
    read_witness,
)
from domain.ledger.note import BadNote, Note, encoded, read_note, with_signatures
from domain.ledger.proof import consistency_proof
from domain.ledger.timestamp import (
    BadTimestamp,
    Timestamp,
    read_timestamp,
    stamped_at,
    stamped_digest,
    timestamp_request,
)
from domain.log.signer import Signer
from domain.log.standing import Standing, Vouched
from domain.log.store import NO_LIMIT

PAGE: Final = 1_000
_LINES: Final = "SELECT vkey, line FROM cosignatures WHERE size = ? ORDER BY line"
_REPLIES: Final = (
    "SELECT certificate, reply FROM timestamps WHERE size = ? ORDER BY sha256"
)
_NEWEST: Final = "SELECT coalesce(max(size), 0) FROM "
_BEFORE: Final = (
    "SELECT size FROM (SELECT size FROM cosignatures UNION SELECT size FROM timestamps)"
    " AS anchored WHERE size < ? ORDER BY size DESC LIMIT ?"
)
_NOTES: Final = (
    "SELECT size, note FROM checkpoints WHERE size < ? ORDER BY size DESC LIMIT ?"
)
T = TypeVar("T")


class Stamped(NamedTuple):
    """A reply of a timestamping authority as it came, and what it says."""

    reply: bytes
    timestamp: Timestamp


class Anchored(NamedTuple):
    """A head with everything that others have signed of it."""

    checkpoint: Checkpoint
    note: Note
    cosignatures: tuple[Cosignature, ...]
    timestamps: tuple[Stamped, ...]


class Anchors:
    """What others have signed of one register's heads."""

    def __init__(self, signer: Signer) -> None:
        self._store = signer.store
        self._signer = signer

    def head(self, size: int | None = None) -> Note:
        """A signed head with its cosignatures; left out, the newest, signed now.

        Raises NotFound where no head of that size was signed, and what signing does.
        """
        note = self._signer.latest() if size is None else self._signer.at(size)
        if note is None:
            raise NotFound(f"no checkpoint of size {size} was signed")
        return self.with_lines(note)

    def timestamp_request(self, size: int | None = None) -> tuple[Checkpoint, bytes]:
        """A head, and what a timestamping authority is sent for it."""
        text = self.head(size).text
        return read_checkpoint(text), timestamp_request(text)

    def witness_request(
        self, known: int | None = None, size: int | None = None
    ) -> tuple[Checkpoint, bytes]:
        """A head, and what a witness is sent for it: the body of C2SP add-checkpoint.

        `known` is the size that the witness signed last, by default the newest head
        that any witness has signed here.
        """
        note = self.head(size)
        head = read_checkpoint(note.text)
        old = self._newest("cosignatures") if known is None else known
        proof: list[bytes] = []
        if old:
            reader = self._signer.node_reader()
            proof = consistency_proof(old, head.size, reader)
        lines = "".join(f"{encoded(hash_)}\n" for hash_ in proof)
        return head, f"old {old}\n{lines}\n{note}".encode()

    def add_cosignatures(
        self, note: Note, witnesses: Sequence[Witness]
    ) -> tuple[Checkpoint, list[Cosignature]]:
        """Keeps what witnesses have signed of a head of this register.

        Raises RuleBroken for a head that this register never signed and for a note
        that no trusted witness has signed.
        """
        head = self._own(note.text)
        try:
            found = list(cosignatures(note, witnesses))
        except BadNote as error:
            raise RuleBroken(f"{error}", rule="cosignature") from None
        if not found:
            detail = (
                "no witness that you trust has signed it: put the key of the witness,"
                " which it gives you by another way, into the file of --trust"
            )
            raise RuleBroken(detail, rule="cosignature")
        told = [(head.size, str(c.witness), c.signature.line()) for c in found]
        with self._store.writing() as writing:
            kept = writing.execute(_LINES, (head.size,))
            have = {line for _, line in kept}
            fresh = [row for row in told if row[2] not in have]
            if fresh:
                writing.insert("INSERT INTO cosignatures", fresh)
        return head, found

    def add_timestamp(
        self, reply: bytes, trusted: Sequence[Certificate]
    ) -> tuple[Checkpoint, Timestamp]:
        """Keeps a timestamping authority's reply for the head that it is about.

        Raises RuleBroken for a stamp of anything else, or by nobody who is trusted.
        """
        try:
            note = self._stamped(stamped_digest(reply))
            found = read_timestamp(reply, note.text, trusted)
            signer = found.certificate.public_bytes(Encoding.DER)
        except BadTimestamp as error:
            raise RuleBroken(f"{error}", rule="timestamp") from None
        head = read_checkpoint(note.text)
        row = (head.size, sha256(reply).hexdigest(), signer, reply)
        with self._store.writing() as writing:
            kept = "SELECT 1 FROM timestamps WHERE size = ? AND sha256 = ?"
            if not writing.execute(kept, row[:2]):
                writing.insert("INSERT INTO timestamps", [row])
        return head, found

    def standing(self) -> Standing:
        """How far others vouch for the log."""
        witnessed = self._at_newest("cosignatures")
        anchored = self._at_newest("timestamps")
        opened = self._signer.opened_at()
        return Standing(
            witnessed and _vouched_by(witnessed),
            anchored and _stamped_by(anchored),
            opened,
        )

    def before(self, size: int | None = None, limit: int = NO_LIMIT) -> list[Anchored]:
        """Heads that others have signed, the newest first, those below a size."""
        rows = self._store.query(_BEFORE, (size or NO_LIMIT, limit))
        return [self.at(int(row[0])) for row in rows]

    def at(self, size: int) -> Anchored:
        """A signed head with everything that others have signed of it."""
        note = self._signer.at(size)
        if note is None:
            raise NotFound(f"no checkpoint of size {size} was signed")
        whole = self.with_lines(note)
        known = {read_witness(vkey) for vkey, _ in self._store.query(_LINES, (size,))}
        replies = self._store.query(_REPLIES, (size,))
        return Anchored(
            read_checkpoint(note.text),
            whole,
            tuple(cosignatures(whole, known)),
            tuple(_as_kept(*map(bytes, row)) for row in replies),
        )

    def with_lines(self, note: Note) -> Note:
        """A signed head with the lines of its witnesses under it."""
        size = read_checkpoint(note.text).size
        lines = "".join(line for _, line in self._store.query(_LINES, (size,)))
        if not lines:
            return note
        return with_signatures(note, read_note(f"\n\n{lines}".encode()).signatures)

    def _own(self, text: str) -> Checkpoint:
        """The head of a text, which this register has to have signed."""
        head = read_checkpoint(text)
        kept = self._signer.at(head.size)
        if kept is None or kept.text != text:
            detail = (
                f"this register has signed no such head of {head.size} entries. If the"
                " signature under it is by the register's key, somebody was shown"
                " another history: keep the file, and compare with `counterfoil verify"
                " --known-head FILE`"
            )
            raise RuleBroken(detail, rule="foreign-head")
        return head

    def _stamped(self, digest: bytes) -> Note:
        """The head whose text has this SHA-256, looked for from the newest on."""
        size = NO_LIMIT
        while rows := self._store.query(_NOTES, (size, PAGE)):
            for size, said in rows:  # noqa: B007 - the last is where the next page ends
                note = read_note(said.encode())
                if sha256(note.text.encode()).digest() == digest:
                    return note
        detail = (
            "it stamps nothing that this register has signed: the request is made by"
            " `counterfoil anchor request`"
        )
        raise RuleBroken(detail, rule="foreign-head")

    def _newest(self, table: str) -> int:
        return int(self._store.query(_NEWEST + table)[0][0])

    def _at_newest(self, table: str) -> Anchored | None:
        size = self._newest(table)
        return self.at(size) if size else None


def _as_kept(certificate: bytes, reply: bytes) -> Stamped:
    """A reply that was checked when it came."""
    signer = load_der_x509_certificate(certificate)
    return Stamped(reply, Timestamp(stamped_at(reply), signer))


def _vouched_by(head: Anchored) -> Vouched:
    names = dict.fromkeys(c.witness.name for c in head.cosignatures)
    last = max(c.signed_at for c in head.cosignatures)
    return Vouched(head.checkpoint.size, tuple(names), last)


def _stamped_by(head: Anchored) -> Vouched:
    names = dict.fromkeys(s.timestamp.by for s in head.timestamps)
    last = max(s.timestamp.stamped_at for s in head.timestamps)
    return Vouched(head.checkpoint.size, tuple(names), last)
