"""One file, several importers: a short form of `python -m scripts.torture import`."""

from domain.log.register import Home
from scripts.torture.imports import importers_at_once


def test_importers_at_once_and_killed_take_each_notice_once(home: Home) -> None:
    counts = importers_at_once(home, notices=30, kills=1)

    assert counts["contracts"] == 30
