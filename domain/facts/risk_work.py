"""What can have been done on a risk: controls, actions, readings of its indicators.

Each of these parts has an id that comes from where it was first recorded: `part_id`.
"""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal
from uuid import UUID, uuid5

from pydantic import Field

from domain.event import Fact
from domain.values import Code, Day, Id, Known, Number, Title, Words

ControlKind = Literal["preventive", "detective", "directive", "corrective"]
Effectiveness = Literal["none", "weak", "adequate", "strong"]
Line = Annotated[int, Field(ge=1, le=3)]
Outcome = Literal["done", "dropped"]
Worse = Literal["higher", "lower"]
Frequency = Literal["weekly", "monthly", "quarterly", "annual"]


class RiskControlAdded(Fact):
    """A control is there, or is to come; with `control_id` it is said anew."""

    fact_name: ClassVar[str] = "risk-control-added"

    control_id: Id | None = None
    title: Title | None = None
    kind: Known[ControlKind] | None = None
    owner: Known[Id] | None = None
    in_place: bool | None = None


class RiskControlTested(Fact):
    """Somebody of the first, second or third line looked whether a control works."""

    fact_name: ClassVar[str] = "risk-control-tested"

    control_id: Id
    effectiveness: Effectiveness
    line: Line | None = None
    findings: Words | None = None


class RiskActionAdded(Fact):
    """Somebody is to do something by a day; with `action_id` it is said anew."""

    fact_name: ClassVar[str] = "risk-action-added"

    action_id: Id | None = None
    title: Title | None = None
    owner: Known[Id] | None = None
    due: Known[Day] | None = None


class RiskActionCompleted(Fact):
    """An action was done, or given up."""

    fact_name: ClassVar[str] = "risk-action-completed"

    action_id: Id
    outcome: Outcome = "done"


class RiskIndicatorRecorded(Fact):
    """A reading of an indicator; with its first one its name and limits."""

    fact_name: ClassVar[str] = "risk-indicator-recorded"

    indicator_id: Id | None = None
    value: Known[Number]
    name: Title | None = None
    unit: Code | None = None
    amber: Number | None = None
    red: Number | None = None
    worse: Worse | None = None
    frequency: Frequency | None = None


WORK_FACTS: tuple[type[Fact], ...] = (
    RiskControlAdded,
    RiskControlTested,
    RiskActionAdded,
    RiskActionCompleted,
    RiskIndicatorRecorded,
)


def part_id(stream: UUID, position: int) -> UUID:
    """The id of the control, action or indicator first recorded at a position."""
    return uuid5(stream, str(position))


def is_beyond(value: Decimal, limit: Decimal | None, worse: Worse) -> bool:
    """Whether a reading has reached a limit, on the side that is the worse one."""
    if limit is None:
        return False
    return value >= limit if worse == "higher" else value <= limit


def worse_side(amber: Decimal | None, red: Decimal | None) -> Worse:
    """The side on which readings get worse, as two limits show it."""
    falling = amber is not None and red is not None and red < amber
    return "lower" if falling else "higher"
