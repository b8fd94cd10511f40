"""A writing process is killed: short forms of `python -m scripts.torture kill`."""

from domain.log.register import Home
from scripts.torture.kill import kill_again_and_again


def test_what_was_acknowledged_outlives_every_kill(home: Home) -> None:
    counts = kill_again_and_again(home, kills=6, writers=4)

    assert counts["acknowledged"] > 0
