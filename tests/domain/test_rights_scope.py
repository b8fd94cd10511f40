"""Scopes, portfolios and restricted records: where a grant holds."""

from dataclasses import replace
from uuid import UUID

import pytest

from domain.errors import NotAllowed, NotFound
from domain.facts.account import Scope
from domain.operations import EVERYBODY, OFFICERS
from domain.rights import (
    Grant,
    Part,
    Place,
    Principal,
    Reach,
    judge,
    reach,
    readable,
)
from tests.given import TODAY

ME, YOU = UUID(int=1), UUID(int=2)
C1, C2 = UUID(int=31), UUID(int=32)
HALDEN, MEADOW = UUID(int=41), UUID(int=42)
PORTFOLIO = Scope()


def holder(*grants: Grant) -> Principal:
    return Principal(ME, grants)


def allowed(who: Principal, operation: str, place: Place | None) -> bool:
    try:
        judge(who, operation, place, TODAY)
    except (NotAllowed, NotFound):
        return False
    return True


class TestManagers:
    MANAGER = holder(Grant(1, "contract_manager", PORTFOLIO))

    def test_a_portfolio_is_where_the_account_is_the_manager(self) -> None:
        assert allowed(self.MANAGER, "assess_risk", Place(contract=C1, manager=ME))
        assert not allowed(self.MANAGER, "assess_risk", Place(contract=C1, manager=YOU))
        assert not allowed(self.MANAGER, "assess_risk", Place(contract=C1))

    def test_a_contract_may_be_listed_beside_it(self) -> None:
        deputy = holder(Grant(1, "contract_manager", Scope(contracts=(C2,))))
        assert allowed(deputy, "assess_risk", Place(contract=C2, manager=YOU))
        assert allowed(deputy, "assess_risk", Place(contract=C1, manager=ME))
        assert not allowed(deputy, "assess_risk", Place(contract=C1, manager=YOU))

    def test_one_enters_contracts_to_manage_them(self) -> None:
        assert allowed(self.MANAGER, "create_contract", Place(manager=ME))
        assert allowed(
            self.MANAGER, "adopt_contract", Place(manager=ME, department="Highways")
        )
        with pytest.raises(NotAllowed):
            judge(self.MANAGER, "create_contract", Place(manager=YOU), TODAY)

    def test_what_is_an_organisations_alone_is_in_nobodys_portfolio(self) -> None:
        place = Place(organisations=frozenset({HALDEN}))
        assert allowed(self.MANAGER, "create_risk", place)

    def test_what_is_the_whole_councils_is_for_commissioners_of_all(self) -> None:
        for manager in (self.MANAGER, holder(Grant(1, "contract_manager"))):
            with pytest.raises(NotAllowed):
                judge(manager, "create_risk", Place(), TODAY)
        highways = Scope(departments=("Highways",))
        assert not allowed(
            holder(Grant(1, "commissioner", highways)), "create_risk", Place()
        )
        assert allowed(holder(Grant(1, "commissioner")), "create_risk", Place())


class TestConfidentiality:
    KEPT = Place(
        contract=C1,
        organisations=frozenset({HALDEN}),
        shared=True,
        confidential_from=frozenset({HALDEN}),
    )
    LEAD = Grant(1, "lead_provider", Scope(organisations=(HALDEN,)))

    def test_whoever_acts_for_an_organisation_knows_nothing_of_it(self) -> None:
        lead = holder(self.LEAD)

        assert allowed(
            lead, "represent_issue", replace(self.KEPT, confidential_from=frozenset())
        )
        with pytest.raises(NotFound):
            judge(lead, "represent_issue", self.KEPT, TODAY)
        assert not readable(lead, self.KEPT, TODAY)

    def test_no_other_grant_of_that_person_opens_it(self) -> None:
        both = holder(self.LEAD, Grant(2, "commissioner"), Grant(3, "auditor"))

        with pytest.raises(NotFound):
            judge(both, "escalate_issue", self.KEPT, TODAY)
        assert not readable(both, self.KEPT, TODAY)

    def test_it_is_open_to_who_acts_for_another_and_to_officers(self) -> None:
        other = Scope(contracts=(C1,), organisations=(MEADOW,))

        assert allowed(
            holder(Grant(1, "lead_provider", other)), "represent_issue", self.KEPT
        )
        assert allowed(holder(Grant(1, "commissioner")), "escalate_issue", self.KEPT)

    def test_a_grant_that_is_over_keeps_nothing_from_anybody(self) -> None:
        over = replace(self.LEAD, valid_until=TODAY)

        assert allowed(
            holder(over, Grant(2, "commissioner")), "escalate_issue", self.KEPT
        )


