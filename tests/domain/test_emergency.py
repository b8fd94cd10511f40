"""Break glass: what an account that lies ready may do, when, and what it never may."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from domain.account import Account, GrantAccount
from domain.emergency import BreakGlass, SealAccount
from domain.errors import NotAllowed, RuleBroken
from domain.facts.account import (
    AccountClosed,
    AccountEmergencyOpened,
    AccountEmergencySealed,
    AccountGranted,
    AccountGrantRevoked,
    AccountOpened,
)
from domain.operations import EMERGENCY, OPERATIONS
from domain.place import Place
from domain.rights import Grant, judge, reach, readable
from tests.given import ANN, BEN, FIRST, STREAM, TODAY, given, occasion

NOW = occasion().now
NAMED = AccountOpened(name="Break glass 1")
READY = AccountGranted(role="break_glass", scope="all")
WHY = "The sign-in service is away"
OPENED = AccountEmergencyOpened(until=NOW + timedelta(hours=4), reason=WHY)
SEALED = AccountEmergencySealed(reason="Two keys were renewed")
RESTRICTED = Place(contract=STREAM, restricted_to=frozenset({BEN}))
DECIDING = ("approve", "reject", "ratify", "accept", "waive", "send_back", "confirm")


def opened(*facts: Any) -> Account:
    state = given(Account, NAMED, READY, *facts).state
    assert isinstance(state, Account)
    return state


def test_it_is_opened_for_some_hours_with_a_reason() -> None:
    command = BreakGlass(reason=WHY, hours=4)
    outcome = given(Account, NAMED, READY).when(Account.break_glass, command)
    outcome.then(OPENED)
    with pytest.raises(ValidationError, match="reason"):
        BreakGlass.model_validate({"hours": 4})
    for hours in (0, 25):
        with pytest.raises(ValidationError, match="hours"):
            BreakGlass(reason=WHY, hours=hours)


@pytest.mark.parametrize("before", [(), (READY, AccountGrantRevoked(grant=FIRST + 1))])
def test_only_what_lies_ready_is_opened(before: tuple[Any, ...]) -> None:
    given(Account, NAMED, *before).when(
        Account.break_glass, BreakGlass(reason=WHY)
    ).refuses(RuleBroken, saying="does not lie ready")


def test_sealed_it_may_be_opened_and_nothing_else() -> None:
    principal = opened().principal_at(NOW)
    allowed = {name for name, rule in OPERATIONS.items() if "break_glass" in rule}

    assert {name for name in allowed if not name.startswith(("get_", "list_"))} == {
        "break_glass_account"
    }
    grant = judge(principal, "break_glass_account", Place(account=STREAM), TODAY)
    assert grant.role == "break_glass"
    assert not readable(principal, Place(contract=STREAM), TODAY)
    assert not readable(principal, Place(account=ANN), TODAY)


def test_open_it_reads_what_is_restricted_and_administers() -> None:
    principal = opened(OPENED).principal_at(NOW)

    assert judge(principal, "get_risk", RESTRICTED, TODAY) == Grant(
        FIRST + 2, EMERGENCY
    )
    assert reach(principal, TODAY).covers(RESTRICTED)
    assert judge(principal, "create_key", Place(account=ANN), TODAY).role == EMERGENCY


def test_open_it_does_no_business_and_decides_nothing() -> None:
    may = {name for name, rule in OPERATIONS.items() if EMERGENCY in rule}

    assert not [name for name in may if name.startswith(DECIDING)]
    with pytest.raises(NotAllowed):
        judge(opened(OPENED).principal_at(NOW), "assess_risk", RESTRICTED, TODAY)


def test_it_ends_by_itself() -> None:
    over = OPENED.until
    assert opened(OPENED).principal_at(over - timedelta(seconds=1)).grants[1:]
    assert not opened(OPENED).principal_at(over).grants[1:]


def test_closed_or_revoked_it_opens_nothing() -> None:
    assert not opened(OPENED, AccountClosed()).principal_at(NOW).grants
    revoked = opened(OPENED, AccountGrantRevoked(grant=FIRST + 1))
    assert not revoked.principal_at(NOW).grants


def test_its_holder_ends_it_and_another_looks_at_it() -> None:
    command = SealAccount(reason="Two keys were renewed")
    before = given(Account, NAMED, READY, OPENED)
    own = before.when(Account.seal, command, occasion(by=STREAM)).then(SEALED)
    assert isinstance(own.state, Account)
    assert not own.state.principal_at(NOW).grants[1:]
    other = before.when(Account.seal, command, occasion(by=BEN)).then(SEALED)
    assert isinstance(other.state, Account)
    assert other.state.emergency is not None
    assert other.state.emergency.looked_at


def test_what_was_never_opened_is_not_sealed() -> None:
    given(Account, NAMED, READY).when(
        Account.seal, SealAccount(reason="To be sure")
    ).refuses(RuleBroken, saying="never opened")


@pytest.mark.parametrize(
    ("has", "gets"), [("break_glass", "commissioner"), ("reader", "break_glass")]
)
def test_it_has_no_other_role(has: Any, gets: str) -> None:
    given(Account, NAMED, AccountGranted(role=has, scope="all")).when(
        Account.grant, GrantAccount.model_validate({"role": gets, "scope": "all"})
    ).refuses(RuleBroken, saying="no other role")


def test_it_is_for_the_register_as_a_whole() -> None:
    scope = {"departments": ["Highways"]}
    command = GrantAccount.model_validate({"role": "break_glass", "scope": scope})
    given(Account, NAMED).when(Account.grant, command).refuses(
        RuleBroken, saying="as a whole"
    )
