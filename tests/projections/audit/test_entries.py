"""Entries by either clock, around a cut-off, and known later than they were true."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from domain.facts import contract, risk
from domain.occasion import Dated
from projections.audit.entries import banded, cut_off, late_knowledge, list_entries
from projections.audit.question import Asked, Span
from projections.reads import Reads
from projections.view import View
from tests.projections.council import (
    AGENCY,
    EVERYTHING,
    FLOOD,
    HOME,
    JUNE,
    MAY,
    TODAY,
)
from tests.projections.logbook import Logbook

ALL = Span(1, 99)


@pytest.fixture
def view(reads: Reads) -> Iterator[View]:
    with reads.at(EVERYTHING) as view:
        yield view


def test_a_range_is_asked_for_by_either_clock(view: View) -> None:
    found = list_entries(view, Asked(Span(3, 7), effective_from=JUNE))
    assert (found.keys, found.examined) == ([7], 5)
    found = list_entries(view, Asked(ALL, effective_to=MAY, nouns=frozenset({"risk"})))
    assert found.keys == [5, 6]


def test_a_row_says_what_it_is_about_and_how_late_it_was(
    log: Logbook, reads: Reads
) -> None:
    late = Dated(risk.RiskDescribed(category="workforce"), JUNE)
    log.record(AGENCY, late, TODAY)

    with reads.at(EVERYTHING) as view:
        found = late_knowledge(view, Asked(ALL, days=100))
        (row,) = found.show(found.keys)

    assert (row["reference"], row["lag_days"]) == ("R-5", (TODAY - JUNE).days)
    assert row["title"] == "Sole nursing agency withdraws"
    assert found.summary["late"] == 1


def test_what_was_there_before_the_register_was_is_not_known_late(
    log: Logbook, reads: Reads
) -> None:
    taken_on = contract.ContractAdopted(title="Meals", status="live")
    log.record(HOME, Dated(taken_on, date(2020, 4, 1)), TODAY)

    with reads.at(EVERYTHING) as view:
        found = late_knowledge(view, Asked(ALL, days=0))

    assert (list(found.keys), found.summary["openings_left_out"]) == ([], 1)


def test_a_cut_off_finds_what_was_recorded_after_the_end_and_true_before(
    log: Logbook, reads: Reads
) -> None:
    end = JUNE + timedelta(days=2)
    after = JUNE + timedelta(days=5)
    log.record(FLOOD, Dated(risk.RiskDescribed(category="a"), JUNE), after)
    log.record(FLOOD, risk.RiskDescribed(category="b"), after)
    log.record(
        FLOOD, Dated(risk.RiskDescribed(category="c"), JUNE), end + timedelta(days=9)
    )
    # The logbook knows of a day in November already: in order of days, then.
    log.events.sort(key=lambda one: one.envelope.recorded_at)
    log.events[:] = [
        one._replace(envelope=one.envelope._replace(position=at))
        for at, one in enumerate(log.events, 1)
    ]

    with reads.at(EVERYTHING) as view:
        found = cut_off(view, Asked(ALL, on=end, days=5))
        rows = found.show(found.keys)

    assert [row["after"]["category"] for row in rows] == ["a"]
    assert found.summary == {"late": 1, "early": 0}
    assert found.marks == {"before": 6, "close": 7, "after": 9}
    assert (found.span, found.examined) == (Span(7, 9), 3)


def test_every_lag_is_in_one_band() -> None:
    lags = [0, 1, 2, 7, 8, 365, 366, 4000]

    bands = banded(lags)

    assert sum(band["count"] for band in bands) == len(lags)
    assert [band["count"] for band in bands] == [1, 1, 2, 1, 0, 1, 2]
