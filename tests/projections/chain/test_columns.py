"""Columns hold the register at every position on every day, and are never stale."""

from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain.facts import contract, organisation
from domain.facts import supply_chain as facts
from domain.facts.organisation_tie import OrganisationMerged
from domain.facts.supply_chain import chain_of
from domain.occasion import Dated
from domain.values import Unknown
from projections.chain.answers.figures import FIGURES, KEPT
from projections.chain.answers.months import Months
from projections.chain.assembling import ALL, chains_at
from projections.chain.holding import NOUNS, held_for
from projections.reads import Reads
from projections.sqlite import SQLiteStore
from projections.store import Store
from projections.view import View
from tests.given import money
from tests.projections.conftest import empty
from tests.projections.council import EVERYTHING
from tests.projections.logbook import Logbook
from tests.properties.lengths import many

pytestmark = pytest.mark.timeout(many(60, 3_600))
FIRST = date(2026, 1, 5)
CONTRACTS = [UUID(int=100 + n) for n in range(2)]
FIRMS = [UUID(int=200 + n) for n in range(3)]
NOT_ASKED = Unknown(unknown="not_asked")


def _begun() -> Logbook:
    log = Logbook()
    for firm in FIRMS:
        log.record(
            firm, organisation.OrganisationRegistered(name=f"Firm {firm.int}"), FIRST
        )
    for one in CONTRACTS:
        adopted = contract.ContractAdopted(
            title="Home care",
            status="live",
            provider_id=FIRMS[0],
            annual_value=money("1000.00"),
        )
        log.record(one, adopted, FIRST)
        log.record(chain_of(one), facts.SupplyChainOpened(contract_id=one), FIRST)
    return log


def _told(log: Logbook, chance: Random, nth: int) -> None:
    """One more thing of a seat: a new one, its end, or new terms on some days."""
    on = FIRST + timedelta(days=nth)
    one = chance.choice(CONTRACTS)
    stream = chain_of(one)
    seats = [
        event.fact.seat_id
        for event in log.history(stream)
        if isinstance(event.fact, facts.SeatDeclared)
    ]
    since = FIRST + timedelta(days=chance.randrange(nth + 1))
    terms: dict[str, Any] = {
        "payment_terms_days": chance.choice([10, 30, 60, NOT_ASKED]),
        "value_share": chance.choice(["0.1", "0.25", NOT_ASKED]),
    }
    if not seats or chance.random() < 0.3:
        fact: Any = facts.SeatDeclared.model_validate(
            {
                "seat_id": UUID(int=1000 + nth),
                "contract_id": one,
                "organisation_id": chance.choice(FIRMS),
                "parent_seat_id": chance.choice([None, *seats]),
                **terms,
            }
        )
        log.record(stream, Dated(fact, since), on)
        return
    seat = chance.choice(seats)
    if chance.random() < 0.2:
        over = facts.SeatEnded(seat_id=seat, ended_on=since)
        log.record(stream, Dated(over, since), on)
        return
    until = since + timedelta(days=chance.randrange(1, 9))
    amended = facts.SeatTermsAmended.model_validate({"seat_id": seat, **terms})
    log.record(stream, Dated(amended, since, chance.choice([None, None, until])), on)


def _told_by_tables(view: View, noun: str, names: tuple[str, ...]) -> set[Any]:
    rows = view.pages.alive(noun, view.pin)
    wanted = select(rows.c.born_at, rows.c.in_error, *(rows.c[n] for n in names))
    return {tuple(row) for row in view.connection.execute(wanted, view.pin.params)}


def _told_by_columns(view: View, noun: str, names: tuple[str, ...]) -> set[Any]:
    held = held_for(view)
    day = view.pin.effective_on.toordinal()
    found = held.nouns[noun].at(view.position, day)
    cells = [found.born, *(found.cells[name] for name in ("in_error", *names))]
    rows = zip(*(each.tolist() for each in cells), strict=True)
    return {(*row[:2], *(None if c == -1 else c for c in row[2:])) for row in rows}


@settings(max_examples=many(6, 200), deadline=None)
@given(seed=st.integers(0, 10**9))
def test_columns_say_what_the_tables_say_at_any_position_on_any_day(
    sqlite_tables: SQLiteStore, seed: int
) -> None:
    empty(sqlite_tables)
    log, chance = _begun(), Random(seed)  # noqa: S311 - what is told
    reads = Reads(log, sqlite_tables)
    numbers = {wanted.noun: tuple(wanted.numbers) for wanted in NOUNS}
    for nth in range(chance.randrange(1, 14)):
        _told(log, chance, nth)
        # Asked each time, they are brought up to date from what they were.
        position = chance.randrange(1, log.head() + 1)
        day = FIRST + timedelta(days=chance.randrange(-1, nth + 1))
        for known_at, on in ((position, day), (log.head(), day), (position, None)):
            with reads.at(EVERYTHING, known_at, on) as view:
                for noun, names in numbers.items():
                    told = _told_by_tables(view, noun, names)
                    assert _told_by_columns(view, noun, names) == told
                standing = chains_at(view)
                kept = int(standing.forest.retained.sum())
                assert kept == standing.forest.total


@settings(max_examples=many(4, 200), deadline=None)
@given(seed=st.integers(0, 10**9))
def test_sums_brought_on_from_day_to_day_are_those_of_each_day_alone(
    sqlite_tables: SQLiteStore, seed: int
) -> None:
    empty(sqlite_tables)
    log, chance = _begun(), Random(seed)  # noqa: S311 - what is told
    into = OrganisationMerged(merged_into=FIRMS[1])
    merged = chance.randrange(12)
    for nth in range(12):
        _told(log, chance, nth)
        if nth == merged:
            log.record(FIRMS[2], into, FIRST + timedelta(days=nth))
    position = chance.randrange(1, log.head() + 1)
    with Reads(log, sqlite_tables).at(EVERYTHING, position) as view:
        months = Months(view, ALL)
        for nth in range(-1, 16, 2):
            day = FIRST + timedelta(days=nth)
            sums, standing = months.on(day), chains_at(view, on=day)
            for name, tell in KEPT.items():
                assert tell(sums) == FIGURES[name](standing), (name, day)


def test_a_change_is_read_at_once_and_reads_that_began_before_do_not_see_it(
    store: Store,
) -> None:
    log = _begun()
    reads = Reads(log, store)
    chance = Random(4)  # noqa: S311 - what is told

    with reads.at(EVERYTHING) as before:
        first = held_for(before)
        _told(log, chance, 1)
        with reads.at(EVERYTHING) as after:
            second = held_for(after)
            assert held_for(after) is second
        assert held_for(before).tracked == first.tracked
        assert not held_for(before).nouns["seat"].born.size

    assert second.tracked == log.head()
    assert second.nouns["seat"].born.size == 1
    assert second.nouns["contract"] is first.nouns["contract"]


def test_columns_take_no_more_than_they_have_to(sqlite_tables: SQLiteStore) -> None:
    empty(sqlite_tables)
    log = _begun()
    _told(log, Random(4), 1)  # noqa: S311 - what is told
    with Reads(log, sqlite_tables).at(EVERYTHING) as view:
        seats = held_for(view).nouns["seat"]

    assert seats.bytes / seats.born.size <= 120


@pytest.mark.parametrize("position", [0, 1])
def test_a_register_without_chains_stands_empty(
    sqlite_tables: SQLiteStore, position: int
) -> None:
    empty(sqlite_tables)
    with Reads(_begun(), sqlite_tables).at(EVERYTHING, position) as view:
        forest = chains_at(view).forest

    assert (forest.contract.size, forest.total) == (0, 0)
