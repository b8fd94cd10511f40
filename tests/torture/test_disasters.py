"""The disk fills, the server is killed: short forms of `python -m scripts.torture`."""

from collections import Counter
from collections.abc import Callable

import pytest

from scripts.torture.disasters import NotHere
from scripts.torture.full import disk_full
from scripts.torture.postmaster import postmaster_killed


@pytest.mark.parametrize(
    "torment", [lambda: disk_full(1), lambda: postmaster_killed(1)], ids=["full", "pg"]
)
def test_what_was_acknowledged_outlives_it(torment: Callable[[], Counter[str]]) -> None:
    try:
        counts = torment()
    except NotHere as lacking:
        pytest.skip(str(lacking))

    assert counts["acknowledged"] > 0
