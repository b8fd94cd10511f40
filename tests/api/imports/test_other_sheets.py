"""Sheets whose noun the register does not have yet: kept, listed, matched, found."""

from pathlib import Path
from typing import Any

import pytest

from api.imports.report import Report
from api.opening import EVERYTHING
from domain.contract.commands import AdoptContract
from domain.contract.contract import Contract
from domain.facts.source_row import SourceRowTaken
from domain.log.register import begin
from domain.log.submission import Submission
from domain.organisation.commands import RegisterOrganisation
from domain.organisation.organisation import Organisation
from domain.values import Identifier
from projections.pages import Question
from tests.api.imports.conftest import Here
from tests.api.imports.importing import asker, facts
from tests.api.imports.sheets import book, bring_sheet, csv_of

SPEND = Path(__file__).parents[4] / "shared/data/spend-hyndburn"
LEDGER = (
    "Payment date",
    "Supplier name",
    "Company number",
    "Net amount (£)",
    "Transaction number",
    "Contract ref",
    "Purpose of spend",
    "Merchant category",
)


def bring(here: Here, data: bytes, kind: str, **more: Any) -> Report:
    return bring_sheet(here.register, here.reads, data, kind, **more)


def rows(here: Here, **asked: Any) -> list[dict[str, Any]]:
    with here.reads.at(EVERYTHING) as view:
        return view.page("row", Question(limit=200, sort="row", **asked)).items


def enter_contract(here: Here, title: str, number: str | None = None) -> str:
    new = here.register.sources.new_id()
    command = AdoptContract(title=title, contract_number=number)
    act = begin(Contract, new, Contract.adopt, command, "adopt_contract")
    here.register.submit(Submission(act, asker()))
    return str(new)


def enter_firm(here: Here, name: str, number: str) -> str:
    new = here.register.sources.new_id()
    ids = (Identifier(scheme="GB-COH", id=number),)
    command = RegisterOrganisation(name=name, identifiers=ids)
    act = begin(
        Organisation, new, Organisation.register, command, "create_organisation"
    )
    here.register.submit(Submission(act, asker()))
    return str(new)


def payment(**said: Any) -> list[Any]:
    plain = {
        "Payment date": "05/08/2025",
        "Supplier name": "Halden Care Ltd",
        "Company number": "1234567",
        "Net amount (£)": "1,440.00",
        "Transaction number": "T-1",
        "Contract ref": "CT-1",
        "Purpose of spend": "Home care",
        "Merchant category": "Care",
    }
    return [said.get(name, plain[name]) for name in LEDGER]


def test_a_payment_is_matched_by_company_number_and_contract(here: Here) -> None:
    contract = enter_contract(here, "Home care", "CT-1")
    firm = enter_firm(here, "Halden Homecare Limited", "01234567")

    report = bring(here, book([LEDGER, payment()]), "ledger")

    (row,) = rows(here)
    assert report.counts.kept == 1
    assert (row["contract_id"], row["organisation_id"]) == (contract, firm)
    assert row["amount"] == {
        "amount": "1440.00",
        "currency": "GBP",
        "vat_basis": "net",
    }
    assert row["dated"] == "2025-08-05"
    assert row["says"]["purpose"] == "Home care"
    assert row["unmapped"] == {"Merchant category": "Care"}
    assert row["became"] is None


def test_a_payee_nobody_knows_is_told_and_enters_no_organisation(here: Here) -> None:
    report = bring(here, book([LEDGER, payment(**{"Contract ref": None})]), "ledger")

    (fault,) = [fault for fault in report.faults if fault.row]
    assert (fault.column, fault.value) == ("B", "Halden Care Ltd")
    assert rows(here)[0]["organisation_id"] is None


def test_money_that_came_back_and_lines_that_are_alike_are_all_kept(
    here: Here,
) -> None:
    back = payment(**{"Net amount (£)": "(1,440.00)"})

    report = bring(here, book([LEDGER, payment(), payment(), back]), "ledger")

    assert (report.counts.new, report.counts.repeated) == (3, 0)
    assert [row["amount"]["amount"] for row in rows(here)] == [
        "1440.00",
        "1440.00",
        "-1440.00",
    ]


def test_a_month_does_not_replace_the_month_before(here: Here) -> None:
    july, august = payment(), payment(**{"Transaction number": "T-2"})
    bring(here, book([LEDGER, july]), "ledger")

    report = bring(here, book([LEDGER, august]), "ledger")
    again = bring(here, book([LEDGER, july, august]), "ledger")

    assert report.summary == "1 new, 0 changed, 0 unchanged, 0 no longer listed"
    assert again.summary == "0 new, 0 changed, 2 unchanged, 0 no longer listed"


