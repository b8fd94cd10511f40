"""What may be asked of a sign of distress."""

from collections.abc import Iterator
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.described import Correction
from domain.facts import distress as facts
from domain.occasion import Command, Link
from domain.values import Id, Ids, Known, Title, Words


class DescribeDistress(Command):
    """Says anew what was seen, from where that is known and who looks after it."""

    signal: facts.Signal | None = None
    title: Title | None = None
    details: Known[Words] | None = None
    source: Known[Words] | None = None
    owner: Known[Id] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.owner, UUID):
            yield Link("/owner", "account", self.owner)


class SetHandling(Command):
    """Says who may know of it: everybody who reads the register, or these alone."""

    handling: facts.Handling
    readers: Ids = ()

    @override
    def links(self) -> Iterator[Link]:
        yield from _readers(self.readers)


class RecordDistress(DescribeDistress):
    """Records a sign that an organisation is in distress.

    Unless it says otherwise nobody knows of it but who records it, its owner and the
    `readers` that are named; auditors may always look.
    """

    signal: facts.Signal = Field()
    handling: facts.Handling = "restricted"
    readers: Ids = ()

    @override
    def links(self) -> Iterator[Link]:
        yield from DescribeDistress.links(self)
        yield from _readers(self.readers)


class LiftDistress(Command):
    """Says that the sign means nothing any more, and why."""

    reason: Words = Field()


class CorrectDistress(DescribeDistress, Correction):
    """Puts right what was recorded of the sign."""


def _readers(readers: Ids) -> Iterator[Link]:
    for nth, reader in enumerate(readers):
        yield Link(f"/readers/{nth}", "account", reader)
