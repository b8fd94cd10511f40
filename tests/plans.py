"""A plan to leave a home care contract in any state, and commands for it."""

from datetime import date
from typing import Any
from uuid import UUID

from domain.facts import plan as facts
from domain.facts import plan_parts as parts
from domain.facts.risk_work import part_id
from domain.plan.plan import Plan
from tests.chains import CONTRACT
from tests.given import BEN, STREAM, Given, given

END = date(2027, 3, 31)
OPENED = facts.PlanOpened(title="Leaving", kind="exit", contract_id=CONTRACT)
# The part that is recorded first, right after the plan itself.
FIRST_PART = part_id(STREAM, 12)
SECOND_PART = part_id(STREAM, 13)
OWNER = UUID(int=71)


def plan(*told: Any, by: UUID = BEN) -> Given[Plan]:
    """A plan of Ben's in which these facts were recorded."""
    return given(Plan, OPENED, *told, by=by)


def task(title: str = "Tender", **said: Any) -> parts.PlanTaskAdded:
    """A task."""
    return parts.PlanTaskAdded.model_validate({"title": title, **said})
