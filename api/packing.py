"""Files that are checked byte by byte: a zip in its one form, with a manifest."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from domain.ledger.canonical import spell


class Packing:
    """Files one after another, each with its length and hash for the manifest."""

    def __init__(self, out: IO[bytes]) -> None:
        self._zip = ZipFile(out, "w", ZIP_STORED)
        self._files: dict[str, Any] = {}

    def add(self, name: str, parts: Iterable[bytes]) -> None:
        """Adds a file."""
        digest, length = sha256(), 0
        with self._zip.open(_told(name), "w") as file:
            for part in parts:
                file.write(part)
                digest.update(part)
                length += len(part)
        self._files[name] = {"bytes": length, "sha256": digest.hexdigest()}

    def manifest(self, said: dict[str, Any]) -> bytes:
        """The manifest over all files that have been added, as its file holds it."""
        return spell(said | {"files": self._files}) + b"\n"

    def close(self, manifest: bytes, note: bytes | None = None) -> None:
        """Adds the manifest, a signature on it if any, and the table of files."""
        with self._zip.open(_told("manifest.json"), "w") as file:
            file.write(manifest)
        if note is not None:
            with self._zip.open(_told("manifest.note"), "w") as file:
                file.write(note)
        self._zip.close()


def _told(name: str) -> ZipInfo:
    """How a file stands in the bundle: on every machine the same."""
    info = ZipInfo(name)
    info.create_system = 0
    info.external_attr = 0o600 << 16
    return info


@contextmanager
def whole(file: Path) -> Iterator[IO[bytes]]:
    """A new file that only its owner reads, under its name once it is whole."""
    part = file.with_name(f".{file.name}.part")
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "w+b") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
