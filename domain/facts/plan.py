"""What can have happened to a plan: of exit, mobilisation, contingency or continuity.

All four have one shape: tasks, tests and reviews, approved, activated and completed.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.event import Fact
from domain.facts.commented import Commented
from domain.facts.error_reported import ErrorReported
from domain.facts.plan_parts import PART_FACTS
from domain.facts.risk import Handling, ReviewDays
from domain.facts.seat_terms import DefinedIn
from domain.values import (
    Answer,
    Code,
    Day,
    Id,
    Known,
    Money,
    Several,
    Share,
    Title,
    Value,
    Words,
)

PlanKind = Literal["exit", "mobilisation", "contingency", "continuity"]
# How a contract is left: each option for the whole, or for a lot or a share of it.
Way = Literal["extend", "recommission", "insource", "decommission", "other"]
Trigger = Literal[
    "expiry",
    "council_termination",
    "provider_termination",
    "provider_failure",
    "partial",
    "subcontractor_exit",
    "other",
]
TestKind = Literal["desk", "walk_through", "live"]
TestOutcome = Literal["passed", "passed_with_actions", "failed"]
# What a completed plan may lack, if it is named with whoever sees to it.
Lacking = Literal["assets", "data_return", "seat"]
ServiceUsers = Annotated[int, Field(ge=0, le=10_000_000)]


class Option(Value):
    """What becomes of the whole, or of a lot or a share of it, and who comes in."""

    way: Way
    lot: Code | None = None
    share: Share | None = None
    provider_id: Id | None = None


class Exemption(Value):
    """Something that is not done when a plan is completed, and who sees to it."""

    lacking: Lacking
    seat_id: Id | None = None
    owner: Id


class PlanFields(Fact):
    """Everything that describes a plan. Left out: not said.

    `end_on` is the day by which it has to be done; left out, it is the last day of the
    contract. `defined_in` is where the contract says how it is left.
    """

    title: Title | None = None
    owner: Known[Id] | None = None
    provider_manager: Known[Title] | None = None
    purpose: Known[Words] | None = None
    end_on: Known[Day] | None = None
    next_review: Known[Day] | None = None
    review_every_days: Known[ReviewDays] | None = None
    defined_in: Known[DefinedIn] | None = None
    communications: Known[Words] | None = None
    knowledge_transfer: Known[Words] | None = None
    users_transfer: Known[Words] | None = None
    intellectual_property: Known[Words] | None = None
    residual_liabilities: Known[Words] | None = None
    lessons: Known[Words] | None = None
    activation_trigger: Known[Words] | None = None
    care_act_48: Answer | None = None


class PlanOpened(PlanFields):
    """A plan was begun; with `seat_id` for one place in its contract's chain alone."""

    fact_name: ClassVar[str] = "plan-opened"

    title: Title = Field()
    kind: PlanKind
    contract_id: Id | None = None
    organisation_id: Id | None = None
    seat_id: Id | None = None
    handling: Handling = "normal"


class PlanOptionDecided(Fact):
    """It was decided how the contract is left: the whole table of options."""

    fact_name: ClassVar[str] = "plan-option-decided"

    options: Several[Option]
    decision_body: Code | None = None


class PlanContinuitySet(Fact):
    """It was said how the service goes on in the meantime."""

    fact_name: ClassVar[str] = "plan-continuity-set"

    minimum_service: Known[Words] | None = None
    step_in: Known[Words] | None = None
    interim_provider_id: Known[Id] | None = None


class PlanApproved(Fact):
    """Somebody with the authority, and no part in the work, approved the plan."""

    fact_name: ClassVar[str] = "plan-approved"

    conditions: Words | None = None


class PlanTested(Fact):
    """The plan was tried out."""

    fact_name: ClassVar[str] = "plan-tested"

    kind: TestKind
    outcome: TestOutcome
    findings: Words | None = None


class PlanReviewed(Fact):
    """Somebody looked at the plan and found it still right."""

    fact_name: ClassVar[str] = "plan-reviewed"

    next_review: Day | None = None


class PlanActivated(Fact):
    """The plan is carried out from now on, back from the day by which it is done."""

    fact_name: ClassVar[str] = "plan-activated"

    trigger: Trigger
    end_on: Day


class PlanStoodDown(Fact):
    """The plan is not carried out any more: what set it off is over."""

    fact_name: ClassVar[str] = "plan-stood-down"


class PlanCompleted(Fact):
    """The plan was carried out, but for what is named with its owner."""

    fact_name: ClassVar[str] = "plan-completed"

    exceptions: Several[Exemption] = ()
    final_cost: Known[Money] | None = None


class PlanDescribed(PlanFields):
    """A description of the plan was changed."""

    fact_name: ClassVar[str] = "plan-described"


class PlanCorrected(PlanFields):
    """What was recorded of the plan was wrong; this is right."""

    fact_name: ClassVar[str] = "plan-corrected"

    supersedes: int
    options: Several[Option] | None = None
    minimum_service: Known[Words] | None = None
    step_in: Known[Words] | None = None
    interim_provider_id: Known[Id] | None = None


class PlanEnteredInError(Fact):
    """There was no such plan."""

    fact_name: ClassVar[str] = "plan-entered-in-error"


class PlanErrorReported(ErrorReported):
    """Somebody says that there was no such plan, or that there was."""

    fact_name: ClassVar[str] = "plan-error-reported"


class PlanRestored(Fact):
    """The entry was right after all."""

    fact_name: ClassVar[str] = "plan-restored"


class PlanCommented(Commented):
    """Somebody said something of the plan."""

    fact_name: ClassVar[str] = "plan-commented"


FACTS: tuple[type[Fact], ...] = (
    PlanOpened,
    PlanOptionDecided,
    PlanContinuitySet,
    *PART_FACTS,
    PlanApproved,
    PlanTested,
    PlanReviewed,
    PlanActivated,
    PlanStoodDown,
    PlanCompleted,
    PlanDescribed,
    PlanCorrected,
    PlanEnteredInError,
    PlanErrorReported,
    PlanRestored,
    PlanCommented,
)
