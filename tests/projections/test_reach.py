"""Lists are cut down to what rights say of each thing, one by one."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.facts import contract, risk
from domain.facts.account import Scope
from domain.place import Part, Place
from domain.rights import Reach
from projections.pages import Question
from projections.reads import Reads
from projections.store import Store
from tests.projections.conftest import empty
from tests.projections.council import BEN, TODAY
from tests.projections.logbook import ANN, Logbook

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
CONTRACTS = [UUID(int=n) for n in range(100, 104)]
FIRMS = [UUID(int=n) for n in range(200, 203)]
# One ward's name is inside another's, and one holds what LIKE and JSON treat apart.
WARDS = ["Abbey", "Abbey%", 'The "Old" Ward', "Wood_side"]
WORDS = ["Adults", "Children"]

places = st.builds(
    Place,
    department=st.none() | st.sampled_from(WORDS),
    organisations=st.frozensets(st.sampled_from(FIRMS), max_size=1),
    services=st.frozensets(st.sampled_from(WORDS), max_size=1),
    wards=st.frozensets(st.sampled_from(WARDS), max_size=2),
)


def _some(of: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(of), max_size=2, unique=True).map(tuple)


scopes = st.builds(
    Scope,
    contracts=st.lists(st.sampled_from(CONTRACTS), max_size=1).map(tuple),
    departments=_some(WORDS),
    wards=_some(WARDS),
    organisations=st.lists(st.sampled_from(FIRMS), max_size=1).map(tuple),
    services=_some(WORDS),
)
parts = st.builds(
    Part,
    scope=st.just("all") | scopes,
    only_shared=st.booleans(),
    unmarked=st.booleans(),
    restricted=st.booleans(),
)


def _log(found: list[Place]) -> tuple[Logbook, dict[str, Place]]:
    log, lie = Logbook(), {}
    for stream, place in zip(CONTRACTS, found, strict=False):
        adopted = contract.ContractAdopted(
            title="A contract",
            status="live",
            department=place.department,
            service=next(iter(place.services), None),
            provider_id=next(iter(place.organisations), None),
            wards=tuple(sorted(place.wards)) or None,
        )
        log.record(stream, adopted, TODAY, by=BEN)
        lie[str(stream)] = Place(
            contract=stream,
            department=place.department,
            organisations=place.organisations,
            services=place.services,
            wards=place.wards,
            shared=True,
        )
    return log, lie


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(places, min_size=1, max_size=4), part=parts)
def test_a_list_holds_what_a_part_covers(
    sqlite_tables: Store, found: list[Place], part: Part
) -> None:
    empty(sqlite_tables)
    log, lie = _log(found)
    for thing in list(lie):
        of = risk.RiskIdentified(
            title="A risk", scope="contract", contract_id=UUID(thing)
        )
        log.record(UUID(int=UUID(thing).int + 1000), of, TODAY, by=BEN)
    reads = Reads(log, sqlite_tables, lambda: NOW)

    with reads.at(Reach(ANN, parts=(part,))) as view:
        contracts = {c["id"] for c in view.page("contract", Question()).items}
        risks = {r["contract_id"] for r in view.page("risk", Question()).items}
        one_by_one = view.readable("contract", lie)

    covered = {thing for thing, place in lie.items() if part.covers(place)}
    assert contracts == one_by_one == covered
    # Of risks nothing is shared with providers, unless they entered it.
    assert risks == (set() if part.only_shared else covered)


def test_who_entered_a_risk_goes_on_seeing_it(sqlite_tables: Store) -> None:
    empty(sqlite_tables)
    log, lie = _log([Place()])
    of = risk.RiskIdentified(title="Late", scope="contract", contract_id=CONTRACTS[0])
    log.record(UUID(int=9), of, TODAY, by=ANN)
    mine = Part(Scope(contracts=(CONTRACTS[0],)), only_shared=True)

    with Reads(log, sqlite_tables, lambda: NOW).at(Reach(ANN, parts=(mine,))) as view:
        assert view.page("risk", Question()).total == len(lie)


def test_a_restricted_risk_is_read_in_parts_that_say_so(sqlite_tables: Store) -> None:
    empty(sqlite_tables)
    log, _ = _log([Place()])
    of = risk.RiskIdentified(
        title="Distress",
        scope="contract",
        contract_id=CONTRACTS[0],
        handling="restricted",
    )
    log.record(UUID(int=9), of, TODAY, by=BEN)
    reads = Reads(log, sqlite_tables, lambda: NOW)

    for restricted in (True, False):
        part = Part("all", restricted=restricted)
        with reads.at(Reach(ANN, everything=True, parts=(part,))) as view:
            assert view.page("risk", Question()).total == restricted
            assert view.readable("risk", {str(UUID(int=9))}) == (
                {str(UUID(int=9))} if restricted else set()
            )