ISSUES = ("Issue ID", "Contract", "Issue", "Priority", "Owner", "Date raised", "Status")
CALLS = [
    1,
    "Home care",
    "Missed calls",
    "High",
    "Sam Sample",
    "1/4/2026",
    "In progress",
]
ROOF = [2, "Day centre", "Roof leaks", "Low", "Sam Sample", "2/4/2026", "Closed"]


def issues(here: Here) -> list[dict[str, Any]]:
    with here.reads.at(EVERYTHING) as view:
        return view.page("issue", Question(limit=200)).items


def test_an_issue_is_taken_on_with_its_contract_as_far_along_as_it_is(
    here: Here,
) -> None:
    contract = enter_contract(here, "Home care")

    report = bring(here, book([ISSUES, CALLS, ROOF]), "issues")

    (issue,) = issues(here)
    assert (issue["title"], issue["contract_id"]) == ("Missed calls", contract)
    assert (issue["status"], issue["priority"]) == ("in_progress", "High")
    assert issue["severity"] == {"unknown": "not_asked"}
    assert issue["owner_name"] == "Sam Sample"
    taken, waiting = rows(here, filters={"kind": ("issues",)})
    assert (taken["became"], taken["became_id"]) == ("issue", issue["id"])
    assert taken["says"]["raised_on"] == "2026-04-01"
    assert "Sam Sample" not in str(taken | {"became_id": ""})
    assert (report.counts.new, report.counts.kept) == (2, 1)
    assert [match.supplier for match in report.matches] == ["Day centre"]
    assert waiting["became"] is None


def test_an_issue_that_waited_is_taken_on_once_its_contract_is_there(
    here: Here,
) -> None:
    bring(here, book([ISSUES, ROOF]), "issues")
    assert issues(here) == []
    enter_contract(here, "Day centre")

    again = bring(here, book([ISSUES, ROOF]), "issues")
    third = bring(here, book([ISSUES, ROOF]), "issues")

    (issue,) = issues(here)
    assert (issue["title"], issue["status"]) == ("Roof leaks", "closed")
    assert (again.counts.changed, third.counts.unchanged) == (1, 1)


def test_a_source_of_issues_is_followed_and_never_overwrites(here: Here) -> None:
    enter_contract(here, "Home care")
    bring(here, book([ISSUES, CALLS]), "issues")
    graver = [1, "Home care", "Missed calls", "Urgent", *CALLS[4:]]

    bring(here, book([ISSUES, graver]), "issues")

    (issue,) = issues(here)
    assert issue["priority"] == "Urgent"


def test_actions_are_kept_with_what_they_belong_to(here: Here) -> None:
    contract = enter_contract(here, "Home care")
    data = csv_of(
        ["Contract", "Action", "Owner", "Due date", "Status"],
        ["Home care", "Find a second agency", "Sam Sample", "30/09/2026", "Open"],
    )

    bring(here, data, "actions")

    (row,) = rows(here)
    assert (row["contract_id"], row["says"]["due_on"]) == (contract, "2026-09-30")


def test_a_row_that_was_kept_is_found_by_its_words(here: Here) -> None:
    bring(
        here, book([LEDGER, payment(), payment(**{"Supplier name": "Wick"})]), "ledger"
    )

    assert len(rows(here, q="wick")) == 1
    assert len(rows(here, filters={"unknown": ("became",)})) == 2


LETTERS = {
    "A": "department",
    "C": "service",
    "E": "purpose",
    "H": "line",
    "J": "number",
    "L": "supplier",
    "O": "paid_on",
    "Q": "amount",
}


@pytest.mark.skipif(not SPEND.exists(), reason="shared data is not here")
@pytest.mark.parametrize(
    ("name", "many", "columns"),
    [
        ("February-2025-csv.csv", 905, {}),
        ("March-25-CSV.csv", 889, LETTERS),
        ("April-25-CSV.csv", 405, LETTERS),
        ("Spend-Over-250-June-25.csv", 518, {}),
        ("Spend-over-250.00-July-25.csv", 623, {}),
        ("Aug-25.csv", 551, {}),
    ],
)
def test_months_of_published_spend_are_looked_at_whole(
    here: Here, name: str, many: int, columns: dict[str, str]
) -> None:
    """Columns that drift, blank ones, two files without a header, pounds of cp1252."""
    data = (SPEND / name).read_bytes()

    report = bring(here, data, "ledger", columns=columns, name=name, dry_run=True)

    assert report.counts.rows == many
    assert report.counts.new + report.counts.refused == many
    assert report.counts.refused <= 2
    assert not facts(here.register, SourceRowTaken)
