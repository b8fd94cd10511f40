"""A contract is awarded, signed and begun; what was out of order is recorded."""

from datetime import date
from typing import Any

import pytest

from domain.contract import life
from domain.contract.contract import Contract
from domain.contract.life_commands import (
    AwardContract,
    ExpireContract,
    RequestSubcontractorInformation,
    SignContract,
    StartContract,
)
from domain.errors import RuleBroken
from domain.facts.contract import (
    ContractAdopted,
    ContractEnteredInError,
    ContractRegistered,
)
from domain.facts.contract_fields import Status
from domain.facts.contract_life import (
    ContractAwarded,
    ContractSigned,
    ContractStarted,
    ContractSubcontractorInformationRequested,
)
from domain.occasion import Dated
from tests.contracts import FREE, HALDEN, LIVE, OVER, taken_on
from tests.given import BEN, EARLIER, Outcome, given, money

AWARDED = date(2026, 2, 12)
SIGNED = date(2026, 3, 15)
STARTED = date(2026, 4, 1)
LATER = date(2026, 11, 20)


def registered(status: Status = "planned", **more: Any) -> Dated:
    fields = {"title": "Home care, lot 2", "status": status, **more}
    return Dated(ContractRegistered.model_validate(fields), date(2025, 10, 1))


def award(on: date = AWARDED, **more: Any) -> AwardContract:
    return AwardContract.model_validate({"awarded_on": on, **more})


def sign(on: date = SIGNED, **more: Any) -> SignContract:
    return SignContract.model_validate({"signed_on": on, **more})


def start(on: date = STARTED) -> StartContract:
    return StartContract(started_on=on)


def as_found(outcome: Outcome[Any]) -> bool:
    """Whether what was decided is marked as recorded as found."""
    (decided,) = outcome.decided
    assert isinstance(decided, Dated)
    return bool(getattr(decided.fact, "as_found", False))


class TestAward:
    def test_it_is_awarded_on_its_day_and_to_somebody(self) -> None:
        outcome = given(Contract, registered("in_procurement")).when(
            life.award, award(provider_id=HALDEN, regime="PA23")
        )
        outcome.then(
            Dated(
                ContractAwarded(awarded_on=AWARDED, provider_id=HALDEN, regime="PA23"),
                AWARDED,
            )
        )
        assert outcome.state.status == "awarded"
        assert outcome.state.held("provider_id") == HALDEN

    @pytest.mark.parametrize("status", [*LIVE, *OVER, "mobilising"])
    def test_recorded_late_it_leaves_the_state_that_was_reached(
        self, status: Status
    ) -> None:
        outcome = given(Contract, taken_on(status)).when(life.award, award())
        assert outcome.state.status == status

    def test_what_was_settled_stays(self) -> None:
        stands = given(Contract, registered(regime="PCR2015"))
        refused = stands.when(life.award, award(regime="PA23"))
        refused.refuses(
            RuleBroken, saying="regime is known since #11", rule="established-once"
        )
        stands.when(life.award, award(regime="PCR2015")).then(
            Dated(ContractAwarded(awarded_on=AWARDED), AWARDED)
        )

    def test_a_contract_is_awarded_on_one_day(self) -> None:
        once = given(Contract, registered()).when(life.award, award()).after
        once.when(life.award, award()).then()
        once.when(life.award, award(date(2026, 2, 13))).refuses(
            RuleBroken, saying="awarded_on is known", rule="established-once"
        )

    def test_it_holds_no_earlier_than_the_contract_is_known(self) -> None:
        fact = ContractRegistered(title="Home care, lot 2", status="planned")
        given(Contract, fact).when(life.award, award()).then(
            Dated(ContractAwarded(awarded_on=AWARDED), EARLIER)
        )

    def test_what_was_not_known_may_still_be_settled(self) -> None:
        once = given(Contract, registered()).when(life.award, award()).after
        more = award(estimated_value_at_award=money("3750000.00"))
        once.when(life.award, more).then(
            Dated(
                ContractAwarded(
                    awarded_on=AWARDED,
                    estimated_value_at_award=money("3750000.00"),
                ),
                AWARDED,
            )
        )

    def test_an_award_after_the_signature_is_recorded_as_found(self) -> None:
        signed = Dated(ContractSigned(signed_on=SIGNED), SIGNED)
        stands = given(Contract, registered(), signed)
        assert as_found(stands.when(life.award, award(date(2026, 3, 16))))
        assert not as_found(stands.when(life.award, award(SIGNED)))


