"""The folder of the signing key: the key, and what it has last signed.

It lies outside the data folder and outside every backup of the log. Whoever can copy
the log must not be able to sign another; and a log that was restored from an old
backup is found out by what the key has signed since, which that backup cannot hold.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.errors import Unavailable
from domain.ledger.note import (
    ED25519,
    BadNote,
    Note,
    Verifier,
    decoded,
    encoded,
    read_note,
    signed,
)
from domain.log.lock import FileLock

T = TypeVar("T")

_PREFIX: Final = "PRIVATE+KEY+"
# The file of the last checkpoint over the log of events.
LAST: Final = "last"


class SigningKey:
    """A private key with its name."""

    def __init__(self, name: str, key: Ed25519PrivateKey) -> None:
        self.name = name
        self._key = key

    @classmethod
    def made(cls, name: str) -> "SigningKey":
        """A new key."""
        return cls(name, Ed25519PrivateKey.generate())

    @classmethod
    def read(cls, said: str) -> "SigningKey":
        """A key from its text. Raises BadNote."""
        name, _, rest = said.strip().removeprefix(_PREFIX).partition("+")
        key_id, _, packed = rest.partition("+")
        secret = decoded(packed)
        if not said.startswith(_PREFIX) or secret[:1] != ED25519:
            raise BadNote("this is no signing key")
        found = cls(name, Ed25519PrivateKey.from_private_bytes(secret[1:]))
        if found.verifier.key_id.hex() != key_id:
            raise BadNote("the id of the signing key is not its own")
        return found

    @property
    def verifier(self) -> Verifier:
        """Its public half."""
        return Verifier(self.name, self._key.public_key().public_bytes_raw())

    def text(self) -> str:
        """Itself, to be kept secret: the form of Go's note package."""
        secret = encoded(ED25519 + self._key.private_bytes_raw())
        return f"{_PREFIX}{self.name}+{self.verifier.key_id.hex()}+{secret}\n"

    def sign(self, text: str) -> Note:
        """A text with its signature under it."""
        return signed(text, self.name, self._key)


class KeyFolder:
    """Where one register's key lies, with the last note that it signed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lock = FileLock(folder / "lock")

    def key(self) -> SigningKey | None:
        """The key that signs, None if there is none here."""
        return _read(self.folder / "signing.key", SigningKey.read)

    def next_key(self) -> SigningKey | None:
        """A key that was made and is not in force yet."""
        return _read(self.folder / "next.key", SigningKey.read)

    def keep_next(self, key: SigningKey) -> None:
        """Keeps a key that is not in force yet: on disk before its event."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(self.folder / "next.key", key.text(), 0o400)

    def take_up_next(self) -> None:
        """From here on the next key is the one that signs; the old one is gone."""
        (self.folder / "next.key").replace(self.folder / "signing.key")
        _settle(self.folder)

    def last(self, name: str = LAST) -> Note | None:
        """The last checkpoint that was signed here; `name` says of which tree."""
        return _read(self.folder / name, lambda said: read_note(said.encode()))

    def remember(self, note: Note, name: str = LAST) -> None:
        """Keeps what was signed, on disk before anybody is given it."""
        _write(self.folder / name, str(note), 0o600)

    def close(self) -> None:
        """Lets go of the lock's file."""
        self.lock.close()


def _read(path: Path, read: Callable[[str], T]) -> T | None:
    """What a file says. Raises Unavailable for one that cannot be read."""
    try:
        return read(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        detail = f"{path.name} in the folder of the signing key cannot be read: {error}"
        raise Unavailable(detail) from error


def _write(path: Path, said: str, mode: int) -> None:
    """A file in the place of what it was: the old or the new, never half of one."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(said)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Has the names in a folder reach the disk, where a system can be asked to."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
