"""Rules about payments and providers, each by worked sums."""

from typing import Any

from projections.findings.money import (
    debarment_unchecked,
    paid_above_value,
    paid_without_contract,
)
from projections.findings.reliance import HELD, Contracted, lives_on_us
from projections.findings.surroundings import Added
from projections.findings.verdict import CLEAN, Hit, Missing
from projections.kinds import money
from tests.projections.findings.cases import (
    CARE,
    HALDEN,
    OMAR,
    around,
    contract,
    organisation,
    paid,
)

WORTH = {
    "estimated_value_at_award_pence": 1_000_00,
    "estimated_value_at_award_currency": "GBP",
    "estimated_value_at_award_vat": "net",
}


def test_a44_more_than_the_value_at_award_is_found() -> None:
    paying = around(paid_for={CARE: (paid(700_00), paid(300_01, "2026-11-01"))})

    found = paid_above_value(contract(**WORTH), paying)

    because = {
        "paid": money(1_000_01, "GBP", "net"),
        "worth": money(1_000_00, "GBP", "net"),
    }
    assert found == Hit("2026-11-01", because, (77, 77))


def test_a44_changes_that_stand_raise_what_it_is_worth() -> None:
    paying = around(paid_for={CARE: (paid(1_100_00),)}, added={CARE: Added(100_00)})

    assert paid_above_value(contract(**WORTH), paying) == CLEAN


def test_a44_a_year_and_a_term_give_the_value_where_no_estimate_is_known() -> None:
    priced = contract(
        annual_value_pence=600_00,
        annual_value_currency="GBP",
        annual_value_vat="net",
        start="2025-04-01",
        end="2027-03-31",
    )
    above = around(paid_for={CARE: (paid(1_200_01),)})
    within = around(paid_for={CARE: (paid(1_200_00),)})

    assert isinstance(paid_above_value(priced, above), Hit)
    assert paid_above_value(priced, within) == CLEAN


def test_a44_could_not_be_tested_where_sums_are_not_alike() -> None:
    gross = around(paid_for={CARE: (paid(5, vat="gross"),)})
    unsaid = around(paid_for={CARE: (paid(5),)}, added={CARE: Added(0, 1)})

    assert paid_above_value(contract(**WORTH), gross) == Missing(("vat_basis",))
    assert paid_above_value(contract(**WORTH), unsaid) == Missing(("value_delta",))
    assert paid_above_value(contract(), gross) == Missing(
        ("estimated_value_at_award", "annual_value", "start", "end")
    )


def test_a44_does_not_arise_where_nothing_was_paid() -> None:
    assert paid_above_value(contract(**WORTH), around()) is None


def test_a45_a_firm_is_paid_that_no_contract_names() -> None:
    paying = around(paid_to={HALDEN: (paid(5, "2026-05-01"), paid(5, "2026-07-01"))})

    found = paid_without_contract(organisation(), paying)

    because = {
        "lines": 2,
        "first_paid_on": "2026-05-01",
        "last_paid_on": "2026-07-01",
    }
    assert found == Hit("2026-05-01", because, (77, 77))


def test_a45_a_contract_with_any_record_of_the_firm_is_enough() -> None:
    paying = {"paid_to": {HALDEN: (paid(5),)}}
    merged = organisation(absorbed=["older"])

    named = around(**paying, named=frozenset({"older"}))

    assert paid_without_contract(merged, named) == CLEAN
    assert paid_without_contract(organisation(), around()) is None


def test_a23_a_check_is_due_again_after_ninety_days() -> None:
    engaged = around(engaged={HALDEN: (CARE,)}, managers={CARE: OMAR})
    old = organisation(debarment="clear", debarment_checked_on="2026-08-22")
    fresh = organisation(debarment="clear", debarment_checked_on="2026-08-23")

    because = {"debarment": "clear", "debarment_checked_on": "2026-08-22"}
    found = debarment_unchecked(old, engaged)

    # 22 August and ninety days are 20 November: found from the day after.
    assert found == Hit("2026-11-21", because, owner=OMAR)
    assert debarment_unchecked(fresh, engaged) == CLEAN


def test_a23_a_result_that_is_not_clear_is_grave() -> None:
    engaged = around(engaged={HALDEN: (CARE,)})
    debarred = organisation(debarment="debarred", debarment_checked_on="2026-11-01")

    found = debarment_unchecked(debarred, engaged)

    assert isinstance(found, Hit)
    assert found.severity == "high"


def test_a23_could_not_be_tested_on_who_was_never_checked() -> None:
    engaged = around(engaged={HALDEN: (CARE,)})

    unknown = Missing(("debarment_checked_on",))
    assert debarment_unchecked(organisation(), engaged) == unknown
    assert debarment_unchecked(organisation(), around()) is None


ACCOUNTS = {
    "accounts_to": "2026-03-31",
    "accounts_months": 12,
    "turnover_pence": 100_00,
    "turnover_currency": "GBP",
}


def test_a22_who_lives_on_our_money_is_found_from_a_quarter_of_its_turnover_on() -> (
    None
):
    def judged(pence: int, unknown: int = 0, **said: Any) -> Any:
        held = {HELD: {HALDEN: Contracted(pence, unknown)}}
        return lives_on_us(organisation(**{**ACCOUNTS, **said}), around(besides=held))

    assert judged(25_00) == CLEAN
    assert judged(25_00, unknown=1) == Missing(("annual_value",))
    amber, red = judged(25_01), judged(50_01)
    assert (amber.severity, red.severity) == ("low", "medium")
    assert amber.because["part"] == "0.2501"
    assert judged(50_01, size="small", vcse=1).severity == "low"
    # Eighteen months of accounts are brought to twelve.
    assert judged(17_00, accounts_months=18).because["part"] == "0.2550"


def test_a22_could_not_be_tested_without_turnover_in_pounds() -> None:
    held = {HELD: {HALDEN: Contracted(50_00)}}
    for said in ({}, ACCOUNTS | {"turnover_currency": "EUR"}):
        found = lives_on_us(organisation(**said), around(besides=held))
        assert found == Missing(("turnover",))
    filleted = organisation(gaps='{"turnover": {"not_applicable": "small company"}}')
    assert lives_on_us(filleted, around(besides=held)) is None
    assert lives_on_us(organisation(**ACCOUNTS), around(besides={HELD: {}})) is None
