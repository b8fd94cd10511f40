"""What the two clocks promise, whatever was recorded of whichever days.

With COUNTERFOIL_TEST_LONG each of them is looked for in 50,000 logs.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.facts import risk as facts
from domain.occasion import Dated
from projections.history import history
from projections.kinds import Row
from projections.nouns.risk import RISK
from projections.reads import Reads
from projections.sqlite import SQLiteStore
from projections.store import Store
from projections.tables import Schema
from tests.projections.conftest import empty
from tests.projections.council import EVERYTHING
from tests.projections.logbook import Logbook
from tests.projections.test_versions import THINGS, logbooks
from tests.properties.lengths import many

pytestmark = pytest.mark.timeout(many(120, 14_400))
looked_for = settings(deadline=None, max_examples=many(8, 50_000))

IDS = [str(thing) for thing in THINGS]
NOW = datetime(2026, 12, 31, 9, tzinfo=UTC)
FIRST = date(2026, 1, 1)
# Borders of days: a leap day, the ends of summer time, a year's end.
DAYS = st.integers(-20, 40).map(lambda n: FIRST + timedelta(n)) | st.sampled_from(
    [date(2024, 2, 29), date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31)]
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Read tables of risks alone: they are emptied for each log."""
    path = tmp_path_factory.mktemp("clocks") / "read.db"
    with closing(SQLiteStore(path, Schema([RISK]))) as store:
        store.create()
        yield store


def read(log: Logbook, store: Store) -> Reads:
    """The read side of a log, from its beginning."""
    empty(store)
    return Reads(log, store, lambda: NOW)


def answer(reads: Reads, position: int | None, day: date) -> Sequence[Row]:
    """What is known at a position of a day, thing by thing."""
    with reads.at(EVERYTHING, position, day) as view:
        return sorted(view.rows("risk", IDS))


def answers(reads: Reads, last: int, days: Sequence[date]) -> list[Sequence[Row]]:
    """The same of every position, and of some days."""
    return [answer(reads, at, day) for at in range(1, last + 1) for day in days]


@looked_for
@given(log=logbooks(), day=DAYS, cut=st.integers(1, 12))
def test_past_answers_never_move(
    store: Store, log: Logbook, day: date, cut: int
) -> None:
    last = min(cut, log.head())
    earlier = Logbook(log.log_id)
    earlier.extend(log.events[:last])
    before = answers(read(earlier, store), last, [day])

    assert answers(read(log, store), last, [day]) == before


@looked_for
@given(log=logbooks(), day=DAYS)
def test_of_a_day_one_thing_is_known_at_most(
    store: Store, log: Logbook, day: date
) -> None:
    for rows in answers(read(log, store), log.head(), [day]):
        ids = [row[0] for row in rows]
        assert len(ids) == len(set(ids))


@looked_for
@given(log=logbooks(), day=DAYS)
def test_as_known_at_the_head_is_as_known_now(
    store: Store, log: Logbook, day: date
) -> None:
    reads = read(log, store)

    assert answer(reads, log.head(), day) == answer(reads, None, day)


@looked_for
@given(log=logbooks(), day=DAYS, data=st.data())
def test_order_is_the_position_and_never_the_clock(
    store: Store, log: Logbook, day: date, data: st.DataObject
) -> None:
    """Entries of one day at one moment, or spread over it: the answers are the same."""
    seconds = data.draw(st.lists(st.integers(0, 35_000), min_size=20, max_size=20))
    spread = Logbook(log.log_id)
    spread.extend(_at(log.events, sorted(seconds)))
    together = answers(read(log, store), log.head(), [day])

    assert answers(read(spread, store), log.head(), [day]) == together


def _at(events: Sequence[Any], seconds: Sequence[int]) -> Iterator[Any]:
    for event, passed in zip(events, seconds, strict=False):
        at = event.envelope.recorded_at + timedelta(seconds=passed)
        yield event._replace(envelope=event.envelope._replace(recorded_at=at))


@looked_for
@given(start=DAYS, length=st.none() | st.integers(1, 30), day=DAYS)
def test_to_correct_back_restores_the_answers_and_leaves_both_in_the_history(
    store: Store, start: date, length: int | None, day: date
) -> None:
    thing = THINGS[0]
    log, until = Logbook(), start + timedelta(length) if length else None
    born = min(start, day, FIRST)
    made = facts.RiskIdentified(title="A risk", scope="council", category="money")
    recorded_on = date(2026, 12, 31)
    log.record(thing, Dated(made, born), recorded_on)
    right = said(read(log, store), day)
    for category in ("workforce", "money"):
        corrected = facts.RiskCorrected(supersedes=1, category=category)
        log.record(thing, Dated(corrected, start, until), recorded_on)
    reads = read(log, store)

    assert said(reads, day) == right == "money"
    with reads.at(EVERYTHING) as view:
        told = [one["fact"] for one in history(view, "risk", str(thing))]
    assert told == ["risk-identified", "risk-corrected", "risk-corrected"]
    wrong = start <= day and (until is None or day < until)
    with reads.at(EVERYTHING, 2, day) as view:
        between = view.one("risk", str(thing))["category"]
    assert between == ("workforce" if wrong else "money")


def said(reads: Reads, day: date) -> str:
    with reads.at(EVERYTHING, None, day) as view:
        category: str = view.one("risk", IDS[0])["category"]
        return category
