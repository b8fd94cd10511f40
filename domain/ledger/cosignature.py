"""Cosignatures: what a witness says of a head, under its own key and with the time.

The form is C2SP tlog-cosignature, version 1, with Ed25519. It says that at this time
the witness had seen no larger tree of this log that was consistent with the others.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple

from domain.ledger.note import (
    SIGNATURE_BYTES,
    BadNote,
    Note,
    Signature,
    encoded,
    is_signature,
    key_id,
    read_public_key,
)

WITNESS: Final = b"\x04"
TIME_BYTES: Final = 8
# The form allows 2^63 - 1 seconds; calendars end with the year 9999.
LATEST: Final = 253_402_300_799


class Witness(NamedTuple):
    """The public key of a witness, with its name."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The id of the key under its name."""
        return key_id(self.name, WITNESS, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{encoded(WITNESS + self.public)}"

    def accepts(self, text: str, signature: bytes) -> datetime | None:
        """When the witness signed this text so, None if it did not."""
        if len(signature) != TIME_BYTES + SIGNATURE_BYTES:
            return None
        time = int.from_bytes(signature[:TIME_BYTES])
        said = cosigned_text(text, time)
        if time > LATEST or not is_signature(self.public, said, signature[TIME_BYTES:]):
            return None
        return datetime.fromtimestamp(time, UTC)


class Cosignature(NamedTuple):
    """What one witness has signed, and when by its own clock."""

    witness: Witness
    signed_at: datetime
    signature: Signature


def cosigned_text(text: str, time: int) -> str:
    """What a witness signs at a time in seconds since 1970."""
    return f"cosignature/v1\ntime {time}\n{text}"


def cosignatures(note: Note, known: Iterable[Witness]) -> Iterator[Cosignature]:
    """What the known witnesses have signed of a note.

    Lines of others mean nothing and are passed over. One under the name and id of a
    known witness that is not its own spoils the note: BadNote.
    """
    keys = {(key.name, key.key_id): key for key in known}
    for line in note.signatures:
        witness = keys.get((line.name, line.key_id))
        if witness is None:
            continue
        signed_at = witness.accepts(note.text, line.signature)
        if signed_at is None:
            message = f"the cosignature of {line.name} is not that witness's"
            raise BadNote(message)
        yield Cosignature(witness, signed_at, line)


def read_witness(said: str) -> Witness:
    """A witness from the text of its key, name+id+key. Raises BadNote."""
    return Witness(*read_public_key(said, WITNESS))
