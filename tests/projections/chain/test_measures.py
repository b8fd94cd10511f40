"""Kernels equal their plain twins on registers at random; nothing is ever a nan."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.chain.measures import (
    chance,
    concentration,
    coverage,
    dependence,
    payment,
)
from projections.chain.measures.joint import jointly
from tests.projections.chain import twins
from tests.projections.chain.books import FIRMS, books, columns
from tests.projections.chain.twins import Book, Spot
from tests.properties.lengths import many

pytestmark = pytest.mark.timeout(many(60, 3_600))
EXAMPLES = settings(max_examples=many(60, 1_000), deadline=None)


def _by_firm(amounts: np.ndarray) -> dict[int, int]:
    return {firm: int(x) for firm, x in enumerate(amounts.tolist()) if x}


def _some(amounts: dict[int, int]) -> dict[int, int]:
    return {firm: x for firm, x in amounts.items() if x}


@EXAMPLES
@given(books())
def test_places_are_worth_what_their_trees_say_and_retained_comes_to_the_whole(
    book: Book,
) -> None:
    made, _, spots = columns(book)

    assert made.value.tolist() == [spot.value for spot in spots]
    assert made.retained.tolist() == [spot.retained for spot in spots]
    assert made.valued.tolist() == [spot.valued for spot in spots]
    assert made.unseen.tolist() == [spot.unseen for spot in spots]
    assert made.tier.tolist() == [spot.tier for spot in spots]
    assert (made.retained >= 0).all()
    kept = np.bincount(made.contract, made.retained, made.worth.size)
    assert kept.tolist() == [each or 0 for each in book.worth]
    dark = sum(spot.retained for spot in spots if spot.unseen)
    seen = 1 - dark / book.total if book.total else None
    assert coverage.coverage(made) == pytest.approx(seen)
    for tier in coverage.seen_by_tier(made):
        of_tier = [spot for spot in spots if spot.tier == tier.tier]
        assert tier.places == len(of_tier)
        assert tier.without_value == sum(not s.valued for s in of_tier)
        assert tier.value == sum(s.value for s in of_tier)
        assert tier.next_known == sum(s.value for s in of_tier if not s.unseen)


def test_who_has_no_value_takes_nothing_from_the_least_that_stands_below() -> None:
    top = Spot(0, 100)
    above = Spot(1, above=top)
    top.below.append(above)
    above.below += [Spot(2, 60, above=above), Spot(3, above=above)]
    made, _, spots = columns(Book([[top]], [100], FIRMS).settle())

    value = {spot.firm: each for spot, each in zip(spots, made.value, strict=True)}
    assert value == {0: 100, 1: 60, 2: 60, 3: 0}


@pytest.mark.parametrize(("below", "deep"), [(5_000, 2), (1, 12)])
def test_chains_may_be_wide_or_deep(below: int, deep: int) -> None:
    top = Spot(0, 10_000_000, essential=True)
    above = top
    for _ in range(deep - 2):
        above.below.append(Spot(1, share=1_000_000, days=30, waits=True, above=above))
        above = above.below[0]
    share = 1_000_000 // below
    above.below += [
        Spot(2, share=share, ends=True, essential=True, above=above)
        for _ in range(below)
    ]
    made, others, _ = columns(Book([[top]], [10_000_000], FIRMS).settle())

    assert (int(made.tier.max()), int(made.retained.sum())) == (deep, 10_000_000)
    assert coverage.coverage(made) == 1
    pairs = dependence.single_failures(made, others)
    assert dependence.at_risk(made, pairs)[2] == 10_000_000
    assert concentration.hhi(*concentration.look_through(made)) == (10_000, 10_000)


def test_who_takes_over_at_once_is_still_not_paid_by_one_who_failed() -> None:
    top = Spot(0, 100, essential=True)
    above = Spot(1, essential=False, above=top)
    top.below.append(above)
    above.below.append(Spot(1, others=[(2, 0)], above=above))
    made, others, _ = columns(Book([[top]], [100], FIRMS).settle())

    level = dependence.levels(made, np.arange(FIRMS) == 1, others)
    assert dependence.contracts_hit(made, level).tolist() == [dependence.MAY_STOP]
    pairs = dependence.single_failures(made, others)
    assert pairs.level[pairs.organisation == 1].tolist() == [dependence.MAY_STOP]


@EXAMPLES
@given(books(), st.integers(1, 4))
def test_concentration_equals_its_twins(book: Book, n: int) -> None:
    made, _, _ = columns(book)
    for found, twin in (
        (concentration.direct(made), twins.paid(book)),
        (concentration.look_through(made), twins.kept(book)),
    ):
        amounts, unseen = found
        assert (_by_firm(amounts), unseen) == (_some(twin[0]), twin[1])
        index, expected = concentration.hhi(amounts, unseen), twins.hhi(*twin)
        assert (index is None) == (expected is None)
        assert concentration.entropy_number(amounts) == pytest.approx(
            twins.entropy(twin[0])
        )
        if index is None or expected is None:
            assert concentration.top_share(amounts, n, unseen) is None
            continue
        assert index == pytest.approx(expected, abs=1e-6)
        assert 0 <= index.low <= index.high <= 10_000
        assert concentration.top_share(amounts, n, unseen) == pytest.approx(
            twins.top_share(twin[0], n, unseen)
        )
        low, high = expected
        fewest, most = 10_000 / high, 10_000 / low if low else inf
        assert concentration.effective_number(index) == pytest.approx((fewest, most))


@EXAMPLES
@given(books(), st.sets(st.integers(0, FIRMS - 1)))
def test_what_fails_stops_what_its_twin_stops(book: Book, failed: set[int]) -> None:
    made, others, spots = columns(book)
    flags = np.isin(np.arange(FIRMS), list(failed))

    level = dependence.levels(made, flags, others)
    assert level.tolist() == [twins.place_level(spot, failed) for spot in spots]
    hit = dependence.contracts_hit(made, level)
    assert hit.tolist() == twins.contract_levels(book, failed)
    named = dependence.merged_picture(made, flags)
    assert named == twins.merged_picture(book, failed)


@EXAMPLES
@given(books())
def test_one_failure_after_the_other_is_found_all_at_once(book: Book) -> None:
    made, others, _ = columns(book)
    pairs = dependence.single_failures(made, others)
    found = {
        (c, f): level
        for c, f, level in zip(*(each.tolist() for each in pairs), strict=True)
    }
    one = {firm: twins.contract_levels(book, {firm}) for firm in range(FIRMS)}

    stopping = dependence.at_risk(made, pairs)
    dependency = dependence.dependency(made, stopping)
    leverage = dependence.leverage(stopping, concentration.kept(made))
    for firm, levels in one.items():
        held = {c: n for c, n in enumerate(levels) if n}
        assert held == {c: n for (c, f), n in found.items() if f == firm and n}
        at_risk = sum(book.worth[c] or 0 for c, n in held.items() if n == 2)
        assert stopping[firm] == at_risk
        assert dependency[firm] == pytest.approx(at_risk / (book.total or 1))
        own = sum(s.retained for s in book.spots() if s.firm == firm)
        assert leverage[firm] == pytest.approx(at_risk / own if own else -1)

    loss = np.maximum(made.worth, 0)
    chances = np.linspace(0, 1, FIRMS)
    exact = twins.expected_loss(book, one, loss.tolist(), chances.tolist())
    joint = jointly(made, others, pairs).found
    found_loss = chance.expected_loss(pairs, loss, chances, 0.0, joint)
    assert found_loss == pytest.approx(exact, rel=1e-9)


@EXAMPLES
@given(books())
def test_days_add_up_only_where_somebody_is_paid_when_paid(book: Book) -> None:
    made, _, spots = columns(book)
    found = payment.cumulative_days(made)

    expected = [twins.days(spot) for spot in spots]
    assert found.tolist() == [-1 if each is None else each for each in expected]
    for contract, place in enumerate(payment.worst_place(made, found).tolist()):
        of_it = [
            e
            for s, e in zip(spots, expected, strict=True)
            if s.contract == contract and e is not None
        ]
        assert (found[place] if place >= 0 else None) == max(of_it, default=None)
    for late in payment.late_by_tier(made):
        of_tier = [s for s in spots if s.tier == late.tier]
        over = [s for s in of_tier if (s.days or 0) > 30]
        assert (late.places, late.late) == (len(of_tier), len(over))
        assert late.days_unknown == sum(s.days is None for s in of_tier)
        assert late.value == sum(s.value for s in of_tier)
        assert late.late_value == sum(s.value for s in over)
    lent, known = payment.funded(made)
    for spot, sum_, is_known in zip(spots, lent.tolist(), known.tolist(), strict=True):
        own = [spot, *spot.below]
        assert is_known == all(s.valued and s.days is not None for s in own)
        owed = spot.value * (spot.days or 0)
        assert sum_ == (owed - sum(s.value * (s.days or 0) for s in spot.below)) // 365
    total, dark = payment.lent_by(made)
    for firm in range(FIRMS):
        assert (total[firm], dark[firm]) == twins.lent(book, firm)
    share = payment.share_of_cash(total, np.array([-1, 0, *[100] * (FIRMS - 2)]))
    assert share[:2].tolist() == [-1, -1]
    assert share[2:].tolist() == [max(x, 0) / 100 for x in total[2:].tolist()]
