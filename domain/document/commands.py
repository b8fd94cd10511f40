"""What may be asked of a document."""

from collections.abc import Iterator
from typing import Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.described import Correction
from domain.facts import document as facts
from domain.occasion import Command, Link
from domain.values import Code, Day, Id, Known, Title, Words


class DescribeDocument(Command):
    """Says anew what the document is, who is to have it, and until when."""

    title: Title | None = None
    kind: Known[facts.Kind] | None = None
    version_label: Known[Code] | None = None
    dated_on: Known[Day] | None = None
    review_on: Known[Day] | None = None
    destroy_on: Known[Day] | None = None
    circulation: Known[Words] | None = None
    classification: Known[facts.Classification] | None = None
    owner: Known[Id] | None = None
    change_id: Id | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.owner, UUID):
            yield Link("/owner", "account", self.owner)
        if self.change_id is not None:
            yield Link("/change_id", "change", self.change_id)


class EnterDocument(DescribeDocument):
    """Enters a document: its title, and the thing that it belongs to."""

    title: Title = Field()
    contract_id: Id | None = None
    organisation_id: Id | None = None
    scope: Literal["council"] | None = None
    handling: facts.Handling = "normal"

    @override
    def links(self) -> Iterator[Link]:
        yield from DescribeDocument.links(self)
        for noun in ("contract", "organisation"):
            if (found := getattr(self, f"{noun}_id")) is not None:
                yield Link(f"/{noun}_id", noun, found)


class FileDocument(EnterDocument):
    """Keeps a file, whose bytes come beside this."""

    sha256: facts.Hash
    bytes: facts.Bytes
    media: facts.Media
    file_name: Title | None = None


class FingerprintDocument(EnterDocument):
    """Keeps by what a file is recognised that lies elsewhere."""

    sha256: facts.Hash
    bytes: facts.Bytes | None = None
    media: facts.Media | None = None
    file_name: Title | None = None


class LinkDocument(EnterDocument):
    """Keeps where a document lies, which version is meant, and of what day."""

    address: facts.Address


class CorrectDocument(DescribeDocument, Correction):
    """Puts right what was recorded of a document."""


class RequestDisposal(Command):
    """Asks that the file be disposed of, and why."""

    basis: facts.Basis
    reason: Words = Field()


class RejectDisposal(Command):
    """Says no to the disposal, and why."""

    reason: Words = Field()


class ApproveDisposal(Command):
    """Lets the file be disposed of, as somebody else asked."""
