"""Each kernel equals its twin on ten thousand registers drawn by their numbers.

Hypothesis looks for the odd ones, some dozens a test; here are many, quickly drawn.
Asked for with COUNTERFOIL_TEST_LONG; a few of them are looked at in every run.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest

from tests.projections.chain import test_measures as one
from tests.projections.chain import test_risk_and_chance as risk
from tests.projections.chain import test_running as kept
from tests.projections.chain import test_shapes as shapes
from tests.projections.chain.books import FIRMS
from tests.projections.chain.twins import Book, Spot
from tests.properties.lengths import many

REGISTERS = many(20, 10_000)
PENCE = [None, 0, 1, 99, 100_000, 33_333_333]
SHARES = [None, 0, 1, 250_000, 333_333, 1_000_000]
Check = Callable[[Random, Book], None]


def drawn(chance: Random) -> Book:
    """Contracts with shared firms, gaps, no value, and firms above themselves."""
    worth = [chance.choice(PENCE) for _ in range(chance.randrange(5))]
    tops = [[_chain(chance, each)] for each in worth]
    return Book(tops, worth, FIRMS).settle()


def _chain(chance: Random, worth: int | None) -> Spot:
    top = _spot(chance, None)
    top.pence, top.essential, top.waits = worth, True, False
    spots = [top]
    for _ in range(chance.randrange(12)):
        above = chance.choice(spots)
        above.below.append(_spot(chance, above))
        spots.append(above.below[-1])
    return top


def _spot(chance: Random, above: Spot | None) -> Spot:
    answers = [True, False, None]
    spot = Spot(
        chance.randrange(-1, FIRMS),
        chance.choice(PENCE),
        chance.choice(SHARES),
        ends=chance.random() < 0.5,
        days=chance.choice([None, *range(91)]),
        above=above,
    )
    spot.waits, spot.essential = chance.choice(answers), chance.choice(answers)
    spot.others = [
        (chance.randrange(-1, FIRMS), chance.choice([None, 0, 8]))
        for _ in range(chance.choice([0, 0, 1, 2]))
    ]
    return spot


def _plain(test: Any, *more: Callable[[Random], Any]) -> Check:
    """What a test of hypothesis looks at, given a register and what else it takes."""
    inner = test.hypothesis.inner_test
    return lambda chance, book: inner(book, *(draw(chance) for draw in more))


def _of_several(test: Any) -> Check:
    inner = test.hypothesis.inner_test
    return lambda chance, book: inner([drawn(chance), book])


CHECKS: dict[str, Check] = {
    "values": _plain(
        one.test_places_are_worth_what_their_trees_say_and_retained_comes_to_the_whole
    ),
    "concentration": _plain(
        one.test_concentration_equals_its_twins, lambda chance: chance.randrange(1, 5)
    ),
    "failures": _plain(
        one.test_what_fails_stops_what_its_twin_stops,
        lambda chance: {firm for firm in range(FIRMS) if chance.random() < 0.5},
    ),
    "one failure": _plain(one.test_one_failure_after_the_other_is_found_all_at_once),
    "days": _plain(one.test_days_add_up_only_where_somebody_is_paid_when_paid),
    "shapes": _plain(shapes.test_shapes_equal_their_twins),
    "risk": _plain(
        risk.test_risk_is_held_against_money_only_where_both_are_known,
        lambda chance: chance,
    ),
    "kinds": _plain(
        risk.test_what_firms_of_a_kind_keep_and_are_paid_is_told_with_what_is_not_known,
        lambda chance: chance,
    ),
    "groups": _plain(
        risk.test_each_group_of_contracts_has_an_index_of_its_own,
        lambda chance: chance,
    ),
    "loss": _plain(
        risk.test_what_is_lost_is_what_is_lost_at_each_value_of_what_all_have_in_common
    ),
    "worst years": _plain(
        risk.test_the_worst_years_are_those_of_the_same_draws_one_by_one,
        lambda chance: chance.randrange(100),
    ),
    "sums": _of_several(
        kept.test_contracts_that_come_change_and_go_leave_the_sums_of_those_that_are_there
    ),
}


def _registers() -> Iterator[tuple[Random, Book]]:
    for seed in range(REGISTERS):
        chance = Random(seed)  # noqa: S311 - which register is drawn
        yield chance, drawn(chance)


@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("name", CHECKS)
def test_kernels_equal_their_twins_on_each_of_many_registers(name: str) -> None:
    for chance, book in _registers():
        CHECKS[name](chance, book)
