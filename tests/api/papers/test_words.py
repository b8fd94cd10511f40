"""Values in words."""

from typing import Any

import pytest

from api.papers.words import NONE, plain, said, share, worded

MONEY = {"amount": "-1250000.00", "currency": "GBP", "vat_basis": "net"}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, NONE),
        ("", NONE),
        (0, "0"),
        (True, "yes"),
        ("2027-03-31", "31 March 2027"),
        ("2027-03-31 is late", "2027-03-31 is late"),
        (MONEY, "-£1,250,000.00 without VAT"),
        ({"amount": "1.50", "currency": "CHF", "vat_basis": "unknown"}, "CHF 1.50"),
        ({"likelihood": 4, "impact": 5, "score": 20}, "20 (4 x 5)"),
        ({"unknown": "not_asked"}, "not known: not asked"),
        (
            {"unknown": "refused", "since": "2026-11-01"},
            "not known: refused since 1 November 2026",
        ),
        ({"not_applicable": "in-house"}, "not applicable: in-house"),
        (
            {"count": 1264, "as_of": "2026-10-31", "basis": "case list"},
            "1,264 on 31 October 2026 (case list)",
        ),
        ({"count": 9, "as_of": None, "basis": None}, "9"),
        (["a", {"unit": "hours"}], "a; unit: hours"),
        ([], NONE),
    ],
)
def test_a_value_is_said_as_people_read_it(value: Any, words: str) -> None:
    assert said(value) == words


def test_shares_are_per_cents() -> None:
    assert share("0.345") == "34.5%"
    assert share("1") == "100%"
    assert share(None) == NONE


def test_a_sentence_says_its_days_and_codes_as_people_read_them() -> None:
    text = "not received from A_B Ltd, due by 2027-08-03; one of: provided_for"
    read = "not received from A_B Ltd, due by 3 August 2027; one of: provided for"
    assert worded(text) == read
    assert (plain("pay_when_paid"), plain("re_let")) == ("pay when paid", "re-let")
