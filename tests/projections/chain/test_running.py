"""Sums that are kept from event to event are those of all columns at once, exactly."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.chain.measures import concentration, dependence, payment
from projections.chain.measures.coverage import coverage
from projections.chain.measures.places import Place
from projections.chain.measures.running import Drifted, Running
from projections.chain.measures.tally import Tally, tally
from tests.projections.chain.books import FIRMS, books, columns
from tests.projections.chain.twins import Book, Spot
from tests.properties.lengths import many

NONE = -1
LEAD = Place(0, NONE, 100, NONE, ends=False, days=30, waits=0, essential=1)
SEAT = Place(1, 0, NONE, 500_000, ends=True, days=60, waits=1, essential=1)
pytestmark = pytest.mark.timeout(many(60, 3_600))
EXAMPLES = settings(max_examples=many(60, 1_000), deadline=None)


def told(book: Book, contract: int) -> Tally:
    """What a contract of a book adds."""
    spots = [s for top in book.tops[contract] for s in top.walk()]
    at = {id(spot): place for place, spot in enumerate(spots)}
    worth = book.worth[contract]
    return tally(NONE if worth is None else worth, [_place(s, at) for s in spots])


def _place(spot: Spot, at: dict[int, int]) -> Place:
    said = [spot.pence, spot.share, spot.days, spot.waits, spot.essential]
    pence, share, days, waits, essential = (
        NONE if one is None else int(one) for one in said
    )
    above = NONE if spot.above is None else at[id(spot.above)]
    others = [(firm, NONE if weeks is None else weeks) for firm, weeks in spot.others]
    group = NONE if spot.group is None else spot.group
    told = (spot.firm, above, pence, share, spot.ends, days, waits, essential)
    return Place(*told, others, group, spot.needed)


@EXAMPLES
@given(st.lists(books(), min_size=1, max_size=3))
def test_contracts_that_come_change_and_go_leave_the_sums_of_those_that_are_there(
    registers: list[Book],
) -> None:
    kept = Running()
    for book in registers:
        for contract in range(4):
            there = contract < len(book.tops)
            kept.put(contract, told(book, contract) if there else None)
    kept.anchor()
    made, others, _ = columns(registers[-1])

    figures = kept.figures()
    assert (figures["contracts"], figures["value"]) == (made.worth.size, made.total)
    assert figures["seats"] == int((made.tier > 1).sum())
    assert kept.coverage == coverage(made)
    direct = concentration.hhi(*concentration.direct(made))
    through = concentration.hhi(*concentration.look_through(made))
    assert (direct is None, through is None) == (
        figures["hhi_direct"] is None,
        figures["hhi_look_through"] is None,
    )
    if direct is not None and through is not None:
        assert figures["hhi_direct"] == pytest.approx(direct, rel=1e-9)
        assert figures["hhi_look_through"] == pytest.approx(through, rel=1e-9)
    pairs = dependence.single_failures(made, others)
    for level, sums in ((2, kept.stops), (1, kept.may_stop)):
        at_risk = dependence.at_risk(made, pairs, level)
        assert [sums[firm] for firm in range(FIRMS)] == at_risk.tolist()
    days = payment.cumulative_days(made)
    assert kept.longest == max(days.tolist(), default=NONE)
    late = payment.late_by_tier(made)[1:]
    assert kept.late == sum(each.late for each in late)
    assert kept.dated == sum(each.places - each.days_unknown for each in late)


def test_sums_are_made_anew_now_and_then_and_have_to_come_to_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("projections.chain.measures.running.ANCHOR", 3)
    kept = Running()
    one = tally(100, [LEAD])
    kept.put(0, one)
    kept.put(1, one)
    kept.kept.squares += 1
    with pytest.raises(Drifted, match="hhi_look_through"):
        kept.put(2, one)


def test_nothing_drifts_however_many_events_there_were() -> None:
    source, events = np.random.default_rng(5), many(10_000, 100_000)
    kept, firms = Running(), source.integers(0, 9, (events, 2)).tolist()
    worth, share = (source.integers(0, n, events).tolist() for n in (10**12, 10**6))
    for event, (lead, holder) in enumerate(firms):
        top = LEAD._replace(organisation=lead, pence=worth[event])
        below = SEAT._replace(organisation=holder, share=share[event])
        kept.put(event % 50, tally(worth[event], [top, below]))
    alone = Running()
    for contract in range(50):
        alone.put(contract, kept.tally(contract))
    assert alone.figures() == kept.figures()
    assert np.isfinite(alone.figures()["coverage"] or 0)
