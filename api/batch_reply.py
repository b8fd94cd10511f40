"""What a batch has come to: each of its commands with the thing as it then stood."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import orjson
from starlette.responses import Response

from api.batch import Step, stream_of
from api.call import Call
from api.rights import NOTHING, reach_through
from domain.errors import NotFound
from domain.log.submission import Outcome
from domain.policy import Policy
from projections.references import born_at
from projections.view import View

Json = dict[str, Any]


def batch_reply(call: Call, steps: Sequence[Step], outcome: Outcome) -> Response:
    """The reply; a repeated request sees what may still be seen."""
    headers = {"Register-Position": str(outcome.position), "Cache-Control": "no-store"}
    if outcome.replayed:
        headers["Idempotency-Replayed"] = "true"
    content = orjson.dumps(batch_result(call, steps, outcome))
    return Response(content, 200, headers, "application/json")


def batch_result(call: Call, steps: Sequence[Step], outcome: Outcome) -> Json:
    """What each command was about, and how that then stood."""
    streams = _streams(call, steps, outcome)
    things = _things(call, steps, streams, outcome)
    return {
        "id": str(outcome.stream),
        "position": outcome.position,
        "items": [
            _item(step, stream, things.get(str(stream)))
            for step, stream in zip(steps, streams, strict=True)
        ],
    }


def _item(step: Step, stream: UUID | None, thing: Json | None) -> Json:
    return {
        "index": step.index,
        "operation": step.operation,
        "noun": _noun(step),
        "id": None if stream is None else str(stream),
        "reference": thing and thing["reference"],
        "version": thing and thing["version"],
        "thing": thing,
    }


def _streams(call: Call, steps: Sequence[Step], outcome: Outcome) -> list[UUID | None]:
    """What each command was about, also where none of them is done again."""
    if not outcome.replayed:
        return [step.stream for step in steps]
    candidates = [list(_candidates(call, step, outcome)) for step in steps]
    with call.service.reading(NOTHING, outcome.position) as view:
        nouns = view.nouns({str(one) for some in candidates for one in some})
    return [
        next((one for one in some if nouns.get(str(one)) == _noun(step)), None)
        for step, some in zip(steps, candidates, strict=True)
    ]


def _candidates(call: Call, step: Step, outcome: Outcome) -> Iterator[UUID]:
    """What it made, else what its path names; there is one policy."""
    if step.is_new:
        yield stream_of(outcome.stream, step.index)
    if step.named is not None:
        number = born_at(step.named)
        reading = call.service.register.reading
        found = None if number is None else reading.stream_at(number)
        if number is None:
            yield UUID(step.named)
        elif found is not None:
            yield found[0]
    if step.kind is Policy:
        yield call.service.register.policy_id


def _noun(step: Step) -> str | None:
    return step.kind.noun if step.kind else None


def _things(
    call: Call,
    steps: Sequence[Step],
    streams: Sequence[UUID | None],
    outcome: Outcome,
) -> dict[str, Json]:
    nouns = defaultdict[str, set[str]](set)
    for step, stream in zip(steps, streams, strict=True):
        if step.kind is not None and stream is not None:
            nouns[step.kind.noun].add(str(stream))
    found: dict[str, Json] = {}
    for noun, ids in nouns.items():
        found |= _of_noun(call, noun, ids, outcome)
    return found


def _of_noun(call: Call, noun: str, ids: set[str], outcome: Outcome) -> dict[str, Json]:
    seen = NOTHING
    if outcome.replayed:
        today = call.service.today()
        seen = reach_through(call.principal(), f"get_{noun}", today)
    with call.service.reading(seen, outcome.position) as view:
        rows = view.rows(noun, sorted(ids))
        shown = view.rendered(noun, rows)
        if call.is_told():
            call.service.attach(view, noun, rows, shown)
        things = {thing["id"]: thing for thing in shown}
        if outcome.replayed:
            return {one: told for one, told in things.items() if _sees(view, noun, one)}
    # What was said of days that are over alone stands on none of today's.
    return things


def _sees(view: View, noun: str, thing: str) -> bool:
    try:
        view.row(noun, thing)
    except NotFound:
        return False
    return True
