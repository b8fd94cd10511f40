"""The chain as a whole: partners with whole tables of shares, its lead, its rules."""

from datetime import date
from typing import Any

import pytest

from domain.errors import OverridesLater, RuleBroken
from domain.facts import supply_chain as facts
from domain.occasion import Dated
from domain.supply_chain.commands import (
    ChangeLead,
    DissolveConsortium,
    FormConsortium,
    JudgePrinciple,
    SetMembers,
)
from domain.supply_chain.supply_chain import SupplyChain
from tests.chains import AGENCY, CHAIN, CONTRACT, KITCHEN, chain
from tests.given import TODAY

TABLE = [
    {"organisation_id": str(AGENCY), "share": "0.7"},
    {"organisation_id": str(KITCHEN), "share": "0.3"},
]
MEMBERS = tuple(facts.Member.model_validate(row, strict=False) for row in TABLE)
FORMED = facts.ConsortiumFormed(members=MEMBERS, legal_form="alliance")


def form(**said: Any) -> FormConsortium:
    return FormConsortium.model_validate({"members": TABLE, **said})


def test_a_chain_begins_with_its_contract() -> None:
    assert SupplyChain.open(CONTRACT) == facts.SupplyChainOpened(contract_id=CONTRACT)
    assert chain().state.contract_id == CONTRACT
    assert chain().state.places() == {CHAIN}


def test_partners_come_as_a_whole_table() -> None:
    outcome = chain().when(SupplyChain.form_consortium, form(legal_form="alliance"))
    outcome.then(FORMED)
    assert outcome.state.members(TODAY) == MEMBERS
    assert len(outcome.state.places()) == 3
    outcome.after.when(SupplyChain.form_consortium, form(legal_form="alliance")).then()


@pytest.mark.parametrize(
    ("members", "rule"),
    [
        ([TABLE[0], {**TABLE[1], "share": "0.31"}], "INV-N1"),
        ([TABLE[0], {**TABLE[0], "share": "0.1"}], "named-twice"),
    ],
)
def test_inv_n1_partners_share_no_more_than_there_is(members: Any, rule: str) -> None:
    chain().when(SupplyChain.form_consortium, form(members=members)).refuses(
        RuleBroken, saying="share", rule=rule
    )


def test_shares_that_nobody_has_agreed_are_left_out() -> None:
    open_ = [TABLE[0], {"organisation_id": str(KITCHEN)}]
    outcome = chain().when(SupplyChain.form_consortium, form(members=open_))
    assert outcome.refusal is None


def test_partners_change_by_a_new_table_from_a_day_on() -> None:
    alone = [{"organisation_id": str(AGENCY), "share": "1"}]
    command = SetMembers.model_validate(
        {"members": alone, "effective_on": "2026-10-01"}
    )
    outcome = chain(FORMED).when(SupplyChain.set_members, command)
    (fact,) = outcome.decided
    assert isinstance(fact, facts.ConsortiumMembersSet)
    after = chain(FORMED, Dated(fact, date(2026, 10, 1)))
    assert len(after.state.members(date(2026, 9, 30))) == 2
    assert len(after.state.members(TODAY)) == 1
    earlier = SetMembers.model_validate(
        {"members": TABLE[1:], "effective_on": "2026-09-15"}
    )
    after.when(SupplyChain.set_members, earlier).refuses(
        OverridesLater, saying="members"
    )


def test_members_are_those_of_a_consortium_that_there_is() -> None:
    command = SetMembers.model_validate({"members": TABLE})
    chain().when(SupplyChain.set_members, command).refuses(
        RuleBroken, saying="form it first", rule="no-consortium"
    )


def test_a_consortium_is_dissolved_once() -> None:
    outcome = chain(FORMED).when(SupplyChain.dissolve, DissolveConsortium())
    outcome.then(facts.ConsortiumDissolved())
    assert outcome.state.members(TODAY) == ()
    outcome.after.when(SupplyChain.dissolve, DissolveConsortium()).then()
    chain().when(SupplyChain.dissolve, DissolveConsortium()).then()


def test_another_lead_is_recorded_with_a_change_or_without() -> None:
    command = ChangeLead(organisation_id=KITCHEN)
    outcome = chain().when(SupplyChain.change_lead, command)
    outcome.then(facts.ChainLeadChanged(lead_id=KITCHEN))
    outcome.after.when(SupplyChain.change_lead, command).then()


def test_a_principle_is_judged_with_evidence_and_the_last_word_counts() -> None:
    command = JudgePrinciple(
        principle="P7", judgement="not_met", evidence="Penalties passed down whole"
    )
    outcome = chain().when(SupplyChain.judge, command)
    outcome.then(
        facts.ChainPrincipleJudged(
            principle="P7", judgement="not_met", evidence="Penalties passed down whole"
        )
    )
    outcome.after.when(SupplyChain.judge, command).then()
    met = JudgePrinciple(principle="P7", judgement="met")
    again = outcome.after.when(SupplyChain.judge, met)
    assert again.state.principles["P7"].judgement == "met"
