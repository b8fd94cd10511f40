"""Registers at random, as plain trees and as columns."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from projections.chain.measures.forest import Forest, Places, forest
from projections.chain.measures.standing_in import Alternatives, Groups
from tests.projections.chain.twins import Book, Spot

FIRMS = 6
MAYBE_FIRM = st.integers(-1, FIRMS - 1)
PENCE = st.none() | st.sampled_from([0, 1, 99, 100_000, 33_333_333])
SHARE = st.none() | st.sampled_from([0, 1, 250_000, 333_333, 1_000_000])
ANSWER = st.sampled_from([True, False, None])
OTHERS = st.lists(
    st.tuples(MAYBE_FIRM, st.none() | st.sampled_from([0, 8])), max_size=2
)


@st.composite
def books(draw: Any) -> Book:
    """Contracts with shared firms, no value, gaps, and firms above themselves."""
    worth = draw(st.lists(PENCE, max_size=4))
    tops = [[draw(_chain(each))] for each in worth]
    return Book(tops, worth, FIRMS).settle()


@st.composite
def _chain(draw: Any, worth: int | None) -> Spot:
    days = draw(st.none() | st.integers(0, 90))
    top = Spot(
        draw(MAYBE_FIRM), worth, ends=draw(st.booleans()), days=days, essential=True
    )
    spots = [top]
    for _ in range(draw(st.integers(0, 6))):
        above = draw(st.sampled_from(spots))
        spot = Spot(
            draw(MAYBE_FIRM),
            draw(PENCE),
            draw(SHARE),
            ends=draw(st.booleans()),
            days=draw(st.none() | st.integers(0, 90)),
            waits=draw(ANSWER),
            essential=draw(ANSWER),
            others=draw(OTHERS),
            above=above,
        )
        above.below.append(spot)
        spots.append(spot)
    if draw(st.booleans()):
        _group(draw, spots)
    return top


def _group(draw: Any, spots: list[Spot]) -> None:
    """Some of those right under one place stand in for one another."""
    for nth, above in enumerate(spots):
        members = [each for each in above.below if draw(st.booleans())]
        needed = draw(st.integers(1, 3))
        for each in members:
            each.group, each.needed = nth, needed


def columns(book: Book) -> tuple[Forest, Alternatives, list[Spot]]:
    """The same as columns, and the trees' places in their order."""
    said = book.spots()
    # However they come: from the last to the first.
    said.reverse()
    at = {id(spot): place for place, spot in enumerate(said)}
    places = (
        Places(
            *(
                _whole(row)
                for row in zip(*[_row(spot, at) for spot in said], strict=True)
            )
        )
        if said
        else Places(*(_whole([]) for _ in Places._fields))
    )
    places = places._replace(ends=places.ends.astype(bool))
    worth = _whole([-1 if each is None else each for each in book.worth])
    made = forest(places, worth, book.firms)
    spots = [said[place] for place in made.at.tolist()]
    rows = [
        (place, firm, -1 if weeks is None else weeks)
        for place, spot in enumerate(spots)
        for firm, weeks in spot.others
    ]
    others = Alternatives(*(_whole([row[n] for row in rows]) for n in range(3)))
    return made, others._replace(groups=_groups(spots)), spots


def _groups(spots: list[Spot]) -> Groups | None:
    numbers, rows = dict[tuple[int, int], tuple[int, int]](), list[tuple[int, int]]()
    for place, spot in enumerate(spots):
        if spot.group is not None:
            key = spot.contract, spot.group
            number, _ = numbers.setdefault(key, (len(numbers), spot.needed))
            rows.append((place, number))
    if not rows:
        return None
    needed = [k for _, k in numbers.values()]
    members, group = (_whole([row[n] for row in rows]) for n in range(2))
    return Groups(members, group, _whole(needed))


def _row(spot: Spot, at: dict[int, int]) -> list[int]:
    above = -1 if spot.above is None else at[id(spot.above)]
    said = [spot.contract, spot.firm, above]
    said += [-1 if one is None else int(one) for one in (spot.pence, spot.share)]
    said.append(int(spot.ends))
    more = (spot.days, spot.waits, spot.essential)
    return said + [-1 if one is None else int(one) for one in more]


def _whole(values: Any) -> Any:
    return np.array(list(values), np.int64)
