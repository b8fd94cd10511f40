"""The files of documents in an export, on their way back into a store."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from domain.event import Recorded
from domain.facts.document import DocumentDisposed, DocumentFiled
from domain.log.blobs import keep_part, use
from domain.log.exported import Unrestorable, read_part
from domain.log.store import Writing


class RestoredFiles:
    """Which documents have which file, and how much of each has come.

    A file is taken by its hash: what its bytes come to is what its document says.
    """

    def __init__(self, writing: Writing) -> None:
        self.count = 0
        self._writing = writing
        self._of: dict[str, dict[str, None]] = {}
        self._by_document: dict[str, str] = {}
        self._open: str | None = None
        self._digest = sha256()
        self._number = 0

    def note(self, recorded: Recorded[Any]) -> None:
        """Follows one event: a document has a file, or has it no longer."""
        fact, document = recorded.fact, str(recorded.stream)
        if isinstance(fact, DocumentFiled):
            self._by_document[document] = fact.sha256
            self._of.setdefault(fact.sha256, {})[document] = None
        elif isinstance(fact, DocumentDisposed):
            self._of[self._by_document.pop(document)].pop(document)

    def take(self, line: bytes) -> None:
        """Takes one part. Raises Unrestorable for one that is not in its place."""
        digest, number, content = read_part(line)
        if digest != self._open:
            self.finish()
            if not self._of.get(digest):
                raise Unrestorable(f"file {digest}: no document has it")
            self._open, self._digest, self._number = digest, sha256(), 0
        if number != self._number:
            raise Unrestorable(
                f"file {digest}: part {self._number} is missing. Take a whole copy"
            )
        self._digest.update(content)
        self._number += 1
        keep_part(self._writing, digest, number, content)

    def finish(self) -> None:
        """Ends the file that is being taken. Raises Unrestorable for other bytes."""
        if self._open is None:
            return
        if self._digest.hexdigest() != self._open:
            raise Unrestorable(
                f"file {self._open}: its bytes are not those that were filed. Take"
                " another copy, or export anew"
            )
        for document in self._of.pop(self._open):
            use(self._writing, UUID(document), self._open)
        self._open, self.count = None, self.count + 1
