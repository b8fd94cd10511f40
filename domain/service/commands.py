"""What may be asked of a service."""

from collections.abc import Iterator
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.described import Correction
from domain.facts import service as facts
from domain.occasion import Command, Link
from domain.values import Answer, Code, Id, Known, Several, Words


class DescribeService(Command):
    """Says anew what the service is, who answers for it and why it has to be."""

    title: Code | None = None
    category: Known[facts.Category] | None = None
    department: Known[Code] | None = None
    owner: Known[Id] | None = None
    critical: Answer | None = None
    statutory_duties: Known[Several[Code]] | None = None
    description: Known[Words] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.owner, UUID):
            yield Link("/owner", "account", self.owner)


class RegisterService(DescribeService):
    """Enters a service. Contracts whose `service` names it are found under it."""

    title: Code = Field()


class CloseService(Command):
    """Says that the service is commissioned no more."""


class ReopenService(Command):
    """Says that the service is commissioned again."""


class CorrectService(DescribeService, Correction):
    """Puts right what was recorded of the service."""
