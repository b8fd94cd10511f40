"""What was not known is established; terms move by a change request."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.contract.commands import EstablishContract
from domain.contract.contract import Contract
from domain.errors import OverridesLater, RuleBroken
from domain.facts.contract import (
    ContractEstablished,
    ContractTermsAmended,
)
from domain.facts.contract_fields import NoticePeriod, Status
from domain.occasion import Dated
from domain.values import Unknown
from tests.contracts import CHANGE, FREE, LIVE, OVER, adopted, agreed, amend, establish
from tests.given import BEN, EARLIER, FIRST, given


class TestEstablish:
    def test_it_holds_from_the_opening_entry_on(self) -> None:
        outcome = given(Contract, adopted(regime="unknown")).when(
            Contract.establish, establish(regime="PA23", notice_period_months={})
        )
        outcome.then(
            Dated(
                ContractEstablished(
                    source="Award notice",
                    regime="PA23",
                    notice_period_months=NoticePeriod(),
                ),
                EARLIER,
            )
        )

    def test_unless_it_says_from_when(self) -> None:
        command = establish(regime="PA23", effective_on="2026-10-01")
        given(Contract, adopted()).when(Contract.establish, command).then(
            Dated(
                ContractEstablished(source="Award notice", regime="PA23"),
                date(2026, 10, 1),
            )
        )

    def test_what_is_known_stays(self) -> None:
        known = adopted(regime="PCR2015")
        given(Contract, known).when(
            Contract.establish, establish(regime="PA23")
        ).refuses(
            RuleBroken,
            saying=f"regime is known since #{FIRST}",
            rule="established-once",
        )
        given(Contract, known).when(
            Contract.establish, establish(end="2030-03-31")
        ).refuses(RuleBroken, saying="takes a change request")

    def test_what_was_established_stays(self) -> None:
        told = ContractEstablished(source="Award notice", regime="PA23")
        given(Contract, adopted(regime="unknown"), told).when(
            Contract.establish, establish(regime="PCR2015")
        ).refuses(RuleBroken, saying=f"since #{FIRST + 1}")

    def test_that_it_does_not_apply_is_an_answer_too(self) -> None:
        without = adopted(max_end_at_award={"not_applicable": "rolling agreement"})
        given(Contract, without).when(
            Contract.establish, establish(max_end_at_award="2030-03-31")
        ).refuses(RuleBroken, saying="max_end_at_award is known")

    def test_saying_it_again_changes_nothing(self) -> None:
        known = adopted(regime="PA23")
        given(Contract, known).when(Contract.establish, establish(regime="PA23")).then()

    def test_why_it_is_not_known_may_still_change(self) -> None:
        asked = {"unknown": "asked_no_answer"}
        given(Contract, adopted(regime={"unknown": "not_asked"})).when(
            Contract.establish, establish(regime=asked)
        ).then(
            Dated(
                ContractEstablished(
                    source="Award notice", regime=Unknown(unknown="asked_no_answer")
                ),
                EARLIER,
            )
        )

    def test_it_takes_a_source(self) -> None:
        bare = EstablishContract.model_validate({"regime": "PA23"})
        given(Contract, adopted()).when(Contract.establish, bare).refuses(
            RuleBroken, saying="say from what source regime is known"
        )
        for source in ({"reason": "Found in the file"}, {"source_document": str(BEN)}):
            command = EstablishContract.model_validate({"regime": "PA23", **source})
            (decided,) = (
                given(Contract, adopted()).when(Contract.establish, command).decided
            )
            assert isinstance(decided, Dated)

    def test_it_does_not_end_before_it_starts(self) -> None:
        open_end = adopted(end={"unknown": "not_asked"})
        given(Contract, open_end).when(
            Contract.establish, establish(end="2024-03-31")
        ).refuses(RuleBroken, saying="before it starts", rule="INV-C3")

    def test_its_period_is_one(self) -> None:
        command = establish(regime="PA23", effective_until="2026-08-01")
        given(Contract, adopted()).when(Contract.establish, command).refuses(
            RuleBroken, saying="is not after 2026-09-01"
        )


class TestAmendTerms:
    @pytest.mark.parametrize("status", FREE)
    def test_before_it_runs_terms_move_freely(self, status: Status) -> None:
        given(Contract, adopted(status)).when(
            Contract.amend_terms, amend(end="2028-03-31")
        ).then(ContractTermsAmended(end=date(2028, 3, 31)))

    @pytest.mark.parametrize("status", LIVE)
    def test_terms_of_a_live_contract_move_by_a_change_request(
        self, status: Status
    ) -> None:
        stands = given(Contract, adopted(status))
        refused = stands.when(
            Contract.amend_terms, amend(end="2028-03-31", payment_terms_days=60)
        )
        refused.refuses(
            RuleBroken,
            saying="end, payment_terms_days moves by a change request",
            rule="terms-by-change",
        )
        for way_out in ("raise one and implement it", "correct it", "establish it"):
            assert way_out in str(refused.refusal)
        stands.when(
            Contract.amend_terms, agreed(end="2028-03-31", change_id=str(CHANGE))
        ).then(ContractTermsAmended(end=date(2028, 3, 31), change_id=CHANGE))

    @pytest.mark.parametrize("status", OVER)
    def test_a_contract_that_is_over_is_only_corrected(self, status: Status) -> None:
        stands = given(Contract, adopted(status))
        stands.when(Contract.amend_terms, amend(end="2028-03-31")).refuses(
            RuleBroken, saying=f"the contract is {status}: nothing is left to amend"
        )
        # What a change did before the end is recorded whenever it is found.
        stands.when(
            Contract.amend_terms, agreed(end="2028-03-31", change_id=str(CHANGE))
        ).then(ContractTermsAmended(end=date(2028, 3, 31), change_id=CHANGE))

    def test_amending_to_what_stands_changes_nothing(self) -> None:
        moved = {"end": "2027-03-31"}
        for command in (amend(**moved), agreed(**moved, change_id=str(CHANGE))):
            given(Contract, adopted()).when(Contract.amend_terms, command).then()

    def test_it_does_not_end_before_it_starts(self) -> None:
        command = agreed(end="2024-03-31", change_id=str(CHANGE))
        given(Contract, adopted()).when(Contract.amend_terms, command).refuses(
            RuleBroken, saying="before it starts on 2024-04-01", rule="INV-C3"
        )
        both = amend(start="2025-04-01", end="2025-03-31")
        given(Contract, adopted("planned")).when(Contract.amend_terms, both).refuses(
            RuleBroken, saying="before it starts on 2025-04-01", rule="INV-C3"
        )

    def test_a_later_value_is_not_replaced_in_silence(self) -> None:
        later = Dated(ContractTermsAmended(end=date(2028, 3, 31)), date(2026, 10, 1))
        stands = given(Contract, adopted("awarded"), later)
        stands.when(
            Contract.amend_terms, amend(end="2029-03-31", effective_on="2026-09-15")
        ).refuses(OverridesLater, saying="end has a value of its own from 2026-10-01")
        stands.when(
            Contract.amend_terms,
            amend(
                end="2029-03-31",
                effective_on="2026-09-15",
                effective_until="2026-10-01",
            ),
        ).then(ContractTermsAmended(end=date(2029, 3, 31)))

    def test_only_terms_are_terms(self) -> None:
        for field in ("title", "department", "regime", "contract_manager", "status"):
            with pytest.raises(ValidationError, match="Extra inputs"):
                amend(**{field: "x"})
