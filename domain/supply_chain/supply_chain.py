"""The supply chain of one contract: its seats, its lead, its partners, its principles.

It is begun by the first act that says anything of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar, Final, Self
from uuid import UUID

from typing_extensions import override

from domain.aggregate import Aggregate
from domain.described import assert_fields
from domain.errors import RuleBroken
from domain.event import Fact, Recorded
from domain.facts import supply_chain as facts
from domain.occasion import Occasion
from domain.supply_chain.commands import (
    ChangeLead,
    DiscloseNone,
    DissolveConsortium,
    FormConsortium,
    JudgePrinciple,
    SetMembers,
    TermsOfConsortium,
)
from domain.supply_chain.seat import Seat
from domain.supply_chain.structure import refuse_members
from domain.timeline import Timeline

_APART: Final = frozenset({"reason", "contract_id", "change_id"})


@dataclass(frozen=True, slots=True)
class SupplyChain(Aggregate[Fact]):
    """One chain with every seat that it ever had. Its stream is also the lead's place.

    `timeline` holds what is said of the whole: who leads, who the partners are.
    """

    noun: ClassVar[str] = "chain"
    prefix: ClassVar[str] = "SC"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS

    stream: UUID
    contract_id: UUID
    seats: Mapping[UUID, Seat] = field(default_factory=dict)
    timeline: Timeline = field(default_factory=Timeline)
    principles: Mapping[str, facts.ChainPrincipleJudged] = field(default_factory=dict)

    @classmethod
    def open(cls, contract: UUID) -> Fact:
        """The fact with which the chain of a contract begins."""
        return facts.SupplyChainOpened(contract_id=contract)

    def on(self, name: str, day: date) -> Any:
        """What is said of the whole chain for a day, None if nobody said."""
        return self.timeline.value(name, day)

    def members(self, day: date) -> tuple[facts.Member, ...]:
        """The partners of the consortium on a day; none where there is none."""
        return self.on("members", day) or ()

    def places(self) -> frozenset[UUID]:
        """Every place that is no seat: the lead's, and those of partners ever named."""
        partners = {
            member.organisation_id
            for told in self.timeline.assertions
            for member in told.values.get("members", ())
        }
        own = {facts.place_of(self.stream, partner) for partner in partners}
        return frozenset({self.stream, *own})

    def disclose_none(self, command: DiscloseNone, occasion: Occasion) -> list[Fact]:
        """RECORD. The lead passes nothing on; seats that are known are a finding."""
        if self.on("none_below", occasion.day):
            return []
        return [facts.ChainNoneDisclosed(reason=command.reason)]

    def form_consortium(
        self, command: FormConsortium, occasion: Occasion
    ) -> list[Fact]:
        """RECORD. Several deliver together. DECIDE: INV-N1, no more than the whole."""
        refuse_members(command.members)
        told = _told(command)
        if not self._news({"consortium": "formed", **told}, occasion):
            return []
        return [facts.ConsortiumFormed(reason=command.reason, **told)]

    def set_members(self, command: SetMembers, occasion: Occasion) -> list[Fact]:
        """RECORD. Who the partners are; INV-N1, no more than the whole is shared."""
        if self.on("consortium", occasion.day) != "formed":
            detail = (
                f"there is no consortium on {occasion.day}; form it first, with all of"
                " its members"
            )
            raise RuleBroken(detail, rule="no-consortium")
        refuse_members(command.members)
        told = _told(command)
        if not self._news(told, occasion):
            return []
        return [
            facts.ConsortiumMembersSet(
                change_id=command.change_id, reason=command.reason, **told
            )
        ]

    def change_lead(self, command: ChangeLead, occasion: Occasion) -> list[Fact]:
        """RECORD. Another leads; without a change request it is a finding (INV-N2)."""
        if not self._news({"lead_id": command.organisation_id}, occasion):
            return []
        return [
            facts.ChainLeadChanged(
                lead_id=command.organisation_id,
                change_id=command.change_id,
                reason=command.reason,
            )
        ]

    def dissolve(self, command: DissolveConsortium, occasion: Occasion) -> list[Fact]:
        """RECORD. There is no consortium any more."""
        if self.on("consortium", occasion.day) != "formed":
            return []
        self._news({"consortium": "dissolved", "members": ()}, occasion)
        return [facts.ConsortiumDissolved(reason=command.reason)]

    def judge(self, command: JudgePrinciple, _: Occasion) -> list[Fact]:
        """RECORD. What somebody makes of a principle; the last who says it counts."""
        told: dict[str, Any] = command.said()
        judged = facts.ChainPrincipleJudged(reason=command.reason, **told)
        stands = self.principles.get(command.principle)
        return [] if judged == stands else [judged]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        return cls(stream=recorded.stream, contract_id=recorded.fact.contract_id)

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.SeatDeclared():
                return self._with(Seat.begin(recorded))
            case facts.ChainPrincipleJudged(principle=principle) as judged:
                known = {**self.principles, principle: judged}
                return replace(self, principles=known)
            case facts.AboutSeat(seat_id=seat):
                return self._with(self.seats[seat].evolve(recorded))
            case _:
                told = assert_fields(self.timeline, recorded, _APART)
                return replace(self, timeline=told)

    def _with(self, seat: Seat) -> Self:
        return replace(self, seats={**self.seats, seat.id: seat})

    def _news(self, said: dict[str, object], occasion: Occasion) -> dict[str, object]:
        """What is new of it. Raises OverridesLater for what a later fact says."""
        news = self.timeline.news(said, occasion.day, occasion.until)
        self.timeline.refuse_override(news, occasion)
        return news


def _told(command: TermsOfConsortium) -> dict[str, Any]:
    return {name: v for name, v in command.said().items() if name != "change_id"}
