"""What can have happened to a KPI: agreed, measured, checked, assessed, published.

A key performance indicator is a factor or measure by which performance of a contract
can be assessed during its life (Procurement Act 2023, s.52(2)).
"""

from typing import ClassVar, Literal

from pydantic import Field

from domain.event import Fact
from domain.facts.commented import Commented
from domain.facts.error_reported import ErrorReported
from domain.values import (
    Answer,
    Code,
    Day,
    Id,
    Known,
    Number,
    Share,
    Title,
    Value,
    Words,
)

# Which end is the good one; `range`: between target and target_to.
Direction = Literal["higher", "lower", "range"]
Kind = Literal[
    "outcome",
    "output",
    "process",
    "activity",
    "financial",
    "quality",
    "social_value",
    "user_experience",
]
Horizon = Literal["short", "medium", "long"]
Frequency = Literal["weekly", "monthly", "quarterly", "annual"]
Collector = Literal["provider", "council", "user", "third_party"]
# Procurement Regulations 2024, reg. 39(5).
Rating = Literal[
    "good", "approaching_target", "requires_improvement", "inadequate", "other"
]
# How a figure was looked at: one drawn from several, or traced to its source.
Check = Literal["sampled", "verified"]


class Benchmark(Value):
    """What others reach, who says so, and of when."""

    value: Number
    source: Code
    of: Day | None = None


class KpiFields(Fact):
    """Everything that describes a KPI. Left out: not said.

    `tolerance` is how far from the target a value may lie and still be tolerated, in
    the unit of the KPI; outside it escalation begins.
    """

    title: Title | None = None
    definition: Known[Words] | None = None
    formula: Known[Words] | None = None
    unit: Known[Code] | None = None
    direction: Known[Direction] | None = None
    target: Known[Number] | None = None
    target_to: Known[Number] | None = None
    tolerance: Known[Number] | None = None
    weight: Known[Share] | None = None
    kind: Known[Kind] | None = None
    horizon: Known[Horizon] | None = None
    frequency: Known[Frequency] | None = None
    data_source: Known[Title] | None = None
    collected_by: Known[Collector] | None = None
    statutory: Answer | None = None
    most_material: Answer | None = None
    benchmark: Known[Benchmark] | None = None
    consequence: Known[Words] | None = None
    change_route: Known[Words] | None = None
    owner: Known[Id] | None = None


class KpiProposed(KpiFields):
    """A KPI was entered, for a contract or for one place in its chain."""

    fact_name: ClassVar[str] = "kpi-proposed"

    title: Title = Field()
    contract_id: Id
    seat_id: Id | None = None


class KpiAgreed(Fact):
    """Both sides agreed on it: its target moves by a change request from now on."""

    fact_name: ClassVar[str] = "kpi-agreed"


class KpiRevised(Fact):
    """A change request moved what was agreed."""

    fact_name: ClassVar[str] = "kpi-revised"

    change_id: Id
    formula: Known[Words] | None = None
    unit: Known[Code] | None = None
    direction: Known[Direction] | None = None
    target: Known[Number] | None = None
    target_to: Known[Number] | None = None
    tolerance: Known[Number] | None = None
    weight: Known[Share] | None = None


class KpiMeasured(Fact):
    """What it came to in a period; said anew of the same period, the later counts."""

    fact_name: ClassVar[str] = "kpi-measured"

    period_from: Day
    period_to: Day
    value: Number
    numerator: Number | None = None
    denominator: Number | None = None
    note: Words | None = None


class KpiVerified(Fact):
    """Somebody else looked at the figure of a period, and it was right."""

    fact_name: ClassVar[str] = "kpi-verified"

    period_from: Day
    check: Check
    method: Words | None = None


class KpiQueried(Fact):
    """Somebody doubts the figure of a period."""

    fact_name: ClassVar[str] = "kpi-queried"

    period_from: Day
    text: Words


class KpiAssessed(Fact):
    """Performance in a period of at most twelve months was rated."""

    fact_name: ClassVar[str] = "kpi-assessed"

    period_from: Day
    period_to: Day
    rating: Rating
    provider_comment: Words | None = None


class KpiPublished(Fact):
    """The last assessment was published."""

    fact_name: ClassVar[str] = "kpi-published"

    published_on: Day
    notice_id: Code | None = None


class KpiRetired(Fact):
    """It is measured no more."""

    fact_name: ClassVar[str] = "kpi-retired"


class KpiDescribed(KpiFields):
    """A description of the KPI was changed."""

    fact_name: ClassVar[str] = "kpi-described"


class KpiCorrected(KpiFields):
    """What was recorded of the KPI was wrong; this is right."""

    fact_name: ClassVar[str] = "kpi-corrected"

    supersedes: int


class KpiEnteredInError(Fact):
    """There was no such KPI."""

    fact_name: ClassVar[str] = "kpi-entered-in-error"


class KpiErrorReported(ErrorReported):
    """Somebody says that there was no such KPI, or that there was."""

    fact_name: ClassVar[str] = "kpi-error-reported"


class KpiRestored(Fact):
    """The entry was right after all."""

    fact_name: ClassVar[str] = "kpi-restored"


class KpiCommented(Commented):
    """Somebody said something of the KPI."""

    fact_name: ClassVar[str] = "kpi-commented"


FACTS: tuple[type[Fact], ...] = (
    KpiProposed,
    KpiAgreed,
    KpiRevised,
    KpiMeasured,
    KpiVerified,
    KpiQueried,
    KpiAssessed,
    KpiPublished,
    KpiRetired,
    KpiDescribed,
    KpiCorrected,
    KpiEnteredInError,
    KpiErrorReported,
    KpiRestored,
    KpiCommented,
)
