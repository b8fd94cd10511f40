"""What may be asked of a KPI, in the shapes of the public contract."""

from collections.abc import Iterator
from uuid import UUID

from pydantic import Field
from typing_extensions import override

from domain.described import Correction
from domain.facts import kpi as facts
from domain.occasion import Command, Link
from domain.values import (
    Answer,
    Code,
    Day,
    Id,
    Known,
    Number,
    Share,
    Title,
    Words,
)


class DescribeKpi(Command):
    """Says something new that describes the KPI; what is agreed is revised instead."""

    title: Title | None = None
    definition: Known[Words] | None = None
    formula: Known[Words] | None = None
    unit: Known[Code] | None = None
    direction: Known[facts.Direction] | None = None
    target: Known[Number] | None = None
    target_to: Known[Number] | None = None
    tolerance: Known[Number] | None = None
    weight: Known[Share] | None = None
    kind: Known[facts.Kind] | None = None
    horizon: Known[facts.Horizon] | None = None
    frequency: Known[facts.Frequency] | None = None
    data_source: Known[Title] | None = None
    collected_by: Known[facts.Collector] | None = None
    statutory: Answer | None = None
    most_material: Answer | None = None
    benchmark: Known[facts.Benchmark] | None = None
    consequence: Known[Words] | None = None
    change_route: Known[Words] | None = None
    owner: Known[Id] | None = None

    @override
    def links(self) -> Iterator[Link]:
        if isinstance(self.owner, UUID):
            yield Link("/owner", "account", self.owner)


class ProposeKpi(DescribeKpi):
    """Enters a KPI of a contract, or of one place in its chain: a title is enough."""

    title: Title = Field()
    contract_id: Id
    seat_id: Id | None = None

    @override
    def links(self) -> Iterator[Link]:
        yield Link("/contract_id", "contract", self.contract_id)
        yield from super().links()


class AgreeKpi(Command):
    """Says that both sides agreed on the KPI."""


class ReviseKpi(Command):
    """Moves what was agreed, by a change request of the same contract."""

    change_id: Id
    formula: Known[Words] | None = None
    unit: Known[Code] | None = None
    direction: Known[facts.Direction] | None = None
    target: Known[Number] | None = None
    target_to: Known[Number] | None = None
    tolerance: Known[Number] | None = None
    weight: Known[Share] | None = None

    @override
    def links(self) -> Iterator[Link]:
        yield Link("/change_id", "change", self.change_id)


class MeasureKpi(Command):
    """Records what the KPI came to from the first to the last day of a period."""

    period_from: Day
    period_to: Day
    value: Number
    numerator: Number | None = None
    denominator: Number | None = None
    note: Words | None = None


class VerifyKpi(Command):
    """Says that the figure of the period that begins then was checked, and is right."""

    period_from: Day
    check: facts.Check
    method: Words | None = None


class QueryKpi(Command):
    """Says what is doubtful about the figure of the period that begins then."""

    period_from: Day
    text: Words


class AssessKpi(Command):
    """Rates the performance in a period, in the five words of the law."""

    period_from: Day
    period_to: Day
    rating: facts.Rating
    provider_comment: Words | None = None


class PublishKpi(Command):
    """Records that the last assessment was published, and in which notice."""

    published_on: Day
    notice_id: Code | None = None


class RetireKpi(Command):
    """Says that the KPI is measured no more, and why."""

    reason: Words = Field()


class CorrectKpi(DescribeKpi, Correction):
    """Puts right what was recorded of the KPI."""
