"""Contracts are described freely, corrected in any field, taken back and restored."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.contract.commands import DescribeContract
from domain.contract.contract import Contract
from domain.described import EnterInError, Restore
from domain.errors import RuleBroken
from domain.facts.contract import (
    ContractCorrected,
    ContractDescribed,
    ContractEnteredInError,
    ContractErrorReported,
    ContractRestored,
)
from domain.occasion import Dated
from tests.contracts import adopted, amend, correct, establish
from tests.given import BEN, EARLIER, FIRST, TODAY, given


class TestDescribe:
    def test_a_live_contract_is_described_without_a_change_request(self) -> None:
        command = DescribeContract.model_validate(
            {"title": "Home care, lot 2 (north)", "wards": ["Northgate"], "cpv": []}
        )
        outcome = given(Contract, adopted()).when(Contract.describe, command)
        outcome.then(
            ContractDescribed(
                title="Home care, lot 2 (north)", wards=("Northgate",), cpv=()
            )
        )
        outcome.after.when(Contract.describe, command).then()

    def test_no_term_is_a_description(self) -> None:
        for field in ("end", "annual_value", "provider_id", "regime", "tier"):
            with pytest.raises(ValidationError, match="Extra inputs"):
                DescribeContract.model_validate({field: "x"})


class TestCorrect:
    def test_any_field_of_a_live_contract(self) -> None:
        given(Contract, adopted()).when(
            Contract.correct, correct(end="2028-03-31", title="Home care, lot 3")
        ).then(
            Dated(
                ContractCorrected(
                    supersedes=FIRST, end=date(2028, 3, 31), title="Home care, lot 3"
                ),
                EARLIER,
            )
        )

    def test_the_state_too(self) -> None:
        outcome = given(Contract, adopted()).when(
            Contract.correct, correct(status="ended")
        )
        outcome.then(
            Dated(ContractCorrected(supersedes=FIRST, status="ended"), EARLIER)
        )
        assert outcome.state.status == "ended"
        outcome.after.when(Contract.correct, correct(status="ended")).then()

    def test_what_is_corrected_otherwise_leaves_the_state(self) -> None:
        outcome = given(Contract, adopted("exiting")).when(
            Contract.correct, correct(regime="PA23")
        )
        assert outcome.state.status == "exiting"
        assert outcome.state.on("regime", TODAY) == "PA23"

    def test_it_does_not_end_before_it_starts(self) -> None:
        stands = given(Contract, adopted())
        stands.when(Contract.correct, correct(end="2024-03-31")).refuses(
            RuleBroken, saying="before it starts on 2024-04-01", rule="INV-C3"
        )
        stands.when(
            Contract.correct, correct(start="2023-04-01", end="2024-03-31")
        ).then(
            Dated(
                ContractCorrected(
                    supersedes=FIRST, start=date(2023, 4, 1), end=date(2024, 3, 31)
                ),
                EARLIER,
            )
        )


class TestEnteredInError:
    ERROR = ContractEnteredInError(reason="A test entry")

    def test_it_is_taken_back_and_restored(self) -> None:
        outcome = (
            given(Contract, adopted())
            .and_also(ContractErrorReported(), by=BEN)
            .when(Contract.enter_in_error, EnterInError(reason="A test entry"))
        )
        outcome.then(self.ERROR)
        outcome.after.when(Contract.restore, Restore(reason="It was real")).then(
            ContractRestored(reason="It was real")
        )

    def test_it_is_not_worked_on(self) -> None:
        gone = given(Contract, adopted("planned"), self.ERROR)
        for decide, command in (
            (Contract.amend_terms, amend(end="2028-03-31")),
            (Contract.establish, establish(regime="PA23")),
            (Contract.describe, DescribeContract(title="X")),
        ):
            gone.when(decide, command).refuses(RuleBroken, saying="restore it first")
