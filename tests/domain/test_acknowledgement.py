"""Findings are seen by auditors, and let be by others than whose work they are."""

from dataclasses import replace
from datetime import date
from typing import Any

from domain.acknowledgement import (
    AcknowledgeFinding,
    Acknowledgement,
    Seen,
    Stake,
    WaiveFinding,
)
from domain.errors import FourEyes, NotAllowed, RuleBroken
from domain.facts.acknowledgement import FindingAcknowledged, FindingWaived
from domain.values import NotApplicable
from tests.given import ANN, BEN, STREAM, given, money, occasion

SEEN = Seen("A43", "contract", STREAM, "0123456789abcdef")
NOTHING = NotApplicable(not_applicable="It hangs on no contract")
STAKE = Stake(frozenset({BEN}), money("1000.00"))
SPRING = date(2027, 3, 31)
WAIVE = WaiveFinding(until=SPRING, reason="The new contract is let")
acknowledged = FindingAcknowledged(**SEEN.told)
waived = FindingWaived(until=SPRING, reason="The new contract is let", **SEEN.told)


def see(seen: Seen = SEEN) -> Any:
    return lambda state, command, when: state.acknowledge(seen, command, when)


def waive(stake: Stake = STAKE, seen: Seen = SEEN) -> Any:
    return lambda state, command, when: state.waive(seen, stake, command, when)


def test_a_finding_that_was_seen_is_not_news() -> None:
    given(Acknowledgement, acknowledged).when(see(), AcknowledgeFinding()).then()


def test_judged_by_other_values_it_is_another_finding() -> None:
    other = replace(SEEN, evidence="fedcba9876543210")

    outcome = given(Acknowledgement, acknowledged).when(
        see(other), AcknowledgeFinding()
    )

    outcome.then(FindingAcknowledged(**other.told))


def test_a_finding_is_let_be_until_a_day() -> None:
    given(Acknowledgement, acknowledged).when(waive(), WAIVE).then(waived)


def test_the_same_waiver_again_is_not_news() -> None:
    given(Acknowledgement, waived).when(waive(), WAIVE).then()


def test_nobody_waives_what_is_his_own_work() -> None:
    given(Acknowledgement, acknowledged).when(
        waive(Stake(frozenset({ANN}), NOTHING)), WAIVE
    ).refuses(FourEyes, saying="somebody else", rule="waive-own-work")


def test_a_deputy_waives_nothing_of_whom_he_acts_for() -> None:
    given(Acknowledgement, acknowledged).when(
        waive(), WAIVE, occasion(on_behalf_of=BEN)
    ).refuses(FourEyes, saying="act for", rule="waive-own-work")


def test_a_waiver_ends_on_a_day_to_come_and_within_a_year() -> None:
    before = given(Acknowledgement, acknowledged)
    past = WAIVE.model_copy(update={"until": date(2026, 11, 21)})
    late = WAIVE.model_copy(update={"until": date(2027, 11, 22)})

    before.when(waive(), past).refuses(RuleBroken, saying="2026-11-21", rule="until")
    before.when(waive(), late).refuses(
        RuleBroken, saying="2027-11-21 or earlier", rule="waive-until"
    )


def test_a_contract_beyond_ones_limit_is_for_somebody_else_to_waive() -> None:
    small = occasion(limit=money("999.99"))

    given(Acknowledgement, acknowledged).when(waive(), WAIVE, small).refuses(
        NotAllowed, saying="999.99", rule="waive-limit"
    )


def test_what_hangs_on_no_contract_is_within_every_limit() -> None:
    small = occasion(limit=money("1.00"))
    stake = Stake(frozenset(), NOTHING)

    given(Acknowledgement, acknowledged).when(waive(stake), WAIVE, small).then(waived)
