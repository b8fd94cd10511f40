"""What may be asked of links for subcontractors."""

from collections.abc import Iterator

from typing_extensions import override

from domain.facts.key import Digest
from domain.occasion import Command, Link
from domain.values import Id, Ids


class NewLink(Command):
    """Gives out a link for the places of an organisation; the reply shows it once."""

    organisation_id: Id

    @override
    def links(self) -> Iterator[Link]:
        yield Link("/organisation_id", "organisation", self.organisation_id)


class IssueLink(NewLink):
    """The same with what the register works out: of the secret only the SHA-256."""

    digest: Digest
    issued_for: Ids | None = None


class RevokeLink(Command):
    """Takes the link back, from this moment on."""
