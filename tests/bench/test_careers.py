"""The histories that benches make: every turn of every career is a fact there is."""

from random import Random
from uuid import UUID

import pytest

from domain.event import Fact
from scripts.bench.careers import World
from scripts.bench.questions import KINDS
from scripts.bench.seeding import ROUNDS, Part, parts

ONE = (UUID(int=1),)
WORLD = World(ONE, ONE, ONE, ONE, ONE)


@pytest.mark.parametrize("kinds", [parts(1_000_000), KINDS], ids=["long", "usual"])
def test_every_turn_of_a_career_is_a_fact(kinds: dict[str, Part]) -> None:
    chance = Random(1)  # noqa: S311 - a history, no secret
    for part in kinds.values():
        for turn in range(min(part.turns, ROUNDS)):
            assert isinstance(part.career(WORLD, 7, turn, chance), Fact)