class TestCommissioners:
    HIGHWAYS = holder(Grant(1, "commissioner", Scope(departments=("Highways",))))

    def test_a_directorate_is_its_departments(self) -> None:
        inside = Place(contract=C1, department="Highways")
        assert allowed(self.HIGHWAYS, "assign_owners_contract", inside)
        for department in ("Adult social care", None):
            outside = Place(contract=C1, manager=ME, department=department)
            with pytest.raises(NotAllowed):
                judge(self.HIGHWAYS, "assign_owners_contract", outside, TODAY)

    def test_a_contract_is_entered_into_a_department_of_ones_own(self) -> None:
        into = Place(manager=ME, department="Highways")
        assert allowed(self.HIGHWAYS, "create_contract", into)
        assert not allowed(self.HIGHWAYS, "create_contract", Place(manager=ME))


class TestOutsiders:
    SHARED = Place(contract=C1, organisations=frozenset({HALDEN}), shared=True)
    SEAT = Place(
        contract=C1,
        organisations=frozenset({MEADOW}),
        chain=frozenset({HALDEN}),
        shared=True,
    )
    LEAD = holder(Grant(1, "lead_provider", Scope(organisations=(HALDEN,))))
    SUB = holder(Grant(1, "subcontractor", Scope(organisations=(MEADOW,))))

    def test_a_lead_provider_sees_its_own_and_what_is_below(self) -> None:
        assert readable(self.LEAD, self.SHARED, TODAY)
        assert readable(self.LEAD, self.SEAT, TODAY)

    def test_a_subcontractor_sees_its_own_place_and_nothing_above(self) -> None:
        assert readable(self.SUB, self.SEAT, TODAY)
        assert not readable(self.SUB, self.SHARED, TODAY)

    def test_providers_see_only_what_is_shared(self) -> None:
        kept = Place(contract=C1, organisations=frozenset({HALDEN, MEADOW}))
        assert not readable(self.LEAD, kept, TODAY)
        assert not readable(self.SUB, kept, TODAY)
        everything = holder(Grant(1, "lead_provider"))
        assert not readable(everything, kept, TODAY)

    def test_a_member_reads_the_ward_and_what_is_marked_with_none(self) -> None:
        member = holder(Grant(1, "elected_member", Scope(wards=("Mill",))))
        mill = Place(contract=C1, wards=frozenset({"Mill", "Northgate"}))
        north = Place(contract=C1, wards=frozenset({"Northgate"}))
        assert allowed(member, "get_contract", mill)
        assert allowed(member, "get_contract", Place(contract=C1))
        with pytest.raises(NotFound):
            judge(member, "get_contract", north, TODAY)

    def test_no_ward_is_no_place_for_others(self) -> None:
        client = holder(Grant(1, "client", Scope(wards=("Mill",))))
        assert not readable(client, Place(contract=C1), TODAY)
        department = Scope(departments=("Highways",))
        member = holder(Grant(1, "elected_member", department))
        assert not readable(member, Place(contract=C1), TODAY)

    def test_a_client_reads_its_services(self) -> None:
        client = holder(Grant(1, "client", Scope(services=("Home care",))))
        theirs = Place(contract=C1, services=frozenset({"Home care"}))
        assert allowed(client, "get_risk", theirs)
        with pytest.raises(NotFound):
            judge(client, "get_risk", Place(contract=C1), TODAY)
        with pytest.raises(NotFound):
            judge(client, "get_risk", Place(), TODAY)


