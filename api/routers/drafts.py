"""Drafts: what somebody has begun to say, and no entry until it is submitted."""

from starlette.responses import Response

from api.call import Asked, Named
from api.drafts.commands import BeginDraft, DiscardDraft, SaveDraft, SubmitDraft
from api.drafts.drafts import (
    answer_begun,
    answer_discarded,
    answer_own,
    answer_own_one,
    answer_saved,
    answer_submitted,
)
from api.operation import operations

router = operations("/drafts", "drafts")


@router.post("", status_code=201)
async def create_draft(call: Asked, command: BeginDraft) -> Response:
    """Keeps what has been said so far of a command; nobody else reads it."""
    return await answer_begun(call, command)


@router.get("")
async def list_drafts(call: Asked) -> Response:
    """All of one's own drafts, the last saved first: there are 50 at most."""
    return await answer_own(call)


@router.get("/{id}")
async def get_draft(call: Asked, thing: Named) -> Response:
    """One of one's own drafts."""
    return await answer_own_one(call, thing)


@router.post("/{id}/save")
async def save_draft(call: Asked, thing: Named, command: SaveDraft) -> Response:
    """Keeps what has been said by now. It lies for 30 days after it was last saved."""
    return await answer_saved(call, thing, command)


@router.post("/{id}/discard")
async def discard_draft(
    call: Asked,
    thing: Named,
    command: DiscardDraft,  # noqa: ARG001 - it is read, and says nothing
) -> Response:
    """Lets go of the draft: nothing of it stays."""
    return await answer_discarded(call, thing)


@router.post("/{id}/submit")
async def submit_draft(
    call: Asked,
    thing: Named,
    command: SubmitDraft,  # noqa: ARG001 - it is read, and says nothing
) -> Response:
    """Carries out what the draft asks for, with the rights that it takes.

    The reply is that of the command itself. The draft is gone with it; refused, it
    stays as it was.
    """
    return await answer_submitted(call, thing)
