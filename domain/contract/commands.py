"""What may be asked of a contract."""

from collections.abc import Iterator
from typing import Any, ClassVar
from uuid import UUID

from pydantic import BaseModel

from domain.described import Correction
from domain.facts import contract_fields as facts
from domain.facts.contract_notice import NoticeContent, NoticeKey, NoticeWords
from domain.occasion import Command, Link
from domain.values import Id, Title, Words

_LINKS = {
    "provider_id": "organisation",
    "contract_manager": "account",
    "commissioner": "account",
    "change_id": "change",
    "document": "document",
    "review_document": "document",
}


class Linked(BaseModel):
    """The things that a contract names, found in whichever fields a command has."""

    def links(self) -> Iterator[Link]:
        """The things that this command names, each of which has to exist."""
        for field, noun in _LINKS.items():
            named: Any = getattr(self, field, None)
            if isinstance(named, UUID):
                yield Link(f"/{field}", noun, named)


class RegisterContract(Linked, facts.Everything, Command):
    """Enters a contract: a title is enough."""

    title: Title
    status: facts.Beginning | None = None


class AdoptContract(Linked, facts.Everything, Command):
    """Brings in a contract as it stood before the register, in any state."""

    title: Title
    status: facts.Status | None = None


class EstablishContract(Linked, facts.Award, facts.Terms, facts.Milestones, Command):
    """Says what had not been known of a contract, and from what source it is known.

    Unless it says otherwise it holds from the day of the opening entry.
    """

    finds_its_day: ClassVar[bool] = True

    source: Words | None = None


class AmendTerms(Linked, facts.Terms, Command):
    """Changes the terms of a contract that has not started."""


class AgreedTerms(AmendTerms):
    """The terms that a change request has moved: what implementing it asks for.

    Nobody sends this. A contract's terms would else move past change control by
    naming any change whatever.
    """

    change_id: Id


class DescribeContract(facts.Descriptive, Command):
    """Says something new that describes the contract."""

    title: Title | None = None


class CorrectContract(Linked, facts.Everything, Correction):
    """Puts right what was recorded of a contract, its state included."""

    title: Title | None = None
    status: facts.Status | None = None


class RecordNotice(NoticeContent, Command):
    """Says that a public source lists a notice of this contract, and what it says."""


class NoteNotice(NoticeWords, Command):
    """Says that a notice of this contract was published, where, and what it says."""


class MarkUnlisted(NoticeKey, Command):
    """Says that a public source no longer lists a notice."""
