"""The KPI: what is agreed, what was measured, who checked it, how it was rated."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, ClassVar, Final, Self
from uuid import UUID

from typing_extensions import override

from domain.described import Birth, Described, assert_fields
from domain.errors import RuleBroken
from domain.event import Fact, Recorded
from domain.facts import kpi as facts
from domain.kpi.commands import (
    AgreeKpi,
    ProposeKpi,
    RetireKpi,
    ReviseKpi,
)
from domain.occasion import Command, Occasion
from domain.timeline import Timeline
from domain.values import known

# INV-K1: what moves by a change request alone, once it is agreed.
AGREED_FIELDS: Final = (
    frozenset(ReviseKpi.model_fields) - Command.common - {"change_id"}
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What was said of one period, by whom, and how it was looked at."""

    said: tuple[object, ...]
    by: frozenset[UUID]
    check: str | None = None


@dataclass(frozen=True, slots=True)
class Kpi(Described[Fact]):
    """One KPI: proposed, agreed, retired. Figures are known by their first day."""

    noun: ClassVar[str] = "kpi"
    prefix: ClassVar[str] = "KPI"
    kinds: ClassVar[tuple[type[Fact], ...]] = facts.FACTS
    corrected: ClassVar[type[Any]] = facts.KpiCorrected
    described: ClassVar[type[Any]] = facts.KpiDescribed
    erred: ClassVar[type[Fact]] = facts.KpiEnteredInError
    reported: ClassVar[type[Any]] = facts.KpiErrorReported
    restored: ClassVar[type[Fact]] = facts.KpiRestored
    commented: ClassVar[type[Any]] = facts.KpiCommented
    plain: ClassVar[frozenset[str]] = (
        frozenset(facts.KpiFields.model_fields) - Described.apart - AGREED_FIELDS
    )
    apart: ClassVar[frozenset[str]] = Described.apart | {
        "contract_id",
        "seat_id",
        "change_id",
    }

    contract_id: UUID
    seat_id: UUID | None
    status: str = "proposed"
    figures: Mapping[date, Figure] = field(default_factory=dict)
    assessed_to: date | None = None
    published: bool = False

    @property
    def is_shared(self) -> bool:
        """Whoever is measured by it may know it, and what came of it."""
        return True

    @classmethod
    def propose(cls, command: ProposeKpi, _: Occasion) -> list[Fact]:
        """DECIDE. Enters a KPI: a title is enough."""
        told: dict[str, Any] = command.said()
        return [facts.KpiProposed(reason=command.reason, **told)]

    def agree(self, command: AgreeKpi, occasion: Occasion) -> list[Fact]:
        """DECIDE. Both sides agreed; of what, has to be known."""
        self.refuse_over("agree on")
        if self.status == "agreed":
            return []
        for name in ("direction", "target"):
            if known(self.on(name, occasion.today)) is None:
                detail = (
                    f"nobody can agree on a KPI without its {name}. Describe it first,"
                    " then agree"
                )
                raise RuleBroken(detail, rule="kpi-target", pointer=f"/{name}")
        return [facts.KpiAgreed(reason=command.reason)]

    @override
    def describe(self, command: Command, occasion: Occasion) -> list[Fact]:
        """Says something new. INV-K1, DECIDE: what was agreed moves by a change."""
        said = self.news(command.said(), occasion)
        moved = sorted(AGREED_FIELDS & said.keys())
        if self.status == "agreed" and moved:
            detail = (
                f"{' and '.join(moved)} of an agreed KPI moves by a change request."
                " Raise a change, then revise the KPI with its change_id; or correct"
                " what was recorded wrongly"
            )
            raise RuleBroken(detail, rule="INV-K1", pointer=f"/{moved[0]}")
        return Described.describe(self, command, occasion)

    def revise(self, command: ReviseKpi, occasion: Occasion) -> list[Fact]:
        """DECIDE. A change request moves what was agreed."""
        self.refuse_over("revise")
        said = command.said()
        said.pop("change_id")
        news = self.news(said, occasion)
        if not news:
            return []
        self.timeline.refuse_override(news, occasion)
        return [
            facts.KpiRevised.model_validate(
                {**news, "change_id": command.change_id, "reason": command.reason}
            )
        ]

    def retire(self, command: RetireKpi, _: Occasion) -> list[Fact]:
        """DECIDE. It is measured no more; its figures stay."""
        self.refuse_gone()
        if self.status == "retired":
            return []
        return [facts.KpiRetired(reason=command.reason)]

    @override
    @classmethod
    def begin(cls, recorded: Recorded[Any]) -> Self:
        fact = recorded.fact
        return cls(
            stream=recorded.stream,
            born=Birth.of(recorded),
            timeline=assert_fields(Timeline(), recorded, cls.apart),
            entered_in_error=False,
            contract_id=fact.contract_id,
            seat_id=fact.seat_id,
        )

    @override
    def evolve(self, recorded: Recorded[Any]) -> Self:
        match recorded.fact:
            case facts.KpiAgreed():
                return replace(self, status="agreed")
            case facts.KpiRetired():
                return replace(self, status="retired")
            case facts.KpiRevised():
                return self.asserted(recorded)
            case facts.KpiAssessed(period_to=last):
                return replace(self, assessed_to=last, published=False)
            case facts.KpiPublished():
                return replace(self, published=True)
            case _:
                return self._figured(recorded) or self.marked(recorded) or self

    def _figured(self, recorded: Recorded[Any]) -> Self | None:
        """The state after something was said of a figure, None if nothing was."""
        fact = recorded.fact
        match fact:
            case facts.KpiMeasured():
                figure = Figure(told(fact), recorded.envelope.people)
            case facts.KpiVerified():
                figure = replace(self.figures[fact.period_from], check=fact.check)
            case facts.KpiQueried():
                figure = replace(self.figures[fact.period_from], check="queried")
            case _:
                return None
        return replace(self, figures={**self.figures, fact.period_from: figure})

    def refuse_over(self, verb: str) -> None:
        """Refuses to decide on what is measured no more, or was taken back."""
        self.refuse_gone()
        if self.status == "retired":
            detail = f"the KPI was retired; nobody can {verb} it. Propose another one"
            raise RuleBroken(detail, rule="kpi-retired")

    def figure(self, first: date) -> Figure:
        """The figure of the period that begins on a day. Raises RuleBroken."""
        if (found := self.figures.get(first)) is None:
            detail = (
                f"there is no figure of a period from {first}: it is the first day of"
                " the period that was measured"
            )
            raise RuleBroken(detail, rule="kpi-period", pointer="/period_from")
        return found


def told(measured: Any) -> tuple[object, ...]:
    """What a measurement says, to tell one from another."""
    return (
        measured.period_to,
        measured.value,
        measured.numerator,
        measured.denominator,
        measured.note,
    )
