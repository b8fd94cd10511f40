"""What is said of findings: that somebody has seen one, or lets it be for a while."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.aggregate import Aggregate
from domain.authority import refuse_beyond_limit
from domain.dating import refuse_not_after
from domain.errors import FourEyes, RuleBroken
from domain.event import Fact, Recorded
from domain.facts import acknowledgement as facts
from domain.occasion import Command, Occasion
from domain.values import Day, Words


class AcknowledgeFinding(Command):
    """Says that the finding was seen."""


class WaiveFinding(Command):
    """Lets the finding be, until before a day: it then stands again."""

    until: Day
    reason: Words = Field()


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding as it stood when somebody looked at it."""

    rule: str
    subject_noun: str
    subject_id: UUID
    evidence: str

    @property
    def told(self) -> dict[str, Any]:
        """Its fields as facts keep them."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Stake:
    """Whose work a finding is about, and what the contract is worth."""

    hands: frozenset[UUID]
    worth: object


@dataclass(frozen=True, slots=True)
class Acknowledgement(Aggregate[Fact]):
    """All that was said of one finding; it begins with the first of it."""

    noun: ClassVar[str] = "acknowledgement"
    prefix: ClassVar[str] = "F"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS

    stream: UUID | None = None
    acknowledged: str | None = None
    waived: tuple[str, date] | None = None

    def acknowledge(
        self, seen: Seen, command: AcknowledgeFinding, _: Occasion
    ) -> list[Fact]:
        """RECORD. It was seen; once more, where it is judged by other values."""
        if self.acknowledged == seen.evidence:
            return []
        return [facts.FindingAcknowledged(reason=command.reason, **seen.told)]

    def waive(
        self, seen: Seen, stake: Stake, command: WaiveFinding, occasion: Occasion
    ) -> list[Fact]:
        """DECIDE. By another than whose work it is, within limits, for a while."""
        refuse_not_after("until", command.until, occasion)
        _refuse_too_long(command, occasion)
        _refuse_own_work(stake.hands, occasion)
        refuse_beyond_limit(stake.worth, occasion, "waive-limit", what="the contract")
        if self.waived == (seen.evidence, command.until):
            return []
        fact = facts.FindingWaived(
            until=command.until, reason=command.reason, **seen.told
        )
        return [fact]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        return cls(stream=recorded.stream).evolve(recorded)

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.FindingAcknowledged(evidence=evidence):
                return replace(self, acknowledged=evidence)
            case facts.FindingWaived(evidence=evidence, until=until):
                return replace(self, waived=(evidence, until))
            case _:
                return self


def _refuse_own_work(hands: Collection[UUID], occasion: Occasion) -> None:
    if occasion.people.isdisjoint(hands):
        return
    detail = (
        "the finding is about what you entered or answer for, or the person you act"
        " for does: somebody else has to waive it"
    )
    raise FourEyes(detail, rule="waive-own-work")


def _refuse_too_long(command: WaiveFinding, occasion: Occasion) -> None:
    days = int(occasion.policies.threshold("waiver-days"))
    last = occasion.today + timedelta(days)
    if command.until > last:
        detail = (
            f"a finding is waived for {days} days at most: say until {last} or earlier,"
            " and look at it again then"
        )
        raise RuleBroken(detail, rule="waive-until", pointer="/until")
