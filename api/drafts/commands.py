"""What is asked of drafts, and what can be none."""

from typing import Any, Final
from uuid import UUID

import orjson
from pydantic import Field

from api.batch import CarryOutBatch
from api.call import Call
from api.refusals import NoSuchPath, WrongMethod
from domain.errors import NotFound, RuleBroken
from domain.occasion import Command

Json = dict[str, Any]
# The body of a draft in bytes: a form, not a file.
LARGEST: Final = 100_000


class BeginDraft(Command):
    """Keeps what has been said so far of a command that is sent to `path` one day."""

    path: str = Field(max_length=300)
    body: Json = Field(default_factory=dict)


class SaveDraft(Command):
    """Keeps what has been said by now, in the place of what was said before."""

    body: Json


class DiscardDraft(Command):
    """Lets go of the draft: nothing of it stays."""


class SubmitDraft(Command):
    """Carries out what the draft asks for; the draft is gone with it."""


def refuse_no_command(call: Call, path: str) -> None:
    """Refuses what could never be submitted."""
    try:
        route, _ = call.scope["app"].state.switchboard.route("POST", path)
    except (NoSuchPath, WrongMethod):
        raise no_draft(path) from None
    wanted = getattr(route, "command", None)
    own = (BeginDraft, SaveDraft, DiscardDraft, SubmitDraft, CarryOutBatch)
    if wanted is None or wanted in own:
        raise no_draft(path)


def no_draft(path: str) -> RuleBroken:
    """The refusal of an address that no draft can be for."""
    detail = (
        f"{path} is no command that can wait as a draft: name the address to which the"
        " body will be POSTed, such as /v1/risks; files, batches and keys are sent at"
        " once"
    )
    return RuleBroken(detail, rule="draft-command", pointer="/path")


def packed(body: Json) -> str:
    """A body as it lies on the shelf. Raises RuleBroken for one that is too large."""
    said = orjson.dumps(body)
    if len(said) > LARGEST:
        detail = f"a draft has at most {LARGEST:,} bytes, this one {len(said):,}"
        raise RuleBroken(detail, rule="draft-limits", pointer="/body")
    return said.decode()


def draft_id(named: str) -> UUID:
    """The id that a path names. Raises NotFound."""
    try:
        return UUID(named)
    except ValueError:
        raise no_such_draft(named) from None


def no_such_draft(named: str) -> NotFound:
    """Why there is none: that of somebody else looks the same."""
    return NotFound(f"you have no draft {named}; it may have been submitted")