class TestSign:
    def test_it_is_signed_and_made_ready(self) -> None:
        won = Dated(ContractAwarded(awarded_on=AWARDED), AWARDED)
        outcome = given(Contract, registered(), won).when(
            life.sign, sign(instrument="deed", document=BEN)
        )
        outcome.then(
            Dated(
                ContractSigned(
                    signed_on=SIGNED, instrument="deed", signed_document=BEN
                ),
                SIGNED,
            )
        )
        assert outcome.state.status == "mobilising"

    @pytest.mark.parametrize("status", [*FREE, *LIVE, *OVER])
    def test_in_any_state(self, status: Status) -> None:
        outcome = given(Contract, taken_on(status)).when(life.sign, sign())
        expected = "mobilising" if status in FREE else status
        assert outcome.state.status == expected

    def test_without_an_award_it_is_recorded_as_found(self) -> None:
        assert as_found(given(Contract, registered()).when(life.sign, sign()))

    def test_before_the_award_it_is_recorded_as_found(self) -> None:
        won = Dated(ContractAwarded(awarded_on=AWARDED), AWARDED)
        stands = given(Contract, registered(), won)
        assert as_found(stands.when(life.sign, sign(date(2026, 2, 11))))
        assert not as_found(stands.when(life.sign, sign(AWARDED)))

    def test_what_came_before_an_adopted_contract_is_not_held_against_it(self) -> None:
        stands = given(Contract, taken_on())
        assert not as_found(stands.when(life.sign, sign()))
        assert not as_found(stands.when(life.start, start()))

    def test_it_is_signed_on_one_day(self) -> None:
        once = given(Contract, registered()).when(life.sign, sign()).after
        once.when(life.sign, sign()).then()
        once.when(life.sign, sign(LATER)).refuses(
            RuleBroken, saying="signed_on is known", rule="established-once"
        )

    def test_the_signed_copy_may_follow(self) -> None:
        once = given(Contract, registered()).when(life.sign, sign()).after
        assert (
            once.when(life.sign, sign(document=BEN)).state.held("signed_document")
            == BEN
        )

    def test_what_has_not_happened_is_not_recorded(self) -> None:
        given(Contract, registered()).when(life.sign, sign(date(2026, 11, 22))).refuses(
            RuleBroken, saying="signed_on 2026-11-22 is in the future", rule="not-yet"
        )

    def test_not_on_what_was_entered_in_error(self) -> None:
        gone = given(Contract, registered(), ContractEnteredInError(reason="Twice"))
        for decide, command in (
            (life.award, award()),
            (life.sign, sign()),
            (life.start, start()),
            (life.expire, ExpireContract(ended_on=LATER)),
        ):
            gone.when(decide, command).refuses(
                RuleBroken, saying="entered in error", rule="entered-in-error"
            )


class TestStart:
    def test_it_is_live_from_its_first_day(self) -> None:
        signed = Dated(ContractSigned(signed_on=SIGNED), SIGNED)
        outcome = given(Contract, registered(), signed).when(life.start, start())
        outcome.then(Dated(ContractStarted(started_on=STARTED), STARTED))
        assert outcome.state.status == "live"

    def test_unsigned_it_is_recorded_as_found(self) -> None:
        assert as_found(given(Contract, registered()).when(life.start, start()))

    def test_before_the_signature_it_is_recorded_as_found(self) -> None:
        signed = Dated(ContractSigned(signed_on=STARTED), STARTED)
        stands = given(Contract, registered(), signed)
        assert as_found(stands.when(life.start, start(SIGNED)))
        assert not as_found(stands.when(life.start, start()))

    def test_it_starts_on_one_day(self) -> None:
        once = given(Contract, registered()).when(life.start, start()).after
        once.when(life.start, start()).then()
        once.when(life.start, start(LATER)).refuses(
            RuleBroken, saying="started_on is known", rule="established-once"
        )


class TestSubcontractorInformation:
    def test_that_it_was_asked_for_is_recorded_once(self) -> None:
        command = RequestSubcontractorInformation(requested_on=AWARDED)
        outcome = given(Contract, registered()).when(
            life.request_subcontractor_information, command
        )
        outcome.then(
            Dated(
                ContractSubcontractorInformationRequested(
                    subcontractor_information_requested_on=AWARDED
                ),
                AWARDED,
            )
        )
        outcome.after.when(life.request_subcontractor_information, command).then()


def test_what_was_known_of_its_life_is_adopted_with_it() -> None:
    fact = ContractAdopted(
        title="Day centre", status="live", signed_on=SIGNED, started_on=STARTED
    )
    state = given(Contract, fact).state
    assert (state.held("signed_on"), state.held("started_on")) == (SIGNED, STARTED)
