"""Drafts: commands that somebody has begun, private, and no entry until submitted."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import orjson
from starlette.responses import Response

from api.call import Call
from api.drafts.commands import (
    BeginDraft,
    SaveDraft,
    draft_id,
    no_such_draft,
    packed,
    refuse_no_command,
)
from api.drafts.replies import (
    draft_reply,
    drafts_reply,
    find_own,
    one_reply,
    read_all,
    read_one,
    shown,
)
from api.drafts.step import FromDraft
from api.rights import NOTHING
from domain.errors import RuleBroken
from domain.log.desk import Act, WritingDesk
from domain.log.mapper import moment
from domain.log.shelf import MOST, ShelvedDraft
from domain.place import Place

Json = dict[str, Any]


async def answer_begun(call: Call, command: BeginDraft) -> Response:
    """Begins a draft; the reply is the draft."""
    call.refuse_match()
    refuse_no_command(call, command.path)
    body = packed(command.body)
    stream = call.new_stream()

    def act(desk: WritingDesk) -> UUID:
        desk.authorise(call.operation, Place())
        if desk.shelf.count(desk.asker.account) >= MOST:
            detail = f"you have {MOST} drafts already; submit or discard one first"
            raise RuleBroken(detail, rule="draft-limits")
        now = moment(desk.now)
        draft = ShelvedDraft(
            stream, desk.asker.account, 1, command.path, body, now, now
        )
        desk.shelve(lambda shelf: shelf.put(draft))
        return stream

    return await _kept(call, act, status=201)


async def answer_saved(call: Call, named: str, command: SaveDraft) -> Response:
    """Saves a draft; the reply is the draft as it then is."""
    body = packed(command.body)

    def change(desk: WritingDesk, draft: ShelvedDraft) -> None:
        now, version = moment(desk.now), draft.version + 1
        saved = draft._replace(version=version, body=body, saved_at=now)
        desk.shelve(lambda shelf: shelf.put(saved))

    return await _kept(call, _on_own(call, named, change))


async def answer_discarded(call: Call, named: str) -> Response:
    """Lets go of a draft; the reply says which it was."""

    def change(desk: WritingDesk, draft: ShelvedDraft) -> None:
        desk.shelve(lambda shelf: shelf.remove(draft.id))

    act = _on_own(call, named, change)
    outcome = await call.service.register.submitted(call.submission(act))
    await call.elsewhere(call.service.register.store.settle)
    return draft_reply(call, {"id": str(outcome.stream), "discarded": True}, outcome)


async def answer_submitted(call: Call, named: str) -> Response:
    """Carries out what a draft asks for; the reply is what that comes to."""
    draft = await call.elsewhere(lambda: find_own(call, named))
    if draft is None:
        return await _submitted_before(call, named)
    step = FromDraft(call, draft)
    route, values = call.scope["app"].state.switchboard.route("POST", draft.path)
    await step.plan(route, values, orjson.loads(draft.body))
    call.on_behalf_of = step.on_behalf_of
    return await step.send(call, draft)


async def answer_own(call: Call) -> Response:
    """All drafts of the caller, the last saved first."""
    return await drafts_reply(call, await call.elsewhere(lambda: read_all(call)))


async def answer_own_one(call: Call, named: str) -> Response:
    """One draft of the caller."""
    return await one_reply(call, await call.elsewhere(lambda: read_one(call, named)))


def _on_own(
    call: Call, named: str, change: Callable[[WritingDesk, ShelvedDraft], None]
) -> Act:
    """An act on a draft of one's own. It raises NotFound for any other."""

    def act(desk: WritingDesk) -> UUID:
        draft = desk.shelf.find(desk.asker.account, draft_id(named))
        if draft is None:
            raise no_such_draft(named)
        desk.authorise(call.operation, Place(account=draft.account))
        desk.match_version(draft.version)
        change(desk, draft)
        return draft.id

    return act


async def _kept(call: Call, act: Act, status: int = 200) -> Response:
    outcome = await call.service.register.submitted(call.submission(act))
    name = str(outcome.stream)
    draft = await call.elsewhere(lambda: find_own(call, name))
    if draft is None:  # sent again, after it was submitted or discarded
        raise no_such_draft(name)
    told = await shown(call, draft)
    return draft_reply(call, told, replace(outcome, status=status))


async def _submitted_before(call: Call, named: str) -> Response:
    """The reply to a request that is sent again: its draft is gone by then."""

    def act(desk: WritingDesk) -> UUID:
        desk.authorise(call.operation, Place(account=desk.asker.account))
        raise no_such_draft(named)

    outcome = await call.service.register.submitted(call.submission(act))

    def again() -> Json:
        with call.service.reading(NOTHING, outcome.position) as view:
            (noun,) = view.nouns({str(outcome.stream)}).values()
        return call.written(noun, outcome)

    return draft_reply(call, await call.elsewhere(again), outcome)
