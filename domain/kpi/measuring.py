"""What is recorded of a KPI's figures, and how they are checked, rated, published."""

from datetime import timedelta
from typing import Final

from domain.dating import months_after, refuse_backdated, refuse_not_yet
from domain.errors import FourEyes, RuleBroken
from domain.event import Fact
from domain.facts import kpi as facts
from domain.kpi.commands import (
    AssessKpi,
    MeasureKpi,
    PublishKpi,
    QueryKpi,
    VerifyKpi,
)
from domain.kpi.kpi import Kpi, told
from domain.occasion import Occasion

# Procurement Act 2023, s.71(2): at least once in every twelve months.
YEAR: Final = 12


def measure(kpi: Kpi, command: MeasureKpi, occasion: Occasion) -> list[Fact]:
    """RECORD. What it came to, whatever its state; the later word counts.

    INV-K5: over a figure that was checked, only with the reason why it was wrong.
    """
    kpi.refuse_gone()
    _refuse_no_period(command)
    refuse_not_yet("period_to", command.period_to, command, occasion)
    held = kpi.figures.get(command.period_from)
    if held is not None and held.said == told(command):
        return []
    if held is not None and held.check in {"sampled", "verified"}:
        _refuse_silent_change(command)
    fact = facts.KpiMeasured.model_validate(
        {**command.said(), "reason": command.reason}
    )
    return [fact]


def verify(kpi: Kpi, command: VerifyKpi, occasion: Occasion) -> list[Fact]:
    """DECIDE. The figure is right; never by who entered it."""
    kpi.refuse_gone()
    figure = kpi.figure(command.period_from)
    refuse_backdated("a check", occasion)
    if figure.by & occasion.people:
        detail = (
            "you entered this figure, or the person you act for did: somebody else has"
            " to look at it"
        )
        raise FourEyes(detail, rule="kpi-own-figure")
    if figure.check == command.check:
        return []
    return [
        facts.KpiVerified(
            period_from=command.period_from,
            check=command.check,
            method=command.method,
            reason=command.reason,
        )
    ]


def query(kpi: Kpi, command: QueryKpi, _: Occasion) -> list[Fact]:
    """RECORD. Somebody doubts a figure; it counts as not checked until that is over."""
    kpi.refuse_gone()
    kpi.figure(command.period_from)
    return [
        facts.KpiQueried(
            period_from=command.period_from, text=command.text, reason=command.reason
        )
    ]


def assess(kpi: Kpi, command: AssessKpi, occasion: Occasion) -> list[Fact]:
    """DECIDE. INV-K3, INV-K4: in the five words, of at most twelve months."""
    kpi.refuse_gone()
    _refuse_no_period(command)
    refuse_not_yet("period_to", command.period_to, command, occasion)
    if kpi.status == "proposed":
        detail = "nobody is rated by a KPI that was not agreed on. Agree first"
        raise RuleBroken(detail, rule="kpi-not-agreed")
    longest = months_after(command.period_from - timedelta(days=1), YEAR)
    if command.period_to > longest:
        detail = (
            f"{command.period_from} to {command.period_to} is more than twelve months."
            f" Assess up to {longest}, then the rest"
        )
        raise RuleBroken(detail, rule="INV-K4", pointer="/period_to")
    fact = facts.KpiAssessed.model_validate(
        {**command.said(), "reason": command.reason}
    )
    return [fact]


def publish(kpi: Kpi, command: PublishKpi, occasion: Occasion) -> list[Fact]:
    """RECORD. The last assessment was published."""
    kpi.refuse_gone()
    refuse_not_yet("published_on", command.published_on, command, occasion)
    if kpi.assessed_to is None:
        detail = "there is no assessment yet that could have been published"
        raise RuleBroken(detail, rule="kpi-no-assessment")
    if kpi.published:
        return []
    return [
        facts.KpiPublished(
            published_on=command.published_on,
            notice_id=command.notice_id,
            reason=command.reason,
        )
    ]


def _refuse_no_period(command: MeasureKpi | AssessKpi) -> None:
    if command.period_to < command.period_from:
        detail = f"the period ends before it begins, on {command.period_from}"
        raise RuleBroken(detail, rule="kpi-period", pointer="/period_to")


def _refuse_silent_change(command: MeasureKpi) -> None:
    if command.reason is None:
        detail = (
            "this figure was checked; say in `reason` why it was wrong, and both stay"
        )
        raise RuleBroken(detail, rule="INV-K5", pointer="/reason")
