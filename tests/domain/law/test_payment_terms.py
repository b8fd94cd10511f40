"""What the law makes of how subcontractors are paid, by how the head was bought."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.law.payment_terms import DAYS, Head, Terms, verdict

PA23 = Head("PA23")
TRIGGERS = [
    "invoice_receipt",
    "invoice_date",
    "end_of_month",
    "milestone",
    "pay_when_paid",
    "outcome",
]


@pytest.mark.parametrize(
    ("days", "trigger", "finding"),
    [
        (30, "invoice_receipt", "lawful"),
        (31, "invoice_receipt", "void"),
        (0, "pay_when_paid", "void"),
        (None, "pay_when_paid", "void"),
        (45, None, "void"),
        (30, None, "unknown"),
        (None, "invoice_receipt", "unknown"),
        (None, None, "unknown"),
        (1, "end_of_month", "void"),
        (0, "end_of_month", "lawful"),
    ],
)
def test_section_73_puts_thirty_days_in_the_place_of_what_is_longer(
    days: int | None, trigger: str | None, finding: str
) -> None:
    found = verdict(PA23, Terms(days, trigger))
    assert found.finding == finding
    if finding == "void":
        assert found.rule is not None
        assert (found.rule.section, found.days) == ("s.73", DAYS)


@pytest.mark.parametrize(
    ("head", "finding"),
    [
        (Head("PCR2015"), "breach"),
        (Head("PA23", "concession"), "not_covered"),
        (Head("PCR2015", "grant"), "not_covered"),
        (Head("internal"), "not_covered"),
        (Head("PSR2023"), "unknown"),
        (Head("below_threshold"), "unknown"),
        (Head("unknown"), "unknown"),
        (Head(None), "unknown"),
    ],
)
def test_which_statute_rules_follows_from_the_head_contract(
    head: Head, finding: str
) -> None:
    assert verdict(head, Terms(60, "pay_when_paid")).finding == finding


def test_construction_is_never_paid_only_when_paid() -> None:
    found = verdict(Head("PSR2023", None, "works"), Terms(10, "pay_when_paid"))
    assert found.finding == "void"
    assert found.rule is not None
    assert found.rule.standing == "recalled"


def test_what_is_missing_is_named() -> None:
    assert verdict(Head(None), Terms(60, None)).missing == ("regime",)
    found = verdict(PA23, Terms(None, None))
    assert found.missing == ("payment_terms_days", "payment_trigger")


@given(
    st.sampled_from(["PA23", "PCR2015"]),
    st.integers(0, 400),
    st.sampled_from(TRIGGERS),
)
def test_longer_terms_are_never_better(regime: str, days: int, trigger: str) -> None:
    shorter = verdict(Head(regime), Terms(days, trigger))
    longer = verdict(Head(regime), Terms(days + 1, trigger))
    assert not (longer.finding == "lawful" and shorter.finding != "lawful")
