"""The leaf of the ledger: what an event commits to without giving its values away.

A leaf holds the event's header in the clear and one salted digest for each top-level
field of its state. Values can be withheld, forgotten or struck out afterwards, and the
leaf, the tree and every checkpoint stay as they were.
"""

import hmac
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from domain.ledger.canonical import spell

SALT_BYTES = 16

# The names of the header are frozen: docs/decisions/0001.
HEADER = (
    "log",
    "position",
    "stream",
    "version",
    "topic",
    "recorded_at",
    "effective_on",
    "effective_until",
    "by",
    "on_behalf_of",
    "role",
    "auth",
    "confidence",
    "reason_code",
    "request",
    "source_document",
)

SEALED = frozenset({"subject", "key", "nonce", "ciphertext", "digest"})
STRUCK = "struck_out"


class Salts(NamedTuple):
    """How to find the salt of an open field.

    `event` is the event's own salt, from which a field's is derived; once a field
    of the event is struck out, `event` is gone and the other fields' salts are kept
    one by one, so that the struck value cannot be guessed from its digest.
    """

    event: bytes | None
    fields: Mapping[str, bytes]

    @classmethod
    def of(cls, salt: bytes) -> "Salts":
        """The salts of an event in which nothing has been struck out."""
        return cls(salt, {})

    def for_field(self, name: str) -> bytes:
        """The 16 bytes that salt the digest of a field. KeyError if it is gone."""
        return self.fields[name] if self.event is None else salt_of(self.event, name)


def salt_of(event_salt: bytes, name: str) -> bytes:
    """The salt of one open field: HMAC-SHA256(event salt, name), cut to 16 bytes."""
    return hmac.digest(event_salt, name.encode(), "sha256")[:SALT_BYTES]


def digest(salt: bytes, name: str, value: Any) -> str:
    """SHA-256(salt, name, 0x00, canonical JSON of the value), in hex."""
    return sha256(b"".join((salt, name.encode(), b"\x00", spell(value)))).hexdigest()


def kept_digest(value: Any) -> str | None:
    """The digest that a personal or a struck field carries itself, else None."""
    if not isinstance(value, dict):
        return None
    if value.keys() == SEALED:
        return str(value["digest"])
    if value.keys() == {STRUCK}:
        return str(value[STRUCK]["digest"])
    return None


def named_digests(state: Mapping[str, Any], salts: Salts) -> dict[str, str]:
    """The digest of every top-level field of a stored state."""
    return {
        name: kept_digest(value) or digest(salts.for_field(name), name, value)
        for name, value in state.items()
    }


def digests(state: Mapping[str, Any], salts: Salts) -> list[str]:
    """The sorted digests of every top-level field of a stored state."""
    return sorted(named_digests(state, salts).values())


def leaf(header: Mapping[str, Any], state: Mapping[str, Any], salts: Salts) -> bytes:
    """The bytes that enter the tree: the header and the digests, canonical."""
    return leaf_over(header, digests(state, salts))


def leaf_over(header: Mapping[str, Any], sorted_digests: Sequence[str]) -> bytes:
    """The same where the digests, sorted, are known already."""
    return spell({**header, "_sd": sorted_digests})
