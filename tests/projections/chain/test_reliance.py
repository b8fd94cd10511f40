"""What part of its turnover a firm has from us, as an interval that holds the truth."""

from math import inf
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.chain.measures import concentration, reliance
from tests.projections.chain import twins
from tests.projections.chain.books import FIRMS, books, columns
from tests.projections.chain.twins import Book, Spot
from tests.properties.lengths import many

EXAMPLES = settings(max_examples=many(40, 1_000), deadline=None)
TURNOVERS = st.lists(
    st.none() | st.sampled_from([0, 100, 7_000_000]), min_size=FIRMS, max_size=FIRMS
)


def whole(values: list[int]) -> np.ndarray:
    return np.array(values, np.int64)


@EXAMPLES
@given(books(), TURNOVERS)
def test_reliance_equals_its_twin(book: Book, turnovers: list[int | None]) -> None:
    made, _, _ = columns(book)
    spent, paid = reliance.kept(made), reliance.paid(made)
    turnover = whole([-1 if one is None else one for one in turnovers])
    found = reliance.reliance(spent, turnover)

    assert paid.least.tolist() == concentration.direct(made)[0].tolist()
    assert paid.most.tolist() == paid.least.tolist()
    for firm, filed in enumerate(turnovers):
        least, most = twins.kept_between(book, firm)
        assert spent.least[firm] == least
        assert bool(spent.is_open[firm]) == (most is None)
        if most is not None:
            assert spent.most[firm] == most
        twin = twins.reliance(least, most, filed) or (-1, -1)
        assert (found.least[firm], found.most[firm]) == pytest.approx(twin)


@EXAMPLES
@given(st.randoms(use_true_random=False))
def test_what_is_not_said_lies_between_the_least_and_the_most(
    chance: Random,
) -> None:
    top, truth = _known_whole(chance), dict.fromkeys(range(FIRMS), 0)
    for spot in Book([[top]], [top.pence], FIRMS).settle().spots():
        truth[spot.firm] += spot.retained
    for spot in list(top.walk())[1:]:
        if chance.random() < 0.4:
            spot.pence = None
        spot.ends = spot.ends and chance.random() < 0.5
    made, _, _ = columns(Book([[top]], [top.pence], FIRMS).settle())

    found = reliance.kept(made)
    for firm, sum_ in truth.items():
        assert found.least[firm] <= sum_ <= found.most[firm]


def _known_whole(chance: Random) -> Spot:
    """A chain of which everything is known, and that comes to its sums."""
    top = Spot(0, 1_000)
    spots, left = [top], {id(top): 1_000}
    for _ in range(6):
        above = chance.choice(spots)
        pence = chance.randint(0, left[id(above)])
        spot = Spot(chance.randrange(FIRMS), pence, above=above)
        left[id(above)] -= pence
        left[id(spot)] = pence
        above.below.append(spot)
        spots.append(spot)
    for spot in spots:
        spot.ends = not spot.below
    return top


def test_what_a_consortium_has_not_shared_out_may_be_that_of_any_partner() -> None:
    tops = [[Spot(0, 60, ends=True), Spot(1, 0, ends=True), Spot(-1, 40)]]
    made, _, _ = columns(Book(tops, [100], FIRMS).settle())

    paid = reliance.paid(made)
    assert (paid.least[:2].tolist(), paid.most[:2].tolist()) == ([60, 0], [100, 40])
    assert reliance.kept(made).most[:2].tolist() == [100, 40]


def test_a_contract_of_unknown_value_leaves_the_most_open() -> None:
    tops = [[Spot(0, 60, ends=True)], [Spot(0, None)]]
    made, _, _ = columns(Book(tops, [60, None], FIRMS).settle())

    found = reliance.reliance(reliance.paid(made), whole([100, *[-1] * (FIRMS - 1)]))
    assert (found.least[0], found.most[0]) == (0.6, inf)


def test_turnover_is_brought_to_twelve_months() -> None:
    filed = reliance.a_year(whole([900, 900, -1, 5]), whole([9, 18, 12, -1]))
    assert filed.tolist() == [1_200, 600, -1, -1]


def test_nobody_relies_on_us_where_there_is_nobody() -> None:
    made, _, _ = columns(Book([], [], 0))
    assert reliance.reliance(reliance.kept(made), whole([])).least.size == 0
