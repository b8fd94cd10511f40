"""What may be asked of a contract in the course of its life."""

from collections.abc import Iterator

from pydantic import Field
from typing_extensions import override

from domain.contract.commands import Linked
from domain.facts import contract_fields as fields
from domain.facts import contract_life as facts
from domain.facts.document import Kind
from domain.occasion import Command, Link
from domain.values import (
    Code,
    Day,
    Id,
    Known,
    Money,
    NotApplicable,
    Title,
    Words,
)


class AwardContract(Linked, fields.Award, Command):
    """Records who got the contract, when, and what was settled then."""

    awarded_on: Day = Field()
    provider_id: Known[Id] | None = None


class RequestSubcontractorInformation(Command):
    """Records that the bidders were asked whom they mean to subcontract to."""

    requested_on: Day


class SignContract(Linked, Command):
    """Records that the contract was signed, awarded before or not."""

    signed_on: Day
    instrument: facts.Instrument | None = None
    document: Id | None = None


class StartContract(Command):
    """Records that the service began, signed before or not."""

    started_on: Day


class ApplyIndexation(Command):
    """Moves the price under the contract's own clause: no change request is needed.

    `figure` is the published figure by which it moves.
    """

    annual_value: Money
    figure: Code | None = None


class ExerciseExtension(Command):
    """Takes up an option to extend: the next one, or the next of so many months.

    `exercised_on` is the day on which the provider was told, today unless said.
    """

    months: fields.Months | None = None
    exercised_on: Day | None = None


class ServeNotice(Linked, Command):
    """Records that one side gave notice, and for when."""

    served_by: fields.Side
    served_on: Day
    ends_on: Day
    clause: Code | None = None
    document: Id | None = None


class TerminateContract(Command):
    """Records that the contract came to an end before its time, and why.

    `replacement_offered_on` is when the provider was given the chance to replace a
    subcontractor (s78c).
    """

    ended_on: Day
    ground: fields.EndGround
    replacement_offered_on: Day | None = None


class ExpireContract(Command):
    """Records that the contract ran out: on the day on which it was to end."""

    ended_on: Day | None = None


class CloseContract(Linked, Command):
    """Closes what has ended: its final value, its review, its termination notice.

    What does not apply says why: {"not_applicable": "no review: one delivery"}.
    """

    final_value: Money | NotApplicable
    review_document: Id | NotApplicable
    termination_notice: Code | NotApplicable | None = None
    variance: Words | None = None


class AssignOwners(Linked, Command):
    """Says who looks after the contract: who runs it, who answers for it."""

    contract_manager: Known[Id] | None = None
    commissioner: Known[Id] | None = None


class SetTier(Command):
    """Says how closely the contract is looked after."""

    tier: Known[fields.Tier]


class SetArtefacts(fields.Artefacts, Command):
    """Says which of the four artefacts the contract has; what it lacks never asks."""


class SetObligation(Command):
    """Says what one side owes the other, by when, and that it was done.

    Without `obligation` it is a new one; with it, the one of that number. What is
    left out stays as it was.
    """

    obligation: facts.Position | None = None
    owed_by: fields.Side | None = None
    what: Title | None = None
    due_on: Known[Day] | None = None
    clause: Code | None = None
    fulfilled_on: Day | None = None
    dropped: bool | None = None


class AddDocument(Command):
    """Says that a document is one of the contract's own, and since when."""

    document_id: Id
    kind: Kind | None = None
    in_force_on: Day | None = None

    @override
    def links(self) -> Iterator[Link]:
        yield Link("/document_id", "document", self.document_id)


class RatifyContract(Command):
    """Stands behind what was recorded as found, named by its position."""

    position: facts.Position
    conditions: Words | None = None
