"""What may be asked of a change request, in the shapes of the public contract."""

from collections.abc import Iterator, Mapping
from typing import ClassVar
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.described import Correction
from domain.facts import change as facts
from domain.occasion import Command, Link
from domain.values import (
    Day,
    Id,
    Ids,
    Known,
    Money,
    Several,
    Title,
    Value,
    Words,
)


class Cost(Value):
    """What a change costs once, and what it costs each year."""

    one_off: Known[Money] | None = None
    per_year: Known[Money] | None = None


class RiskEffect(Value):
    """Which entries of the risk register a change touches, and how."""

    risk_ids: Ids | None = None
    text: Known[Words] | None = None


class ChainEffect(Value):
    """Which places in the supply chain a change touches, and how."""

    seat_ids: Ids | None = None
    text: Known[Words] | None = None


class ChangeCommand(Command):
    """Reads nested fields as the flat ones that facts keep."""

    # Field of the command -> fields of the fact, by the part of the value.
    parts: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "cost": {"one_off": "cost_one_off", "per_year": "cost_per_year"},
        "risk": {"text": "risk", "risk_ids": "risk_ids"},
        "supply_chain": {"text": "supply_chain", "seat_ids": "seat_ids"},
    }

    @override
    def said(self) -> dict[str, object]:
        flat: dict[str, object] = {}
        for field, value in Command.said(self).items():
            if field in self.parts:
                flat.update(_flat(self.parts[field], value))
            else:
                flat[field] = value
        return flat


class DescribeChange(ChangeCommand):
    """Says anew what the change is, by when it has to be decided and who is asked."""

    title: Title | None = None
    description: Known[Words] | None = None
    decision_wanted_by: Known[Day] | None = None
    decision_by: Known[Id] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.decision_by, UUID):
            yield Link("/decision_by", "account", self.decision_by)


class RaiseChange(DescribeChange):
    """Asks for a change to a contract."""

    contract_id: Id
    title: Title = Field()
    kind: Known[facts.Kind] | None = None
    raised_by: Known[facts.Party] | None = None

    @override
    def links(self) -> Iterator[Link]:
        yield from DescribeChange.links(self)
        yield Link("/contract_id", "contract", self.contract_id)


class AssessImpact(ChangeCommand):
    """Says what the change would do; a part that is left out was not looked at."""

    cost: Known[Cost] | None = None
    value_delta: Known[Money] | None = None
    term_delta_months: Known[facts.Months] | None = None
    service: Known[Words] | None = None
    quality: Known[Words] | None = None
    risk: Known[RiskEffect] | None = None
    supply_chain: Known[ChainEffect] | None = None
    exit: Known[Words] | None = None
    equality: Known[Words] | None = None
    social_value: Known[Words] | None = None
    data_protection: Known[Words] | None = None
    tupe: Known[Words] | None = None
    saving_claimed: Known[Money] | None = None
    benefit: Known[Words] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.risk, RiskEffect):
            for place, found in enumerate(self.risk.risk_ids or ()):
                yield Link(f"/risk/risk_ids/{place}", "risk", found)

    @property
    def seats(self) -> tuple[UUID, ...]:
        """The places that are named; the contract's chain knows which there are."""
        effect = self.supply_chain
        return (effect.seat_ids or ()) if isinstance(effect, ChainEffect) else ()


class ApproveChange(Command):
    """Agrees to the change, with conditions or without."""

    conditions: Words | None = None


class RejectChange(Command):
    """Says no to the change, and why."""

    reason: Words = Field()


class SendBackChange(Command):
    """Wants the change looked at again before anybody decides, and says why."""

    reason: Words = Field()


class RecordBodyDecision(Command):
    """Enters what a body (cabinet, a board, full council) decided when it met.

    It counts as decided on `meeting_date`, which may lie in the past; that it was
    entered later stays visible.
    """

    body: Title
    meeting_date: Day
    outcome: facts.Outcome = "approved"
    minute_ref: Title | None = None
    document: Id | None = None
    conditions: Words | None = None

    @override
    def links(self) -> Iterator[Link]:
        if self.document is not None:
            yield Link("/document", "document", self.document)


class RatifyChange(Command):
    """Stands behind what was signed or put in force without an approval."""

    conditions: Words | None = None


class WithdrawChange(Command):
    """Takes the request back."""


class SignChange(Command):
    """Records that the change was signed."""

    finds_its_day: ClassVar[bool] = True

    signed_on: Day
    instrument: facts.Instrument | None = None
    document: Id | None = None

    @override
    def links(self) -> Iterator[Link]:
        if self.document is not None:
            yield Link("/document", "document", self.document)


class RecordImplementation(Command):
    """Records that the change is in force, and who was told of it."""

    finds_its_day: ClassVar[bool] = True

    implemented_on: Day
    notified: Several[Title] | None = None


class CorrectChange(DescribeChange, AssessImpact, Correction):
    """Puts right what was recorded of a change request, its impact included."""

    kind: Known[facts.Kind] | None = None
    raised_by: Known[facts.Party] | None = None

    @override
    def links(self) -> Iterator[Link]:
        yield from DescribeChange.links(self)
        yield from AssessImpact.links(self)


def _flat(parts: Mapping[str, str], value: object) -> dict[str, object]:
    """The parts that were said; why there is no value stands for every value."""
    if isinstance(value, Cost | RiskEffect | ChainEffect):
        return {
            flat: said
            for part, flat in parts.items()
            if (said := getattr(value, part)) is not None
        }
    return {flat: value for part, flat in parts.items() if not part.endswith("_ids")}
