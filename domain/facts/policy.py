"""What can have happened to the council's policy settings."""

from typing import ClassVar

from domain.event import Fact
from domain.scales import ApprovalLevel, Band, Labels, Points, Threshold
from domain.thresholds import Standing
from domain.values import Code, Several, Words


class MatrixSet(Fact):
    """The scoring matrix was set; its version is the position of this fact."""

    fact_name: ClassVar[str] = "matrix-set"

    likelihood: Labels
    impact: Labels
    bands: Several[Band]


class ApprovalLimitsSet(Fact):
    """How much each role may approve was set, for all roles at once."""

    fact_name: ClassVar[str] = "approval-limits-set"

    levels: Several[ApprovalLevel]


class AppetiteSet(Fact):
    """The highest score within appetite was set, for one category of risks.

    Without a category it is for all that have none of their own; without a limit
    the category has none of its own from now on.
    """

    fact_name: ClassVar[str] = "appetite-set"

    category: Code | None = None
    limit: Points | None = None


class ThresholdsSet(Fact):
    """Thresholds were set, all of them from one source."""

    fact_name: ClassVar[str] = "thresholds-set"

    thresholds: Several[Threshold]
    source: Words


class RuleSourceSet(Fact):
    """The council said on what a rule rests, and whether it goes by it."""

    fact_name: ClassVar[str] = "rule-source-set"

    rule: Code
    standing: Standing
    source: Words
    in_force: bool


FACTS: tuple[type[Fact], ...] = (
    MatrixSet,
    ApprovalLimitsSet,
    AppetiteSet,
    ThresholdsSet,
    RuleSourceSet,
)
