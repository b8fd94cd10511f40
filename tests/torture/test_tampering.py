"""A register changed behind its back: short forms of `python -m scripts.torture`."""

from pathlib import Path

from domain.log.register import Home
from scripts.torture.tampering import bytes_of_a_file_changed, rows_changed

UNUSED = Home(Path())


def test_no_change_of_rows_is_accepted() -> None:
    counts = rows_changed(UNUSED, rounds=90)

    assert sum(many for what, many in counts.items() if what.startswith("found")) > 80


def test_no_byte_of_a_file_is_accepted_changed() -> None:
    counts = bytes_of_a_file_changed(UNUSED, seconds=3)

    assert counts["tampered"] + counts["provably the same content"] > 10
