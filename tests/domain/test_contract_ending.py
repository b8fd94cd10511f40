"""Notice is served, a contract ends and is closed; early, late or short of notice."""

from datetime import date
from typing import Any

import pytest

from domain.contract import life
from domain.contract.commands import MarkUnlisted
from domain.contract.contract import Contract
from domain.contract.life_commands import (
    CloseContract,
    ExpireContract,
    ServeNotice,
    TerminateContract,
)
from domain.errors import RuleBroken
from domain.facts.contract import (
    ContractEnteredInError,
)
from domain.facts.contract_fields import Status
from domain.facts.contract_life import (
    ContractClosed,
    ContractExpired,
    ContractNoticeServed,
    ContractSubcontractorInformationRequested,
    ContractTerminated,
)
from domain.facts.contract_notice import ContractNoticeRecorded
from domain.occasion import Dated
from domain.values import NotApplicable
from tests.contracts import FREE, LIVE, taken_on
from tests.given import TODAY, Given, Outcome, given, money

AWARDED = date(2026, 2, 12)
SIGNED = date(2026, 3, 15)
STARTED = date(2026, 4, 1)
LATER = date(2026, 11, 20)


def notice(**more: Any) -> ServeNotice:
    return ServeNotice.model_validate(
        {"served_by": "provider", "served_on": LATER, "ends_on": "2027-05-31", **more}
    )


def terminate(**more: Any) -> TerminateContract:
    return TerminateContract.model_validate(
        {"ended_on": LATER, "ground": "mutual", **more}
    )


def close(**more: Any) -> CloseContract:
    return CloseContract.model_validate(
        {
            "final_value": money("900.00"),
            "review_document": {"not_applicable": "One delivery"},
            **more,
        }
    )


def as_found(outcome: Outcome[Any]) -> bool:
    """Whether what was decided is marked as recorded as found."""
    (decided,) = outcome.decided
    assert isinstance(decided, Dated)
    return bool(getattr(decided.fact, "as_found", False))


class TestServeNotice:
    def test_notice_is_given(self) -> None:
        outcome = given(Contract, taken_on()).when(
            life.serve_notice, notice(clause="31.2")
        )
        outcome.then(
            Dated(
                ContractNoticeServed(
                    notice_served_by="provider",
                    notice_served_on=LATER,
                    notice_ends_on=date(2027, 5, 31),
                    notice_clause="31.2",
                ),
                LATER,
            )
        )
        assert outcome.state.status == "notice_given"
        outcome.after.when(life.serve_notice, notice(clause="31.2")).then()

    @pytest.mark.parametrize(
        ("side", "ends_on", "short"),
        [
            ("provider", "2027-05-19", True),
            ("provider", "2027-05-20", False),
            ("council", "2026-12-19", True),
            ("council", "2026-12-20", False),
        ],
    )
    def test_shorter_than_agreed_it_is_recorded_as_found(
        self, *, side: str, ends_on: str, short: bool
    ) -> None:
        periods = {"council": 1, "provider": 6}
        stands = given(Contract, taken_on(notice_period_months=periods))
        command = notice(served_by=side, ends_on=ends_on)
        assert as_found(stands.when(life.serve_notice, command)) is short

    def test_where_no_notice_was_agreed_none_is_too_short(self) -> None:
        stands = given(Contract, taken_on())
        assert not as_found(stands.when(life.serve_notice, notice(ends_on=LATER)))

    def test_it_does_not_end_before_it_is_served(self) -> None:
        given(Contract, taken_on()).when(
            life.serve_notice, notice(ends_on="2026-11-19")
        ).refuses(RuleBroken, saying="before it was served", rule="notice-ends")

    def test_what_is_on_its_way_out_stays_there(self) -> None:
        outcome = given(Contract, taken_on("exiting")).when(life.serve_notice, notice())
        assert outcome.state.status == "exiting"


