"""Cells as councils fill them: days, money, steps of a scale, yes and no."""

from datetime import date, datetime
from typing import Any

import pytest

from api.imports.columns.amounts import money, paid, vat_basis
from api.imports.columns.cells import (
    choice,
    code,
    cpv,
    flag,
    notice,
    payment_days,
    several,
    whole,
)
from api.imports.columns.days import day
from api.imports.columns.fields import KINDS
from api.imports.columns.grades import Scheme

NOT_ASKED = {"unknown": "not_asked"}


def pounds(amount: str, currency: str = "GBP", basis: str = "net") -> dict[str, str]:
    return {"amount": amount, "currency": currency, "vat_basis": basis}


@pytest.mark.parametrize(
    "written",
    [
        date(2024, 4, 1),
        datetime(2024, 4, 1, 9, 30),  # noqa: DTZ001 - a sheet knows no zone
        "1/4/2024",
        "01/04/24",
        "01-04-2024",
        "01.04.2024",
        "1 April 2024",
        "1st Apr 2024",
        "01-Apr-24",
        "Mon 1 April 2024",
        "2024-04-01",
        "2024-04-01 00:00:00",
        "2024/04/01",
        45383,
        45383.0,
        "45383",
    ],
)
def test_a_day_is_read_however_it_is_written(written: Any) -> None:
    assert day(written).value == "2024-04-01"


@pytest.mark.parametrize("written", ["31/02/2024", "April 2024", "13/13/2024", "soon"])
def test_what_is_no_day_stays_as_it_was_written(written: str) -> None:
    value, wrong = day(written)

    assert value is None
    assert wrong[0].problem.stays


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("-", None),
        ("TBC", NOT_ASKED),
        ("n/a", {"not_applicable": "n/a"}),
        ("Rolling", {"not_applicable": "Rolling"}),
        ("Ongoing", {"not_applicable": "Ongoing"}),
    ],
)
def test_why_there_is_no_day_is_an_answer(written: str, value: Any) -> None:
    assert day(written) == (value, ())


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        (1250000, "1250000.00"),
        (12.3, "12.30"),
        (7.1 + 0.2, "7.30"),
        ("£1,250,000", "1250000.00"),
        ("£ 1,250.50 p.a.", "1250.50"),
        ("1250 per annum", "1250.00"),
        ("£1.25m", "1250000.00"),
        ("£40k", "40000.00"),
    ],
)
def test_money_is_read_however_it_is_written(written: Any, amount: str) -> None:
    assert money("net")(written).value == pounds(amount)


def test_what_was_paid_may_have_come_back() -> None:
    assert paid("net")("(40.00)").value == pounds("-40.00")
    assert paid("net")("-40").value == pounds("-40.00")
    assert paid("net")("40.00 CR").value == pounds("-40.00")
    assert paid("net")("1,040.00-").value == pounds("-1040.00")
    assert paid("net")(0).value == pounds("0.00")


@pytest.mark.parametrize("written", ["£10k - £20k", "about 40", "1e9", True, -5, 1e15])
def test_what_is_no_amount_of_a_contract_is_unknown(written: Any) -> None:
    assert money("net")(written).value is None


def test_other_currencies_are_kept_apart() -> None:
    assert money("net")("€500").value == pounds("500.00", "EUR")


def test_a_header_says_whether_vat_is_in_a_column() -> None:
    assert vat_basis("Annual value (ex VAT)") == "net"
    assert vat_basis("Value inc. VAT") == "gross"
    assert vat_basis("Contract value") == "unknown"


def test_yes_and_no_are_read_however_they_are_written() -> None:
    assert [flag(said).value for said in ("Yes", "y", True, "X", 1)] == [True] * 5
    assert [flag(said).value for said in ("No", "n", False, 0)] == [False] * 4
    assert flag("TBC").value == NOT_ASKED
    assert flag("perhaps").wrong[0].problem.stays


def test_numbers_and_periods_are_read_in_words() -> None:
    assert whole("1,200").value == 1200
    assert payment_days("30 days").value == 30
    assert payment_days("Net 30").value == 30
    assert notice("6 months").value == {"council": 6, "provider": 6}
    assert notice("1 year").value == {"council": 12, "provider": 12}
    assert notice("90 days").wrong[0].problem.stays


def test_a_number_in_a_sheet_is_a_code_without_a_point() -> None:
    assert code(117.0).value == "117"


def test_a_code_that_lost_its_zero_is_given_it_back() -> None:
    assert cpv(3000000.0).value == ["03000000"]


def test_several_names_in_a_cell_are_several() -> None:
    assert several("Abbey, Castle; Abbey").value == ["Abbey", "Castle"]


def test_a_word_with_a_remark_is_that_word() -> None:
    read = choice({"open": "open", "in force": "live"})

    for written in ("Open - monitoring", "open (see file)", "In force, extended"):
        cell = read(written)
        assert cell.value in ("open", "live")
        assert [wrong.problem.wrong for wrong in cell.wrong] == [
            "is a word with a remark, of which the word was taken"
        ]
    assert read("open wounds").value is None


def test_an_estimate_is_an_amount_and_said_to_be_one() -> None:
    for written in ("approx 30,000", "c. £30k", "circa £30,000", "~30000"):
        cell = money("net")(written)
        assert cell.value == pounds("30000.00")
        assert "is written as an estimate" in [w.problem.wrong for w in cell.wrong]


def test_a_choice_is_one_of_its_words() -> None:
    read = choice({"call off": "call_off"})

    assert read("Call-Off").value == "call_off"
    assert read("Lease").wrong[0].problem.stays


@pytest.mark.parametrize(
    ("side", "written", "step"),
    [
        ("likelihood", 4, 4),
        ("likelihood", "4 - Likely", 4),
        ("likelihood", "Almost certain", 5),
        ("likelihood", "Unlikely", 2),
        ("impact", "Catastrophic", 5),
        ("impact", "(3)", None),
        ("impact", "25", None),
    ],
)
def test_a_grade_is_a_step_from_1_to_5(
    side: str, written: Any, step: int | None
) -> None:
    assert Scheme("ours").grade(side, written).value == step


def test_a_table_that_comes_with_the_file_goes_before_convention() -> None:
    scheme = Scheme("ours", likelihood={"likely": 3})

    assert scheme.grade("likelihood", "Likely").value == 3


def test_a_score_of_another_scheme_is_what_its_table_says() -> None:
    red = {"likelihood": 5, "impact": 4}
    scheme = Scheme("RAG", scores={"red": red})

    assert scheme.score("Red").value == red
    assert scheme.score("Purple").value is None


def test_no_name_of_a_column_means_two_fields_of_a_kind_first() -> None:
    """The likeliest name of a field is its own: no other field begins with it."""
    for kind in KINDS.values():
        firsts = [field.names[0] for field in kind.fields.values()]
        assert len(firsts) == len(set(firsts))
