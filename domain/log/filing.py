"""Acts on files: kept for a document with its facts, and gone with its disposal."""

from uuid import UUID

from domain.document.commands import ApproveDisposal, FileDocument
from domain.document.document import Document
from domain.log.blobs import Incoming
from domain.log.desk import Act, WritingDesk
from domain.log.holds import refuse_held_document
from domain.log.reading import Reading


def file_document(stream: UUID, command: FileDocument, blob: Incoming) -> Act:
    """Enters a document and keeps its file, both or neither."""

    def act(desk: WritingDesk) -> UUID:
        desk.authorise("create_document", desk.place(command))
        occasion = desk.occasion(command)
        desk.record(Document, stream, Document.file(command, occasion))
        desk.keep(stream, blob)
        return stream

    return act


def dispose_document(
    reading: Reading, named: str | UUID, command: ApproveDisposal
) -> Act:
    """Lets a file go that somebody else asked to dispose of.

    It is out of the table with this transaction; `Store.scrub` has to follow, so that
    no page and no journal holds it either.
    """

    def act(desk: WritingDesk) -> UUID:
        stream = desk.find(Document, named)
        document = desk.read(Document, stream)
        desk.authorise("approve_disposal_document", document)
        desk.match(stream)
        refuse_held_document(desk, reading, document)
        facts = document.dispose(command, desk.occasion(command))
        desk.record(Document, stream, facts)
        if document.sha256 is not None:
            desk.dispose_of(stream, document.sha256)
        return stream

    return act
