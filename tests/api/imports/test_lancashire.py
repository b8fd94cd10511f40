"""Real notices of seven councils: read whole, counted, and equal when read again."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from api.imports import oddities, repeats, suppliers, words
from api.imports.contracts_finder import read
from api.imports.faults import Severity
from api.imports.notice import Ending, Lifecycle
from api.imports.reading import Reading

DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data"
COUNCILS = DATA / "contracts-finder-lancashire"
SNAPSHOTS = DATA / "contracts-finder-snapshots"

pytestmark = pytest.mark.skipif(
    not COUNCILS.is_dir(), reason="the public data set is not on this machine"
)


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    return {path.stem: read(path.read_bytes()) for path in COUNCILS.glob("*.json")}


def test_all_490_rows_are_notices(readings: dict[str, Reading]) -> None:
    counts = [reading.counts for reading in readings.values()]

    assert len(counts) == 7
    assert sum(each.rows for each in counts) == 490
    assert sum(each.notices for each in counts) == 490
    assert all(reading.lists_all for reading in readings.values())


def test_each_file_comes_out_with_the_sum_of_awards_it_states(
    readings: dict[str, Reading],
) -> None:
    for council, reading in readings.items():
        stated: dict[str, Any] = json.loads(
            (COUNCILS / f"{council}.json").read_bytes(), parse_float=Decimal
        )["stats"]
        awards = [row.notice.awarded_value for row in reading.taken]
        assert (
            sum(Decimal(each) for each in awards if each)
            == (stated["total_awarded_value"])
        )


def test_the_notices_are_what_a_commissioner_would_count(
    readings: dict[str, Reading],
) -> None:
    notices = [row.notice for each in readings.values() for row in each.taken]

    assert Counter((each.lifecycle, each.ending) for each in notices) == {
        (Lifecycle.AWARDED, None): 282,
        (Lifecycle.IN_PROCUREMENT, None): 192,
        (Lifecycle.IN_PROCUREMENT, Ending.WITHDRAWN): 6,
        (Lifecycle.IN_PROCUREMENT, Ending.WITHOUT_AWARD): 5,
        (Lifecycle.PLANNED, None): 5,
    }


def test_every_oddity_is_found_as_often_as_it_is_there(
    readings: dict[str, Reading],
) -> None:
    told = Counter(
        fault.wrong for reading in readings.values() for fault in reading.faults
    )

    assert told[suppliers.SEVERAL.wrong] == 8
    assert told[suppliers.NOBODY.wrong] == 5
    assert told[oddities.BEFORE_DEADLINE.wrong] == 3
    assert told[oddities.NO_TIME_TO_BID.wrong] == 3
    assert told[oddities.ABOVE_ESTIMATE.wrong] == 8
    assert told[oddities.AHEAD.wrong] == 1
    assert told[words.CUT_AT_SOURCE.wrong] == 233
    assert told[repeats.SAME_TITLE.wrong] == 38
    assert sum(len(reading.match_list) for reading in readings.values()) == 11


def test_no_notice_loses_a_value_that_could_be_read(
    readings: dict[str, Reading],
) -> None:
    for reading in readings.values():
        lost = [
            fault.wrong
            for fault in reading.faults
            if fault.severity is Severity.KEPT_AS_UNKNOWN
            and fault.value not in {"0", ""}
        ]
        assert lost == []
        assert not any(row.notice.unmapped for row in reading.taken)


def test_a_notice_that_two_councils_list_is_one_notice(
    readings: dict[str, Reading],
) -> None:
    hashes = [
        (row.notice.key, row.notice.content_hash)
        for reading in readings.values()
        for row in reading.taken
    ]

    assert len(set(hashes)) == len(dict(hashes)) == 489


def test_an_unchanged_source_read_again_has_unchanged_hashes() -> None:
    read_as = [
        {row.notice.key: row.notice.content_hash for row in read(data).taken}
        for data in (path.read_bytes() for path in sorted(SNAPSHOTS.glob("*.json")))
    ]

    assert len(read_as) == 4
    assert len(read_as[0]) == 94
    assert all(each == read_as[0] for each in read_as)
