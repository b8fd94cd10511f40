"""What the register would refuse of a draft, were it submitted now.

It is decided as a submission would be, by the same operation, rights and rules, on the
register as it stands, and dropped: nothing of it is kept, and the log is not locked for
it. That it would be taken now promises nothing: somebody may be quicker.
"""

from typing import Any
from uuid import UUID

import orjson

from api.call import Call
from api.drafts.step import FromDraft
from api.imports.runs import Rehearsal
from domain.errors import Refusal
from domain.log.desk import WritingDesk
from domain.log.shelf import ShelvedDraft

Json = dict[str, Any]


async def refusal_of(call: Call, draft: ShelvedDraft) -> Json | None:
    """Why the draft would be refused; None if it would be taken."""
    step = FromDraft(call, draft)
    # For which version it is meant is said when it is submitted.
    step.headers = {}
    try:
        route, values = call.scope["app"].state.switchboard.route("POST", draft.path)
        await step.plan(route, values, orjson.loads(draft.body))
        await call.elsewhere(lambda: _rehearse(call, step))
    except Refusal as refusal:
        return {
            "rule": refusal.named_rule,
            "title": refusal.title,
            "detail": refusal.detail,
            "pointer": refusal.pointer,
        }
    return None


def _rehearse(call: Call, step: FromDraft) -> None:
    def act(desk: WritingDesk) -> UUID:
        return step.carry_out(desk)

    Rehearsal(call.service.register, call.asker)(act)
