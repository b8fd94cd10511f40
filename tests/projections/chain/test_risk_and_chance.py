"""Risk, kinds of firms, groups of contracts and chances are those of plain sums."""

from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.chain.measures import (
    chance,
    concentration,
    dependence,
    payment,
    transfer,
)
from projections.chain.measures.joint import jointly
from tests.projections.chain import twins_of_money as twins
from tests.projections.chain.books import FIRMS, books, columns
from tests.projections.chain.twins import Book, Spot, contract_levels
from tests.properties.lengths import many

pytestmark = pytest.mark.timeout(many(60, 3_600))
EXAMPLES = settings(max_examples=many(30, 1_000), deadline=None)
RANDOMS = st.randoms(use_true_random=False)
CHANCES = [0.0, 0.001, 0.02, 0.25, 0.7, 1.0]
RHO = 0.2


def _shared_out(chance_of: Random, spots: list[Spot]) -> np.ndarray:
    """Shares of risk, of most contracts such that they come to the whole."""
    found = np.zeros(len(spots), np.int64)
    for contract in {spot.contract for spot in spots}:
        places = [n for n, spot in enumerate(spots) if spot.contract == contract]
        left = 1_000_000
        for place in places[1:]:
            found[place] = chance_of.randrange(left + 1)
            left -= int(found[place])
        found[places[0]] = left
        if chance_of.random() < 0.3:
            found[chance_of.choice(places)] = chance_of.choice([-1, 0])
    return found


@EXAMPLES
@given(books(), st.randoms(use_true_random=False))
def test_risk_is_held_against_money_only_where_both_are_known(
    book: Book, chance_of: Random
) -> None:
    made, _, spots = columns(book)
    risk = _shared_out(chance_of, spots)

    ratio, known = transfer.disproportion(made, risk)
    index, is_known = transfer.hoover(made, risk)
    assert np.isfinite(ratio).all()
    assert np.isfinite(index).all()
    hoover = [
        twins.hoover(book, spots, risk.tolist(), c) for c in range(len(book.worth))
    ]
    assert is_known.tolist() == [each is not None for each in hoover]
    known_ones = [each for each in hoover if each is not None]
    assert index[is_known].tolist() == pytest.approx(known_ones)
    for spot, rho, sure, share in zip(
        spots, ratio.tolist(), known.tolist(), risk.tolist(), strict=True
    ):
        mine = [
            r for s, r in zip(spots, risk, strict=True) if s.contract == spot.contract
        ]
        whole = min(mine) >= 0 and sum(mine) == 1_000_000
        assert sure == (whole and not spot.unseen and spot.retained > 0)
        if sure:
            money = spot.retained / (spot.worth or 1)
            assert rho == pytest.approx(share / 1_000_000 / money)


@EXAMPLES
@given(books(), RANDOMS)
def test_what_firms_of_a_kind_keep_and_are_paid_is_told_with_what_is_not_known(
    book: Book, chance_of: Random
) -> None:
    made, _, spots = columns(book)
    flag = np.array([chance_of.choice([-1, 0, 1]) for _ in range(FIRMS)])
    everywhere = np.ones(len(spots), bool)
    part = payment.share_with(made, flag, everywhere)
    if part is not None:
        said = [-1 if s.unseen or s.firm < 0 else int(flag[s.firm]) for s in spots]
        kept = [s.retained for s in spots]
        sure = sum(k for k, f in zip(kept, said, strict=True) if f == 1)
        never = sum(k for k, f in zip(kept, said, strict=True) if f == 0)
        assert part == pytest.approx((sure / sum(kept), 1 - never / sum(kept)))
    said = [-1 if s.firm < 0 else int(flag[s.firm]) for s in spots]
    gross = [
        sum(s.value for s, f in zip(spots, said, strict=True) if f == each)
        for each in (1, -1, 0)
    ]
    assert payment.gross_with(made, flag, everywhere).tolist() == gross


@EXAMPLES
@given(books(), RANDOMS)
def test_each_group_of_contracts_has_an_index_of_its_own(
    book: Book, chance_of: Random
) -> None:
    made, _, _ = columns(book)
    group = [chance_of.randrange(-1, 3) for _ in book.worth]

    found = concentration.by_group(made, np.array(group, np.int64), 3)
    for (worth, index), twin in zip(found, twins.by_group(book, group, 3), strict=True):
        assert worth == twin[0]
        assert (index or ()) == pytest.approx(twin[1] or ())
    among = concentration.of_groups(made, np.array(group, np.int64), 3)
    assert (among or ()) == pytest.approx(twins.of_groups(book, group) or ())


@EXAMPLES
@given(books())
def test_what_is_lost_is_what_is_lost_at_each_value_of_what_all_have_in_common(
    book: Book,
) -> None:
    made, others, _ = columns(book)
    pairs = dependence.single_failures(made, others)
    one = {firm: contract_levels(book, {firm}) for firm in range(FIRMS)}
    loss = np.maximum(made.worth, 0)

    found = chance.expected_loss(pairs, loss, np.array(CHANCES), RHO)
    expected = twins.expected_loss(one, loss.tolist(), CHANCES, RHO)
    assert found == pytest.approx(expected, rel=1e-9)


@EXAMPLES
@given(books(), st.integers(0, 99))
def test_the_worst_years_are_those_of_the_same_draws_one_by_one(
    book: Book, seed: int
) -> None:
    made, others, _ = columns(book)
    pairs = dependence.single_failures(made, others)
    one = {firm: contract_levels(book, {firm}) for firm in range(FIRMS)}
    loss = np.maximum(made.worth, 0)
    chances = np.array(CHANCES)
    asked: dict[str, Any] = {"level": 0.8, "draws": 30, "seed": seed}

    joint = jointly(made, others, pairs).found
    found = chance.tail(pairs, loss, chances, RHO, **asked, joint=joint)
    expected = twins.tail(book, one, loss.tolist(), CHANCES, RHO, **asked)
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        told = found.value_at_risk, *found.between, found.shortfall
        assert told == pytest.approx(expected)


@pytest.mark.parametrize("tested", [1, 7, 400])
def test_a_share_found_lies_as_far_from_both_its_bounds_as_chance_can_bring_it(
    tested: int,
) -> None:
    for hits in {0, 1, tested // 3, tested}:
        between, share = payment.wilson(hits, tested), hits / tested
        assert between is not None
        assert between.low - 1e-15 <= share <= between.high + 1e-15
        for bound in between:
            spread = payment.Z_95 * (bound * (1 - bound) / tested) ** 0.5
            assert abs(share - bound) == pytest.approx(spread, abs=1e-7)
    assert payment.wilson(0, 0) is None
