"""How one field of a state is kept: in the clear, sealed under a key, or struck out."""

import base64
import hmac
import os
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag

from domain.ledger.canonical import canonical, spell
from domain.ledger.entry import SALT_BYTES, STRUCK, Salts, digest, kept_digest
from domain.log.keys import KeyStore
from domain.values import Erased

NONCE_BYTES = 12
WHY = "_why"


class Sealer:
    """Seals and opens the personal fields of one log."""

    def __init__(self, log_id: UUID, keys: KeyStore) -> None:
        self._log = log_id
        self._keys = keys

    def seal(self, position: int, name: str, value: Any, subject: UUID) -> Any:
        """The stored form of a personal field, with its digest beside it."""
        key = self._keys.of(subject)
        cipher = key.cipher()
        if cipher is None or key.secret is None:
            message = f"the key of {subject} is destroyed; nothing new can be sealed"
            raise ValueError(message)
        place = f"{self._log}|{position}|{name}".encode()
        salt = hmac.digest(key.secret, place, "sha256")[:SALT_BYTES]
        nonce = os.urandom(NONCE_BYTES)
        sealed = cipher.encrypt(nonce, canonical(value), place + b"|" + key.id.encode())
        return {
            "subject": str(subject),
            "key": key.id,
            "nonce": base64.b64encode(nonce).decode(),
            "ciphertext": base64.b64encode(sealed).decode(),
            "digest": digest(salt, name, value),
        }

    def open(self, position: int, name: str, stored: Any) -> bytes | Erased:
        """The canonical bytes of a personal field, or what is left of it.

        Raises ValueError if the ciphertext is not the one that was sealed there.
        """
        key = self._keys.find(UUID(stored["subject"]))
        if key is None:
            return Erased.lost()
        cipher = key.cipher()
        if cipher is None:
            return Erased.by(key.destroyed_by or 0)
        if key.id != stored["key"]:  # made anew after the store of keys was lost
            return Erased.lost()
        place = f"{self._log}|{position}|{name}|{stored['key']}".encode()
        nonce = base64.b64decode(stored["nonce"])
        try:
            return cipher.decrypt(nonce, base64.b64decode(stored["ciphertext"]), place)
        except InvalidTag as error:
            message = f"#{position}: {name} does not open with the key of its subject"
            raise ValueError(message) from error


def split_whys(state: dict[str, Any]) -> dict[str, Any]:
    """The state with every "not applicable" apart from its why.

    The why is free text and has to be a top-level field, so that it can be withheld
    or struck out alone.
    """
    split: dict[str, Any] = {}
    for name, value in state.items():
        if isinstance(value, dict) and value.keys() == {"not_applicable"}:
            split[name] = {"not_applicable": True}
            split[name + WHY] = value["not_applicable"]
        else:
            split[name] = value
    return split


def join_whys(state: dict[str, Any]) -> dict[str, Any]:
    """The state with every why back in its place."""
    joined = dict(state)
    for name, value in state.items():
        if value == {"not_applicable": True}:
            joined[name] = {"not_applicable": joined.pop(name + WHY)}
    return joined


def strike(
    state: dict[str, Any], salts: Salts, name: str, by: int
) -> tuple[dict[str, Any], Salts]:
    """A stored state with one value replaced by its digest, and the salts that remain.

    KeyError if the field is not in the state; the leaf of the event stays the same.
    """
    value = state[name]
    left = kept_digest(value) or digest(salts.for_field(name), name, value)
    others = {
        other: salts.for_field(other)
        for other, stored in state.items()
        if other != name and kept_digest(stored) is None
    }
    struck = {**state, name: {STRUCK: {"digest": left, "by": by}}}
    return struck, Salts(None, others)


def keep_salts(salts: Salts) -> bytes:
    """The bytes of the salt column: 16 of them, or a JSON object after a strike."""
    if salts.event is not None:
        return salts.event
    return spell({name: salt.hex() for name, salt in salts.fields.items()})
