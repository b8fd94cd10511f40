"""The risk: what may be asked of it, what it knows, what it decides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal, Self
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.described import Correction, Described, assert_fields
from domain.errors import FourEyes, RuleBroken
from domain.event import Fact, Recorded
from domain.facts import risk as facts
from domain.occasion import Command, Link, Occasion
from domain.timeline import Timeline
from domain.values import Code, Day, Id, Known, Score, Title, Words


class RiskDescription(Command):
    """What describes a risk, every field optional."""

    title: Title | None = None
    cause: Known[Words] | None = None
    event: Known[Words] | None = None
    consequence: Known[Words] | None = None
    category: Known[Code] | None = None
    owner: Known[Id] | None = None
    next_review: Known[Day] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.owner, UUID):
            yield Link("/owner", "account", self.owner)


class IdentifyRisk(RiskDescription):
    """Enters a risk: a sentence, and the thing that it hangs on."""

    title: Title = Field()
    contract_id: Id | None = None
    organisation_id: Id | None = None
    scope: Literal["council"] | None = None
    handling: facts.Handling = "normal"

    @override
    def links(self) -> Iterator[Link]:
        yield from RiskDescription.links(self)
        for noun in ("contract", "organisation"):
            if (found := getattr(self, f"{noun}_id")) is not None:
                yield Link(f"/{noun}_id", noun, found)


class AdoptRisk(IdentifyRisk):
    """Brings in a risk as it stood before the register began."""

    status: Literal["open", "closed"] = "open"
    inherent: Score | None = None
    current: Score | None = None
    target: Score | None = None


class AssessRisk(Command):
    """Scores a risk anew, and says why."""

    current: Score
    inherent: Score | None = None
    target: Score | None = None
    reason: Words = Field()
    change_id: Id | None = None
    indicator_id: Id | None = None

    @override
    def links(self) -> Iterator[Link]:
        if self.change_id is not None:
            yield Link("/change_id", "change", self.change_id)


class ReviewRisk(Command):
    """Says that a risk was looked at and is still right."""

    next_review: Day | None = None


class CloseRisk(Command):
    """Closes a risk, and says why."""

    reason: Words = Field()


class ReopenRisk(Command):
    """Reopens a closed risk, and says why."""

    reason: Words = Field()


class CorrectRisk(RiskDescription, Correction):
    """Puts right what was recorded of a risk, scores included."""

    current: Score | None = None
    inherent: Score | None = None
    target: Score | None = None


@dataclass(frozen=True, slots=True)
class Risk(Described[Fact]):
    """One risk, with its three scores and who gave them."""

    noun: ClassVar[str] = "risk"
    prefix: ClassVar[str] = "R"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS
    corrected: ClassVar[type[Any]] = facts.RiskCorrected
    described: ClassVar[type[Any]] = facts.RiskDescribed
    erred: ClassVar[type[Fact]] = facts.RiskEnteredInError
    restored: ClassVar[type[Fact]] = facts.RiskRestored
    plain: ClassVar[frozenset[str]] = frozenset(facts.RiskFields.model_fields)

    contract_id: UUID | None
    organisation_id: UUID | None
    scope: str
    handling: str
    status: str
    raised_by: UUID

    @classmethod
    def identify(cls, command: IdentifyRisk, _: Occasion) -> list[Fact]:
        """DECIDE. Enters a risk."""
        return [facts.RiskIdentified(scope=_scope(command), **_told(command))]

    @classmethod
    def adopt(cls, command: AdoptRisk, occasion: Occasion) -> list[Fact]:
        """RECORD. Takes on a risk in whatever state it is (users.md 2)."""
        scored = command.current or command.inherent or command.target
        version = occasion.policies.matrix_version if scored else None
        return [
            facts.RiskAdopted(
                scope=_scope(command), matrix_version=version, **_told(command)
            )
        ]

    def assess(self, command: AssessRisk, occasion: Occasion) -> list[Fact]:
        """DECIDE. Scores the risk anew; never as if it had been known earlier."""
        self._refuse_unless("open", "assess")
        if occasion.day < occasion.today:
            detail = (
                f"a score holds from the day it is given, not from {occasion.day}."
                " Leave effective_on out, or use correct for a score entered wrongly"
            )
            raise RuleBroken(detail, rule="no-backdated-score", pointer="/effective_on")
        if not self.news(_scores(command), occasion) and not command.change_id:
            return []
        return [
            facts.RiskAssessed(
                matrix_version=occasion.policies.matrix_version,
                change_id=command.change_id,
                indicator_id=command.indicator_id,
                reason=command.reason,
                **_scores(command),
            )
        ]

    def review(self, command: ReviewRisk, _: Occasion) -> list[Fact]:
        """RECORD. Somebody looked and found it still right."""
        self._refuse_unless("open", "review")
        return [
            facts.RiskReviewed(next_review=command.next_review, reason=command.reason)
        ]

    def close(self, command: CloseRisk, occasion: Occasion) -> list[Fact]:
        """DECIDE. INV-R5: an extreme risk is closed by another than who raised it."""
        if self.status == "closed":
            return []
        self.refuse_gone()
        score = self.on("current", occasion.today)
        extreme = score and occasion.policies.is_top(score)
        if extreme and self.raised_by in occasion.people:
            detail = (
                "the risk is in the highest band, and you raised it:"
                " somebody else has to close it, or assess it lower first"
            )
            raise FourEyes(detail, rule="INV-R5")
        return [facts.RiskClosed(reason=command.reason)]

    def reopen(self, command: ReopenRisk, _: Occasion) -> list[Fact]:
        """RECORD. A closed risk is back."""
        if self.status == "open":
            return []
        self.refuse_gone()
        return [facts.RiskReopened(reason=command.reason)]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        return cls(
            stream=recorded.stream,
            born_at=recorded.position,
            timeline=assert_fields(Timeline(), recorded, _APART),
            entered_in_error=False,
            contract_id=fact.contract_id,
            organisation_id=fact.organisation_id,
            scope=fact.scope,
            handling=fact.handling,
            status=getattr(fact, "status", "open"),
            raised_by=recorded.envelope.by,
        )

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        if (moved := self.marked(recorded)) is not None:
            return moved
        match recorded.fact:
            case facts.RiskAssessed() | facts.RiskReviewed():
                return replace(
                    self, timeline=assert_fields(self.timeline, recorded, _APART)
                )
            case facts.RiskClosed():
                return replace(self, status="closed")
            case facts.RiskReopened():
                return replace(self, status="open")
            case _:
                return self

    def _refuse_unless(self, status: str, verb: str) -> None:
        self.refuse_gone()
        if self.status != status:
            detail = f"the risk is {self.status}; reopen it before you {verb} it"
            raise RuleBroken(detail, rule="risk-closed")


_APART = Described.apart | {
    "scope",
    "contract_id",
    "organisation_id",
    "handling",
    "status",
    "change_id",
    "indicator_id",
}


def _scope(command: IdentifyRisk) -> facts.Scope:
    """What the risk hangs on: exactly one thing."""
    named: list[facts.Scope] = [
        noun
        for noun in ("contract", "organisation")
        if getattr(command, f"{noun}_id") is not None
    ]
    if command.scope:
        named.append(command.scope)
    if len(named) != 1:
        detail = (
            "name exactly one thing that the risk hangs on: contract_id,"
            ' organisation_id, exercise_id, or "scope": "council"'
        )
        raise RuleBroken(detail, rule="risk-scope", pointer="/contract_id")
    return named[0]


def _told(command: IdentifyRisk) -> dict[str, Any]:
    """The command's own fields as the opening fact carries them."""
    told = {k: v for k, v in command.said().items() if k != "scope"}
    return {**told, "handling": command.handling, "reason": command.reason}


def _scores(command: AssessRisk) -> dict[str, Any]:
    named = ("current", "inherent", "target")
    return {n: score for n in named if (score := getattr(command, n)) is not None}
