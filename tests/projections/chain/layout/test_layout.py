"""Where marks are put: all of them, apart from each other, and always in one place."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.chain.layout.folding import folded
from projections.chain.layout.layers import Layers
from projections.chain.layout.ordering import (
    crossings,
    first_order,
    inversions,
    ordered,
)
from projections.chain.layout.placing import apart, placed
from tests.projections.chain.layout.skeletons import (
    layers_of,
    networkx_order,
    skeletons,
    slow_crossings,
)

MANY = settings(max_examples=40, deadline=None)


@given(st.lists(st.integers(0, 9), max_size=40))
@MANY
def test_inversions_are_the_pairs_that_stand_the_wrong_way_round(
    values: list[int],
) -> None:
    slow = sum(a > b for at, a in enumerate(values) for b in values[at + 1 :])

    assert inversions(np.array(values, np.int64)) == slow


@given(skeletons())
@MANY
def test_crossings_are_counted_as_one_would_by_hand(layers: Layers) -> None:
    for rank in (first_order(layers), ordered(layers), networkx_order(layers)):
        assert crossings(layers, rank) == slow_crossings(layers, rank)


@given(skeletons())
@MANY
def test_the_order_never_crosses_more_lines_than_that_of_entry(layers: Layers) -> None:
    entered = crossings(layers, first_order(layers))

    assert crossings(layers, ordered(layers)) <= entered


def test_two_chains_that_were_entered_crosswise_are_untangled() -> None:
    # Contracts 0 and 1, leads 2 and 3: the first contract has the second lead.
    layers = layers_of([0, 0, 1, 1, 2, 2], [(0, 3), (1, 2), (2, 5), (3, 4)])

    assert crossings(layers, first_order(layers)) == 2
    assert crossings(layers, ordered(layers)) == 0


@given(skeletons())
@MANY
def test_the_same_skeleton_is_laid_out_the_same_every_time(layers: Layers) -> None:
    ranks = [ordered(layers) for _ in range(2)]
    heights = [placed(layers, rank) for rank in ranks]

    assert ranks[0].tolist() == ranks[1].tolist()
    assert heights[0].tolist() == heights[1].tolist()


@given(skeletons())
@MANY
def test_marks_keep_their_order_and_a_slot_between_them(layers: Layers) -> None:
    rank = ordered(layers)
    height = placed(layers, rank)
    counts = np.bincount(layers.column)

    assert height.min() >= 0
    assert height.max() <= counts.max() - 1
    for column in range(layers.columns):
        marks = layers.of_column(column)
        down = height[marks[np.argsort(rank[marks])]]
        assert (np.diff(down) >= 1 - 1e-9).all()


def test_what_nothing_pulls_down_stands_at_the_top() -> None:
    layers = layers_of([0, 1, 2, 2, 2, 2, 2], [(0, 1)])
    height = placed(layers, ordered(layers))

    assert height[:2].tolist() == [0, 0]


def test_a_chain_that_hangs_on_the_last_of_a_long_column_runs_straight() -> None:
    column = [0, 1, 2, 3, *([4] * 10)]
    layers = layers_of(column, [(0, 1), (1, 2), (2, 3), (3, 13)])
    height = placed(layers, first_order(layers))

    assert np.ptp(height[[0, 1, 2, 3, 13]]) < 0.5


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=12))
@MANY
def test_heights_that_fit_already_are_left_alone(steps: list[float]) -> None:
    fitting = np.cumsum(np.abs(steps) + 1)

    assert np.allclose(apart(fitting, 10_000), fitting)


@given(skeletons(), st.integers(1, 20), st.data())
@MANY
def test_every_mark_is_drawn_or_counted_among_the_others_of_its_column(
    layers: Layers, most: int, data: st.DataObject
) -> None:
    sizes = [data.draw(st.integers(0, 3)) for _ in range(layers.column.size)]
    found = folded(layers, np.array(sizes, float), most)

    drawn = found.layers.column
    assert (drawn[found.into] == layers.column).all()
    members = np.bincount(found.into, minlength=drawn.size)
    assert (members[~found.others] == 1).all()
    assert (members[found.others] >= 2).all()
    # A column keeps at least one mark beside the others.
    assert drawn.size <= max(most, 2 * layers.columns)
    assert np.isclose(found.layers.weight.sum(), layers.weight.sum())


@given(skeletons(), st.integers(4, 12), st.data())
@MANY
def test_the_largest_are_kept_and_the_least_are_folded(
    layers: Layers, most: int, data: st.DataObject
) -> None:
    size = np.array([data.draw(st.integers(0, 3)) for _ in layers.column], float)
    found = folded(layers, size, most)

    away = found.others[found.into]
    for column in range(layers.columns):
        inside = layers.column == column
        if (away & inside).any():
            assert size[away & inside].max() <= size[~away & inside].min(initial=3)


def test_an_unfolded_column_is_whole_and_the_others_are_cut_as_before() -> None:
    layers = layers_of([0] * 9 + [1] * 9, [])
    size = np.arange(18, dtype=float)
    cut, found = (folded(layers, size, 8, column) for column in (None, 1))

    assert np.bincount(cut.layers.column).tolist() == [4, 4]
    assert np.bincount(found.layers.column).tolist() == [4, 9]
    assert found.others.sum() == 1
    # A column that there is not is nothing to unfold.
    assert folded(layers, size, 8, 7).into.tolist() == cut.into.tolist()


def test_nothing_at_all_is_laid_out_as_nothing() -> None:
    layers = layers_of([], [])
    found = folded(layers, np.array([]))

    assert ordered(found.layers).size == 0
    assert placed(found.layers, ordered(found.layers)).size == 0
