"""Returns of a seat: each side in its own words, of each period the last return."""

from datetime import date
from functools import partial
from typing import Any

from domain.errors import RuleBroken
from domain.facts import seat_return as facts
from domain.facts.seat_terms import RiskFacts
from domain.occasion import Dated
from domain.supply_chain.seat_returns import (
    AttestSeat,
    ReportPayments,
    ReportVolumes,
    SeatReturns,
    SpotCheck,
    attest,
    report,
    spot_check,
)
from domain.values import Erased
from tests.chains import CONTRACT, NIGHTS
from tests.given import TODAY, Given, given

HELD = {"payment_terms_days": 30, "role": "Nights", "essential": True}
ATTESTED = facts.SeatAttested(contract_id=CONTRACT, side="payee", payment_terms_days=52)
PAID = facts.SeatPaymentsReported(
    contract_id=CONTRACT, side="payee", period="2026-Q3", longest_days=52
)


def said(**told: Any) -> AttestSeat:
    return AttestSeat.model_validate({"seat_id": NIGHTS, **told})


def paid(**said: Any) -> ReportPayments:
    told = {"seat_id": NIGHTS, "period": "2026-Q3", **said}
    return ReportPayments.model_validate(told)


def returns() -> Given[SeatReturns]:
    return given(SeatReturns, ATTESTED, PAID, stream=NIGHTS)


def test_one_side_says_what_the_terms_are() -> None:
    outcome = returns().when(
        partial(attest, "payer", HELD),
        said(payment_terms_days=30, risk_facts={"pay_when_paid": False}),
    )
    outcome.then(
        facts.SeatAttested(
            contract_id=CONTRACT,
            side="payer",
            payment_terms_days=30,
            risk_facts=RiskFacts(pay_when_paid=False),
        )
    )
    assert outcome.state.attested["payee"] == ATTESTED


def test_nothing_changed_repeats_what_that_side_said_last() -> None:
    outcome = returns().when(
        partial(attest, "payee", HELD), said(nothing_changed=True, pricing_works=False)
    )
    outcome.then(
        facts.SeatAttested(
            contract_id=CONTRACT,
            side="payee",
            nothing_changed=True,
            payment_terms_days=52,
            role="Nights",
            pricing_works=False,
        )
    )


def test_nothing_changed_for_who_never_said_anything_is_what_is_on_record() -> None:
    outcome = returns().when(partial(attest, "payer", HELD), said(nothing_changed=True))
    (fact,) = outcome.decided
    assert isinstance(fact, facts.SeatAttested)
    assert (fact.payment_terms_days, fact.role) == (30, "Nights")


def test_what_was_struck_out_is_not_said_again() -> None:
    held = {"role": Erased.by(9), "payment_terms_days": 30}
    outcome = returns().when(partial(attest, "payer", held), said(nothing_changed=True))
    (fact,) = outcome.decided
    assert isinstance(fact, facts.SeatAttested)
    assert fact.role is None


def test_either_nothing_has_changed_or_something_is_said() -> None:
    either = partial(attest, "payer", HELD)
    returns().when(either, said(nothing_changed=True, payment_terms_days=30)).refuses(
        RuleBroken, saying="payment_terms_days", rule="said-twice"
    )
    returns().when(either, said()).refuses(
        RuleBroken, saying="at least one", rule="empty-return"
    )


def test_a_return_of_a_period_counts_until_the_next_one() -> None:
    payee = partial(report, "payee")
    returns().when(payee, paid(longest_days=52)).then()
    outcome = returns().when(payee, paid(longest_days=61))
    (fact,) = outcome.decided
    assert isinstance(fact, facts.SeatPaymentsReported)
    assert fact.longest_days == 61
    outcome.after.when(payee, paid(longest_days=61)).then()
    # What the other side says of the same period is another thing.
    assert returns().when(partial(report, "payer"), paid(longest_days=52)).decided


def test_volumes_are_reported_apart_from_payments() -> None:
    volumes = [{"unit": "visits", "planned": "400", "actual": "371"}]
    command = ReportVolumes.model_validate(
        {"seat_id": NIGHTS, "period": "2026-Q3", "volumes": volumes}
    )
    (fact,) = returns().when(partial(report, "payee"), command).decided
    assert isinstance(fact, facts.SeatVolumesReported)
    assert fact.volumes[0].unit == "visits"


def test_a_spot_check_is_of_its_day_and_each_look_counts() -> None:
    on = date(2026, 11, 2)
    command = SpotCheck(seat_id=NIGHTS, checked_on=on, terms_seen=True)
    checked = facts.SeatSpotChecked(
        contract_id=CONTRACT, checked_on=on, terms_seen=True
    )
    outcome = returns().when(spot_check, command).then(Dated(checked, on))
    outcome.after.when(spot_check, command).then(Dated(checked, on))
    returns().when(spot_check, SpotCheck(seat_id=NIGHTS)).then(
        Dated(facts.SeatSpotChecked(contract_id=CONTRACT, checked_on=TODAY), TODAY)
    )
    ahead = SpotCheck(seat_id=NIGHTS, checked_on=date(2027, 1, 1))
    returns().when(spot_check, ahead).refuses(RuleBroken, saying="in the future")
