"""What may be asked of feedback, in the shapes of the public contract."""

from collections.abc import Iterator
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.described import Correction
from domain.facts import feedback as facts
from domain.occasion import Command, Link
from domain.values import Day, Id, Known, Title, Words

_HOMES = {"contract_id": "contract", "organisation_id": "organisation"}
_SHOWN_BY = {"change_id": "change", "issue_id": "issue", "document_id": "document"}


class DescribeFeedback(Command):
    """Says something new that describes the feedback."""

    title: Title | None = None
    text: Known[Words] | None = None
    said_by: Known[facts.Group] | None = None
    channel: Known[facts.Channel] | None = None
    received_on: Known[Day] | None = None
    owner: Known[Id] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.owner, UUID):
            yield Link("/owner", "account", self.owner)


class ReceiveFeedback(DescribeFeedback):
    """Enters what somebody said, on one contract or of one organisation."""

    title: Title = Field()
    contract_id: Id | None = None
    organisation_id: Id | None = None

    @override
    def links(self) -> Iterator[Link]:
        for field, noun in _HOMES.items():
            if (named := getattr(self, field)) is not None:
                yield Link(f"/{field}", noun, named)
        yield from super().links()


class UseFeedback(Command):
    """Says what came of it, and by what that can be seen."""

    used_in: Words
    change_id: Id | None = None
    issue_id: Id | None = None
    document_id: Id | None = None

    @override
    def links(self) -> Iterator[Link]:
        for field, noun in _SHOWN_BY.items():
            if (named := getattr(self, field)) is not None:
                yield Link(f"/{field}", noun, named)


class CloseFeedback(Command):
    """Says that nothing is to come of it, and why."""

    reason: Words = Field()


class CorrectFeedback(DescribeFeedback, Correction):
    """Puts right what was recorded of the feedback."""
