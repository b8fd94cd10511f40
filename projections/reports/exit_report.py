"""The report for planning an exit: fourteen parts, out of what the register knows.

What is not known is said where it is missing, never left out.
"""

from datetime import date
from typing import Any, Final

from projections.reports import exit_parts as parts
from projections.reports.gathering import Gathered, gather
from projections.view import View

Json = dict[str, Any]

PARTS: Final = (
    "facts",
    "options",
    "seats",
    "workforce",
    "data_and_assets",
    "continuity",
    "risks",
    "issues",
    "changes",
    "costs",
    "timeline",
    "readiness",
    "lessons",
    "provenance",
)
_FACTS: Final = (
    "status",
    "contract_number",
    "kind",
    "service",
    "department",
    "tier",
    "regime",
    "provider_name",
    "start",
    "end",
    "max_end_at_award",
    "annual_value",
    "notice_period_months",
    "break_dates",
    "options_left",
    "dispute_route",
    "issues_contact",
    "people_served",
    "contract_manager_name",
    "commissioner_name",
)
_PLAN: Final = (
    "id",
    "reference",
    "title",
    "status",
    "owner",
    "owner_name",
    "provider_manager",
    "end_on",
    "trigger",
    "activated_on",
    "approved_on",
    "approved_by_name",
    "conditions",
    "worked_on_since",
    "reviewed_on",
    "next_review",
    "defined_in",
)
_NAMED: Final = {
    "provider_name": "provider_id",
    "contract_manager_name": "contract_manager",
    "commissioner_name": "commissioner",
}
# A change that came to nothing leaves nothing to reflect.
CAME_TO_NOTHING: Final = ("rejected", "withdrawn", "closed")


def exit_report(view: View, named: str) -> Json:
    """The whole report. Raises NotFound for a contract that the caller does not see."""
    return compose(gather(view, named), view.pin.effective_on, view.position)


def _fact(contract: Json, name: str) -> Any:
    """A field of the contract; of somebody the name, or why there is none."""
    of = _NAMED.get(name)
    return contract.get(name) or (contract.get(of) if of else None)


def compose(found: Gathered, today: date, position: int) -> Json:
    """The fourteen parts, each under its name, of what was gathered."""
    plan, contract = found.plan, found.contract
    timeline = parts.timeline(found, today)
    changes = (c for c in found.changes if c["status"] not in CAME_TO_NOTHING)
    return {
        "contract": {name: contract[name] for name in ("id", "reference", "title")},
        "plan": {name: plan.get(name) for name in _PLAN} if plan else None,
        "facts": {name: _fact(contract, name) for name in _FACTS},
        "options": parts.options(found),
        "seats": parts.seats(found),
        "workforce": parts.workforce(found, timeline),
        "data_and_assets": parts.said(found, "data", "assets", "intellectual_property"),
        "continuity": parts.continuity(found),
        "risks": [parts.risk(one) for one in found.risks],
        "issues": [parts.issue(one) for one in found.issues],
        "changes": [parts.change(one) for one in changes],
        "costs": parts.said(found, "costs", "final_cost"),
        "timeline": timeline,
        "readiness": parts.ready(found, timeline, today),
        "lessons": parts.said(
            found, "lessons", "residual_liabilities", "knowledge_transfer"
        ),
        "provenance": {
            "first_position": found.events[0],
            "last_position": found.events[1],
            "events": found.events[2],
            "position": position,
            "effective_on": today.isoformat(),
        },
    }
