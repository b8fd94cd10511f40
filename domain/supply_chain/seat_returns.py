"""The returns of one seat: what either side says of it, and what the council saw."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.aggregate import Aggregate
from domain.dating import refuse_not_yet
from domain.errors import RuleBroken
from domain.event import Fact, Recorded
from domain.facts import seat_return as facts
from domain.facts.seat_terms import AttestableTerms, Period, RiskFacts, Side
from domain.occasion import Dated, Occasion
from domain.supply_chain.seat import merged
from domain.supply_chain.seat_commands import AttestTerms, OnSeat, own_terms
from domain.values import (
    Answer,
    Day,
    Erased,
    Known,
    Money,
    Number,
    Several,
    Share,
    Words,
)

TERMS = tuple(AttestableTerms.model_fields)


class OneSide(OnSeat):
    """Something that one side of a seat says; which one a provider need not say."""

    side: Side | None = None


class AttestSeat(AttestTerms, OneSide):
    """Says what the terms are, as one side knows them; or that nothing has changed."""

    nothing_changed: bool = False
    pricing_works: Answer | None = None
    pricing_comment: Known[Words] | None = None
    expectations_clear: Answer | None = None


class ReportVolumes(OneSide):
    """Reports what was planned and delivered in a period."""

    period: Period
    volumes: Several[facts.Volume] = Field(min_length=1)
    comment: Words | None = None


class ReportPayments(OneSide):
    """Reports how the seat was paid in a period."""

    period: Period
    paid_count: Known[facts.Count] | None = None
    mean_days: Known[Number] | None = None
    pct_within_30: Known[Share] | None = None
    longest_days: Known[facts.Days] | None = None
    overdue_amount: Known[Money] | None = None
    retention_held: Known[Money] | None = None


class SpotCheck(OnSeat):
    """Records that somebody of the council looked at the papers of a seat."""

    checked_on: Day | None = None
    terms_seen: Answer | None = None
    flow_down_seen: Answer | None = None
    disputes_procedure_shared: Answer | None = None
    payments_checked: facts.Count | None = None
    paid_late: facts.Count | None = None
    findings: Words | None = None


@dataclass(frozen=True, slots=True)
class SeatReturns(Aggregate[Fact]):
    """What was returned of one seat, by side; of a period the last return counts."""

    noun: ClassVar[str] = "seat_return"
    prefix: ClassVar[str] = "SR"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS

    contract_id: UUID
    attested: Mapping[str, facts.SeatAttested] = field(default_factory=dict)
    reported: Mapping[tuple[str, str, str], Fact] = field(default_factory=dict)

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        return cls(recorded.fact.contract_id).evolve(recorded)

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.SeatAttested(side=side) as fact:
                return replace(self, attested={**self.attested, side: fact})
            case facts.SeatSpotChecked():
                return self
            case fact:
                key = (fact.fact_name, fact.side, fact.period)
                return replace(self, reported={**self.reported, key: fact})


def attest(
    side: Side,
    on_record: Mapping[str, Any],
    returns: SeatReturns,
    command: AttestSeat,
    _: Occasion,
) -> list[Fact]:
    """RECORD. One side says what the terms are; each time counts anew.

    Who says that nothing has changed repeats what that side said last, or else
    what the register has, `on_record`.
    """
    told: dict[str, Any] = without_seat(command)
    said = terms_of(told)
    if command.nothing_changed and said:
        detail = (
            "either nothing has changed, or say what has: leave nothing_changed"
            f" out, or {', '.join(sorted(said))}"
        )
        raise RuleBroken(detail, rule="said-twice", pointer="/nothing_changed")
    if not told:
        detail = "say at least one of the terms, or that nothing_changed"
        raise RuleBroken(detail, rule="empty-return")
    before = _terms(returns.attested.get(side), on_record)
    if command.nothing_changed:
        told.update(before)
    elif isinstance(told.get("risk_facts"), RiskFacts):
        told["risk_facts"] = merged(before.get("risk_facts"), told["risk_facts"])
    told.update(side=side, contract_id=returns.contract_id, reason=command.reason)
    return [facts.SeatAttested(**told)]


def report(
    side: Side,
    returns: SeatReturns,
    command: ReportVolumes | ReportPayments,
    _: Occasion,
) -> list[Fact]:
    """RECORD. A return of a period, however late; the same again is no news."""
    told: dict[str, Any] = without_seat(command)
    told.update(side=side, contract_id=returns.contract_id, reason=command.reason)
    of_volumes = isinstance(command, ReportVolumes)
    kind = facts.SeatVolumesReported if of_volumes else facts.SeatPaymentsReported
    fact = kind(**told)
    if returns.reported.get((kind.fact_name, side, command.period)) == fact:
        return []
    return [fact]


def spot_check(
    returns: SeatReturns, command: SpotCheck, occasion: Occasion
) -> list[Dated]:
    """RECORD. Somebody looked; each look counts."""
    on = command.checked_on or occasion.today
    refuse_not_yet("checked_on", on, command, occasion)
    told: dict[str, Any] = without_seat(command)
    told.update(checked_on=on, contract_id=returns.contract_id, reason=command.reason)
    return [Dated(facts.SeatSpotChecked(**told), on)]


def terms_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the terms that are said which both sides can say."""
    found = {name: said.get(name) for name in TERMS}
    return {n: v for n, v in found.items() if v is not None and not _is_erased(v)}


def without_seat(command: OnSeat) -> dict[str, Any]:
    """What a command says besides which seat and which side it is."""
    told = own_terms(command.said())
    told.pop("side", None)
    return told


def _is_erased(value: object) -> bool:
    """What was struck out is said by nobody any more."""
    return isinstance(value, Erased)


def _terms(
    last: facts.SeatAttested | None, on_record: Mapping[str, Any]
) -> dict[str, Any]:
    """What a side said last, or else what the register has."""
    held = {name: getattr(last, name) for name in TERMS} if last else {}
    return {**terms_of(on_record), **terms_of(held)}
