"""What can have been frozen of the risks of a contract: those that were known."""

from typing import ClassVar

from domain.event import Fact
from domain.values import Code, Id, Score, Several, Value


class KnownRisk(Value):
    """A risk with the scores that the register knew of it; none: it knew of none."""

    risk_id: Id
    current: Score | None = None
    inherent: Score | None = None
    target: Score | None = None
    matrix_version: int | None = None


class ContractKnownRisksFrozen(Fact):
    """Which risks of the contract were known on the day from which this holds.

    `as_known_at` is the position of the log at the end of that day: whoever reads the
    risks there finds the same. `notice_id` is the notice that named them.
    """

    fact_name: ClassVar[str] = "contract-known-risks-frozen"

    as_known_at: int
    risks: Several[KnownRisk]
    notice_id: Code | None = None


KNOWN_RISK_FACTS: tuple[type[Fact], ...] = (ContractKnownRisksFrozen,)