class TestRestricted:
    PLACE = Place(contract=C1, manager=ME, restricted_to=frozenset({YOU}))

    @pytest.mark.parametrize("role", sorted(OFFICERS))
    def test_officers_who_are_not_named_do_not_know_of_it(self, role: str) -> None:
        for operation in ("get_risk", "assess_risk", "accept_risk", "comment_risk"):
            with pytest.raises(NotFound):
                judge(holder(Grant(1, role)), operation, self.PLACE, TODAY)

    def test_who_is_named_reads_it_and_works_on_it(self) -> None:
        named = Principal(YOU, (Grant(1, "commissioner"),))
        assert allowed(named, "get_risk", self.PLACE)
        assert allowed(named, "assess_risk", self.PLACE)

    def test_a_restricted_record_of_the_council_is_as_secret(self) -> None:
        place = Place(restricted_to=frozenset({YOU}))
        with pytest.raises(NotFound):
            judge(holder(Grant(1, "reader")), "get_risk", place, TODAY)

    def test_an_auditor_sees_it_inside_the_engagement(self) -> None:
        auditor = holder(Grant(1, "auditor", Scope(contracts=(C1,))))
        assert allowed(auditor, "get_risk", self.PLACE)
        elsewhere = Place(contract=C2, restricted_to=frozenset({YOU}))
        assert not readable(auditor, elsewhere, TODAY)


class TestReach:
    def test_officers_reach_everything_whatever_their_scope(self) -> None:
        found = reach(holder(Grant(1, "reader", Scope(contracts=(C1,)))), TODAY)
        assert found == Reach(ME, everything=True)

    def test_others_reach_what_each_grant_holds(self) -> None:
        wards, services = Scope(wards=("Mill",)), Scope(services=("Home care",))
        found = reach(
            holder(Grant(1, "elected_member", wards), Grant(2, "client", services)),
            TODAY,
        )
        assert found == Reach(ME, parts=(Part(wards, unmarked=True), Part(services)))

    def test_an_administrator_reaches_accounts_and_no_business(self) -> None:
        found = reach(holder(Grant(1, "administrator")), TODAY)
        assert found == Reach(ME, administers=True, forgets=True)
        assert found.covers(Place(account=YOU))
        assert not found.covers(Place(contract=C1))

    def test_nobody_else_reaches_anothers_account(self) -> None:
        for role in sorted(
            EVERYBODY - {"administrator", "auditor", "emergency", "system"}
        ):
            found = reach(holder(Grant(1, role)), TODAY)
            assert found.covers(Place(account=ME))
            assert not found.covers(Place(account=YOU))

    def test_an_auditor_of_everything_reaches_every_account(self) -> None:
        found = reach(holder(Grant(1, "auditor")), TODAY)
        assert found == Reach(ME, audits=True, parts=(Part("all", restricted=True),))
        assert found.covers(Place(account=YOU))

    def test_an_auditor_of_a_part_reaches_no_other_account(self) -> None:
        found = reach(holder(Grant(1, "auditor", Scope(contracts=(C1,)))), TODAY)
        assert not found.covers(Place(account=YOU))

    def test_wishes_to_forget_are_reached_by_who_decides_on_them(self) -> None:
        reads = {
            role for role in EVERYBODY if reach(holder(Grant(1, role)), TODAY).forgets
        }
        # In an emergency everything is read, and nothing decided.
        assert reads == {"commissioner", "adviser", "administrator", "emergency"}

    def test_a_list_asks_for_the_role_and_is_cut_down_to_the_reach(self) -> None:
        client = holder(Grant(1, "client", Scope(services=("Home care",))))
        assert allowed(client, "list_contracts", None)
        with pytest.raises(NotAllowed):
            judge(client, "list_events", None, TODAY)
