"""What can have been said of the parts of a plan: tasks, assets, data, people, seats.

A task, alternative, asset or data set has an id that comes from where it was first
recorded (`risk_work.part_id`); said anew with its id, it is the same one. A seat is
known by its own id, and a cost by its kind.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.event import Fact
from domain.values import (
    Answer,
    Code,
    Day,
    Id,
    Ids,
    Known,
    Money,
    Number,
    Title,
    Words,
)

# How long a task takes: calendar days, from nothing to ten years.
TaskDays = Annotated[int, Field(ge=0, le=3650)]
# What a task is for, where a rule asks after it.
TaskPurpose = Literal[
    "notice",
    "tender",
    "workforce_information",
    "employee_liability",
    "communications",
    "data_return",
    "handover",
    "other",
]
TaskOutcome = Literal["done", "dropped"]
AssetKind = Literal["equipment", "property", "licence", "stock", "vehicle", "other"]
AssetRoute = Literal["transfers", "returns", "bought", "disposed_of", "stays"]
Pension = Literal["lgps_admitted", "broadly_comparable", "none"]
# What becomes of somebody's place in the chain.
SeatDecision = Literal[
    "novate", "re_let", "join_new_lead", "award_directly", "leave", "undecided"
]
CostKind = Literal[
    "exit", "mobilisation", "stranded", "termination", "redundancy", "other"
]
Heads = Annotated[int, Field(ge=0, le=1_000_000)]


class PlanTaskAdded(Fact):
    """Something is to be done; with `task_id` it is said anew.

    It takes `days`, and with all that can be done to hurry it `least_days`; it comes
    after the tasks of `after`, and no later than `due`, where a day is set.
    """

    fact_name: ClassVar[str] = "plan-task-added"

    task_id: Id | None = None
    title: Title | None = None
    owner: Known[Id] | None = None
    purpose: TaskPurpose | None = None
    days: Known[TaskDays] | None = None
    least_days: Known[TaskDays] | None = None
    after: Ids | None = None
    due: Known[Day] | None = None


class PlanTaskCompleted(Fact):
    """A task was done, or given up."""

    fact_name: ClassVar[str] = "plan-task-completed"

    task_id: Id
    outcome: TaskOutcome = "done"


class PlanAlternativeAdded(Fact):
    """Somebody could take over; with `alternative_id` it is said anew."""

    fact_name: ClassVar[str] = "plan-alternative-added"

    alternative_id: Id | None = None
    organisation_id: Id | None = None
    capacity: Known[Title] | None = None
    lead_days: Known[TaskDays] | None = None
    agreed: Answer | None = None


class PlanAssetRecorded(Fact):
    """Something is used for the service; with `asset_id` it is said anew."""

    fact_name: ClassVar[str] = "plan-asset-recorded"

    asset_id: Id | None = None
    title: Title | None = None
    kind: AssetKind | None = None
    held_by: Known[Id] | None = None
    route: Known[AssetRoute] | None = None
    value: Known[Money] | None = None


class PlanDataReturnRecorded(Fact):
    """Data is to come back, came back or was deleted; with `data_id` said anew."""

    fact_name: ClassVar[str] = "plan-data-return-recorded"

    data_id: Id | None = None
    title: Title | None = None
    formats: Known[Title] | None = None
    retention: Known[Words] | None = None
    return_by: Known[Day] | None = None
    returned_on: Day | None = None
    deleted_on: Day | None = None
    certificate: Id | None = None


class PlanWorkforceRecorded(Fact):
    """How many people would move, and what information on them is there.

    Of the lead's own people, or of those of a seat. Counts and days alone: what is
    known of a person is never kept here.
    """

    fact_name: ClassVar[str] = "plan-workforce-recorded"

    seat_id: Id | None = None
    headcount: Known[Heads] | None = None
    full_time_equivalent: Known[Number] | None = None
    pension_scheme: Known[Pension] | None = None
    information_asked_on: Day | None = None
    information_received_on: Day | None = None
    liability_received_on: Day | None = None
    redundancy_exposure: Known[Money] | None = None


class PlanSeatDecided(Fact):
    """It was decided, or left open, what becomes of a place in the chain."""

    fact_name: ClassVar[str] = "plan-seat-decided"

    seat_id: Id
    decision: SeatDecision
    provider_id: Id | None = None
    consent_given: Answer | None = None


class PlanCostSet(Fact):
    """What something costs, and whether there is money for it."""

    fact_name: ClassVar[str] = "plan-cost-set"

    kind: CostKind
    amount: Known[Money]
    provided_for: Answer | None = None
    budget_code: Code | None = None


PART_FACTS: tuple[type[Fact], ...] = (
    PlanTaskAdded,
    PlanTaskCompleted,
    PlanAlternativeAdded,
    PlanAssetRecorded,
    PlanDataReturnRecorded,
    PlanWorkforceRecorded,
    PlanSeatDecided,
    PlanCostSet,
)
