"""Rules about the term of contracts, each by worked days."""

import pytest

from projections.findings.contracts import (
    ends_without_plan,
    no_issues_contact,
    obligation_overdue,
    option_lapses,
    past_its_end,
    unsigned,
)
from projections.findings.verdict import CLEAN, Hit, Missing
from tests.projections.findings.cases import (
    CARE,
    around,
    contract,
    not_applicable,
    paid,
)

NOTICE = {"council": 6, "provider": 3}


def test_a15_a_gold_contract_is_due_eighteen_months_before_its_end() -> None:
    ends = contract(end="2028-03-31", tier="gold", notice_period_months=NOTICE)

    found = ends_without_plan(ends, around())

    # Eighteen months before 31 March 2028, a last day, is 30 September 2026.
    assert found == Hit("2026-09-30", {"end": "2028-03-31", "months": 18})


def test_a15_the_longer_of_notice_and_lead_counts() -> None:
    ends = contract(
        end="2027-11-20", tier="bronze", notice_period_months={"council": 12}
    )

    found = ends_without_plan(ends, around())

    assert found == Hit("2026-11-20", {"end": "2027-11-20", "months": 12})


def test_a15_an_end_far_ahead_is_clean() -> None:
    ends = contract(end="2029-03-31", tier="gold", notice_period_months=NOTICE)

    assert ends_without_plan(ends, around()) == CLEAN


def test_a15_an_approved_exit_plan_satisfies_it() -> None:
    ends = contract(end="2027-03-31", tier="gold", notice_period_months=NOTICE)

    planned = around(besides={"planned_exits": {CARE: "2026-06-01"}})

    assert ends_without_plan(ends, planned) == CLEAN


def test_a15_a_threshold_of_the_council_replaces_the_one_delivered() -> None:
    ends = contract(end="2027-09-30", tier="gold", notice_period_months=NOTICE)

    assert isinstance(ends_without_plan(ends, around()), Hit)
    assert ends_without_plan(ends, around(thresholds={"lead-months-gold": 9})) == CLEAN


def test_a15_could_not_be_tested_without_an_end_a_tier_or_a_notice_period() -> None:
    far = contract(end="2029-03-31")

    assert ends_without_plan(contract(), around()) == Missing(("end",))
    assert ends_without_plan(far, around()) == Missing(("notice_period_months", "tier"))


def test_a15_what_is_known_may_be_enough_without_the_rest() -> None:
    near = contract(end="2027-01-31", notice_period_months=NOTICE)

    assert isinstance(ends_without_plan(near, around()), Hit)


def test_a15_does_not_arise_for_what_has_no_end_or_is_past_it() -> None:
    endless = contract(gaps=not_applicable("end"))

    assert ends_without_plan(endless, around()) is None
    assert ends_without_plan(contract(end="2026-10-31"), around()) is None


OPTIONS = [{"months": 12, "notice_months": 6}, {"months": 12, "notice_months": 3}]


def test_a16_an_option_is_due_sixty_days_before_its_last_day() -> None:
    # Six months before 30 June 2027 is 31 December 2026, 40 days from today.
    ends = contract(end="2027-06-30", extension_options=OPTIONS)

    found = option_lapses(ends, around())

    because = {"end": "2027-06-30", "last_day": "2026-12-31", "months": 12}
    assert found == Hit("2026-11-01", because)


def test_a16_the_next_option_counts_once_one_was_taken_up() -> None:
    taken = contract(
        end="2027-06-30", extension_options=OPTIONS, extensions=[{"months": 12}]
    )

    assert option_lapses(taken, around()) == CLEAN  # its last day is 31 March 2027


def test_a16_could_not_be_tested_without_a_notice() -> None:
    ends = contract(end="2027-06-30", extension_options=[{"months": 12}])

    assert option_lapses(ends, around()) == Missing(("notice_months",))


