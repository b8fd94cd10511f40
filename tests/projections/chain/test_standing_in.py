"""Of a group so many are needed: what that spares, by hand and by dominators."""

from random import Random

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projections.chain.measures import concentration, dependence
from projections.chain.measures.dependence import GOES_ON, MAY_STOP, STOPS
from tests.projections.chain.books import columns
from tests.projections.chain.twins import Book, Spot
from tests.properties.lengths import many

EXAMPLES = settings(max_examples=many(60, 1_000), deadline=None)


def _under(top: Spot, *spots: Spot) -> Spot:
    for spot in spots:
        spot.above = top
    top.below += spots
    return top


def _three(needed: int) -> Book:
    """A lead with three that stand in for one another, so many of them needed."""
    one, two, three = (
        Spot(firm, essential=None, group=0, needed=needed) for firm in (1, 2, 3)
    )
    top = _under(Spot(0, 90, essential=True), one, two, three)
    return Book([[top]], [90], 5).settle()


@pytest.mark.parametrize(
    ("needed", "failed", "level"),
    [
        (2, {1}, GOES_ON),
        (2, {1, 2}, STOPS),
        (1, {1, 2}, GOES_ON),
        (1, {1, 2, 3}, STOPS),
        (3, {2}, STOPS),
        # A group that is thinner than it has to be needs each that is left.
        (9, {2}, STOPS),
        (1, {0}, STOPS),
    ],
)
def test_so_many_of_a_group_are_needed(
    needed: int, failed: set[int], level: int
) -> None:
    made, others, _ = columns(_three(needed))

    flags = np.isin(np.arange(5), list(failed))
    found = dependence.levels(made, flags, others)
    assert dependence.contracts_hit(made, found).tolist() == [level]


def test_nobody_in_a_group_with_one_to_spare_is_a_single_point() -> None:
    made, others, _ = columns(_three(2))
    pairs = dependence.single_failures(made, others)
    stopping = dependence.at_risk(made, pairs)

    assert stopping.tolist() == [90, 0, 0, 0, 0]
    assert dependence.dependency(made, stopping)[1] == 0
    assert dependence.leverage(stopping, concentration.kept(made))[1] <= 0


def test_what_fails_below_a_member_takes_down_the_member_alone() -> None:
    below = Spot(4, essential=True)
    one = _under(Spot(1, group=0, needed=1), below)
    two = Spot(2, group=0, needed=1)
    top = _under(Spot(0, 90, essential=True), one, two)
    made, others, spots = columns(Book([[top]], [90], 5).settle())

    four = np.arange(5) == 4
    level = dependence.levels(made, four, others)
    assert level[[spot.firm for spot in spots].index(4)] == GOES_ON
    both = np.isin(np.arange(5), [2, 4])
    found = dependence.levels(made, both, others)
    assert dependence.contracts_hit(made, found).tolist() == [STOPS]


def test_one_firm_in_two_places_of_a_group_takes_both_with_it() -> None:
    places = [Spot(firm, group=0, needed=2) for firm in (1, 1, 2)]
    made, others, _ = columns(
        Book([[_under(Spot(0, 90, essential=True), *places)]], [90], 3).settle()
    )
    pairs = dependence.single_failures(made, others)
    assert pairs.level.tolist() == [STOPS, STOPS, GOES_ON]


def test_members_that_are_paid_by_one_who_failed_may_all_stop() -> None:
    members = [Spot(firm, group=0, needed=1) for firm in (2, 3)]
    above = _under(Spot(1, essential=False), *members)
    made, others, _ = columns(
        Book([[_under(Spot(0, 90, essential=True), above)]], [90], 4).settle()
    )
    pairs = dependence.single_failures(made, others)
    assert pairs.level.tolist() == [STOPS, MAY_STOP, GOES_ON, GOES_ON]


@EXAMPLES
@given(st.randoms(use_true_random=False))
def test_single_points_are_the_dominators_of_what_is_delivered(chance: Random) -> None:
    spots = [Spot(0, 100, essential=True)]
    for firm in range(1, 12):
        above = chance.choice(spots)
        spot = Spot(firm, essential=chance.random() < 0.7, above=above)
        above.below.append(spot)
        spots.append(spot)
    for nth, above in enumerate(spots):
        for each in above.below:
            if chance.random() < 0.6:
                each.group, each.needed = nth, 1
    made, others, _ = columns(Book([[spots[0]]], [100], 12).settle())

    pairs = dependence.single_failures(made, others)
    found = set(pairs.organisation[pairs.level == STOPS].tolist())
    assert found == _dominators(spots[0])


def _dominators(top: Spot) -> set[int]:
    """Whom every way from nothing to the service runs through, each needed in turn."""
    graph: nx.DiGraph[object] = nx.DiGraph()
    at = _after(graph, "nothing", top)
    dominated = nx.immediate_dominators(graph, "nothing")
    found = set[int]()
    while at != "nothing":
        if isinstance(at, int):
            found.add(at)
        at = dominated[at]
    return found


def _after(graph: "nx.DiGraph[object]", here: object, spot: Spot) -> object:
    """Where one is after a place and all below it: either member of a group will do."""
    if spot.group is not None or spot.essential:
        graph.add_edge(here, spot.firm)
        here = spot.firm
    for each in spot.below:
        if each.group is None:
            here = _after(graph, here, each)
    members = [each for each in spot.below if each.group is not None]
    for each in members:
        graph.add_edge(_after(graph, here, each), ("either", spot.firm))
    return ("either", spot.firm) if members else here
