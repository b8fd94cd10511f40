"""What a notice means for the register, and when it is the same as before."""

import json
from dataclasses import fields
from typing import Any

import pytest

from api.imports.contracts_finder import read
from api.imports.notice import Ending, Lifecycle, Notice
from tests.api.imports.notices import ID, notice, notice_of, taken, tender_of


@pytest.mark.parametrize(
    ("columns", "lifecycle", "ending"),
    [
        ({}, Lifecycle.IN_PROCUREMENT, None),
        ({"status": "closed"}, Lifecycle.IN_PROCUREMENT, None),
        ({"status": "Closed"}, Lifecycle.IN_PROCUREMENT, None),
        ({"status": None}, Lifecycle.IN_PROCUREMENT, None),
        ({"status": "paused"}, Lifecycle.IN_PROCUREMENT, None),
        ({"status": "withdrawn"}, Lifecycle.IN_PROCUREMENT, Ending.WITHDRAWN),
        ({"notice_type": "Pipeline"}, Lifecycle.PLANNED, None),
        ({"notice_type": "PreProcurement"}, Lifecycle.PLANNED, None),
        (
            {"notice_type": "Pipeline", "status": "withdrawn"},
            Lifecycle.PLANNED,
            Ending.WITHDRAWN,
        ),
        ({"notice_type": "Fair"}, Lifecycle.IN_PROCUREMENT, None),
    ],
)
def test_a_notice_without_award_is_no_contract_yet(
    columns: dict[str, Any], lifecycle: Lifecycle, ending: Ending | None
) -> None:
    read_as = tender_of(**columns)

    assert (read_as.lifecycle, read_as.ending) == (lifecycle, ending)


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"awarded_supplier": None},
        {"awarded_supplier": "Moss Ltd,Fell Ltd"},
        {"awarded_date": None, "awarded_value": 0},
        {"notice_type": "Pipeline"},
        {"status": "closed"},
        {"status": None},
    ],
)
def test_an_award_is_awarded(columns: dict[str, Any]) -> None:
    read_as = notice_of(**columns)

    assert (read_as.lifecycle, read_as.ending) == (Lifecycle.AWARDED, None)


def test_an_award_to_nobody_is_a_procurement_that_ended_without_award() -> None:
    read_as = notice_of(awarded_supplier="NOT AWARDED TO SUPPLIER", awarded_value=0)

    assert read_as.lifecycle is Lifecycle.IN_PROCUREMENT
    assert read_as.ending is Ending.WITHOUT_AWARD
    assert read_as.suppliers == ()


def test_an_award_that_was_withdrawn_is_no_contract() -> None:
    read_as = notice_of(status="withdrawn")

    assert read_as.lifecycle is Lifecycle.IN_PROCUREMENT
    assert read_as.ending is Ending.WITHDRAWN


def test_the_key_of_a_notice_is_its_id_at_the_source() -> None:
    assert notice_of().key == f"contracts-finder:{ID}"


def test_the_content_hash_is_frozen() -> None:
    # A register compares with hashes it stored years ago: this one may not move.
    assert notice_of(region="Nord-Süd", lot="2").content_hash == (
        "ac197f0623a21405c7f453134f0ce10de995232a9ec70b9e55c2f464c634e7be"
    )


@pytest.mark.parametrize(
    "columns",
    [
        {"title": " Grounds  maintenance,\tnorth parks"},
        {"value_low": "100,000.00"},
        {"published_date": "2024-03-01T09:30:00Z"},
        {"awarded_supplier": "Halden Grounds Ltd,"},
        {"cpv_codes": ["77310000-6", "77340000-5"]},
        {"postcode": "zz11aa"},
        {"new_column": None},
    ],
)
def test_the_same_content_in_another_dress_has_the_same_hash(
    columns: dict[str, Any],
) -> None:
    assert notice_of(**columns).content_hash == notice_of().content_hash


def test_the_order_of_columns_and_rows_does_not_matter() -> None:
    backwards = dict(reversed(notice().items()))
    rows = [{"id": "x", "title": "Bus"}, backwards]

    moved = taken(read(json.dumps(rows).encode()).rows[1])

    assert moved.notice.content_hash == notice_of().content_hash


@pytest.mark.parametrize(
    "columns",
    [
        {"title": "Grounds maintenance, south parks"},
        {"description": None},
        {"organisation": "Kelder District Council"},
        {"status": "closed"},
        {"notice_type": "Pipeline"},
        {"published_date": "2024-03-02"},
        {"deadline_date": None},
        {"awarded_date": "2024-03-02"},
        {"value_low": 0},
        {"value_high": 250000.01},
        {"awarded_value": 181250.51},
        {"awarded_supplier": "Halden Ground Ltd"},
        {"awarded_to_sme": None},
        {"suitable_for_sme": False},
        {"cpv_codes": "77340000 77310000"},
        {"cpv_description": "Planting"},
        {"region": "North East"},
        {"postcode": "ZZ1"},
        {"url": "https://notices.example/"},
        {"lot": "2"},
        {"deadline_date": "soon"},
    ],
)
def test_any_change_at_the_source_changes_the_hash(columns: dict[str, Any]) -> None:
    assert notice_of(**columns).content_hash != notice_of().content_hash


def test_every_column_of_a_notice_counts_in_its_hash() -> None:
    assert set(notice_of().canonical) == {field.name for field in fields(Notice)}