def test_a16_does_not_arise_without_an_option() -> None:
    assert option_lapses(contract(end="2027-06-30"), around()) is None


def test_a43_a_live_contract_past_its_end_is_found_from_the_day_after() -> None:
    over = contract(end="2026-03-31")

    because = {"end": "2026-03-31", "status": "live", "paid_on": None}
    assert past_its_end(over, around()) == Hit("2026-04-01", because)


def test_a43_a_payment_long_after_the_end_is_found() -> None:
    over = contract(end="2026-03-31", ended_on="2026-03-31", status="ended")

    late = around(paid_for={CARE: (paid(100, "2026-06-15"),)})
    last = around(paid_for={CARE: (paid(100, "2026-05-15"),)})

    assert isinstance(past_its_end(over, late), Hit)
    assert past_its_end(over, last) == CLEAN  # within sixty days: for the last weeks


def test_a43_could_not_be_tested_without_an_end() -> None:
    assert past_its_end(contract(), around()) == Missing(("end",))


def test_a43_its_last_day_is_still_within_the_contract() -> None:
    assert past_its_end(contract(end="2026-11-21"), around()) == CLEAN


def test_a46_a_contract_that_was_started_unsigned_is_found() -> None:
    begun = contract(started_on="2026-04-01")

    because = {"started_on": "2026-04-01", "paid": False}
    assert unsigned(begun, around()) == Hit("2026-04-01", because)


def test_a46_a_contract_that_is_paid_before_it_is_signed_is_found() -> None:
    awarded = contract(status="awarded")
    paying = around(paid_for={CARE: (paid(100, "2026-05-15"),)})

    because = {"started_on": None, "paid": True}
    assert unsigned(awarded, paying) == Hit("2026-05-15", because, (77,))


def test_a46_of_an_adopted_contract_nobody_knows_whether_it_was_signed() -> None:
    assert unsigned(contract(opening=1), around()) == Missing(("signed_on",))


def test_a46_a_signed_contract_is_clean() -> None:
    assert unsigned(contract(signed_on="2026-03-01"), around()) == CLEAN


@pytest.mark.parametrize("status", ["planned", "awarded"])
def test_a46_does_not_arise_before_anything_began(status: str) -> None:
    assert unsigned(contract(status=status), around()) is None


def _owed(**more: object) -> dict[str, object]:
    said = {"obligation": 31, "owed_by": "council", "what": "Premises", "clause": None}
    return {**said, "due_on": "2026-09-30", "fulfilled_on": None, **more}


def test_a51_what_the_council_owes_is_late_the_day_after() -> None:
    owing = contract(obligations=[_owed()])

    because = {"due_on": ["2026-09-30"], "obligations": [31]}
    assert obligation_overdue(owing, around()) == Hit("2026-10-01", because, (31,))


def test_a51_what_was_done_or_is_owed_by_others_is_no_debt_of_the_council() -> None:
    done = contract(obligations=[_owed(fulfilled_on="2026-10-15")])
    theirs = contract(obligations=[_owed(owed_by="provider")])

    assert obligation_overdue(done, around()) is None
    assert obligation_overdue(theirs, around()) is None


def test_a51_could_not_be_tested_without_a_day() -> None:
    owing = contract(obligations=[_owed(due_on=None)])

    assert obligation_overdue(owing, around()) == Missing(("due_on",))


def test_a54_a_contract_in_force_has_somebody_to_tell_on_the_spot() -> None:
    no_answer = '{"issues_contact": {"unknown": "asked_no_answer"}}'
    nobody = contract(start="2024-04-01", gaps=no_answer)

    assert no_issues_contact(nobody, around()) == Hit(
        "2024-04-01", {"issues_contact": None}
    )
    assert no_issues_contact(contract(issues_contact="Desk"), around()) == CLEAN
    assert no_issues_contact(contract(), around()) == Missing(("issues_contact",))
    assert no_issues_contact(contract(status="ended"), around()) is None
