"""Several processes at one log: short forms of `python -m scripts.torture crowd`."""

from domain.log.register import Home
from scripts.torture.crowd import all_on_one_stream, four_writers_and_a_follower


def test_a_follower_misses_nothing_that_four_processes_write(home: Home) -> None:
    counts = four_writers_and_a_follower(home, turns=15)

    assert counts["acknowledged"] == 4 * 4 * 15


def test_each_version_of_one_stream_is_acknowledged_once(home: Home) -> None:
    counts = all_on_one_stream(home, turns=15)

    assert counts["versions"] > 0
