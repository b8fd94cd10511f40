"""What may be asked of the parts of a plan, in the shapes of the public contract."""

from collections.abc import Iterator
from uuid import UUID

from typing_extensions import override

from domain.facts import plan_parts as facts
from domain.occasion import Command, Link
from domain.values import Answer, Code, Day, Id, Ids, Known, Money, Number, Title, Words


class AddTask(Command):
    """Says what is to be done; with `task_id`, anew of a task that is known.

    It takes `days`, `least_days` when hurried, and comes after other tasks.
    """

    task_id: Id | None = None
    title: Title | None = None
    owner: Known[Id] | None = None
    purpose: facts.TaskPurpose | None = None
    days: Known[facts.TaskDays] | None = None
    least_days: Known[facts.TaskDays] | None = None
    after: Ids | None = None
    due: Known[Day] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.owner, UUID):
            yield Link("/owner", "account", self.owner)


class CompleteTask(Command):
    """Records that a task was done, or given up."""

    task_id: Id
    outcome: facts.TaskOutcome = "done"


class AddAlternative(Command):
    """Says who could take over; with `alternative_id`, anew of one that is known."""

    alternative_id: Id | None = None
    organisation_id: Id | None = None
    capacity: Known[Title] | None = None
    lead_days: Known[facts.TaskDays] | None = None
    agreed: Answer | None = None

    @override
    def links(self) -> Iterator[Link]:
        if self.organisation_id is not None:
            yield Link("/organisation_id", "organisation", self.organisation_id)


class RecordAsset(Command):
    """Records what is used for the service, and what becomes of it."""

    asset_id: Id | None = None
    title: Title | None = None
    kind: facts.AssetKind | None = None
    held_by: Known[Id] | None = None
    route: Known[facts.AssetRoute] | None = None
    value: Known[Money] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.held_by, UUID):
            yield Link("/held_by", "organisation", self.held_by)


class RecordDataReturn(Command):
    """Records which data comes back and by when, that it did, and the certificate."""

    data_id: Id | None = None
    title: Title | None = None
    formats: Known[Title] | None = None
    retention: Known[Words] | None = None
    return_by: Known[Day] | None = None
    returned_on: Day | None = None
    deleted_on: Day | None = None
    certificate: Id | None = None

    @override
    def links(self) -> Iterator[Link]:
        if self.certificate is not None:
            yield Link("/certificate", "document", self.certificate)


class RecordWorkforce(Command):
    """Records how many people would move, and what information on them is there.

    Counts and days alone, of the lead's own people or of those of a seat.
    """

    seat_id: Id | None = None
    headcount: Known[facts.Heads] | None = None
    full_time_equivalent: Known[Number] | None = None
    pension_scheme: Known[facts.Pension] | None = None
    information_asked_on: Day | None = None
    information_received_on: Day | None = None
    liability_received_on: Day | None = None
    redundancy_exposure: Known[Money] | None = None


class DecideSeat(Command):
    """Decides what becomes of a place in the chain, and with whom it goes on."""

    seat_id: Id
    decision: facts.SeatDecision
    provider_id: Id | None = None
    consent_given: Answer | None = None

    @override
    def links(self) -> Iterator[Link]:
        if self.provider_id is not None:
            yield Link("/provider_id", "organisation", self.provider_id)


class SetCost(Command):
    """Says what something costs, and whether there is money for it."""

    kind: facts.CostKind
    amount: Known[Money]
    provided_for: Answer | None = None
    budget_code: Code | None = None
