"""Drafts as their owner reads them; nobody else does, and nothing keeps a copy."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from starlette.responses import Response

from api.call import Call
from api.drafts.commands import draft_id, no_such_draft
from api.drafts.rehearsing import refusal_of
from api.query import read_query
from api.refusals import Invalid, NoSuchPath, WrongMethod
from api.rights import require
from api.validation import fit
from domain.log.mapper import moment
from domain.log.shelf import KEPT, ShelvedDraft, drafts_of
from domain.log.submission import Outcome
from domain.place import Place
from domain.rights import judge

Json = dict[str, Any]


def find_own(call: Call, named: str) -> ShelvedDraft | None:
    """The caller's own draft of this id, None if there is none."""
    wanted = draft_id(named)
    return next((draft for draft in _own(call) if draft.id == wanted), None)


def _own(call: Call) -> list[ShelvedDraft]:
    register = call.service.register
    return drafts_of(register.store, call.principal().account, register.sources.clock())


def read_one(call: Call, named: str) -> ShelvedDraft:
    """One draft of the caller's. Raises NotFound."""
    read_query(call.query, frozenset())
    principal, today = call.principal(), call.service.today()
    judge(principal, call.right, Place(account=principal.account), today)
    draft = find_own(call, named)
    if draft is None:
        raise no_such_draft(named)
    return draft


def read_all(call: Call) -> list[ShelvedDraft]:
    """All drafts of the caller, the last saved first."""
    read_query(call.query, frozenset())
    require(call.principal(), call.right, call.service.today())
    return _own(call)


async def one_reply(call: Call, draft: ShelvedDraft) -> Response:
    """One draft."""
    tag = {"ETag": f'"{draft.version}"'}
    return _answer(call, await shown(call, draft), tag)


async def drafts_reply(call: Call, drafts: Sequence[ShelvedDraft]) -> Response:
    """Drafts page by page: there are so few that one page has them all."""
    items = [await shown(call, draft) for draft in drafts]
    return _answer(call, {"items": items, "total": len(items), "next": None}, {})


async def shown(call: Call, draft: ShelvedDraft) -> Json:
    """A draft as its owner reads it, with what its command still lacks.

    `faults` are those of its form; where it has none, `refusal` is what the rules of
    the register would say were it submitted now.
    """
    body = orjson.loads(draft.body)
    faults = _faults(call, draft.path, body)
    saved = datetime.fromisoformat(draft.saved_at).astimezone(UTC)
    return {
        "id": str(draft.id),
        "version": draft.version,
        "path": draft.path,
        "body": body,
        "faults": faults,
        "refusal": None if faults else await refusal_of(call, draft),
        "created_at": draft.created_at,
        "saved_at": draft.saved_at,
        "expires_at": moment(saved + KEPT),
    }


def _faults(call: Call, path: str, body: Json) -> list[Json]:
    """What would be refused of a body, field by field."""
    try:
        route, _ = call.scope["app"].state.switchboard.route("POST", path)
        fit(route.command, body)
    except Invalid as invalid:
        return [fault._asdict() for fault in invalid.faults]
    except (NoSuchPath, WrongMethod) as gone:
        return [{"pointer": "", "message": gone.detail}]
    return []


def draft_reply(call: Call, thing: Json, outcome: Outcome) -> Response:
    """What a command on a draft has come to."""
    headers = {"Register-Position": str(outcome.position)}
    if "version" in thing:
        headers["ETag"] = f'"{thing["version"]}"'
    if outcome.status == 201:  # noqa: PLR2004
        collection = "/".join(call.scope["path"].split("/")[:3])
        headers["Location"] = f"{collection}/{outcome.stream}"
    if outcome.replayed:
        headers["Idempotency-Replayed"] = "true"
    return _private(thing, headers, outcome.status)


def _answer(call: Call, content: Json, headers: dict[str, str]) -> Response:
    return _private(content, {"Register-Position": str(call.head), **headers}, 200)


def _private(content: Json, headers: dict[str, str], status: int) -> Response:
    kept_nowhere = headers | {"Cache-Control": "no-store"}
    body = orjson.dumps(content)
    return Response(body, status, kept_nowhere, "application/json")
