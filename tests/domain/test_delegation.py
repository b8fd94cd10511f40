"""Delegation: what is lent to whom, for how long, and that all of it binds."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from domain.account import Account
from domain.delegation import (
    LENDABLE,
    Delegate,
    Delegation,
    EndDelegation,
    judge_deputy,
    lent,
)
from domain.errors import NotAllowed, NotFound, RuleBroken, UnknownReference
from domain.facts.account import (
    AccountClosed,
    AccountDelegated,
    AccountDelegationEnded,
    AccountOpened,
    Scope,
)
from domain.place import Place
from domain.rights import Grant, Principal
from tests.given import ANN, BEN, FIRST, STREAM, TODAY, given, money

OPENED = AccountOpened(name="Priya Nair")
LENT = AccountDelegated(to=BEN, acts=("approve_change",), limit=money("5000.00"))
CONTRACT = UUID(int=31)
HERE = Place(contract=CONTRACT, shared=True)
APPROVE = "approve_change"


def delegate(**said: Any) -> Delegate:
    return Delegate.model_validate({"to": str(BEN), "acts": "all", **said})


def asked(*held: Delegation, operation: str = APPROVE) -> Delegation:
    return lent(held, BEN, operation, TODAY)


def test_a_deputy_is_named_with_acts_limit_and_days() -> None:
    limit = {"amount": "5000.00", "vat_basis": "net"}
    command = delegate(acts=[APPROVE], limit=limit, until="2027-01-04")

    outcome = given(Account, OPENED).when(Account.delegate, command)

    outcome.then(LENT.model_copy(update={"valid_until": date(2027, 1, 4)}))
    (held,) = outcome.state.delegations
    assert (held.id, held.to, held.acts) == (FIRST + 1, BEN, (APPROVE,))


def test_what_is_lent_already_is_not_lent_twice() -> None:
    command = delegate(acts=[APPROVE], limit={"amount": "5000.00", "vat_basis": "net"})
    given(Account, OPENED, LENT).when(Account.delegate, command).then()


def test_nobody_is_the_own_deputy() -> None:
    given(Account, OPENED).when(Account.delegate, delegate(to=str(STREAM))).refuses(
        RuleBroken, saying="own deputy", rule="own-deputy"
    )


@pytest.mark.parametrize(
    "days",
    [
        {"until": "2026-11-21"},
        {"from": "2027-01-01", "until": "2027-01-01"},
    ],
)
def test_a_delegation_holds_on_some_day(days: dict[str, str]) -> None:
    given(Account, OPENED).when(Account.delegate, delegate(**days)).refuses(
        RuleBroken, saying="no day", rule="delegation-days"
    )


@pytest.mark.parametrize("act", ["create_key", "grant_account", "get_risk", "fly"])
def test_keys_accounts_questions_and_nonsense_cannot_be_lent(act: str) -> None:
    given(Account, OPENED).when(Account.delegate, delegate(acts=[act])).refuses(
        UnknownReference, saying=act
    )


def test_a_delegation_lends_something() -> None:
    given(Account, OPENED).when(Account.delegate, delegate(acts=[])).refuses(
        RuleBroken, saying="lends nothing", rule="delegation-acts"
    )


def test_a_limit_below_nothing_is_refused() -> None:
    below = delegate(limit={"amount": "-1.00"})
    given(Account, OPENED).when(Account.delegate, below).refuses(
        RuleBroken, saying="below nothing", rule="grant-limit"
    )


def test_a_closed_account_lends_nothing() -> None:
    given(Account, OPENED, AccountClosed()).when(Account.delegate, delegate()).refuses(
        RuleBroken, saying="closed"
    )


def test_a_delegation_is_taken_back_once() -> None:
    ended = AccountDelegationEnded(delegation=FIRST + 1)
    end = EndDelegation(delegation=FIRST + 1)

    outcome = given(Account, OPENED, LENT).when(Account.end_delegation, end)

    outcome.then(ended)
    outcome.after.when(Account.end_delegation, end).then()
    assert outcome.state.delegations[0].ended


def test_a_delegation_that_there_is_not_is_not_taken_back() -> None:
    given(Account, OPENED, LENT).when(
        Account.end_delegation, EndDelegation(delegation=99)
    ).refuses(UnknownReference, saying=f"it has {FIRST + 1}")


def test_of_several_delegations_that_with_most_limit_is_used() -> None:
    little = Delegation(1, BEN, limit=money("5.00"))
    much = Delegation(2, BEN, limit=money("500.00"))
    without = Delegation(3, BEN)

    assert asked(little, much) == much
    assert asked(without, much) == without


@pytest.mark.parametrize(
    ("held", "saying"),
    [
        (Delegation(7, BEN, ended=True), "delegation 7 was taken back"),
        (Delegation(7, BEN, valid_until=TODAY), "delegation 7 ended before 2026-11-21"),
        (
            Delegation(7, BEN, valid_from=date(2026, 11, 22)),
            "delegation 7 begins on 2026-11-22",
        ),
        (Delegation(7, BEN, acts=("assess_risk",)), "delegation 7 is for assess_risk"),
        (Delegation(7, ANN), "delegated nothing to you"),
    ],
)
def test_a_delegation_that_does_not_carry_an_act_is_named(
    held: Delegation, saying: str
) -> None:
    with pytest.raises(NotAllowed, match=saying):
        asked(held)


def test_all_acts_are_all_that_can_be_lent() -> None:
    with pytest.raises(NotAllowed, match="nothing that can be delegated"):
        asked(Delegation(7, BEN), operation="create_key")


def test_only_acts_of_officers_can_be_lent() -> None:
    assert {"approve_change", "assess_risk", "create_contract"} <= LENDABLE
    assert LENDABLE.isdisjoint({"close_account", "delegate_account", "list_risks"})


def principal(who: UUID, role: str) -> Principal:
    return Principal(who, (Grant(7, role, Scope(contracts=(CONTRACT,))),))


def test_a_deputy_has_the_rights_of_the_person_who_is_away() -> None:
    boss, deputy = principal(ANN, "approver"), principal(BEN, "reader")

    assert judge_deputy(deputy, boss, APPROVE, HERE, TODAY).role == "approver"
    with pytest.raises(NotAllowed, match="of the person you act for"):
        judge_deputy(deputy, boss, "assess_risk", HERE, TODAY)


def test_a_deputy_sees_with_the_own_eyes() -> None:
    secret = Place(contract=CONTRACT, restricted_to=frozenset({ANN}))

    with pytest.raises(NotFound):
        judge_deputy(
            principal(BEN, "reader"), principal(ANN, "approver"), APPROVE, secret, TODAY
        )


def test_an_administrator_lends_no_administration() -> None:
    boss = Principal(ANN, (Grant(7, "administrator"), Grant(8, "commissioner")))

    with pytest.raises(NotAllowed):
        judge_deputy(
            principal(BEN, "reader"), boss, "set_matrix_policy", Place(), TODAY
        )