class TestEnd:
    @pytest.mark.parametrize("status", [*FREE, *LIVE])
    def test_it_is_ended_from_any_state(self, status: Status) -> None:
        outcome = given(Contract, taken_on(status)).when(life.terminate, terminate())
        outcome.then(
            Dated(ContractTerminated(ended_on=LATER, end_ground="mutual"), LATER)
        )
        assert outcome.state.status == "ended"

    def test_it_ends_once(self) -> None:
        over = given(Contract, taken_on()).when(life.terminate, terminate()).after
        over.when(life.terminate, terminate()).then()
        for decide, command in (
            (life.terminate, terminate(ground="breach")),
            (life.expire, ExpireContract(ended_on=TODAY)),
        ):
            over.when(decide, command).refuses(
                RuleBroken, saying="is known since", rule="established-once"
            )

    def test_when_an_adopted_contract_ended_can_be_said_later(self) -> None:
        outcome = given(Contract, taken_on("closed")).when(life.terminate, terminate())
        assert outcome.state.status == "closed"
        assert outcome.state.held("ended_on") == LATER

    @pytest.mark.parametrize(
        ("asked", "offered", "found"),
        [(True, True, False), (True, False, True), (False, True, True)],
    )
    def test_for_a_subcontractors_sake_it_takes_what_the_statute_asks(
        self, *, asked: bool, offered: bool, found: bool
    ) -> None:
        request = ContractSubcontractorInformationRequested(
            subcontractor_information_requested_on=AWARDED
        )
        facts = [taken_on(), Dated(request, AWARDED)] if asked else [taken_on()]
        chance = {"replacement_offered_on": "2026-10-01"} if offered else {}
        command = terminate(ground="s78c", **chance)
        assert as_found(given(Contract, *facts).when(life.terminate, command)) is found

    def test_it_expires_on_the_day_that_was_agreed(self) -> None:
        ran_out = date(2026, 9, 30)
        outcome = given(Contract, taken_on(end=ran_out)).when(
            life.expire, ExpireContract()
        )
        outcome.then(Dated(ContractExpired(ended_on=ran_out), ran_out))
        assert (outcome.state.status, outcome.state.held("end_ground")) == (
            "ended",
            "expiry",
        )

    def test_on_another_day_it_is_recorded_as_found(self) -> None:
        stands = given(Contract, taken_on(end=date(2026, 9, 30)))
        assert as_found(stands.when(life.expire, ExpireContract(ended_on=LATER)))

    def test_it_does_not_run_out_before_its_end_has_come(self) -> None:
        given(Contract, taken_on()).when(life.expire, ExpireContract()).refuses(
            RuleBroken, saying="is in the future", rule="not-yet"
        )

    def test_without_an_end_somebody_says_when_it_ran_out(self) -> None:
        open_end = given(Contract, taken_on(end={"unknown": "not_asked"}))
        open_end.when(life.expire, ExpireContract()).refuses(
            RuleBroken, saying="say in ended_on", rule="ended-on"
        )
        outcome = open_end.when(life.expire, ExpireContract(ended_on=LATER))
        assert not as_found(outcome)


class TestClose:
    def ended(self, **more: Any) -> Given[Contract]:
        return given(Contract, taken_on("ended", **more))

    def test_what_has_ended_is_closed(self) -> None:
        outcome = self.ended().when(life.close, close(variance="Fewer hours"))
        outcome.then(
            ContractClosed(
                final_value=money("900.00"),
                review_document=NotApplicable(not_applicable="One delivery"),
                variance="Fewer hours",
            )
        )
        assert outcome.state.status == "closed"
        outcome.after.when(life.close, close()).then()

    @pytest.mark.parametrize("status", [*FREE, *LIVE])
    def test_what_has_not_ended_is_not(self, status: Status) -> None:
        given(Contract, taken_on(status)).when(life.close, close()).refuses(
            RuleBroken, saying=f"the contract is {status}", rule="INV-C6"
        )

    def test_not_as_if_it_had_been_closed_earlier(self) -> None:
        self.ended().when(life.close, close(effective_on="2026-11-01")).refuses(
            RuleBroken, saying="a closing holds from", rule="no-backdating"
        )

    def test_under_the_procurement_act_it_takes_a_termination_notice(self) -> None:
        ended = self.ended(regime="PA23")
        ended.when(life.close, close()).refuses(
            RuleBroken, saying="termination notice (UK11)", rule="INV-C6"
        )
        none_due = {"not_applicable": "Light touch, ended before February 2025"}
        for said in ("2026-088213", none_due):
            command = close(termination_notice=said)
            assert ended.when(life.close, command).state.status == "closed"
        listed = ContractNoticeRecorded(
            source="find-a-tender",
            notice_id="088213-2026",
            content_hash="0" * 64,
            notice_type="UK11",
        )
        noted = ended.and_also(listed)
        assert noted.when(life.close, close()).state.status == "closed"
        unlisted = MarkUnlisted(source="find-a-tender", notice_id="088213-2026")
        gone = noted.when(Contract.mark_unlisted, unlisted).after
        assert gone.when(life.close, close()).state.status == "closed"


def test_nothing_ends_that_was_entered_in_error() -> None:
    gone = given(Contract, taken_on(), ContractEnteredInError(reason="Twice"))
    for decide, command in (
        (life.serve_notice, notice()),
        (life.terminate, terminate()),
        (life.close, close()),
    ):
        gone.when(decide, command).refuses(
            RuleBroken, saying="entered in error", rule="entered-in-error"
        )
