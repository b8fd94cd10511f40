"""What filed accounts say of an organisation: turnover and cash, for which period."""

from datetime import date
from typing import Any

import pytest

from domain.errors import RuleBroken
from domain.facts.organisation import OrganisationCorrected, OrganisationRegistered
from domain.facts.organisation_accounts import OrganisationAccountsRecorded
from domain.occasion import Dated
from domain.organisation.accounts import NOT_ASKED, record_accounts
from domain.organisation.commands import CorrectOrganisation, RecordAccounts
from domain.organisation.organisation import Organisation
from domain.values import NotApplicable
from tests.given import FIRST, given, money

HALDEN = OrganisationRegistered(name="Halden Homecare Ltd")
MARCH, DECEMBER = date(2026, 3, 31), date(2025, 12, 31)
TURNOVER = {"amount": "2640000.00", "vat_basis": "net"}


def told(**said: Any) -> RecordAccounts:
    return RecordAccounts.model_validate({"period_end": "2026-03-31", **said})


def accounts(**said: Any) -> OrganisationAccountsRecorded:
    rest = dict.fromkeys(("turnover", "cash", "accounts_source"), NOT_ASKED)
    filled = {"accounts_to": MARCH, "accounts_months": 12, **rest, **said}
    return OrganisationAccountsRecorded(**filled)


def correcting(**said: Any) -> CorrectOrganisation:
    return CorrectOrganisation.model_validate({"reason_code": "clerical", **said})


def test_accounts_hold_from_the_end_of_their_period_and_say_what_they_leave_out() -> (
    None
):
    command = told(turnover=TURNOVER, source="Companies House")
    outcome = given(Organisation, HALDEN).when(record_accounts, command)

    filed = accounts(turnover=money("2640000.00"), accounts_source="Companies House")
    outcome.then(Dated(filed, MARCH))
    outcome.after.when(record_accounts, command).then()


def test_accounts_of_an_earlier_period_hold_until_those_of_the_later_one() -> None:
    later = Dated(accounts(turnover=money("2640000.00")), MARCH)
    command = told(period_end="2025-12-31", months=9, cash={"amount": "1.00"})

    earlier = accounts(
        accounts_to=DECEMBER, accounts_months=9, cash=money("1.00", vat_basis="unknown")
    )
    outcome = given(Organisation, HALDEN, later).when(record_accounts, command)
    outcome.then(Dated(earlier, DECEMBER, MARCH))


def test_what_accounts_leave_out_is_not_taken_from_those_before() -> None:
    before = Dated(accounts(accounts_to=DECEMBER, cash=money("9.00")), DECEMBER)
    after = Dated(accounts(turnover=money("5.00")), MARCH)
    state = given(Organisation, HALDEN, before, after).state

    assert state.on("cash", DECEMBER) == money("9.00")
    assert state.on("cash", MARCH) == NOT_ASKED


@pytest.mark.parametrize(
    ("said", "rule", "saying"),
    [
        ({}, "accounts-empty", "say the turnover or the cash"),
        (
            {"turnover": {"not_applicable": "small company accounts"}},
            "accounts-empty",
            "nothing to record",
        ),
        (
            {"turnover": TURNOVER | {"amount": "-1.00"}},
            "accounts-below-nothing",
            "less than nothing",
        ),
        ({"cash": {"amount": "-0.01"}}, "accounts-below-nothing", "cash is then 0.00"),
        ({"turnover": TURNOVER | {"vat_basis": "gross"}}, "turnover-net", "s.474"),
        (
            {"turnover": TURNOVER, "period_end": "2026-11-22"},
            "not-yet",
            "in the future",
        ),
    ],
)
def test_what_no_accounts_show_is_refused(
    said: dict[str, Any], rule: str, saying: str
) -> None:
    given(Organisation, HALDEN).when(record_accounts, told(**said)).refuses(
        RuleBroken, saying=saying, rule=rule
    )


def test_a_person_files_no_accounts() -> None:
    ann = OrganisationRegistered(name="Ann Archer", individual=True)
    for decide, command in (
        (record_accounts, told(turnover=TURNOVER)),
        (Organisation.correct, correcting(cash={"amount": "1.00"})),
    ):
        given(Organisation, ann).when(decide, command).refuses(
            RuleBroken, saying="natural person", rule="accounts-of-a-person"
        )


def test_a_sum_that_was_wrong_is_put_right_for_the_days_of_its_accounts() -> None:
    filed = Dated(accounts(turnover=money("26400000.00")), MARCH)
    right = OrganisationCorrected(supersedes=FIRST + 1, turnover=money("2640000.00"))

    known = given(Organisation, HALDEN, filed)
    known.when(Organisation.correct, correcting(turnover=TURNOVER)).then(
        Dated(right, MARCH)
    )
    never = {"accounts_to": {"not_applicable": "those of another firm"}}
    gone = NotApplicable(not_applicable="those of another firm")
    known.when(Organisation.correct, correcting(**never)).then(
        Dated(OrganisationCorrected(supersedes=FIRST + 1, accounts_to=gone), MARCH)
    )


@pytest.mark.parametrize("supersedes", [None, FIRST])
def test_accounts_that_nobody_recorded_are_not_put_right(
    supersedes: int | None,
) -> None:
    command = correcting(turnover=TURNOVER, supersedes=supersedes)
    given(Organisation, HALDEN).when(Organisation.correct, command).refuses(
        RuleBroken, saying="record-accounts", rule="no-accounts"
    )


def test_a_correction_is_held_to_the_same() -> None:
    filed = Dated(accounts(turnover=money("5.00")), MARCH)
    known = given(Organisation, HALDEN, filed)
    for said, rule in (
        ({"cash": {"amount": "-1.00"}}, "accounts-below-nothing"),
        ({"accounts_to": "2026-11-22"}, "not-yet"),
    ):
        known.when(Organisation.correct, correcting(**said)).refuses(
            RuleBroken, saying="accounts" if rule == "not-yet" else "cash", rule=rule
        )
