"""Days, amounts, flags, codes and addresses as they come and as they are kept."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.imports import cells, codes
from api.imports.faults import Problem
from api.imports.json_text import Json, Number


def problems(cell: Any) -> list[Problem]:
    return [wrong.problem for wrong in cell.wrong]


@pytest.mark.parametrize(
    ("found", "day"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        (" 2024-02-29 ", date(2024, 2, 29)),
        ("2024-02-29T17:00:00", date(2024, 2, 29)),
        ("2024-06-30T23:30:00Z", date(2024, 7, 1)),
        ("2024-12-31T23:30:00Z", date(2024, 12, 31)),
        ("2024-07-01T00:30:00+01:00", date(2024, 7, 1)),
        ("2024-07-01T00:30:00.0000000+02:00", date(2024, 6, 30)),
    ],
)
def test_a_day_or_moment_is_the_day_in_london(found: str, day: date) -> None:
    assert cells.day(found) == (day, ())


def test_a_british_day_is_read_and_told() -> None:
    assert cells.day("3/4/2027").value == date(2027, 4, 3)
    assert problems(cells.day("3/4/2027")) == [cells.BRITISH]


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        ("2023-02-29", cells.NOT_A_DAY),
        ("31/02/2027", cells.NOT_A_DAY),
        ("03/31/2027", cells.NOT_A_DAY),
        ("31/03/27", cells.NOT_A_DAY),
        ("31.03.2027", cells.NOT_A_DAY),
        ("20270331", cells.NOT_A_DAY),
        ("2027-W13-3", cells.NOT_A_DAY),
        ("2027-03-31T25:00:00", cells.NOT_A_DAY),
        ("2027-03-31T10:00:00+99:99", cells.NOT_A_DAY),
        ("TBC", cells.NOT_A_DAY),
        (True, cells.NOT_A_DAY),
        (["2027-03-31"], cells.NOT_A_DAY),
        (Number("0"), cells.NUMBER_FOR_DAY),
        (Number("46477"), cells.NUMBER_FOR_DAY),
        ("0001-01-01T00:00:00Z", cells.NO_SUCH_YEAR),
        ("0000-00-00", cells.NO_SUCH_YEAR),
        ("9999-12-31", cells.NO_SUCH_YEAR),
    ],
)
def test_what_is_no_day_is_unknown_and_told(found: Json, problem: Problem) -> None:
    assert cells.day(found).value is None
    assert problems(cells.day(found)) == [problem]


@pytest.mark.parametrize("found", [None, "", " "])
def test_an_empty_cell_is_unknown_without_a_word(found: Json) -> None:
    readers = (cells.day, cells.amount, codes.postcode, codes.link)

    assert [read(found) for read in readers] == [(None, ())] * 4


@pytest.mark.parametrize(
    ("found", "amount"),
    [
        (Number("729152.35"), "729152.35"),
        (Number("300000"), "300000.00"),
        (Number("1.5E+3"), "1500.00"),
        ("300000", "300000.00"),
        ("£1,250,000.5", "1250000.50"),
        (Number("999999999999.99"), "999999999999.99"),
    ],
)
def test_an_amount_has_two_places(found: Json, amount: str) -> None:
    assert cells.amount(found) == (amount, ())


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        (Number("0"), cells.ZERO),
        (Number("-0.0"), cells.ZERO),
        (Number("0e999"), cells.ZERO),
        (Number("0.004"), cells.ZERO),
        (Number("1e-400"), cells.ZERO),
        (Number("-1"), cells.NEGATIVE),
        (Number("1e12"), cells.TOO_LARGE),
        (Number("1e400"), cells.TOO_LARGE),
        (Number("9" * 5000), cells.TOO_LARGE),
        (Number("1e99999999999999999999"), cells.NOT_AN_AMOUNT),
        (Number("NaN"), cells.NOT_AN_AMOUNT),
        (Number("-Infinity"), cells.NOT_AN_AMOUNT),
        ("1.25m", cells.NOT_AN_AMOUNT),
        ("1.250.000,00", cells.NOT_AN_AMOUNT),
        ("12,50", cells.NOT_AN_AMOUNT),
        (True, cells.NOT_AN_AMOUNT),
        (["300000"], cells.NOT_AN_AMOUNT),
    ],
)
def test_what_is_no_amount_is_unknown_and_told(found: Json, problem: Problem) -> None:
    assert cells.amount(found).value is None
    assert problems(cells.amount(found)) == [problem]


@pytest.mark.parametrize(
    ("found", "amount"), [("10.005", "10.01"), ("10.0049", "10.00"), ("0.005", "0.01")]
)
def test_parts_of_a_penny_are_rounded_and_told(found: str, amount: str) -> None:
    assert cells.amount(Number(found)).value == amount
    assert problems(cells.amount(Number(found))) == [cells.ROUNDED]


def test_no_award_value_goes_without_saying() -> None:
    assert cells.amount_if_any(Number("0")) == (None, ())
    assert problems(cells.amount_if_any(Number("-1"))) == [cells.NEGATIVE]


@given(st.decimals(min_value="0.01", max_value="999999999999.99", places=2))
def test_an_amount_of_whole_pence_is_kept_exactly(amount: Decimal) -> None:
    assert cells.amount(Number(str(amount))) == (str(amount), ())


@pytest.mark.parametrize("found", ["true", "Yes", "", Number("1"), [], {}])
def test_only_true_and_false_are_flags(found: Json) -> None:
    assert problems(cells.flag(found)) == [cells.NOT_A_FLAG]
    assert [cells.flag(each).value for each in (True, False, None)] == [
        True,
        False,
        None,
    ]


@pytest.mark.parametrize(
    ("found", "known"),
    [
        ("45000000", ("45000000",)),
        (" 45000000  45210000 ", ("45000000", "45210000")),
        ("45000000-7, 45210000-2;03000000", ("45000000", "45210000", "03000000")),
        ("45000000 45000000", ("45000000",)),
        (["45000000", Number("45210000")], ("45000000", "45210000")),
        (Number("45000000"), ("45000000",)),
        ("", ()),
        (None, ()),
    ],
)
def test_cpv_codes_are_read_in_their_forms(found: Json, known: tuple[str, ...]) -> None:
    assert codes.cpv_codes(found) == (known, ())


@pytest.mark.parametrize(
    ("found", "known"),
    [
        ("45000000 parks", ("45000000",)),
        ("00000000", ()),
        ("4500000", ()),
        ({"code": "45000000"}, ()),
        ([True, None], ()),
        (" ".join(f"450{number:05}" for number in range(150)), None),
        ([f"450{number:05}" for number in range(150)], None),
    ],
)
def test_what_is_no_cpv_code_is_told(
    found: Json, known: tuple[str, ...] | None
) -> None:
    cell = codes.cpv_codes(found)

    assert problems(cell) == [codes.NOT_CPV]
    assert cell.value == known or (known is None and len(cell.value or ()) == 100)


@pytest.mark.parametrize(
    ("found", "postcode"),
    [("ZZ99 9ZZ", "ZZ99 9ZZ"), ("zz19zz", "ZZ1 9ZZ"), (" Z1A  1aa ", "Z1A 1AA")],
)
def test_a_postcode_is_in_capitals_with_its_space(found: str, postcode: str) -> None:
    assert codes.postcode(found) == (postcode, ())


def test_half_a_postcode_is_kept_and_told() -> None:
    assert codes.postcode("zz5").value == "ZZ5"
    assert problems(codes.postcode("zz5")) == [codes.PART_OF_POSTCODE]


@pytest.mark.parametrize(
    "found", ["N/A", "North West", "12345", Number("5"), False, []]
)
def test_what_is_no_postcode_is_told(found: Json) -> None:
    assert problems(codes.postcode(found)) == [codes.NOT_A_POSTCODE]


@pytest.mark.parametrize(
    "found",
    [
        "notices.example/1",
        "ftp://notices.example/1",
        "javascript:alert(1)//https://notices.example",
        "https://name:secret@notices.example/",
        'https://notices.example/"onclick="',
        "https://notices.example/a b",
        "https://",
        "https://notices.example/" + "x" * 3000,
        Number("1"),
    ],
)
def test_only_plain_web_addresses_are_links(found: Json) -> None:
    assert codes.link(found).value is None
    assert problems(codes.link(found)) == [codes.NOT_A_LINK]


def test_a_guid_is_compared_in_small_letters_and_other_ids_as_they_are() -> None:
    assert codes.identifier("0B7C1D52-3A44-4F6E-9D11-6A5B4C3D2E1F").value == (
        "0b7c1d52-3a44-4f6e-9d11-6a5b4c3d2e1f"
    )
    assert codes.identifier(" NM/2024.17 ").value == "NM/2024.17"
