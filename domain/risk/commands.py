"""What may be asked of a risk, in the shapes of the public contract."""

from collections.abc import Iterator
from typing import Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.described import Correction
from domain.facts import risk as facts
from domain.facts.risk_response import ExpectedLoss
from domain.occasion import Command, Link
from domain.values import Code, Day, Id, Ids, Known, Score, Title, Words


class DescribeRisk(Command):
    """Says anew what the risk is, whose it is and when it is looked at again."""

    title: Title | None = None
    cause: Known[Words] | None = None
    event: Known[Words] | None = None
    consequence: Known[Words] | None = None
    category: Known[Code] | None = None
    owner: Known[Id] | None = None
    next_review: Known[Day] | None = None
    type: Known[facts.RiskType] | None = None
    level: Known[facts.Level] | None = None
    proximity: Known[facts.Proximity] | None = None
    velocity: Known[facts.Velocity] | None = None
    expected_loss: Known[ExpectedLoss] | None = None
    review_every_days: Known[facts.ReviewDays] | None = None
    mitigation: Known[Words] | None = None
    contingency: Known[Words] | None = None
    recovery: Known[Words] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.owner, UUID):
            yield Link("/owner", "account", self.owner)


class IdentifyRisk(DescribeRisk):
    """Enters a risk: a sentence, and the thing that it hangs on.

    What is restricted is kept to its `readers`, its owner and who enters it.
    """

    title: Title = Field()
    contract_id: Id | None = None
    organisation_id: Id | None = None
    scope: Literal["council"] | None = None
    handling: facts.Handling = "normal"
    readers: Ids = ()

    @override
    def links(self) -> Iterator[Link]:
        yield from DescribeRisk.links(self)
        for nth, reader in enumerate(self.readers):
            yield Link(f"/readers/{nth}", "account", reader)
        for noun in ("contract", "organisation"):
            if (found := getattr(self, f"{noun}_id")) is not None:
                yield Link(f"/{noun}_id", noun, found)


class AdoptRisk(IdentifyRisk):
    """Brings in a risk as it stood before the register began."""

    status: Literal["open", "closed"] = "open"
    inherent: Score | None = None
    current: Score | None = None
    target: Score | None = None
    legacy_score: facts.LegacyScore | None = None


class AssessRisk(Command):
    """Scores a risk anew, and says why."""

    current: Score
    inherent: Score | None = None
    target: Score | None = None
    reason: Words = Field()
    change_id: Id | None = None
    indicator_id: Id | None = None
    dimensions: facts.Dimensions | None = None

    @override
    def links(self) -> Iterator[Link]:
        if self.change_id is not None:
            yield Link("/change_id", "change", self.change_id)


class ReviewRisk(Command):
    """Says that a risk was looked at, perhaps for a change, and is still right."""

    next_review: Day | None = None
    change_id: Id | None = None

    @override
    def links(self) -> Iterator[Link]:
        if self.change_id is not None:
            yield Link("/change_id", "change", self.change_id)


class CloseRisk(Command):
    """Closes a risk, and says why."""

    reason: Words = Field()


class ReopenRisk(Command):
    """Reopens a closed risk, and says why."""

    reason: Words = Field()


class CorrectRisk(DescribeRisk, Correction):
    """Puts right what was recorded of a risk, scores included."""

    current: Score | None = None
    inherent: Score | None = None
    target: Score | None = None
