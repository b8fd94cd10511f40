"""How often a risk is looked at, in the words of those who wrote it down."""

from typing import Any

import pytest

from api.imports.columns.listing import lines
from api.imports.columns.rhythms import day_or_rhythm, rhythm
from domain.facts.risk import RiskAdopted


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("Quarterly", 91),
        ("QUARTERLY REVIEW", 91),
        ("every 90 days", 90),
        ("Every 6 weeks", 42),
        ("6-monthly", 182),
        ("six monthly", 182),
        ("Half-yearly", 182),
        ("3 monthly", 91),
        ("Monthly", 30),
        ("every month", 30),
        ("each quarter", 91),
        ("Annual review", 365),
        ("every two years", 730),
        ("12 mths", 365),
        ("Fortnightly", 14),
        ("90", 90),
        (90.0, 90),
        ("10 days", 10),
    ],
)
def test_a_rhythm_is_read_in_days(written: Any, days: int) -> None:
    value, wrong = rhythm(written)

    assert (value, wrong) == (days, ())
    adopted = RiskAdopted(title="It ends", scope="council", review_every_days=value)
    assert adopted.review_every_days == days


@pytest.mark.parametrize(
    "written", ["as required", "bi-monthly", "99999", "0", "ongoing"]
)
def test_what_may_mean_two_things_or_none_is_told_and_stays(written: str) -> None:
    value, (wrong,) = rhythm(written)

    assert value is None
    assert wrong.problem.stays
    assert "quarterly" in wrong.problem.advice


def test_nothing_written_is_no_fault() -> None:
    assert rhythm("TBC").value == {"unknown": "not_asked"}
    assert rhythm("-") == (None, ())


def test_a_column_of_review_dates_may_say_how_often() -> None:
    assert day_or_rhythm("31/01/2027").value == "2027-01-31"
    often = day_or_rhythm("Quarterly")
    assert often.value == {"every_days": 91}
    assert [wrong.problem.wrong for wrong in often.wrong] == [
        "says how often and not by when"
    ]
    assert day_or_rhythm("soon").value is None


def test_each_line_of_a_list_is_one_thing_without_its_bullet() -> None:
    said = "1) Two agencies on call\n- Weekly rota call; • Bank of 12 nurses\n\n- TBC"

    value, wrong = lines(said)

    assert value == [
        "Two agencies on call",
        "Weekly rota call",
        "Bank of 12 nurses",
        "TBC",
    ]
    assert wrong == ()
    assert lines("None") == (None, ())


def test_too_long_or_too_many_are_cut_and_stay_whole_elsewhere() -> None:
    long, many = lines("x" * 301), lines("\n".join(f"Line {n}" for n in range(21)))

    assert long.value == ["x" * 300]
    assert many.value == [f"Line {n}" for n in range(20)]
    assert [w.problem.stays for w in (*long.wrong, *many.wrong)] == [True, True]
