"""How much somebody may approve, shown on a change."""

from dataclasses import replace
from uuid import UUID

import pytest

from domain.change.change import ChangeRequest
from domain.change.commands import ApproveChange
from domain.errors import NotAllowed
from domain.facts.change import ChangeApproved, ChangeImpactAssessed, ChangeRaised
from domain.scales import AS_DELIVERED, ApprovalLevel
from domain.values import Money, NotApplicable, Unknown
from tests.given import ANN, BEN, Given, Outcome, given, money, occasion

CONTRACT = UUID("5b6bbf4e-4b1c-4f0e-9d57-0c9b1f1f6a21")

RAISED = ChangeRaised(contract_id=CONTRACT, title="Night visits")
ASSESSED = ChangeImpactAssessed(
    cost_one_off=money("1000.00"),
    value_delta=money("50000.00"),
    risk="None",
    supply_chain="The night agency gets more hours",
    exit="None",
    equality=NotApplicable(not_applicable="Same people, same service"),
)
APPROVED = ChangeApproved()


LEVELS = (
    ApprovalLevel(role="approver", up_to=money("100000.00")),
    ApprovalLevel(role="commissioner", up_to=money("10000.00")),
    ApprovalLevel(role="section_151", up_to=money("1000000.00")),
)


def worth(value: object) -> Given[ChangeRequest]:
    """A change of that value, looked at whole."""
    said = ASSESSED.model_copy(update={"value_delta": value})
    return given(ChangeRequest, RAISED, said, by=ANN)


def approve(
    change: Given[ChangeRequest],
    role: str = "approver",
    limit: Money | None = None,
    levels: tuple[ApprovalLevel, ...] = (),
) -> Outcome[ChangeRequest]:
    policies = replace(AS_DELIVERED, levels=levels)
    at = occasion(by=BEN, role=role, limit=limit, policies=policies)
    return change.when(ChangeRequest.approve, ApproveChange(), at)


def test_a_grant_without_a_limit_approves_anything_where_policy_sets_none() -> None:
    approve(worth(money("9999999.00"))).then(APPROVED)


@pytest.mark.parametrize("value", ["0.00", "50000.00", "-50000.00"])
def test_up_to_the_limit_of_the_grant_a_change_is_approved(value: str) -> None:
    approve(worth(money(value)), limit=money("50000.00")).then(APPROVED)


@pytest.mark.parametrize("value", ["50000.01", "-50000.01"])
def test_beyond_it_neither_a_rise_nor_a_cut_is(value: str) -> None:
    approve(worth(money(value)), limit=money("50000.00")).refuses(
        NotAllowed, saying="the limit of your grant is GBP 50,000.00", rule="INV-G3"
    )


def test_without_a_policy_it_takes_a_larger_grant() -> None:
    approve(worth(money("2.00")), limit=money("1.00")).refuses(
        NotAllowed, saying="somebody whose grant has a higher limit", rule="INV-G3"
    )


def test_policy_limits_a_role_and_names_those_who_could() -> None:
    change = worth(money("50000.00"))

    approve(change, "commissioner", levels=LEVELS).refuses(
        NotAllowed,
        saying="GBP 50,000.00. By the policy it takes: approver, section_151",
        rule="INV-G3",
    )
    approve(change, "approver", levels=LEVELS).then(APPROVED)


def test_of_two_limits_the_lower_one_holds() -> None:
    change = worth(money("50000.00"))

    approve(change, limit=money("60000.00"), levels=LEVELS).then(APPROVED)
    approve(change, limit=money("40000.00"), levels=LEVELS).refuses(
        NotAllowed, saying="the limit of your grant", rule="INV-G3"
    )
    approve(change, "commissioner", money("60000.00"), LEVELS).refuses(
        NotAllowed, saying="a commissioner under the policy", rule="INV-G3"
    )


def test_a_role_that_the_policy_does_not_name_approves_what_is_worth_nothing() -> None:
    approve(worth(money("0.00")), "adviser", levels=LEVELS).then(APPROVED)
    approve(worth(money("1.00")), "adviser", levels=LEVELS).refuses(
        NotAllowed, saying="whom the policy does not name, is GBP 0.00", rule="INV-G3"
    )


def test_what_exceeds_every_level_takes_a_higher_one() -> None:
    approve(worth(money("1000000.01")), levels=LEVELS).refuses(
        NotAllowed, saying="No role of the policy may approve as much", rule="INV-G3"
    )


def test_money_in_another_currency_is_within_no_limit() -> None:
    approve(worth(money("1.00", currency="EUR")), limit=money("50000.00")).refuses(
        NotAllowed, saying="worth EUR 1.00", rule="INV-G3"
    )


@pytest.mark.parametrize("value", [None, Unknown(unknown="not_asked")])
def test_what_nobody_knows_is_within_no_limit(value: object) -> None:
    approve(worth(value)).then(APPROVED)
    approve(worth(value), limit=money("50000.00")).refuses(
        NotAllowed, saying="Assess its value_delta first", rule="INV-G3"
    )


def test_a_change_that_is_about_no_money_is_within_every_limit() -> None:
    none = NotApplicable(not_applicable="Words only")

    approve(worth(none), limit=money("0.00"), levels=LEVELS).then(APPROVED)
