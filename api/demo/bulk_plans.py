"""Tells plans: what is in them, who approved them, whether they were tried and done."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from api.demo.beat import Beat, Row
from api.demo.bulk_contracts import net

# What the story tells of a plan that is said of it later, or of a part of it.
_TOLD = frozenset(
    {"of", "on", "by", "at", "option", "tasks", "people", "seats", "assets", "data"}
    | {"costs", "alternatives", "approved", "tested", "activated", "stood_down"}
    | {"completed", "residual"}
)
_STEP = timedelta(minutes=5)
# Who approves, and who does what they wrote themselves.
_APPROVES = ("helena", "idris")


def plan_of(told: Row) -> Iterator[Beat]:
    """A plan from its first entry, each thing of it a little after the one before."""
    at: datetime = told["at"]
    said = {name: value for name, value in told.items() if name not in _TOLD}
    said["owner"] = f"@{told['by']}"
    if "on" in told:
        said["contract_id"] = f"@{told['on']}"
    yield Beat(at, told["by"], "create_plan", told["of"], said)
    for nth, (do, more) in enumerate(_parts(told), start=1):
        yield Beat(at + nth * _STEP, told["by"], do, told["of"], more)
    yield from _people(told)
    yield from _life(told)


def _parts(told: Row) -> Iterator[tuple[str, Row]]:
    if "option" in told:
        yield "decide_option_plan", {"options": [{"way": told["option"]}]}
    before: str | None = None
    for nth, (title, purpose, days, *_) in enumerate(told.get("tasks", ()), start=1):
        task: dict[str, Any] = {"title": title, "purpose": purpose, "days": days}
        task |= {"owner": f"@{told['by']}", "least_days": round(days * 0.6)}
        task |= {"after": [f"@{before}"]} if before else {}
        before = f"{told['of']}-task-{nth}"
        yield "add_task_plan", {**task, "makes": before}
    for firm, capacity, days in told.get("alternatives", ()):
        other = {"organisation_id": f"@{firm}", "capacity": capacity}
        yield "add_alternative_plan", {**other, "lead_days": days}
    for title, kind, route in told.get("assets", ()):
        yield "record_asset_plan", {"title": title, "kind": kind, "route": route}
    for title, by in told.get("data", ()):
        yield "record_data_return_plan", {"title": title, "return_by": by}
    for seat, decision in told.get("seats", ()):
        yield "decide_seat_plan", {"seat_id": f"@{seat}", "decision": decision}
    for kind, amount, funded in told.get("costs", ()):
        cost = {"kind": kind, "amount": net(amount), "provided_for": funded}
        yield "set_cost_plan", cost


def _people(told: Row) -> Iterator[Beat]:
    """Counts of who would move: asked of each, and answered by most."""
    for seat, heads, full_time, asked, *answered in told.get("people", ()):
        said = {"headcount": heads, "full_time_equivalent": str(full_time)}
        said |= {"seat_id": f"@{seat}"} if seat else {}
        said |= {"information_asked_on": asked}
        said |= {"information_received_on": answered[0]} if answered else {}
        day = answered[0] if answered else asked
        at = datetime.combine(day, time(16))
        yield Beat(at, told["by"], "record_workforce_plan", told["of"], said)


def _life(told: Row) -> Iterator[Beat]:
    of, by = told["of"], told["by"]
    if "approved" in told:
        other = next(one for one in _APPROVES if one != by)
        yield Beat(told["approved"], other, "approve_plan", of, {})
    if "activated" in told:
        at, trigger = told["activated"]
        yield Beat(at, by, "activate_plan", of, {"trigger": trigger})
    for nth, (_, _, _, *done) in enumerate(told.get("tasks", ()), start=1):
        if done:
            over = {"task_id": f"@{of}-task-{nth}"}
            at = datetime.combine(done[0], time(15))
            yield Beat(at, by, "complete_task_plan", of, over)
    if "tested" in told:
        at, kind, outcome = told["tested"]
        yield Beat(at, by, "test_plan", of, {"kind": kind, "outcome": outcome})
    if "stood_down" in told:
        at, why = told["stood_down"]
        yield Beat(at, by, "stand_down_plan", of, {"reason": why})
    if "completed" in told:
        late = [{"lacking": "data_return", "owner": f"@{by}"}]
        said = {"exceptions": late} if "residual" in told else {}
        yield Beat(told["completed"], by, "complete_plan", of, said)
