"""Whatever is granted and wherever it is asked: what rights never do."""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from domain.errors import NotAllowed, NotFound
from domain.facts.account import Scope
from domain.operations import EVERYBODY
from domain.rights import OPERATIONS, Grant, Place, Principal, judge, reach
from tests.given import TODAY

ME, YOU = UUID(int=1), UUID(int=2)
C1, C2 = UUID(int=31), UUID(int=32)
HALDEN, MEADOW = UUID(int=41), UUID(int=42)

IDS = st.sampled_from([C1, C2, HALDEN, MEADOW, ME, YOU])
WORDS = st.sampled_from(["Highways", "Mill", "Home care"])
SCOPES = st.just("all") | st.builds(
    Scope,
    contracts=st.lists(IDS, max_size=2).map(tuple),
    departments=st.lists(WORDS, max_size=2).map(tuple),
    wards=st.lists(WORDS, max_size=2).map(tuple),
    organisations=st.lists(IDS, max_size=2).map(tuple),
    services=st.lists(WORDS, max_size=2).map(tuple),
)
DAYS = st.none() | st.dates(TODAY - timedelta(3), TODAY + timedelta(3))
GRANTS = st.builds(
    Grant,
    id=st.integers(1, 99),
    role=st.sampled_from(sorted(EVERYBODY)),
    scope=SCOPES,
    valid_from=DAYS,
    valid_until=DAYS,
)
PEOPLE = st.builds(Principal, st.just(ME), st.lists(GRANTS, max_size=4).map(tuple))
SETS = st.frozensets(IDS, max_size=2)
PLACES = st.builds(
    Place,
    contract=st.none() | IDS,
    manager=st.none() | IDS,
    department=st.none() | WORDS,
    organisations=SETS,
    chain=SETS,
    services=st.frozensets(WORDS, max_size=2),
    wards=st.frozensets(WORDS, max_size=2),
    restricted_to=st.none() | SETS,
    shared=st.booleans(),
    account=st.none() | IDS,
)


def allowed(who: Principal, operation: str, place: Place | None) -> bool:
    try:
        judge(who, operation, place, TODAY)
    except (NotAllowed, NotFound):
        return False
    return True


@forall(PEOPLE, st.text(max_size=30), st.none() | PLACES)
def test_nobody_may_do_what_is_not_in_the_table(
    who: Principal, operation: str, place: Place | None
) -> None:
    if operation not in OPERATIONS:
        assert not allowed(who, operation, place)


@forall(PEOPLE, st.sampled_from(sorted(OPERATIONS)), PLACES)
def test_the_grant_that_allows_is_ones_own_and_holds_today(
    who: Principal, operation: str, place: Place
) -> None:
    try:
        used = judge(who, operation, place, TODAY)
    except (NotAllowed, NotFound):
        return
    assert used in who.grants
    assert used.role in OPERATIONS[operation]
    assert used.valid_from is None or used.valid_from <= TODAY
    assert used.valid_until is None or used.valid_until > TODAY


@forall(PEOPLE, PLACES)
def test_what_may_be_read_by_name_is_what_lists_show(
    who: Principal, place: Place
) -> None:
    if place.account is None and allowed(who, "get_contract", place):
        assert reach(who, TODAY).covers(place)


@forall(PEOPLE, st.sampled_from(sorted(OPERATIONS)), PLACES)
def test_more_grants_never_take_a_right_away(
    who: Principal, operation: str, place: Place
) -> None:
    if allowed(who, operation, place):
        more = Principal(who.account, (*who.grants, Grant(100, "reader")))
        assert allowed(more, operation, place)


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_a_misspelled_operation_is_no_operation(role: str) -> None:
    who = Principal(ME, (Grant(7, role),))
    for operation in ("delete_contract", "create_contract ", "CREATE_RISK", ""):
        assert not allowed(who, operation, Place(contract=C1))
        with pytest.raises(NotAllowed, match="nobody may do it"):
            judge(who, operation, None, TODAY)


def test_a_refusal_says_who_may() -> None:
    reader = Principal(ME, (Grant(7, "reader"),))
    with pytest.raises(NotAllowed, match=r"approver \(inside what the grant is for\)"):
        judge(reader, "approve_change", Place(contract=C1), TODAY)
