"""The plan: what it knows and what it decides."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, ClassVar, Final, Self
from uuid import UUID

from typing_extensions import override

from domain.dating import refuse_backdated, refuse_not_after
from domain.described import Birth, Described, assert_fields
from domain.errors import FourEyes, RuleBroken
from domain.event import Fact, Recorded
from domain.facts import plan as facts
from domain.facts.plan_parts import PART_FACTS
from domain.occasion import Command, Occasion
from domain.plan.commands import (
    ApprovePlan,
    DecideOption,
    OpenPlan,
    ReviewPlan,
    SetContinuity,
    StandDownPlan,
    TryPlan,
)
from domain.plan.parts import Parts
from domain.timeline import Timeline
from domain.values import known

ASSERTING: Final = (
    facts.PlanOptionDecided,
    facts.PlanContinuitySet,
    facts.PlanReviewed,
    facts.PlanActivated,
)
# What makes the plan what it is: who did any of it does not approve it.
WORK: Final = (
    facts.PlanOpened,
    facts.PlanDescribed,
    facts.PlanCorrected,
    facts.PlanOptionDecided,
    facts.PlanContinuitySet,
    *PART_FACTS,
)
_STATES: Final[Mapping[type[Fact], str]] = {
    facts.PlanApproved: "approved",
    facts.PlanActivated: "activated",
    facts.PlanCompleted: "complete",
}


@dataclass(frozen=True, slots=True)
class Plan(Described[Fact]):
    """One plan. `authors` did any of the work since it was last approved.

    Its status is draft, approved, activated or complete; stood down, it is what it
    was before it was activated.
    """

    noun: ClassVar[str] = "plan"
    prefix: ClassVar[str] = "P"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS
    corrected: ClassVar[type[Any]] = facts.PlanCorrected
    described: ClassVar[type[Any]] = facts.PlanDescribed
    erred: ClassVar[type[Fact]] = facts.PlanEnteredInError
    reported: ClassVar[type[Any]] = facts.PlanErrorReported
    restored: ClassVar[type[Fact]] = facts.PlanRestored
    commented: ClassVar[type[Any]] = facts.PlanCommented
    plain: ClassVar[frozenset[str]] = (
        frozenset(facts.PlanFields.model_fields) - Described.apart
    )
    apart: ClassVar[frozenset[str]] = Described.apart | {
        "kind",
        "contract_id",
        "organisation_id",
        "seat_id",
        "handling",
    }

    kind: str
    contract_id: UUID | None
    organisation_id: UUID | None
    seat_id: UUID | None
    handling: str
    entered_by: frozenset[UUID]
    status: str = "draft"
    before: str = "draft"
    authors: frozenset[UUID] = frozenset()
    parts: Parts = field(default_factory=Parts)

    @property
    def readers(self) -> frozenset[UUID] | None:
        """Who may read a restricted plan: its owner and who entered it."""
        if self.handling != "restricted":
            return None
        owner = self.on("owner", date.max)
        return self.entered_by | ({owner} if isinstance(owner, UUID) else set())

    @classmethod
    def open(cls, command: OpenPlan, _: Occasion) -> list[Fact]:
        """DECIDE. Begins a plan, on one contract or one organisation."""
        if (command.contract_id is None) == (command.organisation_id is None):
            detail = "name exactly one thing that it is for: a contract, or a provider"
            raise RuleBroken(detail, rule="plan-place", pointer="/contract_id")
        if command.kind != "contingency" and command.contract_id is None:
            detail = (
                f"a plan of {command.kind} is for a contract; only one of contingency"
                " is for an organisation"
            )
            raise RuleBroken(detail, rule="plan-place", pointer="/contract_id")
        if command.seat_id is not None and command.kind != "exit":
            detail = (
                f"a plan of {command.kind} is for the whole; only one of exit is for"
                " one place in a chain"
            )
            raise RuleBroken(detail, rule="plan-place", pointer="/seat_id")
        told: dict[str, Any] = {**command.said(), "handling": command.handling}
        return [facts.PlanOpened(reason=command.reason, **told)]

    def decide_option(self, command: DecideOption, occasion: Occasion) -> list[Fact]:
        """DECIDE. How the contract is left; shares come to no more than the whole."""
        self.refuse_over("decide the option of")
        refuse_backdated("a decision on the option", occasion)
        total = sum((o.share for o in command.options if o.share), Decimal(0))
        if total > 1:
            detail = (
                f"the shares of the options come to {total}, and the whole is 1. Write"
                " what each takes; what nobody has agreed is left out"
            )
            raise RuleBroken(detail, rule="option-shares", pointer="/options")
        said: dict[str, Any] = command.said()
        return self._says(facts.PlanOptionDecided, said, command, occasion)

    def set_continuity(self, command: SetContinuity, occasion: Occasion) -> list[Fact]:
        """DECIDE. How the service goes on in the meantime."""
        self.refuse_over("plan the continuity of")
        said: dict[str, Any] = command.said()
        return self._says(facts.PlanContinuitySet, said, command, occasion)

    def approve(self, command: ApprovePlan, occasion: Occasion) -> list[Fact]:
        """DECIDE. Never by who did any of the work on it."""
        self.refuse_over("approve")
        refuse_backdated("an approval", occasion)
        if self.authors & occasion.people:
            detail = (
                "you worked on this plan since it was last approved, or the person you"
                " act for did: a commissioner or approver who did not has to approve it"
            )
            raise FourEyes(detail, rule="plan-own-work")
        return [
            facts.PlanApproved(conditions=command.conditions, reason=command.reason)
        ]

    def tried(self, command: TryPlan, _: Occasion) -> list[Fact]:
        """RECORD. It was tried out, in whatever state it is; each trial counts."""
        self.refuse_gone()
        said: dict[str, Any] = command.said()
        return [facts.PlanTested(reason=command.reason, **said)]

    def review(self, command: ReviewPlan, occasion: Occasion) -> list[Fact]:
        """RECORD. Somebody looked at it. INV-X5: again within a year, unless said."""
        self.refuse_gone()
        following = command.next_review
        if following is not None:
            refuse_not_after("next_review", following, occasion)
            self.timeline.refuse_override({"next_review"}, occasion)
        elif every := known(self.on("review_every_days", occasion.day)):
            following = occasion.day + timedelta(every)
        return [facts.PlanReviewed(next_review=following, reason=command.reason)]

    def stand_down(self, command: StandDownPlan, _: Occasion) -> list[Fact]:
        """RECORD. It is carried out no more."""
        self.refuse_gone()
        if self.status != "activated":
            return []
        return [facts.PlanStoodDown(reason=command.reason)]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        return cls(
            stream=recorded.stream,
            born=Birth.of(recorded),
            timeline=assert_fields(Timeline(), recorded, cls.apart),
            entered_in_error=False,
            kind=fact.kind,
            contract_id=fact.contract_id,
            organisation_id=fact.organisation_id,
            seat_id=fact.seat_id,
            handling=fact.handling,
            entered_by=recorded.envelope.people,
            authors=recorded.envelope.people,
        )

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        moved = replace(self, parts=self.parts.after(recorded), **self._state(recorded))
        if isinstance(recorded.fact, ASSERTING):
            return moved.asserted(recorded)
        return moved.marked(recorded) or moved

    def refuse_over(self, verb: str) -> None:
        """Refuses work on a plan that was carried out, or was taken back."""
        self.refuse_gone()
        if self.status == "complete":
            detail = f"the plan was carried out; nobody can {verb} it any more"
            raise RuleBroken(detail, rule="plan-complete")

    def _state(self, recorded: Recorded[Any]) -> dict[str, Any]:
        """The fields of the state that a fact changes, with their new values."""
        kind = type(recorded.fact)
        changed: dict[str, Any] = {}
        if kind is facts.PlanApproved:
            changed["authors"] = frozenset()
        elif kind in WORK:
            changed["authors"] = self.authors | recorded.envelope.people
        if kind is facts.PlanStoodDown:
            changed["status"] = self.before
        elif (status := _STATES.get(kind)) is not None:
            if kind is facts.PlanApproved and self.status == "activated":
                return changed | {"before": status}
            changed |= {"status": status}
            if kind is facts.PlanActivated and self.status != "activated":
                changed["before"] = self.status
        return changed

    def _says(
        self,
        kind: type[Fact],
        said: Mapping[str, Any],
        command: Command,
        occasion: Occasion,
    ) -> list[Fact]:
        """The fact, if it is news on some day for which it would hold."""
        if not self.news(dict(said), occasion):
            return []
        self.timeline.refuse_override(said, occasion)
        return [kind.model_validate({**said, "reason": command.reason})]
