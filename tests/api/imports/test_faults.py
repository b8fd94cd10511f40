"""A fault is told to a person: short, on one line, and harmless where it is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.imports.faults import SHOWN, Severity, missing, noted, refused, shown, unknown
from api.imports.json_text import Number


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (None, ""),
        (True, "true"),
        (Number("1e400"), "1e400"),
        ("31.03.2027", "31.03.2027"),
        ("Café & Söhne", "Café & Söhne"),
        ("two\nlines\x1b[31m", r"two\nlines\x1b[31m"),
        ("\ud800", r"\ud800"),
        ("abc\u202edcb", r"abc\u202edcb"),
        ([1, 2], "a list of 2"),
        ({"a": 1}, "an object of 1"),
    ],
)
def test_a_value_is_shown_as_found(found: object, text: str) -> None:
    assert shown(found) == text


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_whatever_is_shown_is_short_and_can_be_printed(found: str) -> None:
    text = shown(found)

    assert text.isprintable()
    assert len(text) <= SHOWN
    assert bool(text) == bool(found)


def test_a_long_value_shows_that_it_goes_on() -> None:
    assert shown("x" * 1_000_000) == "x" * 79 + "…"


def test_a_problem_becomes_a_fault_at_its_place() -> None:
    fault = unknown("is no date", "write 2027-03-31").at(7, "deadline_date", 45000)

    assert (fault.row, fault.field, fault.value) == (7, "deadline_date", "45000")
    assert (fault.wrong, fault.advice) == ("is no date", "write 2027-03-31")
    assert fault.severity is Severity.KEPT_AS_UNKNOWN


def test_only_a_value_that_cannot_be_read_stays_as_found() -> None:
    kinds = [refused("", ""), unknown("", ""), missing("", ""), noted("", "")]

    assert [kind.stays for kind in kinds] == [False, True, False, False]
