"""What every command has to pass before it is decided: its links and its name."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from domain.errors import NotAllowed, UnknownReference
from domain.log.states import Known
from domain.occasion import Command
from domain.organisation.organisation import Organisation
from domain.place import Place


def refuse_undelegated(command: Command, asker: UUID, acting_for: UUID) -> None:
    """Refuses to act in the name of somebody for whom rights were not asked."""
    if command.on_behalf_of not in {None, asker, acting_for}:
        detail = (
            f"you do not act for {command.on_behalf_of} here; leave on_behalf_of out"
            " and act in your own name"
        )
        raise NotAllowed(detail, rule="delegation", pointer="/on_behalf_of")


def refuse_unknown(command: Command, exists: Callable[[str, UUID], bool]) -> None:
    """Refuses a link to something that there is not, as far as the caller may know."""
    for link in command.links():
        if not exists(link.noun, link.id):
            detail = (
                f"there is no {link.noun} {link.id}; enter it first,"
                " or leave the field out"
            )
            raise UnknownReference(detail, pointer=link.pointer)
    source = command.source_document
    if source is not None and not exists("document", source):
        detail = (
            f"there is no document {source}, or none that you may read; file it first,"
            " or leave source_document out and name the source in the reason"
        )
        raise UnknownReference(detail, pointer="/source_document")


def under_survivors(place: Place, known: Callable[[UUID], Known | None]) -> Place:
    """The place of a thing, which is also that of whom its organisations merged into.

    A grant for the record that stays so holds for what hangs on the others.
    """
    found = (known(stream) for stream in place.organisations)
    states = (one.state for one in found if one is not None)
    stays = {s.ties.merged_into for s in states if isinstance(s, Organisation)}
    survivors = frozenset(stream for stream in stays if stream is not None)
    return replace(place, organisations=place.organisations | survivors)
