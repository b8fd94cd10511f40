"""Signed notes: a text and who signed it, in lines that a person can read.

The form is C2SP signed-note, with Ed25519 (RFC 8032) as its one kind of signature.
Whatever is not byte for byte as the form has it is refused: a note has one spelling.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

ED25519: Final = b"\x01"
KEY_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64
ID_BYTES: Final = 4
# The form lets a reader stop counting somewhere; the reference does at 100.
MOST_SIGNATURES: Final = 100
LARGEST: Final = 1_000_000
_DASH: Final = "\u2014 "
# Keys that fit a signature of nothing to any text: points of an order below 8, in
# every spelling, the highest bit set aside (RFC 8032, 5.1.7 and 8).
_SMALL: Final = frozenset(
    bytes.fromhex(point)
    for point in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
)
_NAME: Final = re.compile(r"[^\s+\x00-\x1f\x7f]+")
_ID: Final = re.compile(r"[0-9a-f]{8}")


class BadNote(ValueError):
    """What is not a note, not a key, or not signed by whom it says."""


class Signature(NamedTuple):
    """One line under a note: whose name, which key, and its signature."""

    name: str
    key_id: bytes
    signature: bytes

    def line(self) -> str:
        """The line as it stands in the note."""
        return f"{_DASH}{self.name} {encoded(self.key_id + self.signature)}\n"


class Verifier(NamedTuple):
    """A public key with the name of its holder: a vkey."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The id of the key under its name."""
        return key_id(self.name, ED25519, self.public)

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{encoded(ED25519 + self.public)}"

    def accepts(self, text: str, signature: bytes) -> bool:
        """Whether the key made this signature of the text."""
        return is_signature(self.public, text, signature)


class Note(NamedTuple):
    """A text, which ends with a newline, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(s.line() for s in self.signatures)}"

    def signed_by(self, known: Iterable[Verifier]) -> tuple[Verifier, ...]:
        """Which of the known keys signed it.

        Signatures of keys that are not known mean nothing and are passed over. One
        under the name and id of a known key that is not that key's spoils the note:
        BadNote.
        """
        keys = {(key.name, key.key_id): key for key in known}
        signers: dict[Verifier, None] = {}
        for name, key_id, signature in self.signatures:
            key = keys.get((name, key_id))
            if key is None:
                continue
            if not key.accepts(self.text, signature):
                message = f"the signature of {name} is not that key's"
                raise BadNote(message)
            signers[key] = None
        return tuple(signers)


def read_note(data: bytes) -> Note:
    """A note from its bytes. Raises BadNote."""
    if len(data) > LARGEST:
        raise BadNote("it is larger than any note")
    try:
        said = data.decode()
    except UnicodeDecodeError:
        raise BadNote("it is not UTF-8") from None
    if any(letter < " " and letter != "\n" for letter in said):
        raise BadNote("it holds control characters")
    text, found, under = said.rpartition("\n\n")
    if not found or not under.endswith("\n"):
        raise BadNote("no signature follows the text after an empty line")
    lines = under.removesuffix("\n").split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise BadNote(f"it has more than {MOST_SIGNATURES} signatures")
    return Note(f"{text}\n", tuple(map(_read_signature, lines)))


def read_vkey(said: str) -> Verifier:
    """A public key of a log from its text, name+id+key. Raises BadNote."""
    return Verifier(*read_public_key(said, ED25519))


def read_public_key(said: str, kind: bytes) -> tuple[str, bytes]:
    """The name and the key in a text of one kind, name+id+key. Raises BadNote."""
    name, _, rest = said.partition("+")
    told, _, packed = rest.partition("+")
    key = decoded(packed)
    if not is_name(name) or not _ID.fullmatch(told):
        raise BadNote("a key is written as name+id+key")
    if len(key) != 1 + KEY_BYTES or key[:1] != kind:
        raise BadNote(f"the key of {name} is not one of Ed25519, or of another kind")
    public = key[1:]
    if public[:-1] + bytes([public[-1] & 0x7F]) in _SMALL:
        raise BadNote(f"the key of {name} fits any text: it is none")
    if key_id(name, kind, public).hex() != told:
        raise BadNote(f"the id of the key of {name} is not that of the key")
    return name, public


def key_id(name: str, kind: bytes, public: bytes) -> bytes:
    """The first bytes of SHA-256(name, newline, kind of key, key)."""
    return sha256(name.encode() + b"\n" + kind + public).digest()[:ID_BYTES]


def is_signature(public: bytes, text: str, signature: bytes) -> bool:
    """Whether a key of Ed25519 made this signature of a text."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(signature, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def signed(text: str, name: str, key: Ed25519PrivateKey) -> Note:
    """A text with one signature under it. Raises BadNote for a name that is none."""
    if not is_name(name):
        raise BadNote(f"{name!r} cannot sign: names hold neither spaces nor a plus")
    if not text.endswith("\n"):
        raise BadNote("what is signed ends with a newline")
    verifier = Verifier(name, key.public_key().public_bytes_raw())
    signature = Signature(name, verifier.key_id, key.sign(text.encode()))
    return Note(text, (signature,))


def with_signatures(note: Note, more: Sequence[Signature]) -> Note:
    """The note with further signatures under it."""
    return note._replace(signatures=(*note.signatures, *more))


def is_name(name: str) -> bool:
    """Whether this can name a key: not empty, no spaces, no plus."""
    return _NAME.fullmatch(name) is not None


def encoded(data: bytes) -> str:
    """Base64 as notes have it: standard letters, padded."""
    return b64encode(data).decode()


def decoded(said: str) -> bytes:
    """Bytes from Base64. Raises BadNote for any spelling but the one of `encoded`."""
    try:
        data = b64decode(said, validate=True)
    except (NotBase64, ValueError):
        data = b""
    if not data or encoded(data) != said:
        raise BadNote("it is not Base64 in its one form")
    return data


def _read_signature(line: str) -> Signature:
    name, _, packed = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not is_name(name):
        raise BadNote("a line under the text is no signature")
    data = decoded(packed)
    if len(data) <= ID_BYTES:
        raise BadNote(f"the signature of {name} is cut off")
    return Signature(name, data[:ID_BYTES], data[ID_BYTES:])
