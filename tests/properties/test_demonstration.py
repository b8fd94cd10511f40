"""The demonstration's three years: replayed as they were lived, and never rewritten."""

from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random

import pytest

from api.demo.stage import Stage
from projections.findings.burning_down import burn_down
from projections.findings.evaluating import Remembered
from projections.findings.gaps import PREFIX
from projections.generations import read_schema
from projections.reads import Reads
from projections.sqlite import SQLiteStore
from tests.projections.logbook import Logbook
from tests.properties.asking import OFFICER, Keeping, answers, known_live, replayed
from tests.properties.lengths import LONG, many

pytestmark = pytest.mark.timeout(many(60, 3_600))

# How many entries come before somebody asks, and how often it is of the past.
STEPS = (1, 1, 2, 5, 20) if LONG else (5, 40, 120, 300)
PAST = 0.3


def test_every_stream_replays_to_what_the_writer_knows(lived: Stage) -> None:
    register = lived.register
    states = replayed(list(register.reading.all_recorded()))

    assert known_live(register, list(states)) == states


def test_the_tables_that_followed_are_those_of_a_rebuild(lived: Stage) -> None:
    register, generations, reads = lived.opened
    reads.catch_up(register.reading.head())

    assert generations.check() == []


def test_no_answer_of_the_past_moves_as_the_years_go_on(
    lived: Stage, tmp_path: Path
) -> None:
    events = list(lived.register.reading.all_recorded())
    log = Logbook(lived.register.log_id)
    asked = many(4, 40)
    then = {}
    with closing(SQLiteStore(tmp_path / "read.db", read_schema())) as store:
        store.create()
        reads = Reads(log, store, lived.register.sources.clock)
        for nth in range(1, asked + 1):
            head = len(events) * nth // asked
            log.extend(events[log.head() : head])
            day = events[head - 1].envelope.recorded_at.date()
            then[head, day] = answers(reads, head, day)

        for (position, day), answer in then.items():
            assert answers(reads, position, day) == answer


def test_what_is_kept_and_brought_on_is_what_all_of_it_comes_to(
    lived: Stage, tmp_path: Path
) -> None:
    events = list(lived.register.reading.all_recorded())
    log, chance = Logbook(lived.register.log_id), Random(7)  # noqa: S311
    keeping = Keeping()
    with closing(SQLiteStore(tmp_path / "read.db", read_schema())) as store:
        store.create()
        reads = Reads(log, store, lived.register.sources.clock)
        # On one day all of it: else nothing would be brought on.
        day = events[-1].envelope.recorded_at.date()
        while log.head() < len(events):
            more = chance.choice(STEPS)
            log.extend(events[log.head() : log.head() + more])
            earlier = chance.randint(1, log.head())
            for position in (None, earlier) if chance.random() < PAST else (None,):
                assert keeping.holds(reads, position, day)


def test_the_gaps_of_each_month_are_those_that_were_found_then(lived: Stage) -> None:
    reads = lived.opened.reads
    with reads.at(OFFICER) as view:
        months = burn_down(view)["items"]

    assert len(months) > 24
    for month in months[:: many(6, 1)]:
        with reads.at(OFFICER, month["position"], date.fromisoformat(month["on"])) as v:
            tallies = Remembered().of(v).tallies
        then = {
            name: tally.hits
            for name, tally in tallies.items()
            if name.startswith(PREFIX) and tally.hits
        }
        assert {one["rule"]: one["missing"] for one in month["rules"]} == then
        assert month["missing"] == sum(then.values())
