"""Files beside the log, each under the hash of its bytes, kept and read in parts."""

from collections.abc import Iterator
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO
from uuid import UUID

from domain.errors import NotKept, Unavailable
from domain.log.store import Store, Writing

# So much of a file is in memory at once, wherever it goes.
PART = 2**20
_HELD = "SELECT 1 FROM blobs WHERE sha256 = ? AND part = 0"
_PART = "SELECT content FROM blobs WHERE sha256 = ? AND part = ?"


class Incoming:
    """A file on its way in: on disk while it is hashed, in no folder and without name.

    Whoever opens it closes it; until then its bytes can be read as often as need be.
    """

    def __init__(self, folder: str | None) -> None:
        self._file: IO[bytes] = TemporaryFile(dir=folder)  # noqa: SIM115 - see close
        self._digest = sha256()
        self.size = 0

    @property
    def sha256(self) -> str:
        """The hash of what has come."""
        return self._digest.hexdigest()

    def take(self, chunk: bytes) -> None:
        """Takes some more. Raises Unavailable if the disk has no room."""
        try:
            self._file.write(chunk)
        except OSError as error:
            detail = f"the file cannot be kept: {error.strerror}; nothing was recorded"
            raise Unavailable(detail) from error
        self._digest.update(chunk)
        self.size += len(chunk)

    def parts(self) -> Iterator[bytes]:
        """All that has come, part by part."""
        self._file.seek(0)
        while part := self._file.read(PART):
            yield part

    def close(self) -> None:
        """Lets go of the bytes."""
        self._file.close()


def keep(writing: Writing, document: UUID, blob: Incoming) -> None:
    """Keeps a file for a document; the same bytes are kept once."""
    if not writing.execute(_HELD, (blob.sha256,)):
        for number, part in enumerate(blob.parts()):
            into = "INSERT INTO blobs (sha256, part, content)"
            writing.insert(into, [(blob.sha256, number, part)])
    into = "INSERT INTO blob_uses (sha256, document)"
    writing.insert(into, [(blob.sha256, str(document))])


def read_parts(store: Store, digest: str) -> Iterator[bytes]:
    """A file, part by part; the first is read at once. Raises NotKept."""
    first = _part(store, digest, 0)
    if first is None:
        raise NotKept("the register keeps no such file")
    return _following(store, digest, first)


def kept_files(store: Store) -> int:
    """How many files are kept."""
    return int(store.query("SELECT count(*) FROM blobs WHERE part = 0")[0][0])


def missing_files(store: Store) -> int:
    """Of how many documents the file should be here and is not."""
    sql = (
        "SELECT count(*) FROM events WHERE topic LIKE ?"
        " AND NOT EXISTS (SELECT 1 FROM blob_uses WHERE document = events.stream)"
        " AND NOT EXISTS (SELECT 1 FROM events AS later"
        " WHERE later.stream = events.stream AND later.topic LIKE ?)"
    )
    return int(store.query(sql, ("document-filed.%", "document-disposed.%"))[0][0])


def _following(store: Store, digest: str, first: bytes) -> Iterator[bytes]:
    part: bytes | None = first
    number = 0
    while part is not None:
        yield part
        number += 1
        part = _part(store, digest, number) if len(part) == PART else None


def _part(store: Store, digest: str, number: int) -> bytes | None:
    rows = store.query(_PART, (digest, number))
    return bytes(rows[0][0]) if rows else None
