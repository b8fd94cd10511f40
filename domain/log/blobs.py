"""Files beside the log, each under the hash of its bytes, kept and read in parts."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from tempfile import TemporaryFile
from typing import IO
from uuid import UUID

from domain.errors import NotKept, Unavailable
from domain.log.store import Store, Writing

# So much of a file is in memory at once, wherever it goes.
PART = 2**20
# The document of a file that no document uses.
NOBODY = ""
_HELD = "SELECT 1 FROM blobs WHERE sha256 = ? AND part = ?"
_NUMBERS = "SELECT part FROM blobs WHERE sha256 = ?"
_UNUSED = (
    "SELECT DISTINCT sha256 FROM blobs WHERE NOT EXISTS"
    " (SELECT 1 FROM blob_uses WHERE blob_uses.sha256 = blobs.sha256)"
)
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


def stage(store: Store, blob: Incoming) -> None:
    """Brings a file into the store before anything is decided, part by part.

    No command waits longer for it than for one part. Until a document uses it, the
    file is nobody's, and goes with `let_go`.
    """
    for number, part in enumerate(blob.parts()):
        with store.writing(durable=False) as writing:
            if not writing.execute(_HELD, (blob.sha256, number)):
                keep_part(writing, blob.sha256, number, part)


def keep(writing: Writing, document: UUID, blob: Incoming) -> None:
    """Keeps a file for a document; the same bytes are kept once.

    What was not staged, or is gone again since, is brought in now.
    """
    held = {number for (number,) in writing.execute(_NUMBERS, (blob.sha256,))}
    if len(held) * PART < blob.size:
        for number, part in enumerate(blob.parts()):
            if number not in held:
                keep_part(writing, blob.sha256, number, part)
    use(writing, document, blob.sha256)


def keep_part(writing: Writing, digest: str, number: int, part: bytes) -> None:
    """Writes one part of a file."""
    into = "INSERT INTO blobs (sha256, part, content)"
    writing.insert(into, [(digest, number, part)])


def use(writing: Writing, document: UUID, digest: str) -> None:
    """Says that a document has a file."""
    into = "INSERT INTO blob_uses (sha256, document)"
    writing.insert(into, [(digest, str(document))])


def let_go(store: Store, digest: str) -> None:
    """Lets go of a file that no document uses: one that was staged, and refused."""
    with store.writing() as writing:
        writing.dispose_of(digest, NOBODY)


def sweep(store: Store) -> None:
    """Lets go of every file that no document uses: of uploads that a stop cut off.

    Another process may be staging one of them: what it misses, its commit brings in.
    """
    for (digest,) in store.query(_UNUSED):
        let_go(store, digest)


def used_files(store: Store, documents: Mapping[str, str]) -> Iterator[str]:
    """The hashes of the files that are kept for documents, by those of `documents`."""
    for digest in sorted(set(documents.values())):
        if store.query(_HELD, (digest, 0)):
            yield digest


def read_parts(store: Store, digest: str) -> Iterator[bytes]:
    """A file, part by part; the first is read at once. Raises NotKept."""
    first = _part(store, digest, 0)
    if first is None:
        raise NotKept("the register keeps no such file")
    return _following(store, digest, first)


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
