"""Lets a caller to a thing: what is hidden and what is not there look the same."""

from typing import Any, TypeVar
from uuid import UUID

from domain.aggregate import Aggregate
from domain.errors import NotFound
from domain.log.desk import WritingDesk

A = TypeVar("A", bound=Aggregate[Any])


def admit(
    desk: WritingDesk, operation: str, kind: type[A], named: str | UUID
) -> tuple[UUID, A]:
    """The stream and state of what is named, if the caller may do this to it.

    Raises NotFound in the same words for what there is not and what the caller may
    not know of, NotAllowed for what the caller may see.
    """
    try:
        stream = desk.find(kind, named)
        state = desk.read(kind, stream)
        desk.authorise(operation, state)
    except NotFound:
        detail = f"there is no {kind.noun} {named} here, or none that you may know of"
        raise NotFound(detail) from None
    return stream, state
