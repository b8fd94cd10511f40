"""Who looks after a contract, what its sides owe, and who stands behind it."""

from datetime import date
from typing import Any

import pytest

from domain.contract import care
from domain.contract.contract import Contract
from domain.contract.life_commands import (
    AssignOwners,
    RatifyContract,
    SetArtefacts,
    SetObligation,
    SetTier,
)
from domain.errors import FourEyes, NotAllowed, RuleBroken, UnknownReference
from domain.facts.contract_life import (
    ContractArtefactsSet,
    ContractObligationSet,
    ContractOwnersAssigned,
    ContractRatified,
    ContractStarted,
    ContractTierSet,
)
from domain.occasion import Dated
from domain.values import Unknown
from tests.contracts import adopted
from tests.given import ANN, BEN, FIRST, given, money, occasion

FORECAST = "Give the provider the yearly demand forecast"


def owe(**more: Any) -> SetObligation:
    return SetObligation.model_validate(more)


class TestOwners:
    def test_somebody_else_runs_it(self) -> None:
        command = AssignOwners(contract_manager=BEN)
        outcome = given(Contract, adopted()).when(care.assign_owners, command)
        outcome.then(ContractOwnersAssigned(contract_manager=BEN))
        assert outcome.state.place.manager == BEN
        outcome.after.when(care.assign_owners, command).then()

    def test_who_answers_for_it_may_be_unknown(self) -> None:
        nobody = Unknown(unknown="not_asked")
        given(Contract, adopted()).when(
            care.assign_owners, AssignOwners(commissioner=nobody)
        ).then(ContractOwnersAssigned(commissioner=nobody))

    def test_both_have_to_exist(self) -> None:
        links = list(AssignOwners(contract_manager=ANN, commissioner=BEN).links())
        assert [(link.noun, link.id) for link in links] == [
            ("account", ANN),
            ("account", BEN),
        ]


class TestTierAndArtefacts:
    def test_a_tier_is_set(self) -> None:
        outcome = given(Contract, adopted()).when(care.set_tier, SetTier(tier="gold"))
        outcome.then(ContractTierSet(tier="gold"))
        outcome.after.when(care.set_tier, SetTier(tier="gold")).then()

    def test_it_says_which_artefacts_it_has(self) -> None:
        command = SetArtefacts(has_risk_register=True, has_business_case=False)
        outcome = given(Contract, adopted()).when(care.set_artefacts, command)
        outcome.then(
            ContractArtefactsSet(has_risk_register=True, has_business_case=False)
        )
        outcome.after.when(care.set_artefacts, command).then()
        assert outcome.state.held("has_financial_model") is None


class TestObligations:
    first = FIRST + 1

    def test_what_the_council_owes(self) -> None:
        command = owe(owed_by="council", what=FORECAST, due_on="2026-12-31")
        outcome = given(Contract, adopted()).when(care.set_obligation, command)
        outcome.then(
            ContractObligationSet(
                owed_by="council", what=FORECAST, due_on=date(2026, 12, 31)
            )
        )
        assert list(outcome.state.standing.obligations) == [self.first]

    def test_that_it_was_done_leaves_the_rest(self) -> None:
        owed = ContractObligationSet(
            owed_by="council", what=FORECAST, due_on=date(2026, 10, 31), clause="2.1"
        )
        done = owe(obligation=self.first, fulfilled_on="2026-11-02")
        outcome = given(Contract, adopted(), owed).when(care.set_obligation, done)
        outcome.then(
            ContractObligationSet(
                obligation=self.first,
                owed_by="council",
                what=FORECAST,
                due_on=date(2026, 10, 31),
                clause="2.1",
                fulfilled_on=date(2026, 11, 2),
            )
        )
        outcome.after.when(care.set_obligation, done).then()
        assert list(outcome.state.standing.obligations) == [self.first]

    def test_a_new_one_says_what_and_by_whom(self) -> None:
        for half in ({"what": FORECAST}, {"owed_by": "provider"}):
            given(Contract, adopted()).when(care.set_obligation, owe(**half)).refuses(
                RuleBroken, saying="give what and owed_by", rule="obligation-whole"
            )

    def test_one_that_there_is_not_is_unknown(self) -> None:
        given(Contract, adopted()).when(
            care.set_obligation, owe(obligation=99, dropped=True)
        ).refuses(UnknownReference, saying="no obligation 99; it has: none")

    def test_what_is_yet_to_be_done_is_not_done(self) -> None:
        command = owe(owed_by="council", what=FORECAST, fulfilled_on="2026-11-22")
        given(Contract, adopted()).when(care.set_obligation, command).refuses(
            RuleBroken, saying="is in the future", rule="not-yet"
        )


class TestRatify:
    found = FIRST + 1
    begun = Dated(
        ContractStarted(started_on=date(2026, 4, 1), as_found=True), date(2026, 4, 1)
    )
    other = occasion(by=BEN, role="commissioner")

    def ratify(self, position: int = FIRST + 1, **more: Any) -> RatifyContract:
        return RatifyContract.model_validate({"position": position, **more})

    def test_somebody_else_stands_behind_it_from_today_on(self) -> None:
        outcome = given(Contract, adopted(), self.begun).when(
            care.ratify, self.ratify(conditions="Sign by Friday"), self.other
        )
        outcome.then(ContractRatified(ratified=self.found, conditions="Sign by Friday"))
        outcome.after.when(care.ratify, self.ratify(), self.other).then()

    def test_it_is_never_dated_back(self) -> None:
        given(Contract, adopted(), self.begun).when(
            care.ratify, self.ratify(effective_on="2026-04-01"), self.other
        ).refuses(RuleBroken, saying="a ratification holds from", rule="no-backdating")

    def test_nobody_ratifies_what_they_recorded(self) -> None:
        stands = given(Contract, adopted(), self.begun, by=ANN)
        own = occasion(by=ANN, role="commissioner")
        stands.when(care.ratify, self.ratify(), own).refuses(
            FourEyes, saying="somebody else has to ratify it"
        )
        for_her = occasion(by=BEN, role="commissioner", on_behalf_of=ANN)
        stands.when(care.ratify, self.ratify(), for_her).refuses(
            FourEyes, saying="the person you act for"
        )

    @pytest.mark.parametrize("position", [FIRST, 99])
    def test_only_what_was_recorded_as_found(self, position: int) -> None:
        given(Contract, adopted(), self.begun).when(
            care.ratify, self.ratify(position), self.other
        ).refuses(UnknownReference, saying=f"there is: #{self.found}")

    def test_within_limits(self) -> None:
        stands = given(Contract, adopted(), self.begun)
        for limit, refused in (("1249999.99", True), ("1250000.00", False)):
            limited = occasion(by=BEN, role="approver", limit=money(limit))
            outcome = stands.when(care.ratify, self.ratify(), limited)
            if refused:
                outcome.refuses(
                    NotAllowed,
                    saying="the contract is worth GBP 1,250,000.00",
                    rule="INV-G3",
                )
            else:
                assert len(outcome.decided) == 1

    def test_what_nobody_knows_is_within_no_limit(self) -> None:
        unknown = adopted(annual_value={"unknown": "not_asked"})
        limited = occasion(by=BEN, role="approver", limit=money("1.00"))
        given(Contract, unknown, self.begun).when(
            care.ratify, self.ratify(), limited
        ).refuses(NotAllowed, saying="Establish its annual_value", rule="INV-G3")
