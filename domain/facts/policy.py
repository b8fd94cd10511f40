"""What can have happened to the council's policy settings."""

from typing import ClassVar

from domain.event import Fact
from domain.scales import ApprovalLevel, Band, Labels
from domain.values import Several


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


FACTS: tuple[type[Fact], ...] = (MatrixSet, ApprovalLimitsSet)
