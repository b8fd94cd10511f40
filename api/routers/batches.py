"""Batches: several commands at once, all or nothing."""

from starlette.responses import Response

from api.batch import CarryOutBatch, planned, whole
from api.batch_reply import batch_reply
from api.call import Asked
from api.operation import operations
from domain.errors import Stale

router = operations("/batches", "batches")


@router.post("")
async def create_batch(call: Asked, command: CarryOutBatch) -> Response:
    """Carries out 2 to 500 commands in one transaction, for one reason.

    Each is `{method, path, body}` as it would be sent alone, with the rights that it
    takes alone; `if_match` is its ETag, if that has to hold. The first refusal is that
    of the whole: it says which command it is about, and nothing is written.
    """
    if "if-match" in call.headers:
        raise Stale("a batch has no version; give each command its own if_match")
    batch_id = call.service.register.sources.new_id()
    steps = await planned(call, batch_id, command.shared, command.commands)
    submission = call.submission(whole(batch_id, steps))
    outcome = await call.service.register.submitted(submission)
    return await call.elsewhere(lambda: batch_reply(call, steps, outcome))
