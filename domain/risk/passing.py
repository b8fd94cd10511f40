"""Where a risk goes: to whoever else has to look at it, or to another thing."""

from domain.errors import RuleBroken
from domain.event import Fact
from domain.facts.risk import RiskMoved
from domain.facts.risk_response import RiskEscalated, RiskShared
from domain.occasion import Occasion
from domain.risk.checks import scope_of
from domain.risk.response_commands import EscalateRisk, MoveRisk, ShareRisk
from domain.risk.risk import Risk


def escalate(risk: Risk, command: EscalateRisk, occasion: Occasion) -> list[Fact]:
    """DECIDE. Up the ladder, or down again with a reason."""
    risk.refuse_unless_open("escalate")
    stands = risk.on("escalation", occasion.day) or 0
    said = dict[str, object]()
    if command.level != stands:
        said["escalation"] = command.level
    if command.to is not None:
        said["escalated_to"] = command.to
    if not risk.news(said, occasion):
        return []
    if command.level < stands and command.reason is None:
        detail = (
            f"the risk is at level {stands}: say in reason why it comes down to"
            f" {command.level}, or name a higher level"
        )
        raise RuleBroken(detail, rule="escalation-down", pointer="/reason")
    risk.timeline.refuse_override(said, occasion)
    return [
        RiskEscalated(
            escalation=command.level, escalated_to=command.to, reason=command.reason
        )
    ]


def share(risk: Risk, command: ShareRisk, occasion: Occasion) -> list[Fact]:
    """DECIDE. With whom it is shared, all of them; never what is restricted."""
    risk.refuse_gone()
    wanted = tuple(dict.fromkeys(command.organisation_ids))
    parts = tuple(dict.fromkeys(command.parts)) if wanted else ()
    said = {"shared_with": wanted, "shared_parts": parts}
    held = {name: set(risk.on(name, occasion.day) or ()) for name in said}
    if held == {name: set(values) for name, values in said.items()}:
        return []
    if risk.handling == "restricted" and wanted:
        detail = (
            "the risk is restricted: it is read by those it names and shown to no"
            " provider. Enter what may be shared as a risk of its own"
        )
        raise RuleBroken(detail, rule="restricted-sharing", pointer="/organisation_ids")
    if risk.issue_id is not None and not set(wanted) <= risk.shared_with:
        detail = (
            "the risk has happened and names its issue, which may be kept from a"
            " provider: share what they need to know as a risk of its own"
        )
        raise RuleBroken(detail, rule="restricted-sharing", pointer="/organisation_ids")
    risk.timeline.refuse_override(said, occasion)
    return [RiskShared(shared_with=wanted, shared_parts=parts, reason=command.reason)]


def move(risk: Risk, command: MoveRisk, _: Occasion) -> list[Fact]:
    """RECORD. It hangs on another thing; what was known of it goes along."""
    risk.refuse_gone()
    moved = RiskMoved(
        scope=scope_of(command),
        contract_id=command.contract_id,
        organisation_id=command.organisation_id,
        reason=command.reason,
    )
    there = (moved.scope, moved.contract_id, moved.organisation_id)
    if there == (risk.scope, risk.contract_id, risk.organisation_id):
        return []
    return [moved]
