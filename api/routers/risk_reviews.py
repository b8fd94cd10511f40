"""Many risks at once: that they are still right."""

from uuid import UUID

import orjson
from starlette.responses import Response

from api.call import Asked, Call
from api.operation import operations
from api.replies import JSON, caching
from api.rights import NOTHING, reach_through
from domain.errors import Stale
from domain.log.desk import WritingDesk
from domain.log.submission import Outcome
from domain.risk.reviews import ReviewRisks, review_risks

router = operations("/risks", "risks")


@router.post("/review", name="review_risks")
async def review_many_risks(call: Asked, command: ReviewRisks) -> Response:
    """Says of up to 500 risks that they were looked at and are still right.

    One act with one reason: all are reviewed, or none. Where some are refused,
    `errors` names each with its place in `risk_ids` and why.
    """

    def act(desk: WritingDesk) -> UUID:
        review_risks(desk, command, lambda risk: desk.authorise(call.operation, risk))
        if "if-match" in call.headers:
            raise Stale("If-Match names one version, and these are several; leave it")
        return command.risk_ids[-1]

    submission = call.submission(act, hints=command.risk_ids)
    outcome = await call.service.register.submitted(submission)
    return await call.elsewhere(lambda: _reply(call, command, outcome))


def _reply(call: Call, command: ReviewRisks, outcome: Outcome) -> Response:
    """The risks as they stood when they had been reviewed.

    Who did it may see them; who sends it again sees what may be seen still.
    """
    ids = [str(each) for each in dict.fromkeys(command.risk_ids)]
    today = call.service.today()
    seen = NOTHING
    if outcome.replayed:
        seen = reach_through(call.principal(), "get_risk", today)
    with call.service.reading(seen, outcome.position) as view:
        may = view.readable("risk", ids) if outcome.replayed else set(ids)
        rows = view.rows("risk", [i for i in ids if i in may])
        items = view.rendered("risk", rows)
        call.service.attach(view, "risk", rows, items)
    items.sort(key=lambda each: ids.index(each["id"]))
    headers = {"Register-Position": str(outcome.position), **caching(items)}
    if outcome.replayed:
        headers["Idempotency-Replayed"] = "true"
    content = {"items": items, "total": len(items), "position": outcome.position}
    return Response(orjson.dumps(content), outcome.status, headers, JSON)
