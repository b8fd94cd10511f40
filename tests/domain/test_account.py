"""Accounts: what is granted, for how long, and that a closed one may do nothing."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from domain.account import (
    Account,
    CloseAccount,
    GrantAccount,
    InviteAccount,
    NameSomebody,
    RevokeGrant,
)
from domain.errors import RuleBroken, UnknownReference
from domain.facts.account import (
    AccountClosed,
    AccountGranted,
    AccountGrantRevoked,
    AccountNamed,
    AccountOpened,
    Scope,
)
from domain.rights import Grant, Principal
from tests.given import FIRST, STREAM, given, money

OPENED = AccountOpened(name="Priya Nair", email="priya@northmoor.example")
READER = AccountGranted(role="reader", scope="all")
APPROVER = AccountGranted(role="approver", scope="all", limit=money("50000.00"))


def grant(role: str, **more: Any) -> GrantAccount:
    return GrantAccount.model_validate({"role": role, "scope": "all", **more})


def test_an_account_is_opened_and_may_do_nothing_yet() -> None:
    command = InviteAccount(name="Priya Nair", email="priya@northmoor.example")
    outcome = given(Account).when(Account.invite, command).then(OPENED)
    assert outcome.state.principal == Principal(STREAM)


def test_name_and_mail_are_personal() -> None:
    assert OPENED.personal(STREAM) == {"name": STREAM, "email": STREAM}


def test_an_address_has_one_at_sign_and_a_domain() -> None:
    for wrong in ("priya", "a@b", "a b@c.example", "a@b@c.example"):
        with pytest.raises(ValidationError, match="email"):
            InviteAccount(name="Priya Nair", email=wrong)


def test_a_grant_is_known_by_the_position_of_its_fact() -> None:
    outcome = given(Account, OPENED).when(
        Account.grant,
        grant("approver", limit={"amount": "50000.00", "vat_basis": "net"}),
    )
    outcome.then(APPROVER)
    assert outcome.state.principal.grants == (
        Grant(id=FIRST + 1, role="approver", limit=money("50000.00")),
    )


def test_a_grant_has_a_scope_and_days() -> None:
    department = {"departments": ["Highways"]}
    command = grant(
        "commissioner",
        scope=department,
        **{"from": "2026-12-01", "until": "2027-12-01"},
    )
    given(Account, OPENED).when(Account.grant, command).then(
        AccountGranted(
            role="commissioner",
            scope=Scope(departments=("Highways",)),
            valid_from=date(2026, 12, 1),
            valid_until=date(2027, 12, 1),
        )
    )


def test_what_is_granted_already_is_not_granted_twice() -> None:
    stands = given(Account, OPENED, READER)
    stands.when(Account.grant, grant("reader")).then()
    stands.when(Account.grant, grant("reader", until="2027-01-01")).then(
        AccountGranted(role="reader", scope="all", valid_until=date(2027, 1, 1))
    )


@pytest.mark.parametrize(
    ("days", "first"),
    [
        ({"until": "2026-11-21"}, "2026-11-21"),
        ({"until": "2020-01-01"}, "2026-11-21"),
        ({"from": "2026-12-01", "until": "2026-12-01"}, "2026-12-01"),
    ],
)
def test_a_grant_holds_on_some_day(days: dict[str, str], first: str) -> None:
    given(Account, OPENED).when(Account.grant, grant("reader", **days)).refuses(
        RuleBroken, saying=f"Give a day after {first}", rule="grant-days"
    )


@pytest.mark.parametrize("role", ["lead_provider", "subcontractor"])
def test_a_provider_sees_its_own_places_only(role: str) -> None:
    given(Account, OPENED).when(Account.grant, grant(role)).refuses(
        RuleBroken, saying="name its organisation", rule="grant-scope"
    )
    own = {"organisations": [str(UUID(int=5))]}
    given(Account, OPENED).when(Account.grant, grant(role, scope=own)).then(
        AccountGranted.model_validate({"role": role, "scope": own})
    )


def test_an_empty_scope_is_a_managers_portfolio_and_nobody_elses() -> None:
    given(Account, OPENED).when(Account.grant, grant("client", scope={})).refuses(
        RuleBroken, saying="names at least one of", rule="grant-scope"
    )
    given(Account, OPENED).when(
        Account.grant, grant("contract_manager", scope={})
    ).then(AccountGranted(role="contract_manager", scope=Scope()))


def test_a_limit_is_for_who_approves() -> None:
    limit = {"amount": "1.00"}
    given(Account, OPENED).when(Account.grant, grant("finance", limit=limit)).refuses(
        RuleBroken, saying="as finance nothing is approved", rule="grant-limit"
    )
    below = {"amount": "-1.00"}
    given(Account, OPENED).when(Account.grant, grant("approver", limit=below)).refuses(
        RuleBroken, saying="below nothing", rule="grant-limit"
    )


@pytest.mark.parametrize(
    "wrong", [{"role": "system"}, {"scope": "most"}, {"scope": {"towns": ["X"]}}]
)
def test_what_is_no_grant_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        GrantAccount.model_validate({"role": "reader", "scope": "all"} | wrong)


def test_revoking_takes_one_grant_and_leaves_the_others() -> None:
    outcome = given(Account, OPENED, READER, APPROVER).when(
        Account.revoke, RevokeGrant(grant=FIRST + 1)
    )
    outcome.then(AccountGrantRevoked(grant=FIRST + 1))
    assert [held.role for held in outcome.state.principal.grants] == ["approver"]

    outcome.after.when(Account.revoke, RevokeGrant(grant=FIRST + 1)).then()
    again = outcome.after.when(
        Account.grant, GrantAccount(role="reader", scope="all")
    ).then(READER)
    assert [held.id for held in again.state.grants] == [FIRST + 2, FIRST + 4]


def test_only_a_grant_of_this_account_is_revoked() -> None:
    given(Account, OPENED, READER).when(Account.revoke, RevokeGrant(grant=99)).refuses(
        UnknownReference, saying=f"no grant 99; it has {FIRST + 1}"
    )
    given(Account, OPENED).when(Account.revoke, RevokeGrant(grant=99)).refuses(
        UnknownReference, saying="it has none"
    )


def test_a_closed_account_may_do_nothing_and_is_granted_nothing() -> None:
    outcome = given(Account, OPENED, READER).when(
        Account.close, CloseAccount(reason="Left in November")
    )
    outcome.then(AccountClosed(reason="Left in November"))
    assert outcome.state.principal == Principal(STREAM)

    outcome.after.when(Account.close, CloseAccount()).then()
    outcome.after.when(Account.grant, grant("finance")).refuses(
        RuleBroken, saying="invite the person again", rule="account-closed"
    )


def test_an_account_is_its_holders_own() -> None:
    assert given(Account, OPENED).state.place.account == STREAM


def test_a_name_without_an_account_opens_nothing() -> None:
    command = NameSomebody(name="Priya Shah")
    outcome = given(Account).when(Account.name_somebody, command)

    outcome.then(AccountNamed(name="Priya Shah"))
    assert AccountNamed(name="Priya Shah").personal(STREAM) == {"name": STREAM}
    assert outcome.state.principal.grants == ()
