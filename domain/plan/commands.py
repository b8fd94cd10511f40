"""What may be asked of a plan, in the shapes of the public contract."""

from collections.abc import Iterator
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.described import Correction
from domain.facts import plan as facts
from domain.facts.risk import Handling, ReviewDays
from domain.facts.seat_terms import DefinedIn
from domain.occasion import Command, Link
from domain.values import (
    Answer,
    Code,
    Day,
    Id,
    Known,
    Money,
    Several,
    Title,
    Words,
)


class DescribePlan(Command):
    """Says anew what the plan is, whose it is and by when it has to be done."""

    title: Title | None = None
    owner: Known[Id] | None = None
    provider_manager: Known[Title] | None = None
    purpose: Known[Words] | None = None
    end_on: Known[Day] | None = None
    next_review: Known[Day] | None = None
    review_every_days: Known[ReviewDays] | None = None
    defined_in: Known[DefinedIn] | None = None
    communications: Known[Words] | None = None
    knowledge_transfer: Known[Words] | None = None
    users_transfer: Known[Words] | None = None
    intellectual_property: Known[Words] | None = None
    residual_liabilities: Known[Words] | None = None
    lessons: Known[Words] | None = None
    activation_trigger: Known[Words] | None = None
    care_act_48: Answer | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.owner, UUID):
            yield Link("/owner", "account", self.owner)
        if isinstance(self.defined_in, DefinedIn) and self.defined_in.document:
            pointer = "/defined_in/document"
            yield Link(pointer, "document", self.defined_in.document)


class OpenPlan(DescribePlan):
    """Begins a plan for a contract, or against the failure of an organisation.

    `seat_id`: it is of how one place in the contract's chain is left, and no more.
    """

    title: Title = Field()
    kind: facts.PlanKind
    contract_id: Id | None = None
    organisation_id: Id | None = None
    seat_id: Id | None = None
    handling: Handling = "normal"

    @override
    def links(self) -> Iterator[Link]:
        yield from DescribePlan.links(self)
        for noun in ("contract", "organisation"):
            if (found := getattr(self, f"{noun}_id")) is not None:
                yield Link(f"/{noun}_id", noun, found)


class DecideOption(Command):
    """Decides how the contract is left: every option, with its lot or its share."""

    options: Several[facts.Option] = Field(min_length=1)
    decision_body: Code | None = None

    @override
    def links(self) -> Iterator[Link]:
        for at, option in enumerate(self.options):
            if option.provider_id is not None:
                pointer = f"/options/{at}/provider_id"
                yield Link(pointer, "organisation", option.provider_id)


class SetContinuity(Command):
    """Says how the service goes on in the meantime."""

    minimum_service: Known[Words] | None = None
    step_in: Known[Words] | None = None
    interim_provider_id: Known[Id] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.interim_provider_id, UUID):
            pointer = "/interim_provider_id"
            yield Link(pointer, "organisation", self.interim_provider_id)


class ApprovePlan(Command):
    """Approves the plan as it stands."""

    conditions: Words | None = None


class TryPlan(Command):
    """Records that the plan was tried out, and what came of it."""

    kind: facts.TestKind
    outcome: facts.TestOutcome
    findings: Words | None = None


class ReviewPlan(Command):
    """Records that the plan was looked at and is still right."""

    next_review: Day | None = None


class ActivatePlan(Command):
    """Records that the plan is carried out from now on.

    `end_on` is the day by which it has to be done; left out, it is the plan's own, or
    the last day of the contract.
    """

    trigger: facts.Trigger
    end_on: Day | None = None


class StandDownPlan(Command):
    """Records that the plan is not carried out any more, and why."""

    reason: Words = Field()


class CompletePlan(Command):
    """Says that the plan was carried out, but for what is named with its owner."""

    exceptions: Several[facts.Exemption] = ()
    final_cost: Known[Money] | None = None

    @override
    def links(self) -> Iterator[Link]:
        for at, each in enumerate(self.exceptions):
            yield Link(f"/exceptions/{at}/owner", "account", each.owner)


class CorrectPlan(DescribePlan, Correction):
    """Puts right what was recorded of the plan."""

    options: Several[facts.Option] | None = None
    minimum_service: Known[Words] | None = None
    step_in: Known[Words] | None = None
    interim_provider_id: Known[Id] | None = None
