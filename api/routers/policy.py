"""The council's policy: one, without an id of its own in the paths."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from starlette.responses import Response

from api.call import Asked, Call
from api.operation import operations
from api.query import CLOCKS, read_query
from api.readings import opened
from api.replies import list_reply, thing_reply
from domain.event import Fact
from domain.log.desk import WritingDesk
from domain.occasion import Command
from domain.place import Place
from domain.policy import Policy, SetApprovalLimits, SetMatrix
from domain.policy_settings import SetAppetite, SetRuleSource, SetThresholds
from projections.history import told
from projections.nouns.policy import DELIVERED

router = operations("/policy", "policy")


@router.post("/set-matrix")
async def set_matrix_policy(call: Asked, command: SetMatrix) -> Response:
    """Sets the scoring matrix: five labels a side, and bands over 1 to 25."""
    return await _set(call, Policy.set_matrix, command)


@router.post("/set-approval-limits")
async def set_approval_limits_policy(
    call: Asked, command: SetApprovalLimits
) -> Response:
    """Sets how much each role may approve, for all roles at once."""
    return await _set(call, Policy.set_approval_limits, command)


@router.post("/set-appetite")
async def set_appetite_policy(call: Asked, command: SetAppetite) -> Response:
    """Sets the highest score that is within appetite, for one category of risks."""
    return await _set(call, Policy.set_appetite, command)


@router.post("/set-thresholds")
async def set_thresholds_policy(call: Asked, command: SetThresholds) -> Response:
    """Sets numbers at which the register speaks up, and says from what source."""
    return await _set(call, Policy.set_thresholds, command)


@router.post("/set-rule-source")
async def set_rule_source_policy(call: Asked, command: SetRuleSource) -> Response:
    """Says on what a rule rests, how well that is founded, and if it is in force."""
    return await _set(call, Policy.set_rule_source, command)


@router.get("")
async def get_policy(call: Asked) -> Response:
    """The policies in force; as delivered where nothing has been set."""

    def answer() -> Response:
        clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
        with opened(call, clocks) as view:
            rows = view.rows("policy", [str(call.service.register.policy_id)])
            found = view.rendered("policy", rows) or [_as_delivered(call)]
            return thing_reply(call.if_none_match, view, clocks, found[0])

    return await call.here(answer)


@router.get("/history")
async def get_policy_history(call: Asked) -> Response:
    """What was set, when, by whom."""

    def answer() -> Response:
        register = call.service.register
        clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
        with opened(call, clocks) as view:
            recorded = register.reading.history(register.policy_id, view.position)
            items = told(view, recorded)
            content = {"items": items, "position": view.position}
            return list_reply(call.if_none_match, view, clocks, content, items)

    return await call.elsewhere(answer)


def _as_delivered(call: Call) -> dict[str, Any]:
    today = call.service.today().isoformat()
    return {
        "id": str(call.service.register.policy_id),
        "reference": None,
        "version": 0,
        "in_error": False,
        "effective_from": today,
        "effective_until": None,
        **DELIVERED,
    }


async def _set(
    call: Call, decision: Callable[..., Sequence[Fact]], command: Command
) -> Response:
    """Decides on the policy that stands, or on an empty one before the first."""
    stream: UUID = call.service.register.policy_id

    def act(desk: WritingDesk) -> UUID:
        desk.authorise(call.operation, Place())
        desk.match(stream)
        stands: Any = desk.read(Policy, stream) if desk.version(stream) else Policy()
        desk.record(Policy, stream, decision(stands, command, desk.occasion(command)))
        return stream

    return await call.submit(Policy, act)
