"""Gives out links: for all places of an organisation, or for those below a provider."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Final
from uuid import UUID

from api.standing import standing
from domain.errors import NotAllowed, NotFound
from domain.link.commands import IssueLink, NewLink
from domain.link.link import ReturnLink, refuse_no_place
from domain.log.desk import Act, WritingDesk
from domain.operations import PROVIDERS
from domain.organisation.organisation import Organisation
from domain.place import Place
from domain.rights import acts_for

OPERATION: Final = "create_link"


def issuing(
    stream: UUID, command: NewLink, digest: str, contracts: Sequence[str]
) -> Act:
    """The act that gives out a link, of which the register keeps the digest.

    Whoever gives it out holds its secret, too: a provider's opens only what lies below
    that provider, where it may read and say the same.
    """

    def act(desk: WritingDesk) -> UUID:
        places = _places(desk, command.organisation_id, contracts)
        try:
            _authorise(desk, command.organisation_id, places)
        except NotFound:
            detail = (
                f"there is no organisation {command.organisation_id} here, or none that"
                " you may know of"
            )
            raise NotFound(detail) from None
        occasion = desk.occasion(command)
        for_whom = frozenset[UUID]()
        if occasion.role in PROVIDERS:
            for_whom = acts_for(desk.principal(), desk.today)
        hands = (place.organisations | place.chain for place in places)
        refuse_no_place(sum(1 for one in hands if not for_whom or for_whom & one))
        said = {name: getattr(command, name) for name in command.model_fields_set}
        told = IssueLink(
            **said, digest=digest, issued_for=tuple(sorted(for_whom)) or None
        )
        desk.record(ReturnLink, stream, ReturnLink.issue(told, occasion))
        return stream

    return act


def _places(
    desk: WritingDesk, organisation: UUID, contracts: Sequence[str]
) -> list[Place]:
    known = desk.known(organisation)
    if known is None or not isinstance(known.state, Organisation):
        return []
    return [place for _, place in standing(desk, organisation, contracts)]


def _authorise(desk: WritingDesk, organisation: UUID, places: Sequence[Place]) -> None:
    """Whoever runs one of the contracts may ask: the return then covers all of them.

    Raises NotFound and NotAllowed.
    """
    nowhere = Place(organisations=frozenset({organisation}), shared=True)
    for place in places:
        with suppress(NotFound, NotAllowed):
            return desk.authorise(OPERATION, place)
    return desk.authorise(OPERATION, places[-1] if places else nowhere)
