"""Grants of several kinds, of some days, and those of the program itself."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.errors import NotAllowed, NotFound
from domain.facts.account import Scope
from domain.rights import (
    OPERATIONS,
    SYSTEM,
    Grant,
    Place,
    Principal,
    judge,
)
from tests.given import TODAY, money

ME, YOU = UUID(int=1), UUID(int=2)
C1, C2 = UUID(int=31), UUID(int=32)


def holder(*grants: Grant) -> Principal:
    return Principal(ME, grants)


def allowed(who: Principal, operation: str, place: Place | None) -> bool:
    try:
        judge(who, operation, place, TODAY)
    except (NotAllowed, NotFound):
        return False
    return True


class TestSeveralGrants:
    PLACE = Place(contract=C1, department="Highways")

    def test_the_largest_limit_that_applies_is_used(self) -> None:
        small = Grant(1, "approver", limit=money("10000.00"))
        large = Grant(2, "commissioner", limit=money("50000.00"))
        elsewhere = Grant(3, "approver", Scope(contracts=(C2,)), money("900000.00"))
        who = holder(small, large, elsewhere)
        assert judge(who, "approve_change", self.PLACE, TODAY) == large

    def test_no_limit_leaves_it_to_policy_and_is_more_than_any(self) -> None:
        limited = Grant(1, "approver", limit=money("50000.00"))
        free = Grant(2, "approver")
        found = judge(holder(limited, free), "approve_change", self.PLACE, TODAY)
        assert found == free

    def test_an_administrator_may_hold_another_role_beside(self) -> None:
        who = holder(Grant(1, "administrator"), Grant(2, "commissioner"))
        assert judge(who, "assess_risk", self.PLACE, TODAY).role == "commissioner"
        assert judge(who, "set_matrix_policy", Place(), TODAY).role == "administrator"


class TestDays:
    @pytest.mark.parametrize(
        ("start", "until", "holds"),
        [
            (None, None, True),
            (TODAY, None, True),
            (TODAY + timedelta(1), None, False),
            (None, TODAY, False),
            (None, TODAY + timedelta(1), True),
            (TODAY, TODAY + timedelta(1), True),
        ],
    )
    def test_a_grant_holds_from_a_day_until_before_a_day(
        self, start: date | None, until: date | None, *, holds: bool
    ) -> None:
        grant = Grant(1, "commissioner", valid_from=start, valid_until=until)
        assert allowed(holder(grant), "get_contract", Place(contract=C1)) is holds

    @pytest.mark.parametrize("operation", sorted(OPERATIONS))
    def test_without_a_grant_nothing_is_allowed(self, operation: str) -> None:
        for place in (None, Place(), Place(contract=C1), Place(account=ME)):
            assert not allowed(Principal(ME), operation, place)


class TestProgram:
    def test_it_brings_in_and_sets_up(self) -> None:
        for operation in ("adopt_contract", "set_matrix_policy", "create_account"):
            assert judge(SYSTEM, operation, Place(), TODAY).role == "system"

    def test_it_never_decides_for_people(self) -> None:
        for operation in ("approve_change", "accept_risk", "approve_erasure"):
            with pytest.raises(NotAllowed):
                judge(SYSTEM, operation, Place(contract=C1), TODAY)
