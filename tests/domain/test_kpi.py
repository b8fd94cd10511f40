"""What may be decided on a KPI, and what is recorded of its figures."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from domain.errors import FourEyes, RuleBroken
from domain.facts import kpi as facts
from domain.kpi import measuring
from domain.kpi.commands import (
    AgreeKpi,
    AssessKpi,
    DescribeKpi,
    MeasureKpi,
    ProposeKpi,
    PublishKpi,
    QueryKpi,
    RetireKpi,
    ReviseKpi,
    VerifyKpi,
)
from domain.kpi.kpi import Kpi
from tests.chains import CONTRACT
from tests.given import ANN, BEN, Given, given, occasion

OCTOBER = {"period_from": "2026-10-01", "period_to": "2026-10-31"}
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
CHANGE = UUID(int=33)
PROPOSED = facts.KpiProposed(
    title="Calls on time",
    contract_id=CONTRACT,
    direction="higher",
    target=Decimal(95),
)
AGREED = facts.KpiAgreed()
MEASURED = facts.KpiMeasured(period_from=FIRST, period_to=LAST, value=Decimal("93.8"))
CHECKED = facts.KpiVerified(period_from=FIRST, check="verified")
ASSESSED = facts.KpiAssessed(
    period_from=date(2025, 11, 1), period_to=LAST, rating="good"
)
RETIRED = facts.KpiRetired(reason="Replaced")


def kpi(*told: Any, by: UUID = BEN) -> Given[Kpi]:
    """A KPI of Ben's in which these facts were recorded."""
    return given(Kpi, PROPOSED, *told, by=by)


def measured(value: str = "93.8", **said: Any) -> MeasureKpi:
    return MeasureKpi.model_validate({**OCTOBER, "value": value, **said})


def assessed(**said: Any) -> AssessKpi:
    said = {"period_from": "2025-11-01", "period_to": "2026-10-31", **said}
    return AssessKpi.model_validate({"rating": "good", **said})


def test_a_title_and_a_contract_are_enough() -> None:
    said = ProposeKpi.model_validate({"title": "Calls", "contract_id": str(CONTRACT)})

    given(Kpi).when(Kpi.propose, said).then(
        facts.KpiProposed(title="Calls", contract_id=CONTRACT)
    )


def test_who_agrees_agrees_on_a_target() -> None:
    bare = facts.KpiProposed(title="Calls", contract_id=CONTRACT, direction="higher")

    given(Kpi, bare).when(Kpi.agree, AgreeKpi()).refuses(RuleBroken, saying="target")
    kpi().when(Kpi.agree, AgreeKpi()).then(AGREED)
    kpi(AGREED).when(Kpi.agree, AgreeKpi()).then()


def test_before_it_is_agreed_a_target_is_a_description() -> None:
    said = DescribeKpi(target=Decimal(96))

    kpi().when(Kpi.describe, said).then(facts.KpiDescribed(target=Decimal(96)))


def test_what_was_agreed_moves_by_a_change_alone() -> None:
    """INV-K1."""
    said = DescribeKpi(target=Decimal(96))
    by_change = ReviseKpi(change_id=CHANGE, target=Decimal(96))

    kpi(AGREED).when(Kpi.describe, said).refuses(RuleBroken, saying="change request")
    kpi(AGREED).when(Kpi.revise, by_change).then(
        facts.KpiRevised(change_id=CHANGE, target=Decimal(96))
    )


def test_what_is_no_aim_is_described_at_any_time() -> None:
    kpi(AGREED).when(Kpi.describe, DescribeKpi(frequency="monthly")).then(
        facts.KpiDescribed(frequency="monthly")
    )


@pytest.mark.parametrize("told", [(), (AGREED,), (AGREED, RETIRED)])
def test_a_figure_is_recorded_whatever_the_state(told: tuple[Any, ...]) -> None:
    kpi(*told).when(measuring.measure, measured()).then(MEASURED)


def test_the_same_figure_again_is_no_news() -> None:
    kpi(MEASURED).when(measuring.measure, measured()).then()


def test_a_period_ends_after_it_begins_and_before_today() -> None:
    ended = measured(period_to="2026-09-30")
    running = measured(period_to="2026-12-31")

    kpi().when(measuring.measure, ended).refuses(RuleBroken, saying="ends before")
    kpi().when(measuring.measure, running).refuses(RuleBroken, saying="in the future")


def test_nobody_checks_an_own_figure() -> None:
    said = VerifyKpi(period_from=FIRST, check="verified")

    kpi(MEASURED, by=ANN).when(measuring.verify, said).refuses(
        FourEyes, saying="somebody else"
    )
    kpi(MEASURED).when(measuring.verify, said).then(CHECKED)
    kpi(MEASURED, CHECKED).when(measuring.verify, said).then()


def test_what_was_checked_is_not_overwritten_in_silence() -> None:
    """INV-K5."""
    other = measured("94.1")

    kpi(MEASURED, CHECKED).when(measuring.measure, other).refuses(
        RuleBroken, saying="why it was wrong"
    )
    kpi(MEASURED).when(measuring.measure, other).then(
        facts.KpiMeasured(period_from=FIRST, period_to=LAST, value=Decimal("94.1"))
    )


def test_a_figure_that_was_queried_is_open_again() -> None:
    said = QueryKpi(period_from=FIRST, text="Two weekends are missing")
    queried = facts.KpiQueried(period_from=FIRST, text="Two weekends are missing")

    kpi(MEASURED, CHECKED).when(measuring.query, said).then(queried)
    kpi(MEASURED, CHECKED, queried).when(measuring.measure, measured("94.1")).then(
        facts.KpiMeasured(period_from=FIRST, period_to=LAST, value=Decimal("94.1"))
    )


def test_only_what_was_measured_is_checked() -> None:
    said = VerifyKpi(period_from=LAST, check="sampled")

    kpi(MEASURED).when(measuring.verify, said).refuses(RuleBroken, saying="no figure")


def test_a_year_is_the_longest_that_is_rated() -> None:
    """INV-K4. Twelve months from 1 November end on 31 October."""
    longer = assessed(period_from="2025-10-31")

    kpi(AGREED).when(measuring.assess, assessed()).then(ASSESSED)
    kpi(AGREED).when(measuring.assess, longer).refuses(
        RuleBroken, saying="more than twelve months"
    )


def test_nobody_is_rated_by_what_was_not_agreed_on() -> None:
    kpi().when(measuring.assess, assessed()).refuses(RuleBroken, saying="Agree first")


def test_the_last_assessment_is_published_once() -> None:
    said = PublishKpi(published_on=date(2026, 11, 20))
    published = facts.KpiPublished(published_on=date(2026, 11, 20))

    kpi(AGREED).when(measuring.publish, said).refuses(RuleBroken, saying="no assess")
    kpi(AGREED, ASSESSED).when(measuring.publish, said).then(published)
    kpi(AGREED, ASSESSED, published).when(measuring.publish, said).then()


def test_what_was_retired_is_not_agreed_on_again() -> None:
    kpi(AGREED).when(Kpi.retire, RetireKpi(reason="Replaced")).then(RETIRED)
    kpi(RETIRED).when(Kpi.agree, AgreeKpi()).refuses(RuleBroken, saying="retired")


def test_an_own_figure_stays_own_for_a_deputy() -> None:
    said = VerifyKpi(period_from=FIRST, check="verified")
    state = kpi(MEASURED).state

    with pytest.raises(FourEyes):
        measuring.verify(state, said, occasion(by=ANN, on_behalf_of=BEN))
