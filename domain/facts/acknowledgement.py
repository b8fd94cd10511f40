"""What can have been said of a finding: that it was seen, or that it is let be."""

from typing import ClassVar

from pydantic import Field

from domain.event import Fact
from domain.values import Code, Day, Id, Words


class OfFinding(Fact):
    """Which finding it is about: the rule, the thing, and what it was judged by.

    `evidence` stands for the values that were judged: with others it is another
    finding, of which nothing has been said.
    """

    rule: Code
    subject_noun: Code
    subject_id: Id
    evidence: Code


class FindingAcknowledged(OfFinding):
    """An auditor has seen the finding."""

    fact_name: ClassVar[str] = "finding-acknowledged"


class FindingWaived(OfFinding):
    """Somebody with the authority lets it be, until before a day."""

    fact_name: ClassVar[str] = "finding-waived"

    until: Day
    reason: Words = Field()


FACTS: tuple[type[Fact], ...] = (FindingAcknowledged, FindingWaived)
