"""The rows of a thing hold what its timeline holds, on every day, at every position.

With COUNTERFOIL_TEST_LONG that is looked for in 50,000 logs on each store.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.described import assert_fields
from domain.event import Fact
from domain.facts import risk as facts
from domain.occasion import Dated
from domain.risk.risk import Risk
from domain.timeline import Timeline
from domain.values import NotApplicable, Score, Unknown
from projections.changes import ENDED_ON, ENDED_TO, KNOWN_TO, stump
from projections.following import Following
from projections.kinds import Row
from projections.model import FROM, ID, KNOWN, UNTIL
from projections.nouns.risk import RISK
from projections.postgres import PostgresStore
from projections.sqlite import SQLiteStore
from projections.store import Store
from projections.tables import Schema
from tests.projections.conftest import empty
from tests.projections.logbook import Logbook
from tests.properties.lengths import many

pytestmark = pytest.mark.timeout(many(60, 14_400))
looked_for = settings(deadline=None, max_examples=many(40, 50_000))

FIRST = date(2026, 1, 1)
THINGS = [UUID(int=1), UUID(int=2)]
# What a timeline knows of a risk; the rest of a row is the thing's own.
BORDERS = (FROM, UNTIL)
DATED = ("title", "cause", "category", "owner", "next_review", "current", "inherent")

titles = st.sampled_from(["Sole agency leaves", "Flood", "flood"])
scores = st.builds(Score, likelihood=st.integers(1, 5), impact=st.integers(1, 5))
missing = st.sampled_from(
    [Unknown(unknown="refused"), NotApplicable(not_applicable="n")]
)
said: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "title": titles,
        "cause": titles | missing,
        "category": st.sampled_from(["workforce", "money"]) | missing,
        "owner": st.sampled_from(THINGS) | missing,
        "next_review": st.just(FIRST) | missing,
    },
)
later = st.one_of(
    st.builds(lambda s: facts.RiskDescribed(**s), said),
    st.builds(lambda s: facts.RiskCorrected(supersedes=1, **s), said),
    st.builds(
        lambda s, c: facts.RiskCorrected(supersedes=1, current=c, **s), said, scores
    ),
    st.builds(
        lambda c, i: facts.RiskAssessed(current=c, inherent=i, matrix_version=0),
        scores,
        st.none() | scores,
    ),
    st.builds(facts.RiskReviewed, next_review=st.none() | st.just(FIRST)),
)
# Days after the first on which a fact is recorded, begins and ends to hold.
spans = st.tuples(st.integers(0, 8), st.integers(0, 12), st.none() | st.integers(1, 6))


@st.composite
def logbooks(draw: st.DrawFn) -> Logbook:
    log, day = Logbook(), FIRST + timedelta(10)
    for thing in draw(st.lists(st.sampled_from(THINGS), min_size=1, max_size=12)):
        passed, back, length = draw(spans)
        day += timedelta(passed)
        start = day - timedelta(back)
        until = start + timedelta(length) if length else None
        begun = bool(log.history(thing))
        fact = draw(later) if begun else _identified()
        log.record(thing, Dated(fact, start, until), day)
    return log


def _identified() -> Fact:
    return facts.RiskIdentified(title="A risk", scope="council", category="money")


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """Read tables of risks alone, emptied for one log after the other."""
    schema = Schema([RISK])
    made: Store
    if request.param == "sqlite":
        made = SQLiteStore(tmp_path_factory.mktemp("read") / "read.db", schema)
    else:
        address = request.getfixturevalue("postgres")
        made = PostgresStore(address, f"read_{uuid4().hex}", schema)
    with closing(made) as store:
        store.create()
        yield store


@looked_for
@given(log=logbooks(), page=st.integers(1, 5))
def test_rows_hold_what_the_timeline_holds(
    store: Store, log: Logbook, page: int
) -> None:
    versions = _follow(store, log, page)

    for position in range(1, log.head() + 1):
        for thing in THINGS:
            alive = [row for row, to in versions if _alive(row, to, thing, position)]
            _compare(_timeline(log, thing, position), alive)


@looked_for
@given(log=logbooks(), page=st.integers(1, 5))
def test_ended_rows_were_over_when_they_were_written(
    store: Store, log: Logbook, page: int
) -> None:
    _follow(store, log, page)

    tables = store.schema.nouns["risk"]
    with store.reading() as connection:
        for row in connection.execute(tables.ended.select()):
            assert row[UNTIL] <= _written_on(log, row)
        for row in connection.execute(tables.live.select()):
            assert row[UNTIL] is None or row[UNTIL] > _written_on(log, row)
        for row in connection.execute(tables.past.select()):
            left = stump(tuple(row))
            assert left[UNTIL] is None or left[UNTIL] <= _written_on(log, left)


def _written_on(log: Logbook, row: Sequence[Any]) -> str:
    return log.recorded_at(row[KNOWN]).date().isoformat()


def _follow(store: Store, log: Logbook, page: int) -> list[tuple[Row, int | None]]:
    """Empties the tables and follows the log, a few events at a time."""
    empty(store)
    Following(log, store, page=page).catch_up(log.head())
    return list(_versions(store))


def _versions(store: Store) -> Iterator[tuple[Row, int | None]]:
    """Every row there is, and the position that replaced it."""
    tables = store.schema.nouns["risk"]
    with store.reading() as connection:
        for table in (tables.live, tables.ended):
            for row in connection.execute(table.select()):
                yield tuple(row), None
        for row in connection.execute(tables.past.select()):
            yield tuple(row[:KNOWN_TO]), row[KNOWN_TO]
            if row[ENDED_ON] is not None:
                yield stump(tuple(row)), row[ENDED_TO]


def _alive(row: Row, known_to: int | None, thing: UUID, position: int) -> bool:
    known = row[KNOWN] <= position and (known_to is None or position < known_to)
    return known and row[ID] == str(thing)


def _timeline(log: Logbook, thing: UUID, position: int) -> Timeline:
    timeline = Timeline()
    for event in log.history(thing, position):
        timeline = assert_fields(timeline, event, Risk.apart)
    return timeline


def _compare(timeline: Timeline, rows: list[Row]) -> None:
    turns = {day for a in timeline.assertions for day in (a.start, a.until) if day}
    turns |= {date.fromisoformat(row[at]) for row in rows for at in BORDERS if row[at]}
    for day in turns | {turn - timedelta(1) for turn in turns}:
        holding = [row for row in rows if _holds(row, day)]
        expected = timeline.at(day)
        assert len(holding) == bool(expected)
        for row in holding:
            _same(row, expected)


def _holds(row: Row, day: date) -> bool:
    text = day.isoformat()
    return row[FROM] <= text and (row[UNTIL] is None or text < row[UNTIL])


def _same(row: Row, expected: Mapping[str, Any]) -> None:
    fact = facts.RiskCorrected(supersedes=1, **expected)
    said = fact.model_dump(mode="json", exclude_none=True)
    wanted = RISK.put((None,) * RISK.width, said)
    for place in RISK.places(DATED):
        assert row[place] == wanted[place]
    assert RISK.gaps_of(row) == RISK.gaps_of(wanted)
